import TextCore

/// How long the clause at a place of a line is so far, and what it began with.
///
/// A model of four characters cannot know: it is as ready to end a sentence two characters behind the last one as
/// twenty. What it is mistaken by is written down in `ClauseRhythmWeights`, for each kind of mark, each kind of mark
/// before it and each distance.
package struct ClauseRhythm: BitwiseCopyable {
  /// Punctuation, by what it does to a clause.
  package enum Mark: Int, CaseIterable {
    /// 、
    case enumeration
    /// ，：；
    case comma
    /// 。！？
    case stop
  }

  /// What a clause begins behind.
  private enum Start: Int, CaseIterable { case line, opening, enumeration, comma, stop, other }

  /// The first length of each class.
  package static let lengths: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 18, 23, 31]
  private static let classOfLength: [UInt8] = (0...lengths[lengths.count - 1]).map { length in
    UInt8(lengths.lastIndex { $0 <= length } ?? 0)
  }

  /// Weights for each kind of mark: those behind `other` are none.
  package static let placeCount = (Start.allCases.count - 1) * lengths.count
  /// No mark is raised by more, or lowered.
  package static let largestWeight = 2.0

  private var start = Start.line
  private var length: UInt8 = 0

  package init() {}

  /// Where the weights of this place stand; nil where there are none.
  package var place: Int? {
    guard length > 0, start != .other else { return nil }
    return start.rawValue * Self.lengths.count + Int(Self.classOfLength[Int(length)])
  }

  /// Takes note of the next character.
  package mutating func pass(_ scalar: UInt32) {
    if Self.isWord(scalar) {
      if length < Self.lengths[Self.lengths.count - 1] { length += 1 }
    } else if scalar != 0x20, scalar != 0x3000 {
      start = Self.start(behind: Folding.fullWidth(scalar))
      length = 0
    }
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || ScalarClass.isLatinLetter(scalar) || (0x30...0x39).contains(scalar)
  }

  private static func start(behind scalar: UInt32) -> Start {
    switch scalar {
    case 0x3001: .enumeration
    case 0xFF0C, 0xFF1A: .comma
    case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x2026: .stop
    case 0x201C, 0x2018, 0x300C, 0x300E: .opening
    default: .other
    }
  }

  /// The kind of a mark, full-width or half-width; nil for all other characters.
  package static func mark(_ scalar: UInt32) -> Mark? {
    guard scalar < 0x40 || scalar == 0x3001 || scalar == 0x3002 || scalar >= 0xFF00 else { return nil }
    switch Folding.fullWidth(scalar) {
    case 0x3001: return .enumeration
    case 0xFF0C, 0xFF1A, 0xFF1B: return .comma
    case 0x3002, 0xFF01, 0xFF1F: return .stop
    default: return nil
    }
  }

  /// What the length of the clause says for or against a character, in nats beside the model's own score.
  func weight(of scalar: UInt32) -> Float {
    guard let mark = Self.mark(scalar), let place else { return 0 }
    return switch mark {
    case .enumeration: ClauseRhythmWeights.enumeration[place]
    case .comma: ClauseRhythmWeights.comma[place]
    case .stop: ClauseRhythmWeights.stop[place]
    }
  }
}
