import FaultSimulator
import Foundation

/// Documents in every encoding, length and wrapping, made with a fixed seed from text that the detector's model was
/// not trained on: the Chinese of NTREX and of Universal Dependencies, and every tenth line of its other languages.
struct StressSet {
  struct Document {
    /// The row of the table, as `utf-8-cut`; the encoding that is right; the length aimed at.
    var kind: String
    var encoding: String
    var length: Int
    var wrapping: Wrapping
    var bytes: [UInt8]
    /// What a crawler of Chinese pages meets every day.
    var isCore: Bool { ["utf-8", "utf-8-cut", "gbk", "gb18030-4", "big5", "hkscs"].contains(kind) }
  }

  enum Wrapping: String, CaseIterable {
    case plain, html
    case rightMeta = "right-meta"
    case wrongMeta = "wrong-meta"
    case markup, corrupt
  }

  /// What one row is made of.
  private struct Kind {
    var name: String
    var encoding: String
    /// ICU's charset.
    var charset: String
    var lines: [String]
    /// Characters to sprinkle in.
    var rare = ""
  }

  private(set) var documents: [Document] = []
  static let lengths = [20, 50, 100, 300, 1000, 10_000]
  static let seed: UInt64 = 20_26

  /// - Parameter samples: documents of each encoding, length and wrapping.
  init(_ text: HeldOutText, seed: UInt64 = StressSet.seed, samples: Int = 12) {
    let chinese = text.simplified + text.traditional
    let kinds = [
      Kind(name: "utf-8", encoding: "utf-8", charset: "utf-8", lines: chinese),
      Kind(name: "utf-8-cut", encoding: "utf-8", charset: "utf-8", lines: chinese),
      Kind(name: "gbk", encoding: "gb18030", charset: "gbk", lines: text.simplified),
      Kind(
        name: "gb18030-4", encoding: "gb18030", charset: "gb18030", lines: text.simplified, rare: "㐀𠮷𡃁㑇䶮𨭎㛃"),
      Kind(name: "big5", encoding: "big5", charset: "big5", lines: text.traditional),
      Kind(name: "hkscs", encoding: "big5", charset: "big5-hkscs", lines: text.traditional, rare: "嘅咗喺嚟啲冇"),
      Kind(name: "euc-tw", encoding: "euc-tw", charset: "euc-tw", lines: text.traditional),
      Kind(name: "hz", encoding: "hz-gb-2312", charset: "HZ", lines: text.simplified),
      Kind(name: "iso-2022-cn", encoding: "iso-2022-cn", charset: "iso-2022-cn", lines: text.simplified),
      Kind(name: "utf-16le", encoding: "utf-16le", charset: "utf-16le", lines: text.simplified),
      Kind(name: "utf-16be", encoding: "utf-16be", charset: "utf-16be", lines: text.traditional),
      Kind(name: "euc-jp", encoding: "euc-jp", charset: "euc-jp", lines: text.japanese),
      Kind(name: "shift_jis", encoding: "shift_jis", charset: "shift_jis", lines: text.japanese),
      Kind(name: "euc-kr", encoding: "euc-kr", charset: "windows-949", lines: text.korean),
      Kind(name: "windows-1252", encoding: "windows-1252", charset: "windows-1252", lines: text.western),
      Kind(name: "windows-1251", encoding: "windows-1251", charset: "windows-1251", lines: text.russian),
      Kind(name: "koi8-r", encoding: "koi8-r", charset: "koi8-r", lines: text.russian),
    ]
    var random = SplitMix(state: seed)
    for kind in kinds {
      for length in Self.lengths {
        for wrapping in Wrapping.allCases {
          for _ in 0..<samples {
            documents.append(
              Document(
                kind: kind.name, encoding: kind.encoding, length: length, wrapping: wrapping,
                bytes: Self.bytes(kind, length, wrapping, &random)))
          }
        }
      }
    }
  }

