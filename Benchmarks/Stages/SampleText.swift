/// Text to measure with: the project's own sentences in an order that a fixed seed gives, with numbers that differ, so
/// that no two lines are the same.
struct SampleText {
  private static let simplified = [
    "临江市图书馆昨晚开放至零点，读者纷纷称赞。", "市防汛抗旱指挥部今天上午召开会议，部署下一阶段工作。",
    "记者从市水务局获悉，今年汛期来得早、雨量大。", "步道桥今日通行，两岸居民过河只需五分钟。",
    "果园的苹果喜获丰收，收购价比去年上涨百分之六。", "新落成的天文台同时使用三台望远镜，结果相互校验。",
    "社区诊所延长门诊时间，方便上班族就近看病。", "渡轮因大雾停航两小时，乘客改乘公共汽车。",
  ]
  private static let traditional = [
    "臨江市圖書館昨晚開放至零點，讀者紛紛稱讚。", "市防汛抗旱指揮部今天上午召開會議，部署下一階段工作。",
    "記者從市水務局獲悉，今年汛期來得早、雨量大。", "步道橋今日通行，兩岸居民過河只需五分鐘。",
    "果園的蘋果喜獲豐收，收購價比去年上漲百分之六。", "新落成的天文臺同時使用三臺望遠鏡，結果相互校驗。",
    "社區診所延長門診時間，方便上班族就近看病。", "渡輪因大霧停航兩小時，乘客改乘公共汽車。",
  ]

  /// Lines of two to five sentences, about `count` bytes of UTF-8.
  static func text(traditional isTraditional: Bool = false, count: Int) -> [UInt8] {
    let sentences = isTraditional ? traditional : simplified
    var state: UInt64 = 20_250_521
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var text: [UInt8] = []
    while text.count < count {
      text.append(contentsOf: "\(next(9) + 1)月\(next(28) + 1)日，".utf8)
      for _ in 0..<2 + next(4) { text.append(contentsOf: sentences[next(sentences.count)].utf8) }
      text.append(0x0A)
    }
    return text
  }

  /// A page of plain text with its furniture, as it comes from a scraper.
  static func page(number: Int) -> [UInt8] {
    var page = Array("首页 > 新闻 > 正文\n临江市图书馆开放至零点之\(number)\n2025-03-09 12:30 来源：临江日报\n".utf8)
    page += text(count: 4_000)
    page += Array("责任编辑：李云舟\n相关阅读\n渡轮停航两小时\n版权所有 未经许可不得转载\n".utf8)
    return page
  }
}
