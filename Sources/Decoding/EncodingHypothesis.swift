/// One encoding that the bytes may be in, and how surprising they are if they are.
///
/// Costs are tenths of a bit above those of the same bytes as ASCII text, so that ASCII, which nearly all
/// encodings share, costs nothing and is skipped. Of the encodings that read ASCII otherwise, each byte pays back
/// what it had cost as ASCII.
struct EncodingHypothesis {
  enum Scheme {
    case utf8
    case pairs(EncodingModel.Pairs)
    case eucTW
    case singleByte(Int)
    /// A single-byte encoding that the model does not know.
    case anySingleByte
    case utf16(isBigEndian: Bool)
    case utf32(isBigEndian: Bool)
    /// No text at all: every byte is equally likely.
    case noise
  }

  let encoding: TextEncoding
  let scheme: Scheme
  /// How rare the encoding is.
  let prior: Int
  /// How much the bytes speak against it, less what was declared for it.
  var cost: Int
  /// Where the next character begins.
  private(set) var position = 0
  /// Nothing was malformed so far.
  private(set) var isFlawless = true
  /// A piece of a page has no characters that its ends cut.
  private let mayBeCut: Bool

  /// A malformed sequence: one in a few hundred characters (7 bits) of any bytes (8 bits).
  private static let malformed = 150
  /// The first malformed sequence costs this much more: few texts have any.
  private static let flaw = 190
  /// A byte of a character that the text's beginning or end cuts.
  private static let cut = 50
  /// A character that the model has no figure for: some 60,000 are possible, and they are rare.
  private static let rare = 210

  init(_ encoding: TextEncoding, _ scheme: Scheme, prior: Int, evidence: Int = 0) {
    self.encoding = encoding
    self.scheme = scheme
    self.prior = prior
    cost = evidence
    mayBeCut = true
  }

  /// For a piece of a page that has malformed bytes: none is the first.
  init(piece encoding: TextEncoding, _ scheme: Scheme) {
    self.encoding = encoding
    self.scheme = scheme
    prior = 0
    cost = 0
    isFlawless = false
    mayBeCut = false
  }

