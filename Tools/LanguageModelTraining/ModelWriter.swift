import Glibc
import LanguageModel
import ToolSupport

/// Lays a model out as `ModelLayout` says.
struct ModelWriter {
  /// Bytes that the parts take, for choosing what fits.
  enum Cost {
    static let unigram = 4 + context
    static let node = 2 + 1
    static let contextWord = 8 + 4
    private static let context = 4
    static func context(order: Int) -> Int { order < 3 ? context : context + 3 }
  }

  private let model: KneserNey
  private var nodeTokens: [UInt16] = []
  private var nodeProbabilities: [UInt8] = []
  private var contextBits: [UInt64] = []
  private var contexts: [UInt32] = []
  private var shorterContexts: [UInt32] = []
  /// For each level the number of each n-gram as a context, or `NGramLevel.none`.
  private var contextNumbers: [[UInt32]] = []
  private var firstLongContext = 0

  private init(_ model: KneserNey) { self.model = model }

  static func file(_ model: KneserNey, vocabulary: Vocabulary) -> [UInt8] {
    var writer = ModelWriter(model)
    writer.numberContexts()
    for level in model.levels { writer.add(level) }
    writer.addContext(firstChild: writer.nodeTokens.count, backoff: 1)
    return writer.build(vocabulary)
  }

  private mutating func numberContexts() {
    var number: UInt32 = 0
    for (level, above) in zip(model.levels, model.levels.dropFirst()) {
      var isContext = [Bool](repeating: level.order == 1, count: level.count)
      for n in 0..<above.count where above.isKept[n] { isContext[Int(above.contexts[n])] = true }
      contextNumbers.append(
        isContext.map { isContext in
          defer { if isContext { number += 1 } }
          return isContext ? number : NGramLevel.none
        })
      if level.order <= 2 { firstLongContext = Int(number) }
    }
    contextNumbers.append([UInt32](repeating: NGramLevel.none, count: model.levels[model.order - 1].count))
    if model.order == 1 { firstLongContext = Int(number) }
  }

  private mutating func add(_ level: NGramLevel) {
    let numbers = contextNumbers[level.order - 1]
    let above = level.order < model.order ? model.levels[level.order] : nil
    var child = 0
    var children = nodeTokens.count + (level.order == 1 ? 0 : level.isKept.count { $0 })
    for n in 0..<level.count {
      let isContext = numbers[n] != NGramLevel.none
      if level.order > 1 {
        guard level.isKept[n] else { continue }
        if level.order < model.order {
          if nodeTokens.count % 64 == 0 { contextBits.append(0) }
          if isContext { contextBits[nodeTokens.count / 64] |= 1 << UInt64(nodeTokens.count % 64) }
        }
        nodeTokens.append(level.token(n))
        nodeProbabilities.append(ModelLayout.code(probability: log(level.probabilities[n])))
      }
      guard isContext, let above else { continue }
      addContext(firstChild: children, backoff: level.backoffs[n])
      // In the order of their contexts; what is not kept may have none.
      while child < above.count, !above.isKept[child] || above.contexts[child] <= UInt32(n) {
        if above.isKept[child] { children += 1 }
        child += 1
      }
      if level.order >= 3 {
        shorterContexts.append(shorterContext(level.suffixes[n], order: level.order - 1))
      }
    }
  }

  private mutating func addContext(firstChild: Int, backoff: Float) {
    precondition(firstChild <= ModelLayout.largestNumber, "the trainer lets no model grow so large")
    let code = ModelLayout.code(backoff: log(backoff))
    contexts.append(UInt32(firstChild) << ModelLayout.backoffBits | UInt32(code))
  }

  /// The longest context among an n-gram of a level and its own ends.
  private func shorterContext(_ index: UInt32, order: Int) -> UInt32 {
    let number = contextNumbers[order - 1][Int(index)]
    if number != NGramLevel.none { return number }
    return shorterContext(model.levels[order - 1].suffixes[Int(index)], order: order - 1)
  }

  private func build(_ vocabulary: Vocabulary) -> [UInt8] {
    let (pages, tokens) = vocabulary.scalarTable()
    var unigrams = model.levels[0].probabilities.map { log($0) }
    unigrams[ModelLayout.unknown] -= log(ModelLayout.unknownCharacterCount)
    var contextRanks: [UInt32] = []
    var rank = UInt32(unigrams.count)
    for word in contextBits {
      contextRanks.append(rank)
      rank += UInt32(word.nonzeroBitCount)
    }
    var table = TableBuilder()
    table.add([ModelLayout.version, UInt32(model.order), UInt32(firstLongContext)])
    table.add(pages)
    table.add(tokens)
    table.add(unigrams)
    table.add(nodeTokens)
    table.add(nodeProbabilities)
    table.add(contextBits)
    table.add(contextRanks)
    table.add(contexts)
    table.add(Self.packed(shorterContexts))
    return table.build()
  }

  /// As `PackedNumbers` reads them.
  private static func packed(_ numbers: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers {
      bytes += [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number >> 16)]
    }
    return bytes + [0]
  }
}
