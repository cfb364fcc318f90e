import CSIMD
import TextCore

/// A sum of small decision trees that gives log odds.
///
/// The trees are oblivious: all nodes of a level ask the same question, so a tree of depth d is d questions and
/// 2^d leaves, and the answers are the leaf's index (as in CatBoost, Prokhorenkova et al. 2018).
package struct ObliviousForest: Sendable {
  /// Laid out as `jk_question`.
  package struct Question: BitwiseCopyable, Sendable {
    package var feature: UInt32
    /// The answer is yes above it.
    package var threshold: Float

    package init(feature: UInt32, threshold: Float) {
      self.feature = feature
      self.threshold = threshold
    }
  }

  package let depth: Int
  package let questions: [Question]
  package let leaves: [Float]
  package let bias: Float

  package init(depth: Int, questions: [Question], leaves: [Float], bias: Float) {
    precondition(depth > 0 && leaves.count == (questions.count / depth) << depth)
    self.depth = depth
    self.questions = questions
    self.leaves = leaves
    self.bias = bias
  }

  /// Log odds for each of the rows, which hold `columns` features each. O(rows · trees · depth).
  package func scores(_ rows: [Float], columns: Int) -> [Float] {
    var sums = [Float](repeating: bias, count: rows.count / columns)
    rows.withUnsafeBufferPointer {
      if let rows = $0.baseAddress { add(rows, columns: columns, to: &sums, sums.indices) }
    }
    return sums
  }

  /// Adds what the trees give to the rows at `cells`, without the bias, to a range of the sums.
  func add(_ cells: UnsafePointer<Float>, columns: Int, to sums: inout [Float], _ range: Range<Int>) {
    precondition(questions.allSatisfy { $0.feature < UInt32(columns) })
    withUnsafeTemporaryAllocation(byteCount: 32 * columns, alignment: 32) { batch in
      sums.withUnsafeMutableBufferPointer { sums in
        questions.withUnsafeBytes { questions in
          guard let questions = questions.baseAddress, let batch = batch.baseAddress,
            let sums = sums.baseAddress
          else { return }
          jk_simd_forest(
            questions.assumingMemoryBound(to: jk_question.self), leaves, leaves.count >> depth, depth, cells,
            range.count, columns, batch.assumingMemoryBound(to: Float.self), sums + range.lowerBound)
        }
      }
    }
  }
}

/// The weights that ship: one forest for a block by itself, one for it among its neighbours.
///
/// File: `TableFile` with five sections: parameters (UInt32 depth and Float bias of each forest), then questions
/// and leaves of the first, questions and leaves of the second.
package struct BoilerplateModel: Sendable {
  package var block: ObliviousForest
  package var context: ObliviousForest

  package init(block: ObliviousForest, context: ObliviousForest) {
    self.block = block
    self.context = context
  }

  package init(_ table: TableFile) {
    let parameters = table.section(0)
    func forest(_ index: Int) -> ObliviousForest {
      ObliviousForest(
        depth: Int(parameters.load(fromByteOffset: 8 * index, as: UInt32.self)),
        questions: Array(table.section(1 + 2 * index, as: ObliviousForest.Question.self)),
        leaves: Array(table.section(2 + 2 * index, as: Float.self)),
        bias: parameters.load(fromByteOffset: 8 * index + 4, as: Float.self))
    }
    block = forest(0)
    context = forest(1)
  }
}
