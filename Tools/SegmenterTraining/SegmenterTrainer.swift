import Segmentation
import TextCore
import ToolSupport

/// Makes a model out of sentences and a dictionary. The same input and options always give the same bytes.
public struct SegmenterTrainer {
  public var options = TrainingOptions()
  /// Is told how it goes.
  public var log: (String) -> Void = { _ in }
  public init() {}

  /// The words of a file: lines of `word`, or of word, tab, count.
  public static func dictionary(_ path: String, minimumCount: Int) throws -> [Substring] {
    try Files.lines(path).filter { !$0.isEmpty && !$0.hasPrefix("#") }.compactMap { line in
      let fields = line.split(separator: "\t")
      guard fields.count > 1, let count = Int(fields[1]) else { return fields.first }
      return count >= minimumCount ? fields[0] : nil
    }
  }

  /// A model of one standard.
  ///
  /// - Parameter dictionary: words, as a general dictionary has them.
  public func train(_ text: SegmentedText, dictionary: [Substring]) throws -> [UInt8] {
    var counts: [UInt32: Int] = [:]
    for sentence in text.sentences {
      for word in sentence { for scalar in word.unicodeScalars { counts[scalar.value, default: 0] += 1 } }
    }
    for word in dictionary { for scalar in word.unicodeScalars { counts[scalar.value, default: 0] += 1 } }
    let characters = CharacterInventory(counts: counts, minimumCount: options.minimumCharacterCount)
    let encoded = EncodedText(text, characters: characters.table)
    var words = WordTrie()
    for word in EncodedText.words(dictionary, characters: characters.table) { words.addToDictionary(word) }
    let (dictionaryShapes, trainingShapes) = words.addAll(of: encoded)
    let features = FeatureRows(
      encoded, characters: characters.table.count, shapes: [dictionaryShapes, trainingShapes],
      minimumCounts: options.minimumCounts)
    log("\(encoded.codes.count) atoms, \(features.nGrams.count) n-grams")
    let weights = LayerTrainer(encoded, features, given: nil, options: options).train {
      log("epoch \($0): \($1) wrong tags")
    }
    var builder = TableBuilder()
    characters.add(to: &builder)
    let scale = LayerWriter.scale(weights, features)
    builder.add([scale])
    LayerWriter(options: options).add(weights, features, words, scale: scale, to: &builder)
    return builder.build()
  }

  /// A model with a second standard: what its text asks for beyond what the model says already.
  ///
  /// - Parameter base: a model; a second layer that it has is dropped.
  public func addStandard(_ text: SegmentedText, to base: SegmentationModel) -> [UInt8] {
    let encoded = EncodedText(text, characters: base.characters)
    let below = LayerBelow(encoded, model: base, share: options.shareOfBase)
    var words = WordTrie()
    let (_, own) = words.addAll(of: encoded)
    let features = FeatureRows(
      encoded, characters: base.characters.count, shapes: below.shapes + [own],
      minimumCounts: options.minimumCounts)
    let weights = LayerTrainer(encoded, features, given: below.scores, options: options).train {
      log("epoch \($0): \($1) wrong tags")
    }
    var builder = TableBuilder()
    for section in base.baseSections { builder.add(section) }
    LayerWriter(options: options).add(
      weights, features, words, scale: base.scale / options.shareOfBase, to: &builder)
    return builder.build()
  }
}

/// What a model says of a text, for a layer that is trained on top of it.
private struct LayerBelow {
  /// In units of weights.
  var scores: [SIMD4<Float>]
  /// Of words of the dictionary, and of the text that the model was trained on.
  var shapes: [[UInt8]]

  init(_ text: EncodedText, model: SegmentationModel, share: Float) {
    scores = Array(repeating: SIMD4(), count: text.codes.count)
    shapes = Array(repeating: Array(repeating: 0, count: text.codes.count), count: 2)
    var stretch = ScoredStretch()
    for sentence in text.sentences where sentence.count < ScoredStretch.capacity {
      stretch.count = 0
      for atom in sentence {
        let code = text.codes[atom]
        stretch.append(
          Atom(offset: 0, code: code, characterClass: model.characters.characterClass(of: code)))
      }
      model.score(stretch, with: nil)
      for (place, atom) in sentence.enumerated() {
        scores[atom] = SIMD4<Float>(stretch.scores[place]) * share / model.scale
        let shape = stretch.shape(of: place)
        shapes[0][atom] = shape.dictionary
        shapes[1][atom] = shape.training
      }
    }
  }
}

extension WordTrie {
  /// Adds a text's words, and says what shapes the words of the dictionary and of the text's other parts have.
  mutating func addAll(of text: EncodedText) -> (dictionary: [UInt8], training: [UInt8]) {
    let block = { (number: Int) in number * Self.blocks / text.sentences.count }
    for (number, sentence) in text.sentences.enumerated() {
      for word in text.words(sentence) where word.count > 1 && word.count <= MatchShape.longestWord {
        addFromTraining(text.codes[word], block: block(number))
      }
    }
    var shapes = [UInt16](repeating: 0, count: text.codes.count)
    var found: [(word: Range<Int>, sources: UInt16)] = []
    shapes.withUnsafeMutableBufferPointer { shapes in
      guard let shapes = shapes.baseAddress else { return }
      for (number, sentence) in text.sentences.enumerated() {
        found.removeAll(keepingCapacity: true)
        matches(text.codes[sentence]) { word, inDictionary, blocks in
          let isElsewhere = blocks & ~(1 << block(number)) != 0
          found.append((word, (inDictionary ? 0x0001 : 0) | (isElsewhere ? 0x0100 : 0)))
        }
        for (word, sources) in found.sorted(by: { $0.word.count < $1.word.count }) {
          MatchShape.note(from: word.lowerBound, to: word.upperBound - 1, in: shapes, sources: sources)
        }
      }
    }
    return (
      shapes.map { UInt8(truncatingIfNeeded: $0) }, shapes.map { UInt8(truncatingIfNeeded: $0 >> 8) }
    )
  }
}

extension EncodedText {
  /// Dictionary words as codes: those of two atoms and more that hold no longer numbers or words of other scripts.
  static func words(_ words: [Substring], characters: CharacterTable) -> [[UInt16]] {
    words.compactMap { word in
      var codes: [UInt16] = []
      Array(word.utf8).withUnsafeBufferPointer { bytes in
        let atomizer = Atomizer(bytes, characters: characters)
        var offset = 0
        while offset < bytes.count { codes.append(atomizer.next(at: &offset)?.code ?? 0) }
      }
      return (2...MatchShape.longestWord).contains(codes.count)
        && codes.allSatisfy { $0 >= TokenCode.firstCharacter } ? codes : nil
    }
  }
}
