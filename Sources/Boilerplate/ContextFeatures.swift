import Glibc

/// What the second model sees besides a block's own row: the first model's probabilities around it.
enum ContextFeature: Int, CaseIterable {
  case score, before1, before2, before3, after1, after2, after3
  case meanNear, meanAround, meanWide, massBefore, massAfter, gapBefore, gapAfter, shapeMean, parentMean,
    articleMass

  /// Columns of a row of the second model: those of the first, then these.
  static let count = Feature.count + allCases.count
}

extension BlockFeatures {
  package static let contextColumns = ContextFeature.count

  /// Rows of the second model from the first's log odds: what it learns from. O(rows).
  package func contextRows(scores: [Float]) -> [Float] {
    let sums = ContextSums(self, scores: scores)
    let count = visible.count * ContextFeature.count
    return [Float](unsafeUninitializedCapacity: count) { cells, initialized in
      if let cells = cells.baseAddress {
        write(visible.indices, to: cells, columns: ContextFeature.count)
        write(visible.indices, sums: sums, to: cells)
      }
      initialized = count
    }
  }

  /// The log odds a forest gives to each row.
  package func scores(_ forest: ObliviousForest) -> [Float] { forest.scores(rows, columns: Feature.count) }

  /// At most so many rows are held at a time: what does not fit is written once for each model.
  static let heldRows = 1024

  /// The second model's answers, uncalibrated log odds by row.
  func logOdds(_ model: BoilerplateModel) -> [Float] {
    let columns = ContextFeature.count
    let parts = stride(from: 0, to: visible.count, by: Self.heldRows).map {
      $0..<min(visible.count, $0 + Self.heldRows)
    }
    return withUnsafeTemporaryAllocation(
      of: Float.self, capacity: columns * min(visible.count, Self.heldRows)
    ) { buffer in
      guard let cells = buffer.baseAddress else { return [] }
      var scores = [Float](repeating: model.block.bias, count: visible.count)
      for part in parts {
        write(part, to: cells, columns: columns)
        model.block.add(cells, columns: columns, to: &scores, part)
      }
      let sums = ContextSums(self, scores: scores)
      var answers = [Float](repeating: model.context.bias, count: visible.count)
      for part in parts {
        if parts.count > 1 { write(part, to: cells, columns: columns) }
        write(part, sums: sums, to: cells)
        model.context.add(cells, columns: columns, to: &answers, part)
      }
      return answers
    }
  }

  /// Writes the second model's own cells, behind those of the first.
  private func write(_ range: Range<Int>, sums: ContextSums, to cells: UnsafeMutablePointer<Float>) {
    let count = visible.count
    let scores = sums.scores
    for row in range {
      let cells = ContextRow(
        cells: cells + (row - range.lowerBound) * ContextFeature.count + Feature.count)
      func score(_ other: Int) -> Float { scores.indices.contains(other) ? scores[other] : -8 }
      func mean(_ reach: Int) -> Float {
        let range = max(0, row - reach)..<min(count, row + reach + 1)
        return sums.mass[range] / max(1, lines.length[range])
      }
      cells[.score] = scores[row]
      cells[.before1] = score(row - 1)
      cells[.before2] = score(row - 2)
      cells[.before3] = score(row - 3)
      cells[.after1] = score(row + 1)
      cells[.after2] = score(row + 2)
      cells[.after3] = score(row + 3)
      cells[.meanNear] = mean(2)
      cells[.meanAround] = mean(6)
      cells[.meanWide] = mean(15)
      cells[.massBefore] = sums.mass[0..<row] / max(1, sums.mass.total)
      cells[.massAfter] = sums.mass[row + 1..<count] / max(1, sums.mass.total)
      cells[.gapBefore] = Float(sums.gapsBefore[row])
      cells[.gapAfter] = Float(sums.gapsAfter[row])
      cells[.shapeMean] = shape(row) == 0 ? -1 : sums.shapes[shape(row)]
      cells[.parentMean] = parent(row).map { sums.parents[$0] } ?? -1
      cells[.articleMass] = log2f(1 + sums.mass.total)
    }
  }
}

/// The second model's own part of a row that is being written.
private struct ContextRow {
  let cells: UnsafeMutablePointer<Float>

  subscript(feature: ContextFeature) -> Float {
    get { cells[feature.rawValue] }
    nonmutating set { cells[feature.rawValue] = newValue }
  }
}

/// What the rows of the second model are made of.
private struct ContextSums {
  let scores: [Float]
  let mass: Prefix
  /// The mean by shape, and by element around rows' elements.
  let shapes: [Float]
  let parents: [Float]
  /// By row: how many blocks back, or ahead, the next one stands that more likely belongs to the article than not; at
  /// most 20.
  private(set) var gapsBefore: [UInt8]
  private(set) var gapsAfter: [UInt8]

  init(_ features: BlockFeatures, scores: [Float]) {
    self.scores = scores
    let probabilities = scores.map { 1 / (1 + expf(-$0)) }
    mass = Prefix(zip(probabilities, features.scans).lazy.map { $0 * Float($1.scalars) })
    var shapes = [Mean](repeating: Mean(), count: features.tree.shapeSums.count)
    var parents = [Mean](repeating: Mean(), count: features.tree.nodes.count)
    for (row, probability) in probabilities.enumerated() {
      let weight = Float(features.scans[row].scalars)
      shapes[features.shape(row)].add(probability, weight: weight)
      if let parent = features.parent(row) { parents[parent].add(probability, weight: weight) }
    }
    self.shapes = shapes.map(\.value)
    self.parents = parents.map(\.value)
    gapsBefore = [UInt8](repeating: 20, count: scores.count)
    gapsAfter = gapsBefore
    var distance: UInt8 = 20
    for row in probabilities.indices {
      gapsBefore[row] = distance
      distance = probabilities[row] > 0.5 ? 1 : min(20, distance + 1)
    }
    distance = 20
    for row in probabilities.indices.reversed() {
      gapsAfter[row] = distance
      distance = probabilities[row] > 0.5 ? 1 : min(20, distance + 1)
    }
  }

  private struct Mean {
    private var sum: Float = 0
    private var weight: Float = 0
    var value: Float { sum / max(1, weight) }

    mutating func add(_ value: Float, weight: Float) {
      sum += value * weight
      self.weight += weight
    }
  }
}
