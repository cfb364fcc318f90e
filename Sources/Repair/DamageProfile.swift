import HanData
import TextCore

/// The fingerprint of a site's fault: the readings that its program writes behind characters, what its decoder and
/// its cleaner do. Learned from some pages of a site, it helps on others that show too little of it themselves.
///
/// The text form is one fact a line, a name and its values separated by spaces; lines that begin with `#` are
/// comments:
///
///     jiaokan-damage-profile 1
///     replacement U+003F
///     swallows yes
///     half-width ,:()
///     full-width 、。
///     quotes curly
///     reading 領 lǐng
public struct DamageProfile: Sendable, Equatable {
  /// The reading behind each character that the program annotates, in UTF-8.
  var readings: [UInt32: [UInt8]] = [:]
  /// What the decoder shows for a byte without its partner.
  var replacement: UInt32 = 0x3F
  /// Whether the decoder swallows a byte below 0x40 behind such a byte.
  var swallows = true
  /// Punctuation that pages show half-width, and, by its half-width form, full-width.
  var halfWidth: Set<UInt32> = []
  var fullWidth: Set<UInt32> = []
  /// Which quotation marks pages have, when they have one kind alone.
  var quotes = Quotes.unknown

  enum Quotes: String { case curly, corner, unknown }

  private static let title = "jiaokan-damage-profile 1"
  private static let longestReading = 12

  init() {}

  /// Learns from the text of pages of one site, in UTF-8. Linear in the text.
  public init(learnedFrom pages: some Sequence<[UInt8]>) {
    var page = PageKnowledge()
    for text in pages {
      text.withUnsafeBufferPointer { text in
        let lines = DamageDetector.shared.scan(text).filter { $0.suspicion.contains(.bytes) }
        var tokens: [ByteToken] = []
        for line in lines {
          tokens.removeAll(keepingCapacity: true)
          ByteToken.read(text, line.range, into: &tokens)
          page.learn(tokens[...], of: text)
        }
      }
    }
    page.conclude()
    self = page.profile
  }

  /// - Parameter text: the text form.
  public init(parsing text: [UInt8]) throws(DamageProfileError) {
    guard let text = String(validating: text, as: UTF8.self) else { throw .notUTF8 }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.last == "\r" ? $0.dropLast() : $0 }
    guard lines.first.map(String.init) == Self.title else { throw .notAProfile }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty && line.first != "#" {
      guard read(line.split(separator: " ")) else { throw .unknownLine(index + 1) }
    }
  }

  /// Takes in one line; whether it is one.
  private mutating func read(_ fields: [Substring]) -> Bool {
    guard let name = fields.first else { return false }
    let values = fields.dropFirst()
    switch (name, values.count) {
    case ("replacement", 1):
      guard values[1].hasPrefix("U+"), let scalar = UInt32(values[1].dropFirst(2), radix: 16),
        scalar == 0x3F || scalar == 0xFFFD
      else { return false }
      replacement = scalar
    case ("swallows", 1):
      guard values[1] == "yes" || values[1] == "no" else { return false }
      swallows = values[1] == "yes"
    case ("half-width", 0...1):
      halfWidth = Set((values.first ?? "").unicodeScalars.map(\.value))
    case ("full-width", 0...1):
      fullWidth = Set((values.first ?? "").unicodeScalars.map { Folding.halfWidth($0.value) })
    case ("quotes", 1):
      guard let quotes = Quotes(rawValue: String(values[1])) else { return false }
      self.quotes = quotes
    case ("reading", 2):
      let scalars = values[1].unicodeScalars
      guard scalars.count == 1, let character = scalars.first, ScalarClass.isHanzi(character.value),
        values[2].utf8.count <= Self.longestReading
      else { return false }
      readings[character.value] = Array(values[2].utf8)
    default: return false
    }
    return true
  }

  /// The text form. The same profile always gives the same bytes.
  public var text: [UInt8] {
    func punctuation(_ scalars: some Sequence<UInt32>) -> String {
      String(String.UnicodeScalarView(scalars.sorted().compactMap(Unicode.Scalar.init)))
    }
    var lines = [
      Self.title, replacement == 0xFFFD ? "replacement U+FFFD" : "replacement U+003F",
      "swallows \(swallows ? "yes" : "no")", "half-width \(punctuation(halfWidth))",
      "full-width \(punctuation(fullWidth.map(Folding.fullWidth)))", "quotes \(quotes.rawValue)",
    ]
    for (character, reading) in readings.sorted(by: { $0.key < $1.key }) {
      lines.append("reading \(punctuation([character])) \(String(decoding: reading, as: UTF8.self))")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}

/// Why a text is no profile.
public enum DamageProfileError: Error, Equatable, CustomStringConvertible {
  case notUTF8
  case notAProfile
  /// The line's number, from 1.
  case unknownLine(Int)

  public var description: String {
    switch self {
    case .notUTF8: "the damage profile is not UTF-8"
    case .notAProfile: "not a damage profile: its first line must be `jiaokan-damage-profile 1`"
    case .unknownLine(let line): "line \(line) of the damage profile is none that a profile has"
    }
  }
}
