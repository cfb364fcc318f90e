/// A mirror program that writes markers and readings into GBK bytes without regard to character boundaries, and the
/// decoder and cleaner that came after it.
///
/// The order of steps is the order in which they happened: encode, mark, annotate, decode, drop, fold.
public struct AnnotatedGBKFault: Sendable {
  /// Behind every occurrence of a key's two bytes, `(reading)` is inserted; keys are tried in this order.
  public var annotations: [(key: Unicode.Scalar, reading: String)]
  /// Before every occurrence of a delimiter's bytes, a marker is inserted; in this order.
  public var delimiters: [Unicode.Scalar]
  /// What the decoder shows for a lead byte without its trail byte.
  public var replacement: Unicode.Scalar
  /// Whether the decoder swallows a byte below 0x40 together with the orphan before it.
  public var swallows: Bool
  /// Whether private-use characters disappear.
  public var dropsPrivateUse: Bool
  /// Punctuation that is made half-width at the end.
  public var folding: [Unicode.Scalar: Unicode.Scalar]

  public static let asciiFolding: [Unicode.Scalar: Unicode.Scalar] = [
    "，": ",", "：": ":", "（": "(", "）": ")", "？": "?", "！": "!",
  ]

  public init(
    annotations: [(key: Unicode.Scalar, reading: String)], delimiters: [Unicode.Scalar] = ["？", "、", "！"],
    replacement: Unicode.Scalar = "?", swallows: Bool = true, dropsPrivateUse: Bool = true,
    folding: [Unicode.Scalar: Unicode.Scalar] = asciiFolding
  ) {
    self.annotations = annotations
    self.delimiters = delimiters
    self.replacement = replacement
    self.swallows = swallows
    self.dropsPrivateUse = dropsPrivateUse
    self.folding = folding
  }

  public func broken(_ text: String) -> String {
    var bytes = Charset.gbk.encode(text)
    for delimiter in delimiters {
      let key = Charset.gbk.encode(String(delimiter))
      bytes = bytes.replacing(key, with: [Self.marker] + key)
    }
    // Only keys that stand in the bytes are looked for; bytes of a reading can be those of another key.
    var present = Self.pairs(in: bytes)
    for (key, reading) in annotations {
      let key = Charset.gbkBytes(key)
      guard !present.isDisjoint(with: Self.pairs(in: key)) else { continue }
      let annotation = Charset.gbk.encode("(\(reading))")
      bytes = bytes.replacing(key, with: key + annotation)
      present.formUnion(Self.pairs(in: annotation))
    }
    var result = String.UnicodeScalarView()
    for scalar in decode(bytes).unicodeScalars {
      if dropsPrivateUse, (0xE000...0xF8FF).contains(scalar.value) { continue }
      result.append(folding[scalar] ?? scalar)
    }
    return String(result)
  }

  private static func pairs(in bytes: [UInt8]) -> Set<UInt16> {
    Set(zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
  }

  private static let marker: UInt8 = 1

  private func decode(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      index += 1
      if lead < 0x80 {
        if lead != Self.marker { result.append(Unicode.Scalar(lead)) }
        continue
      }
      if index < bytes.count, let scalar = Self.characters[Int(lead) << 8 | Int(bytes[index])] {
        result.append(scalar)
        index += 1
        continue
      }
      result.append(replacement)
      if swallows, index < bytes.count, bytes[index] < 0x40 { index += 1 }
    }
    return String(result)
  }

  private static let characters: [Unicode.Scalar?] = (0..<0x10000).map { code in
    let pair = [UInt8(code >> 8), UInt8(code & 0xFF)]
    guard pair[0] > 0x80, pair[0] < 0xFF, pair[1] >= 0x40, pair[1] != 0x7F, pair[1] < 0xFF else { return nil }
    let scalars = Charset.gbk.decode(pair).unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first, scalar != "\u{FFFD}" else { return nil }
    return scalar
  }
}