  /// Writes each document to a file named by its number, and `documents.tsv`, which tells what they are.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var index = ""
    for (number, document) in documents.enumerated() {
      try Data(document.bytes).write(to: folder.appendingPathComponent("\(number)"))
      let fields = [
        "\(number)", document.kind, document.encoding, "\(document.length)", document.wrapping.rawValue,
        document.isCore ? "core" : "",
      ]
      index += fields.joined(separator: "\t") + "\n"
    }
    try Data(index.utf8).write(to: folder.appendingPathComponent("documents.tsv"))
  }

  private static func bytes(
    _ kind: Kind, _ length: Int, _ wrapping: Wrapping, _ random: inout SplitMix
  ) -> [UInt8] {
    var scalars = Self.scalars(kind, atLeast: length * 2 + 60, &random)
    if wrapping == .markup { scalars = marked(scalars) }
    let text = longestPrefix(of: scalars, charset: kind.charset, count: length)
    var body: [UInt8]
    switch wrapping {
    case .html: body = encode(page(text, meta: nil), as: kind.charset)
    case .rightMeta: body = encode(page(text, meta: kind.encoding), as: kind.charset)
    case .wrongMeta: body = encode(page(text, meta: wrongLabel(kind.encoding, &random)), as: kind.charset)
    case .plain, .markup, .corrupt: body = encode(text, as: kind.charset)
    }
    if kind.name == "utf-8-cut" {
      body.removeFirst(min(body.count - 1, 1 + random.below(2)))
      body.removeLast(min(body.count - 1, 1 + random.below(2)))
    }
    if wrapping == .corrupt {
      for _ in 0..<max(1, body.count / 100) { body[random.below(body.count)] = UInt8(random.below(256)) }
    }
    return body
  }

  /// Running text from the first character beyond ASCII of any line on.
  private static func scalars(
    _ kind: Kind, atLeast count: Int, _ random: inout SplitMix
  ) -> [Unicode.Scalar] {
    var text = ""
    var index = random.below(kind.lines.count)
    while text.utf8.count < count {
      text += kind.lines[index % kind.lines.count] + "\n"
      index += 1
    }
    var scalars = Array(text.unicodeScalars.drop(while: \.isASCII))
    let rare = Array(kind.rare.unicodeScalars)
    if !rare.isEmpty {
      for place in stride(from: 2, to: scalars.count, by: 9) {
        scalars[place] = rare[random.below(rare.count)]
      }
    }
    return scalars
  }

  /// With so many tags that they are some three tenths of the bytes.
  private static func marked(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let tag = Array("<a href=\"/n/1\">".unicodeScalars)
    return scalars.enumerated().flatMap { $0.offset % 24 == 12 ? tag + [$0.element] : [$0.element] }
  }

  private static func longestPrefix(of scalars: [Unicode.Scalar], charset: String, count: Int) -> String {
    var low = 1
    var high = scalars.count
    while low < high {
      let middle = (low + high + 1) / 2
      if encode(string(scalars[..<middle]), as: charset).count <= count {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return string(scalars[..<low])
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func page(_ text: String, meta: String?) -> String {
    let head = meta.map { "<meta charset=\"\($0)\">" } ?? ""
    return "<html><head>\(head)<title></title></head><body><p>\(text)</p></body></html>"
  }

  private static func wrongLabel(_ right: String, _ random: inout SplitMix) -> String {
    let wrong = ["utf-8", "gb2312", "big5", "iso-8859-1"].filter { !right.hasPrefix($0.prefix(2)) }
    return wrong[random.below(wrong.count)]
  }

  static func encode(_ text: String, as charset: String) -> [UInt8] {
    Charset.convert(Array(text.utf8), from: .utf8, to: Charset(name: charset))
  }
}

/// Lines that the detector's model was not trained on; each has something beyond ASCII.
struct HeldOutText {
  static let inputs =
    ["zho-CN", "zho-TW", "fra", "deu", "spa", "jpn", "kor", "rus"].map { "data/ntrex/\($0).txt" }
    + (simplifiedTreebanks + traditionalTreebanks).map { "data/ud/\($0).conllu" }
  private static let simplifiedTreebanks = ["zh_gsdsimp-ud-dev"]
  private static let traditionalTreebanks = ["zh_gsd-ud-dev", "zh_pud-ud-test", "zh_hk-ud-test"]

  let simplified: [String]
  let traditional: [String]
  let western: [String]
  let japanese: [String]
  let korean: [String]
  let russian: [String]

  init(shared: URL) throws {
    let translation = { (language: String) in
      try Data(contentsOf: shared.appendingPathComponent("data/ntrex/\(language).txt"))
        .split(separator: 0x0A).map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    }
    let sentences = { (name: String) in
      try Treebank(shared.appendingPathComponent("data/ud/\(name).conllu")).sentences.map(\.text)
    }
    /// The tenth of each ten lines is what Tools/TrainEncodingModel leaves out.
    let tenth = { (language: String) in
      try translation(language).enumerated().filter { $0.offset % 10 == 9 }.map(\.element)
    }
    simplified = Self.beyondASCII(
      try translation("zho-CN") + Self.simplifiedTreebanks.flatMap(sentences))
    traditional = Self.beyondASCII(
      try translation("zho-TW") + Self.traditionalTreebanks.flatMap(sentences))
    western = Self.beyondASCII(try tenth("fra") + tenth("deu") + tenth("spa"))
    japanese = Self.beyondASCII(try tenth("jpn"))
    korean = Self.beyondASCII(try tenth("kor"))
    russian = Self.beyondASCII(try tenth("rus"))
  }

  private static func beyondASCII(_ lines: [String]) -> [String] {
    lines.filter { !$0.unicodeScalars.allSatisfy(\.isASCII) }
  }
}

/// Sebastiano Vigna's splitmix64.
struct SplitMix {
  var state: UInt64
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
