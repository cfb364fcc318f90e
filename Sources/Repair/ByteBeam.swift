import Glibc
import LanguageModel

/// The readings of a line that are worth following: hypotheses that cannot be told apart are one, and those too far
/// behind the best are dropped.
struct ByteBeam {
  /// A step of a path that was kept.
  struct KeptStep {
    var parent: Int32
    var token: Int32
    var step: ByteStep
  }

  /// Twice as many hypotheses, and a margin of 18, find the same text on 4,400 lines with generated damage.
  private static let width = 30
  /// Hypotheses this far behind the best are dropped.
  static let margin: Float = 14
  /// The beam is cut to its width at a score that is found by counting, in as many classes of the margin.
  private static let classes = 56

  /// The hypotheses behind the last token, the best one first.
  private(set) var hypotheses: [ByteHypothesis] = []
  private(set) var steps: [KeptStep] = []
  /// Proposals for the next beam.
  private var proposed: [ByteHypothesis] = []
  /// A score that is too low for a proposal.
  private(set) var floor = -Float.infinity
  /// Open-addressing index of `proposed` by pending byte and state; a slot is valid when its stamp is the current one.
  private var slots = [(stamp: UInt32, index: Int32)](repeating: (0, 0), count: 1 << 11)
  private var stamp: UInt32 = 0
  private var counts = [Int32](repeating: 0, count: classes + 1)

  /// Forgets everything and begins with one hypothesis.
  mutating func begin(with hypothesis: ByteHypothesis) {
    steps.removeAll(keepingCapacity: true)
    hypotheses.removeAll(keepingCapacity: true)
    hypotheses.append(hypothesis)
    clear()
  }

  private mutating func clear() {
    proposed.removeAll(keepingCapacity: true)
    floor = -.infinity
    stamp &+= 1
  }

  /// Keeps a step at once, for paths that take two at one token.
  mutating func keep(_ step: ByteStep, behind link: Int32, at token: Int) -> Int32 {
    steps.append(KeptStep(parent: link, token: Int32(token), step: step))
    return Int32(steps.count - 1)
  }

  /// Proposes a hypothesis, or joins it with the one that it cannot be told from any more.
  mutating func propose(_ hypothesis: ByteHypothesis) {
    let mask = slots.count - 1
    let hash = hypothesis.state.history &* 0x9E37_79B9_7F4A_7C15 >> 40
    var slot = Int(truncatingIfNeeded: hash ^ UInt64(hypothesis.pending.value) &* 31) & mask
    while slots[slot].stamp == stamp {
      let index = Int(slots[slot].index)
      if proposed[index].pending == hypothesis.pending, proposed[index].state == hypothesis.state {
        join(hypothesis, at: index)
        return
      }
      slot = (slot + 1) & mask
    }
    // A step that proposes more hypotheses than slots can hold keeps the first ones; the beam is far narrower.
    guard proposed.count < slots.count / 2 else { return }
    slots[slot] = (stamp, Int32(proposed.count))
    proposed.append(hypothesis)
    floor = max(floor, hypothesis.score - Self.margin)
  }

  private mutating func join(_ hypothesis: ByteHypothesis, at index: Int) {
    let gap = proposed[index].score - hypothesis.score
    if gap >= 0 {
      proposed[index].mass += hypothesis.mass * exp(-gap)
    } else {
      let mass = proposed[index].mass * exp(gap)
      proposed[index] = hypothesis
      proposed[index].mass += mass
      floor = max(floor, hypothesis.score - Self.margin)
    }
  }

  /// What was proposed takes the place of the beam.
  mutating func advance(past token: Int) {
    hypotheses.removeAll(keepingCapacity: true)
    admit(at: token)
  }

  /// What was proposed joins the beam; none of it equals what is there.
  mutating func widen(at token: Int) { admit(at: token) }

  /// Lets only proposals near the beam's best pass.
  mutating func raiseFloor() {
    if let best = hypotheses.first { floor = best.score - Self.margin }
  }

  /// Takes what was proposed into the beam, as far as its width and margin allow.
  private mutating func admit(at token: Int) {
    let highest = max(floor + Self.margin, hypotheses.first?.score ?? -.infinity)
    for place in counts.indices { counts[place] = 0 }
    for hypothesis in hypotheses { counts[Self.place(highest - hypothesis.score)] += 1 }
    for hypothesis in proposed { counts[Self.place(highest - hypothesis.score)] += 1 }
    var last = 0
    var total = counts[0]
    while last + 1 < Self.classes, total + counts[last + 1] <= Self.width {
      last += 1
      total += counts[last]
    }
    hypotheses.removeAll { Self.place(highest - $0.score) > last }
    for var hypothesis in proposed where Self.place(highest - hypothesis.score) <= last {
      hypothesis.link = keep(hypothesis.step, behind: hypothesis.link, at: token)
      hypotheses.append(hypothesis)
    }
    if let best = hypotheses.indices.max(by: { hypotheses[$0].score < hypotheses[$1].score }) {
      hypotheses.swapAt(0, best)
    }
    clear()
  }

  /// The class of a distance from the best one; `classes` beyond the margin.
  private static func place(_ distance: Float) -> Int {
    Int(min(distance * (Float(classes) / margin), Float(classes)))
  }
}