  /// Reads on until `position` is at `target` or behind it.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, to target: Int, model: EncodingModel) {
    switch scheme {
    case .utf8: readUTF8(bytes, target, model)
    case .pairs(let pairs): readPairs(bytes, target, pairs, model.pairs[pairs.rawValue])
    case .eucTW: readEUCTW(bytes, target, model)
    case .singleByte(let index): readSingleBytes(bytes, target, model.singleByte(index))
    case .anySingleByte: readEach(bytes, target) { $0 < 0x80 ? 0 : 62 }
    case .noise: readEach(bytes, target) { 80 - Self.asciiCost($0) }
    case .utf16(let isBigEndian): readUTF16(bytes, target, isBigEndian, model)
    case .utf32(let isBigEndian): readUTF32(bytes, target, isBigEndian, model)
    }
  }

  private mutating func payForMalformed() {
    cost += isFlawless ? Self.malformed + Self.flaw : Self.malformed
    isFlawless = false
  }

  /// What a byte costs as ASCII text: letters and spaces are common, control characters hardly ever meant.
  @inline(__always)
  private static func asciiCost(_ byte: UInt8) -> Int {
    switch byte {
    case 0x61...0x7A, 0x20, 0x0A: 45
    case 0x80...: 0
    case 0x21...0x7E, 0x09, 0x0D: 65
    default: 140
    }
  }

  /// Moves over ASCII; false at the target.
  @inline(__always)
  private mutating func skipASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ target: Int) -> Bool {
    guard let source = bytes.baseAddress else { return false }
    while position + 8 <= target,
      UnsafeRawPointer(source + position).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { position += 8 }
    while position < target, source[position] < 0x80 { position += 1 }
    return position < target
  }

  private mutating func readEach(_ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ price: (UInt8) -> Int)
  {
    while position < target {
      cost += price(bytes[position])
      position += 1
    }
  }

  private mutating func readSingleBytes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ table: UnsafePointer<UInt8>
  ) {
    while skipASCII(bytes, target) {
      let before = position > 0 ? EncodingModel.Before(bytes[position - 1]) : .other
      let price = table[before.rawValue * 128 + Int(bytes[position] & 0x7F)]
      if price == EncodingModel.invalid { payForMalformed() } else { cost += Int(price) }
      position += 1
    }
  }

  private mutating func readUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ model: EncodingModel) {
    while skipASCII(bytes, target) {
      let (count, isWhole) = UTF8Sequence.measure(bytes, at: position)
      if isWhole {
        cost += model.cost(scalar: UTF8Sequence.scalar(bytes, at: position, count: count))
      } else if isCut(bytes, count: count) {
        cost += Self.cut
      } else {
        payForMalformed()
      }
      position += count
    }
  }

  /// A text that was cut begins with continuation bytes or ends within a sequence.
  private func isCut(_ bytes: UnsafeBufferPointer<UInt8>, count: Int) -> Bool {
    guard mayBeCut else { return false }
    return position + count == bytes.count && UTF8Sequence.length(bytes[position]) > count
      || position < 3 && bytes[...position].allSatisfy { $0 & 0xC0 == 0x80 }
  }

  private mutating func readPairs(
    _ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ pairs: EncodingModel.Pairs,
    _ table: UnsafePointer<UInt8>
  ) {
    while skipASCII(bytes, target) {
      guard position + 1 < bytes.count else {
        if !mayBeCut { payForMalformed() }
        position += 1
        return
      }
      let lead = bytes[position]
      let trail = bytes[position + 1]
      let price =
        trail >= 0x40
        ? table[Int(lead & 0x7F) * EncodingModel.trails + Int(trail) - 0x40] : EncodingModel.invalid
      if price != EncodingModel.invalid {
        cost += Int(price) - Self.asciiCost(trail)
        position += 2
      } else {
        readLongOrShort(bytes, pairs, lead, trail)
      }
    }
  }

  /// What is no pair: codes of one, three or four bytes, and errors.
  private mutating func readLongOrShort(
    _ bytes: UnsafeBufferPointer<UInt8>, _ pairs: EncodingModel.Pairs, _ lead: UInt8, _ trail: UInt8
  ) {
    switch pairs {
    case .gb18030 where GB18030Codec.isFourBytes(bytes, at: position):
      cost += Self.rare - Self.asciiCost(trail) - Self.asciiCost(bytes[position + 3])
      position += 4
    case .shiftJIS where (0xA1...0xDF).contains(lead):
      cost += 85  // half-width katakana: 63 of them, seldom used
      position += 1
    case .eucJP where lead == 0x8E && (0xA1...0xDF).contains(trail):
      cost += 130
      position += 2
    case .eucJP
    where lead == 0x8F && trail >= 0xA1 && position + 2 < bytes.count && bytes[position + 2] >= 0xA1:
      cost += Self.rare
      position += 3
    default:
      payForMalformed()
      position += trail < 0x80 || !(0x81...0xFE).contains(lead) ? 1 : 2
    }
  }

  private mutating func readEUCTW(_ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ model: EncodingModel)
  {
    while skipASCII(bytes, target) {
      var length = 2
      var table: EncodingModel.Pairs? = .eucTWPlane1
      if bytes[position] == 0x8E {
        length = 4
        guard position + 1 < bytes.count else { break }
        switch bytes[position + 1] {
        case 0xA1: table = .eucTWPlane1
        case 0xA2: table = .eucTWPlane2
        default: table = nil
        }
      }
      guard position + length <= bytes.count else { break }  // cut
      let lead = bytes[position + length - 2]
      let trail = bytes[position + length - 1]
      guard lead >= 0xA1, trail >= 0xA1, length == 2 || (0xA1...0xAF).contains(bytes[position + 1]) else {
        payForMalformed()
        position += 1
        continue
      }
      let price =
        table.map {
          model.pairs[$0.rawValue][Int(lead & 0x7F) * EncodingModel.trails + Int(trail) - 0x40]
        } ?? 240
      if price == EncodingModel.invalid { payForMalformed() } else { cost += Int(price) }
      position += length
    }
    position = max(position, target)
  }

  private mutating func readUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ isBigEndian: Bool, _ model: EncodingModel
  ) {
    while position < target {
      guard position + 1 < bytes.count else {
        position += 1  // cut
        return
      }
      let first = bytes[position]
      let second = bytes[position + 1]
      let unit = isBigEndian ? UInt32(first) << 8 | UInt32(second) : UInt32(second) << 8 | UInt32(first)
      cost -= Self.asciiCost(first) + Self.asciiCost(second)
      position += 2
      switch unit {
      case 0x09, 0x0A, 0x0D, 0x20..<0x7F: cost += Self.asciiCost(UInt8(unit)) + 5
      case 0..<0x80, 0xFFFE, 0xFFFF, 0xE000...0xF8FF: cost += Self.malformed + 80
      case 0xD800...0xDFFF: cost += 130  // two of them make a character
      default: cost += model.cost(scalar: unit)
      }
    }
  }

  private mutating func readUTF32(
    _ bytes: UnsafeBufferPointer<UInt8>, _ target: Int, _ isBigEndian: Bool, _ model: EncodingModel
  ) {
    while position < target {
      guard position + 3 < bytes.count else {
        position = max(position, target)  // cut
        return
      }
      var scalar: UInt32 = 0
      for index in 0..<4 {
        let byte = bytes[position + (isBigEndian ? index : 3 - index)]
        scalar = scalar << 8 | UInt32(byte)
        cost -= Self.asciiCost(byte)
      }
      position += 4
      switch scalar {
      case 0x09, 0x0A, 0x0D, 0x20..<0x7F: cost += Self.asciiCost(UInt8(scalar)) + 5
      case 0x80..<0x110000: cost += model.cost(scalar: scalar)
      default: cost += Self.malformed + 240
      }
    }
  }
}

extension UTF8Sequence {
  /// The scalar of a whole sequence of `count` bytes.
  @inline(__always)
  static func scalar(_ input: UnsafeBufferPointer<UInt8>, at offset: Int, count: Int) -> UInt32 {
    let tail = { (index: Int) in UInt32(input[offset + index]) & 0x3F }
    let lead = UInt32(input[offset])
    return switch count {
    case 1: lead
    case 2: (lead & 0x1F) << 6 | tail(1)
    case 3: (lead & 0x0F) << 12 | tail(1) << 6 | tail(2)
    default: (lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
    }
  }
}
