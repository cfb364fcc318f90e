import Segmentation

/// How weights are learned.
public struct TrainingOptions: Sendable {
  public var epochs = 6
  /// By how much the right tag of an atom must lead.
  public var margin: Float = 1
  public var seed: UInt64 = 1
  /// N-grams of two, three and four atoms that are seen less often have no weights.
  public var minimumCounts = [1, 2, 3]
  /// Words of the training text that are seen less often are not in the model's dictionary.
  public var minimumWordCount = 1
  /// Characters seen less often are unknown.
  public var minimumCharacterCount = 1
  /// Rows of weights for n-grams of two atoms and more that a model keeps, those of the largest weights.
  public var maximumRows = 400_000
  /// How often the weights are learned, each time in another order; what counts is their mean.
  public var runs = 1
  /// Of the n-grams of an atom, the share that is left out at random while weights are learned, so that others learn
  /// to speak for themselves.
  public var dropout = 0.0
  /// By how much the scores of the layer below count while a second one is trained.
  public var shareOfBase: Float = 1
  /// What is added, in units of weights, where a word ends: little text to learn from leaves too many words uncut.
  public var boundaryBias: Float = 0
  public init() {}

  /// How a second standard is learned from no more text than the treebanks have.
  public static var secondStandard: TrainingOptions {
    var options = TrainingOptions()
    options.epochs = 8
    options.dropout = 0.5
    options.margin = 3
    options.shareOfBase = 0.3
    options.boundaryBias = 8
    options.maximumRows = 40_000
    return options
  }
}

/// Weights as they are learned, one layer of them.
struct LayerWeights {
  var rows: [SIMD16<Float>]
  /// By the kinds of five atoms.
  var kinds: [SIMD4<Float>]
  var transitions: [SIMD4<Float>]
}

/// An averaged perceptron over tags (Collins 2002), decoded with a margin.
struct LayerTrainer {
  private let text: EncodedText
  private let features: FeatureRows
  /// Scores by a layer below.
  private let given: [SIMD4<Float>]?
  private let options: TrainingOptions
  private static let edges = 2

  init(_ text: EncodedText, _ features: FeatureRows, given: [SIMD4<Float>]?, options: TrainingOptions) {
    self.text = text
    self.features = features
    self.given = given
    self.options = options
  }

  func train(progress: (_ epoch: Int, _ wrongTags: Int) -> Void) -> LayerWeights {
    var sum = run(seed: options.seed, progress: progress)
    for number in 1..<max(options.runs, 1) {
      let next = run(seed: options.seed + UInt64(number), progress: progress)
      for index in sum.rows.indices { sum.rows[index] += next.rows[index] }
      for index in sum.kinds.indices { sum.kinds[index] += next.kinds[index] }
      for index in sum.transitions.indices { sum.transitions[index] += next.transitions[index] }
    }
    let share = 1 / Float(max(options.runs, 1))
    for index in sum.rows.indices { sum.rows[index] *= share }
    for index in sum.kinds.indices { sum.kinds[index] *= share }
    for index in sum.transitions.indices { sum.transitions[index] *= share }
    return sum
  }

