import Boilerplate
import TestSupport
import Testing

@Suite struct ObliviousForestTests {
  /// Eight rows at a time give, bit for bit, what each row gives by itself; thresholds that a feature equals included.
  @Test(arguments: [0, 1, 7, 8, 9, 16, 35])
  func batches(rows count: Int) {
    var random = Generator(seed: 29)
    let columns = 13
    let depth = 4
    let trees = 20
    func small() -> Float { Float(Int.random(in: -4...4, using: &random)) / 4 }
    let forest = ObliviousForest(
      depth: depth,
      questions: (0..<trees * depth).map { _ in
        .init(feature: UInt32.random(in: 0..<UInt32(columns), using: &random), threshold: small())
      },
      leaves: (0..<(trees << depth)).map { _ in Float.random(in: -1...1, using: &random) }, bias: 0.25)
    let rows = (0..<count * columns).map { _ in small() }
    let expected = (0..<count).map { row in
      (0..<trees).reduce(forest.bias) { sum, tree in
        let leaf = (0..<depth).reduce(0) { leaf, level in
          let asked = forest.questions[tree * depth + level]
          return leaf | (rows[row * columns + Int(asked.feature)] > asked.threshold ? 1 << level : 0)
        }
        return sum + forest.leaves[(tree << depth) + leaf]
      }
    }
    #expect(forest.scores(rows, columns: columns) == expected)
  }
}
