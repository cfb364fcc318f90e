import FaultSimulator
import Testing

@Suite struct FaultSimulatorTests {
  @Test func keySplitAcrossCharacters() {
    let fault = AnnotatedGBKFault(annotations: [("數", "shù"), ("領", "lǐng")])
    #expect(fault.broken("當地領工資") == "當?shù)仡I(lǐng)工資")
  }

  @Test func delimiterSplitAcrossCharacters() {
    let fault = AnnotatedGBKFault(annotations: [])
    #expect(fault.broken("他說。可以") == "他說??梢?")
    #expect(fault.broken("停靠、") == "???、")
    #expect(
      AnnotatedGBKFault(annotations: [], replacement: "\u{FFFD}").broken("他說。可以,") == "他說\u{FFFD}?梢\u{FFFD}")
  }

  @Test(.enabled(if: SharedFiles.exist, "needs ../shared"))
  func regeneratesAPageByteForByte() throws {
    let page = try SharedFiles.text("seeds/002_d19b5d802b4951d4.txt")
    let truth = try SharedFiles.text("truth/seed002_trad_truth.txt")
    var table: [(key: Unicode.Scalar, reading: String)] = []
    for match in page.matches(of: /(\p{Han})\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+)\)/) {
      let key = match.1.unicodeScalars.first!
      if !table.contains(where: { $0.key == key }) { table.append((key, String(match.2))) }
    }
    let fullWidth: [Character: Character] = [",": "，", ":": "：", "(": "（", ")": "）"]
    let source = String(truth.map { fullWidth[$0] ?? $0 })
    #expect(AnnotatedGBKFault(annotations: table).broken(source) == page)
  }
}