  private func run(seed: UInt64, progress: (_ epoch: Int, _ wrongTags: Int) -> Void) -> LayerWeights {
    let kindCount = ModelLayer.kindWindows
    let rows = Averaged<SIMD16<Float>>(count: features.count)
    let kinds = Averaged<SIMD4<Float>>(count: kindCount)
    let narrowKinds = Averaged<SIMD4<Float>>(count: 512)
    let transitions = Averaged<SIMD4<Float>>(count: 4)
    defer {
      rows.deallocate()
      kinds.deallocate()
      narrowKinds.deallocate()
      transitions.deallocate()
    }
    let longest = text.sentences.map(\.count).max() ?? 0
    var lattice = Lattice(capacity: longest + 8)
    defer { lattice.deallocate() }
    let windows = kindWindows()
    var random = SplitMix(state: seed)
    var order = Array(text.sentences.indices)
    var step: Float = 0

    let dropped = UInt16(min(max(options.dropout, 0), 1) * 65535)
    // Which n-grams of two codes and more of each atom are in use, for the sentence at hand.
    var used = [UInt8](repeating: 0, count: longest)
    features.rows.withUnsafeBufferPointer { rowNumbers in
      for epoch in 1...max(options.epochs, 1) {
        order.shuffle(using: &random)
        var wrong = 0
        for number in order {
          step += 1
          let sentence = text.sentences[number]
          lattice.clear(sentence.count)
          for (place, atom) in sentence.enumerated() {
            var sum = SIMD16<Float>()
            let first = atom * FeatureRows.perAtom
            used[place] = dropped == 0 ? 0xFF : Self.mask(random.next(), dropped)
            for index in 0..<FeatureRows.perAtom where used[place] >> UInt8(index) & 1 != 0 {
              let row = Int(rowNumbers[first + index])
              if row != 0 { sum += rows.weights[row] }
            }
            lattice.add(sum, at: place)
            let window = Int(windows[atom])
            var scores = kinds.weights[window] + narrowKinds.weights[window >> 3 & 511]
            if let given { scores += given[atom] }
            scores += options.margin
            scores[Int(text.tags[atom])] -= options.margin
            lattice.scores[place] += scores
          }
          lattice.decode(transitions.weights, standsAlone: text.standsAlone[sentence])
          var previous = (right: WordTag.single, found: WordTag.single)
          var differs = false
          for (place, atom) in sentence.enumerated() {
            let tags = (right: Int(text.tags[atom]), found: Int(lattice.tags[place]))
            if tags.right != tags.found {
              lattice.changes[place][tags.right] += 1
              lattice.changes[place][tags.found] -= 1
              wrong += 1
              differs = true
            }
            if place > 0, tags != previous || tags.right != tags.found {
              transitions.add(previous.right, lane: tags.right, 1, step: step)
              transitions.add(previous.found, lane: tags.found, -1, step: step)
            }
            previous = tags
          }
          guard differs else { continue }
          for (place, atom) in sentence.enumerated() {
            let change = lattice.change(at: place)
            guard change != SIMD16<Float>() else { continue }
            let first = atom * FeatureRows.perAtom
            for index in 0..<FeatureRows.perAtom where used[place] >> UInt8(index) & 1 != 0 {
              let row = Int(rowNumbers[first + index])
              if row != 0 { rows.add(row, change, step: step) }
            }
            let own = lattice.changes[place]
            if own != SIMD4<Float>() {
              kinds.add(Int(windows[atom]), own, step: step)
              narrowKinds.add(Int(windows[atom]) >> 3 & 511, own, step: step)
            }
          }
        }
        progress(epoch, wrong)
      }
    }
    let narrow = narrowKinds.average(step)
    return LayerWeights(
      rows: rows.average(step),
      kinds: kinds.average(step).enumerated().map { $1 + narrow[$0 >> 3 & 511] },
      transitions: transitions.average(step))
  }

  /// Bits by feature; those of n-grams of two codes and more may be missing.
  private static func mask(_ random: UInt64, _ dropped: UInt16) -> UInt8 {
    var mask: UInt8 = 0xFF
    for length in 2...FeatureRows.longest
    where UInt16(truncatingIfNeeded: random >> (16 * UInt64(length - 2))) < dropped {
      mask &= ~(1 << UInt8(length - 1))
    }
    return mask
  }

  /// Of each atom, the kinds of the two before it, its own and of the two behind it.
  private func kindWindows() -> [UInt16] {
    var windows = [UInt16](repeating: 0, count: text.codes.count)
    for sentence in text.sentences {
      for atom in sentence {
        var window: UInt16 = 0
        for index in atom - 2...atom + 2 {
          window = window << 3 | UInt16(sentence.contains(index) ? text.kinds[index] : 0)
        }
        windows[atom] = window
      }
    }
    return windows
  }
}

/// Weights with the sums that their average needs.
private struct Averaged<Row: SIMD> where Row.Scalar == Float {
  let weights: UnsafeMutablePointer<Row>
  private let weighted: UnsafeMutablePointer<Row>
  private let count: Int

  init(count: Int) {
    self.count = count
    weights = .allocate(capacity: count)
    weighted = .allocate(capacity: count)
    weights.initialize(repeating: Row(), count: count)
    weighted.initialize(repeating: Row(), count: count)
  }

  @inline(__always)
  func add(_ index: Int, _ change: Row, step: Float) {
    weights[index] += change
    weighted[index] += change * step
  }

  @inline(__always)
  func add(_ index: Int, lane: Int, _ change: Float, step: Float) {
    weights[index][lane] += change
    weighted[index][lane] += change * step
  }

  func average(_ step: Float) -> [Row] { (0..<count).map { weights[$0] - weighted[$0] / step } }

  func deallocate() {
    weights.deallocate()
    weighted.deallocate()
  }
}

/// Reproducible random numbers (Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
