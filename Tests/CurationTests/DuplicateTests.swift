import Curation
import TestSupport
import Testing

@Suite struct DuplicateTests {
  private func fingerprint(_ text: String) throws -> Fingerprint {
    try #require(Array(text.utf8).withUnsafeBufferPointer { Fingerprint($0) })
  }

  private func text(_ count: Int, _ random: inout Generator) -> [Unicode.Scalar] {
    (0..<count).map { _ in Unicode.Scalar(UInt32.random(in: 0x4E00..<0x5E00, using: &random)) ?? "河" }
  }

  private func string(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }

  @Test func looksAtLettersAlone() throws {
    #expect(try fingerprint("河水，清清。ABC 12") == fingerprint(" 河水清清abc12！\n"))
    #expect(try fingerprint("河水清清") != fingerprint("河水清亮"))
    #expect(try fingerprint("河").text != fingerprint("水").text)
    #expect(Array("，。 \n".utf8).withUnsafeBufferPointer { Fingerprint($0) } == nil)
  }

  /// What the bands promise, on texts with a known share of common shingles.
  @Test(arguments: [(0.05, 0.9...1.0), (0.5, 0.0...0.15)])
  func bandsFollowSimilarity(_ changed: Double, _ expected: ClosedRange<Double>) throws {
    var random = Generator(seed: 7)
    var found = 0
    for _ in 0..<200 {
      let one = text(400, &random)
      // A run is replaced, so that the share of shingles is that of characters.
      let other = Array(one.dropLast(Int(400 * changed))) + text(Int(400 * changed), &random)
      let index = DuplicateIndex(.near, memory: 1 << 20)
      #expect(index.rejection(of: try fingerprint(string(one))) == nil)
      if index.rejection(of: try fingerprint(string(other)))?.reason == .nearDuplicate { found += 1 }
    }
    #expect(expected.contains(Double(found) / 200))
  }

  @Test func remembersTheFirst() throws {
    let index = DuplicateIndex(.exact, memory: 1 << 16)
    let one = try fingerprint("河水清清，小雨落在柳树上。")
    #expect(index.rejection(of: one) == nil)
    #expect(index.rejection(of: one) == Rejection(.exactDuplicate, .document(one.text)))
    #expect(index.rejection(of: try fingerprint("河水清清，小雨落在柳树下。")) == nil)
  }

  /// The oldest are forgotten, and nothing unseen is ever found.
  @Test func forgetsWhenItIsFull() {
    let index = DuplicateIndex(.exact, memory: 1 << 12)
    var random = Generator(seed: 8)
    let all = (0..<2_000).map { _ in Fingerprint(text: random.next(), bands: []) }
    for one in all { #expect(index.rejection(of: one) == nil) }
    #expect(all.prefix(100).allSatisfy { index.rejection(of: $0) == nil })
    let last = Fingerprint(text: random.next(), bands: [])
    index.remember(last)
    #expect(index.rejection(of: last) != nil)
  }
}
