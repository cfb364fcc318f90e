import Glibc
import LanguageModel
import TextCore

/// Takes a stretch of characters for the bytes of UTF-8 that a decoder misread, and reads them again.
///
/// Where no byte was lost, the structure of UTF-8 leads from character to character and nothing needs weighing. Where
/// it breaks, bytes were lost: the search begins a character earlier and ends where one reading is left. What no
/// reading explains stays as it is.
struct UTF8Unreading {
  /// Displayed characters that became text together: both begin and end with whole characters.
  struct Segment {
    var tokens: Range<Int>
    var text: [UInt32]
    /// 1 where the bytes tell the text; below, where the model chose.
    var confidence: Float
    /// The places in the text that the model chose.
    var guesses: [Int] = []

    init(tokens: Range<Int>, text: [UInt32], confidence: Float) {
      (self.tokens, self.text, self.confidence) = (tokens, text, confidence)
    }

    /// The confidence of a solution is that of one of its guesses.
    init(tokens: Range<Int>, _ solution: MisreadLattice.Solution) {
      self.tokens = tokens
      text = solution.text
      guesses = solution.isGuess.indices.filter { solution.isGuess[$0] }
      confidence = guesses.isEmpty ? 0.99 : pow(solution.confidence, 1 / Float(guesses.count))
    }
  }

  private(set) var segments: [Segment] = []
  /// Characters above ASCII whose bytes are all there, those that were guessed, and tokens that nothing explains.
  private(set) var certain = 0
  private(set) var guessed = 0
  private(set) var unexplained = 0

  private let seen: UnsafeBufferPointer<UInt32>
  private let decoder: MisreadDecoder
  /// Made where the structure first breaks, for it is dear to set up.
  private var lattice: MisreadLattice?
  /// The text before the stretch and of it so far.
  private var text: [UInt32]
  /// Where the segment in the making begins, in tokens and in the text.
  private var start = 0
  private var startInText: Int
  /// The last two places where a token and a character both begin, with the text's length there.
  private var boundary = (token: 0, count: 0)
  private var earlier = (token: 0, count: 0)

  /// - Parameter context: the characters before the stretch, for the model.
  init(_ seen: UnsafeBufferPointer<UInt32>, by decoder: MisreadDecoder, after context: [UInt32]) {
    self.seen = seen
    self.decoder = decoder
    text = context
    startInText = context.count
    boundary.count = context.count
    earlier.count = context.count
  }

  /// Reads as much of the stretch as there is.
  ///
  /// - Parameters:
  ///   - isTrial: only counts what the structure tells, without a search.
  ///   - most: tokens without explanation from which on the rest is not read.
  mutating func run(isTrial: Bool = false, unexplained most: Int = .max) {
    let codes = decoder.table.codes
    let isReplacedByQuestion = decoder.replacement == 0x3F
    var missing: UInt8 = 0
    var bits: UInt32 = 0
    var width: UInt8 = 0
    var index = 0
    text.reserveCapacity(text.count + seen.count / 2)
    while index < seen.count {
      let scalar = seen[index]
      var isBroken = false
      if scalar < 0x80 {
        isBroken = missing > 0
        if !isBroken { text.append(scalar) }
      } else if scalar < 0x10000, codes[Int(scalar)] > 0 {
        var code = codes[Int(scalar)]
        if scalar == MisreadTable.euro, missing == 1, decoder.table.isDouble, isContinued(behind: index) {
          code = decoder.table.euroPair
        }
        var shift: UInt16 = code > 0xFF ? 8 : 0
        while true {
          let byte = UInt8(truncatingIfNeeded: code >> shift)
          if missing > 0 {
            guard byte & 0xC0 == 0x80 else {
              isBroken = true
              break
            }
            bits = bits << 6 | UInt32(byte & 0x3F)
            missing -= 1
            if missing == 0 {
              guard Self.isShortest(bits, width) else {
                isBroken = true
                break
              }
              text.append(bits)
              certain += 1
            }
          } else if let (following, first) = MeantCharset.utf8.begin(byte) {
            (missing, bits, width) = (following, first, following)
          } else if byte < 0x80 {
            // A trail byte that was an ASCII character.
            text.append(UInt32(byte))
          } else {
            isBroken = true
            break
          }
          if shift == 0 { break }
          shift = 0
        }
      } else {
        isBroken = true
      }
      if isBroken || isReplacedByQuestion && scalar == 0x3F && missing > 0 {
        missing = 0
        index = mend(at: index, isTrial: isTrial)
        if unexplained > most { return }
        continue
      }
      index += 1
      if missing == 0 {
        earlier = boundary
        boundary = (index, text.count)
      }
    }
    if missing > 0 { _ = mend(at: seen.count, isTrial: isTrial) }
    close(at: boundary.token)
  }

