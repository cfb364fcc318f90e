import TextCore

/// A sum of small decision trees that gives log odds.
///
/// The trees are oblivious: all nodes of a level ask the same question, so a tree of depth d is d questions and
/// 2^d leaves, and the answers are the leaf's index (as in CatBoost, Prokhorenkova et al. 2018).
package struct ObliviousForest: Sendable {
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
    precondition(leaves.count == (questions.count / max(1, depth)) << depth)
    self.depth = depth
    self.questions = questions
    self.leaves = leaves
    self.bias = bias
  }

  /// Log odds for one row of features. O(trees · depth).
  package func score(_ row: UnsafeBufferPointer<Float>) -> Float {
    questions.withUnsafeBufferPointer { questions in
      leaves.withUnsafeBufferPointer { leaves in
        var sum = bias
        var question = 0
        var base = 0
        while question < questions.count {
          var leaf = 0
          for level in 0..<depth {
            let asked = questions[question + level]
            leaf |= (row[Int(asked.feature)] > asked.threshold ? 1 : 0) << level
          }
          sum += leaves[base + leaf]
          question += depth
          base += 1 << depth
        }
        return sum
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

  init(_ table: TableFile) {
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
