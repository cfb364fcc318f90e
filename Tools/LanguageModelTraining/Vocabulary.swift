import LanguageModel
import TextCore

/// The symbols of a corpus with their counts; then, once settled, the tokens of a model.
struct Vocabulary {
  /// Tokens fit into so many bits, so that four of them and a source fit into 64.
  static let tokenBits = 14
  /// What stands before a line's beginning where a key has room for more; never a token.
  static let padding = UInt16(1 << tokenBits - 1)

  let folding: Folding
  /// In the order of first appearance, but for the model's own: indices below `ordinary` are its fixed tokens.
  private var symbols: [UInt32] = [0, 0x0A, Folding.digit, Folding.latinLetter]
  private var counts = [Int](repeating: 0, count: ordinary)
  private var indices: [UInt32: UInt16] = [Folding.digit: 2, Folding.latinLetter: 3]
  private static let ordinary = ModelLayout.latinLetter + 1

  /// The token of each folded symbol, once settled.
  private var tokens: [UInt16] = []
  private(set) var tokenCount = 0

  init(folding: Folding) { self.folding = folding }

  /// Appends a line's symbols, runs collapsed, and counts them.
  mutating func append(_ line: UnsafeBufferPointer<UInt8>, to text: inout [UInt16]) {
    var offset = 0
    var last = -1
    while offset < line.count {
      let (scalar, count) = UTF8Cursor.scalar(line, at: offset)
      offset += count
      let symbol = folding.symbol(of: scalar)
      if symbol == Folding.skipped { continue }
      let index = Int(self.index(of: symbol))
      if index == last, ModelLayout.runs.contains(index) { continue }
      counts[index] += 1
      text.append(UInt16(index))
      last = index
    }
  }

  private mutating func index(of symbol: UInt32) -> UInt16 {
    if let index = indices[symbol] { return index }
    // More than 65,535 kinds of characters: the late ones are rare enough to be unknown.
    guard symbols.count < Int(UInt16.max) else { return UInt16(ModelLayout.unknown) }
    let index = UInt16(symbols.count)
    indices[symbol] = index
    symbols.append(symbol)
    counts.append(0)
    return index
  }

  /// Takes one occurrence back.
  mutating func remove(_ index: UInt16) { counts[Int(index)] -= 1 }

  /// For each symbol whether it is a hanzi below that share of the text.
  func rareHanzi(share: Double) -> [Bool] {
    let limit = Double(counts.reduce(0, +)) * share
    return zip(symbols, counts).map { ScalarClass.isHanzi($0) && Double($1) < limit }
  }

  /// Gives tokens to the commonest symbols; returns each symbol's token.
  mutating func settle(minimumCount: Int) -> [UInt16] {
    let listed = (Self.ordinary..<symbols.count)
      .filter { counts[$0] >= minimumCount }
      .sorted { (counts[$1], symbols[$0]) < (counts[$0], symbols[$1]) }
      .prefix(Int(Self.padding) - Self.ordinary)
    var tokenOfIndex = [UInt16](repeating: UInt16(ModelLayout.unknown), count: symbols.count)
    tokens = [UInt16](repeating: UInt16(ModelLayout.unknown), count: Folding.scalarCount)
    for fixed in 0..<Self.ordinary {
      tokenOfIndex[fixed] = UInt16(fixed)
      tokens[Int(symbols[fixed])] = UInt16(fixed)
    }
    for (rank, index) in listed.enumerated() {
      tokenOfIndex[index] = UInt16(Self.ordinary + rank)
      tokens[Int(symbols[index])] = UInt16(Self.ordinary + rank)
    }
    tokenCount = Self.ordinary + listed.count
    return tokenOfIndex
  }

  /// The model's table from scalars to tokens: pages of 256, equal pages once.
  func scalarTable() -> (pages: [UInt16], tokens: [UInt16]) {
    var pages: [UInt16] = []
    var table: [UInt16] = []
    var known: [[UInt16]: UInt16] = [:]
    for first in stride(from: 0, to: UInt32(Folding.scalarCount), by: 256) {
      let page = (first..<first + 256).map { scalar in
        let symbol = folding.symbol(of: scalar)
        return symbol == Folding.skipped ? CharacterModel.skipped : tokens[Int(symbol)]
      }
      let number = known[page] ?? UInt16(known.count)
      if known.updateValue(number, forKey: page) == nil { table += page }
      pages.append(number)
    }
    return (pages, table)
  }
}