  private static func isShortest(_ scalar: UInt32, _ width: UInt8) -> Bool {
    switch width {
    case 1: true
    case 2: scalar >= 0x800 && !(0xD800...0xDFFF).contains(scalar)
    default: scalar >= 0x10000 && scalar <= 0x10FFFF
    }
  }

  /// Whether the token behind one begins with a continuation byte: then a euro that may end a character is its two bytes,
  /// the second of which is a lead byte.
  private func isContinued(behind index: Int) -> Bool {
    guard index + 1 < seen.count else { return false }
    let code = decoder.table.code(of: seen[index + 1])
    return (code > 0xFF ? code >> 8 : code) & 0xC0 == 0x80
  }

  /// Explains the break at a token; the token to go on with.
  private mutating func mend(at broken: Int, isTrial: Bool) -> Int {
    if !isTrial {
      if lattice == nil { lattice = MisreadLattice(.decoder(decoder), of: .utf8) }
      for place in places(for: broken) where place.token >= start {
        guard
          let solution = lattice?.solve(
            seen, from: place.token, past: min(broken + 1, seen.count),
            after: text[max(0, place.count - Self.memory)..<place.count]),
          solution.end > place.token
        else { continue }
        drop(to: place)
        close(at: place.token)
        segments.append(Segment(tokens: place.token..<solution.end, solution))
        text += solution.text
        guessed += solution.guesses
        certain += solution.text.count { $0 >= 0x80 } - solution.guesses
        restart(at: solution.end)
        return solution.end
      }
    }
    drop(to: boundary)
    close(at: boundary.token)
    // No character begins before the next lead byte or ASCII character.
    var index = max(broken, boundary.token) + (broken < seen.count ? 1 : 0)
    while index < seen.count, !isBeginning(seen[index]) { index += 1 }
    unexplained += index - boundary.token
    restart(at: index)
    return index
  }

  /// Where a search may begin: at the break's own character if a sign stands for what was lost, or if no lead byte is
  /// ever lost, as in charsets of one byte; or one earlier.
  private func places(for broken: Int) -> [(token: Int, count: Int)] {
    let isSigned = !decoder.table.isDouble || decoder.replacement != nil && decoder.rarePairs != .dropped
    let places = isSigned ? [boundary, earlier] : [earlier, boundary]
    return boundary == earlier ? [boundary] : places
  }

  private func isBeginning(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return true }
    let code = decoder.table.code(of: scalar)
    return code > 0 && MeantCharset.utf8.begin(UInt8(code > 0xFF ? code >> 8 : code)) != nil
  }

  private mutating func drop(to place: (token: Int, count: Int)) {
    certain -= text[place.count...].count { $0 >= 0x80 }
    text.removeSubrange(place.count...)
  }

  private mutating func close(at token: Int) {
    if token > start {
      segments.append(Segment(tokens: start..<token, text: Array(text[startInText...]), confidence: 1))
    } else {
      text.removeSubrange(startInText...)
    }
  }

  private mutating func restart(at token: Int) {
    (start, startInText) = (token, text.count)
    boundary = (token, text.count)
    earlier = boundary
  }

  /// Characters before a place that a search looks back on.
  private static let memory = 80
}
