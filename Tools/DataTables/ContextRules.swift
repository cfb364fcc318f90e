import TextCore
import ToolSupport

/// The rules of Data/sources/jiaokan-contexts.txt: what a text becomes between certain neighbours.
///
/// Fields: the rule's name; what must stand before (alternatives, separated by `|`); the text; what must stand
/// behind; what it becomes; the confidence in percent. An empty alternative field asks for nothing; `^` in it stands
/// for the edge of a run of hanzi, `.` for any hanzi, and `{name}` for each member of a list of jiaokan-lists.txt.
struct ContextRules {
  struct Rule {
    var name: Int
    var before: [Scalars]
    var text: Scalars
    var behind: [Scalars]
    var target: Scalars
    var confidence: UInt32
  }
  private static let edge = UInt32(UInt8(ascii: "^"))
  private static let anyHanzi = UInt32(UInt8(ascii: "."))
  private(set) var rules: [Rule] = []
  private(set) var names: [String] = []

  init(sources: String) throws {
    var lists: [Substring: [Substring]] = [:]
    for record in try SourceFile.records("\(sources)/jiaokan-lists.txt", fields: 2) {
      lists[record[0], default: []] += record[1].split(separator: "|")
    }
    func alternatives(_ field: Substring) throws -> [Scalars] {
      try field.split(separator: "|").flatMap { alternative -> [Scalars] in
        guard let start = alternative.firstIndex(of: "{"), let end = alternative.firstIndex(of: "}") else {
          return [scalars(alternative)]
        }
        guard let members = lists[alternative[alternative.index(after: start)..<end]] else {
          throw ToolError("jiaokan-contexts.txt: no list for `\(alternative)`")
        }
        return members.map {
          scalars(alternative[..<start]) + scalars($0)
            + scalars(alternative[alternative.index(after: end)...])
        }
      }
    }
    for record in try SourceFile.records("\(sources)/jiaokan-contexts.txt", fields: 6) {
      let name = String(record[0])
      if !names.contains(name) { names.append(name) }
      guard let number = names.firstIndex(of: name), let confidence = UInt32(record[5]), confidence <= 100,
        !record[2].isEmpty
      else { throw ToolError("jiaokan-contexts.txt: wrong rule `\(record.joined(separator: " "))`") }
      rules.append(
        Rule(
          name: number, before: try alternatives(record[1]), text: scalars(record[2]),
          behind: try alternatives(record[3]),
          target: scalars(record[4]), confidence: confidence))
    }
  }

  /// Adds a rule of the vocabulary that asks for no neighbours; a second one for the same text says the same.
  mutating func addWord(_ text: Scalars, _ target: Scalars) {
    guard !rules.contains(where: { $0.text == text && $0.target == target }) else { return }
    if !names.contains("vocabulary") { names.append("vocabulary") }
    let name = names.firstIndex(of: "vocabulary") ?? 0
    rules.append(Rule(name: name, before: [], text: text, behind: [], target: target, confidence: 100))
  }

  /// The scalars that the rules' texts begin with.
  var starts: [UInt32] { rules.map { $0.text[0] } }

  /// In the order of their first scalar, else in file order.
  private var ordered: [Rule] {
    rules.indices.sorted { (rules[$0].text[0], $0) < (rules[$1].text[0], $1) }.map { rules[$0] }
  }

  /// Where the rules of a character stand in `ordered`, and which neighbours make any but the unconditional one
  /// worth a try: 256 bits each for the character before and behind, by its lowest byte.
  struct Neighbours {
    var rules: Range<Int>
    /// The first rule that asks for no neighbour.
    var unconditional: Int?
    /// Whether a rule asks for the edge of a run of hanzi.
    var edges = false
    var before = [UInt64](repeating: 0, count: 4)
    var behind = [UInt64](repeating: 0, count: 4)
  }

  func neighbours(of scalar: UInt32) -> Neighbours {
    let ordered = ordered
    let first = ordered.firstIndex { $0.text[0] == scalar } ?? ordered.count
    let end = ordered[first...].firstIndex { $0.text[0] != scalar } ?? ordered.count
    var result = Neighbours(rules: first..<end)
    func mark(_ scalars: [UInt32], in mask: inout [UInt64]) {
      for scalar in scalars {
        if scalar == Self.anyHanzi { mask = [UInt64](repeating: .max, count: 4) }
        mask[Int(scalar & 255) >> 6] |= 1 << UInt64(scalar & 63)
      }
    }
    for number in first..<end {
      let rule = ordered[number]
      if (rule.before + rule.behind).contains([Self.edge]) { result.edges = true }
      // One side is enough: the other one is asked when the rule is tried.
      if rule.text.count > 1 {
        mark([rule.text[1]], in: &result.behind)
      } else if !rule.behind.isEmpty, rule.before.isEmpty || rule.behind.count <= rule.before.count {
        mark(rule.behind.map { $0[0] }, in: &result.behind)
      } else if !rule.before.isEmpty {
        mark(rule.before.compactMap { $0.last }, in: &result.before)
      } else if result.unconditional == nil {
        result.unconditional = number
      }
    }
    return result
  }

  /// `ordered`: eight numbers each, the scalar, offsets and
  /// counts of text and target, places and counts of the alternatives, name and confidence.
  func sections(_ strings: inout StringPool) -> (rules: [UInt32], alternatives: [UInt32]) {
    var records: [UInt32] = []
    var alternatives: [UInt32] = []
    /// - Parameter list: each alternative from the text outwards, and as it is written.
    func place(_ list: [(outwards: Scalars, written: Scalars)]) -> UInt32 {
      let first = UInt32(alternatives.count / 2)
      let places = list.map { alternative -> (distance: UInt32, scalar: UInt32, written: Scalars) in
        let distance = alternative.outwards.firstIndex { $0 != Self.edge && $0 != Self.anyHanzi }
        return (UInt32(distance ?? 255), distance.map { alternative.outwards[$0] } ?? 0, alternative.written)
      }
      for (distance, scalar, written) in places.sorted(by: {
        ($0.distance, $0.scalar) < ($1.distance, $1.scalar)
      }) {
        let string = strings.place(written)
        precondition(string.offset < 1 << 24 && string.count < 1 << 10)
        alternatives += [string.offset | distance << 24, string.count | scalar << 10]
      }
      return first
    }
    for rule in ordered {
      let text = strings.place(rule.text)
      let target = strings.place(rule.target)
      records += [
        rule.text[0], text.offset, target.offset, text.count | target.count << 8,
        place(rule.before.map { ($0.reversed(), $0) }), place(rule.behind.map { ($0, $0) }),
        UInt32(rule.before.count) | UInt32(rule.behind.count) << 16,
        UInt32(rule.name) | rule.confidence << 8,
      ]
    }
    return (records, alternatives)
  }
}
