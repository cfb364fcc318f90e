import Segmentation
import TextCore
import ToolSupport

/// Prunes and quantises a layer's weights, and lays them out as `ModelLayer` reads them.
struct LayerWriter {
  let options: TrainingOptions

  /// Steps of a unit of weight: so many that all but one in 2,000 of the n-grams' weights fit into 8 bits.
  static func scale(_ weights: LayerWeights, _ features: FeatureRows) -> Float {
    var largest = weights.rows[features.firstNGram...].map { max($0.max(), -$0.min()) }
    guard !largest.isEmpty else { return 1 }
    largest.sort()
    return 127 / max(largest[(largest.count - 1) - largest.count / 2000], 1e-3)
  }

  func add(
    _ weights: LayerWeights, _ features: FeatureRows, _ words: WordTrie, scale: Float,
    to builder: inout TableBuilder
  ) {
    let firstNGram = features.firstNGram
    let largest = weights.rows.map { max($0.max(), -$0.min()) * scale }
    // Weights below half a step are nothing.
    var kept = features.nGrams.indices.filter { largest[firstNGram + $0] >= 1 }
    if kept.count > options.maximumRows {
      kept.sort { (largest[firstNGram + $1], $0) < (largest[firstNGram + $0], $1) }
      kept.removeLast(kept.count - options.maximumRows)
    }
    // Frequent ones side by side: they stay in the processor's cache.
    kept.sort { (features.nGramCounts[$1], $0) < (features.nGramCounts[$0], $1) }
    var entries: [[UInt16]: (row: Int, sources: WordSources)] = [:]
    for (codes, sources) in words.words(minimumCount: options.minimumWordCount) {
      entries[codes] = (0, sources)
    }
    var rows = [SIMD16<Int8>()]
    for index in kept {
      entries[FeatureRows.codes(of: features.nGrams[index]), default: (0, [])].row = rows.count
      rows.append(Self.quantised(weights.rows[firstNGram + index] * scale))
    }
    let wide = { (row: SIMD16<Float>) in SIMD16<Int16>(clamping: row * scale) }
    let unigrams = weights.rows[FeatureRows.firstUnigram..<firstNGram].map(wide)
    let used = (unigrams.lastIndex { $0 != SIMD16() } ?? 0) + 1
    builder.add(Array(unigrams.prefix(used)))
    builder.add(Self.trie(entries))
    builder.add(rows)
    builder.add(weights.kinds.map { SIMD4<Int16>(clamping: $0 * scale) })
    builder.add(weights.rows[FeatureRows.firstShape..<FeatureRows.firstUnigram].map(wide))
    let bias = SIMD4<Float>(options.boundaryBias, 0, 0, options.boundaryBias)
    builder.add(
      weights.transitions.enumerated().map { tag, row in
        SIMD4<Int16>(clamping: (tag == WordTag.end || tag == WordTag.single ? row + bias : row) * scale)
      })
  }

  private static func quantised(_ row: SIMD16<Float>) -> SIMD16<Int8> {
    SIMD16<Int8>(
      row.rounded(.toNearestOrEven).clamped(
        lowerBound: SIMD16(repeating: -127), upperBound: SIMD16(repeating: 127)))
  }

  private static func trie(_ entries: [[UInt16]: (row: Int, sources: WordSources)]) -> [NGramNode] {
    let sorted = entries.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let plain = DoubleArrayBuilder.build(sorted.map { ($0, 1) })
    var places = [(row: Int, sources: WordSources)](repeating: (0, []), count: plain.count)
    for (codes, entry) in entries {
      var base = DoubleArrayTrie.root.base
      var place = 0
      for code in codes {
        place = Int(base) + Int(code)
        base = plain[place].base
      }
      places[place] = entry
    }
    return plain.indices.map {
      NGramNode(
        code: plain[$0].label, base: Int(plain[$0].base), row: places[$0].row, sources: places[$0].sources)
    }
  }
}

extension SIMD16<Int16> {
  fileprivate init(clamping row: SIMD16<Float>) {
    self.init(
      row.rounded(.toNearestOrEven).clamped(
        lowerBound: .init(repeating: -9999), upperBound: .init(repeating: 9999)))
  }
}

extension SIMD4<Int16> {
  fileprivate init(clamping row: SIMD4<Float>) {
    self.init(
      row.rounded(.toNearestOrEven).clamped(
        lowerBound: .init(repeating: -9999), upperBound: .init(repeating: 9999)))
  }
}
