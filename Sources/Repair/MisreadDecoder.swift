import TextCore

/// A decoder that was given bytes of another charset than its own: its table, and what it made of bytes that are no
/// character to it. This is the forward model that certifies a repair.
struct MisreadDecoder: BitwiseCopyable, Sendable {
  /// What became of pairs of bytes that only some decoders know, most of them private-use characters.
  enum RarePairs { case shown, dropped, replaced, orphaned }

  let table: MisreadTable
  /// What stands for bytes that are no character; nil: nothing does.
  var replacement: UInt32?
  var rarePairs = RarePairs.shown
  /// Whether byte 0x80 is shown, as the euro or as itself.
  var showsEuro = true
  /// What vanished, in charsets of one byte: C1 controls, the no-break space, the soft hyphen.
  var dropsControls = false
  var dropsSpace = false
  var dropsHyphen = false

  /// Whether the other decoder does the same with bytes that are no character.
  func isLike(_ other: MisreadDecoder) -> Bool {
    replacement == other.replacement && rarePairs == other.rarePairs && showsEuro == other.showsEuro
      && dropsControls == other.dropsControls && dropsSpace == other.dropsSpace
      && dropsHyphen == other.dropsHyphen
  }

  /// Whether this decoder may have shown a character.
  @inline(__always)
  func mayShow(_ scalar: UInt32) -> Bool {
    if scalar == 0xFFFD { return replacement == 0xFFFD }
    if table.isDouble {
      if scalar == 0x80 || scalar == 0x20AC { return showsEuro }
      return rarePairs == .shown || !(0xE000...0xF8FF).contains(scalar)
    }
    return switch scalar {
    case 0x80...0x9F: !dropsControls
    case 0xA0: !dropsSpace
    case 0xAD: !dropsHyphen
    default: true
    }
  }

  /// Whether a byte that stands before `next` is no character to this decoder; `next` is nil at the end.
  @inline(__always)
  func isOrphan(_ byte: UInt8, before next: UInt8?) -> Bool {
    if !table.isDouble { return isDropped(byte) }
    if byte == 0x80 { return !showsEuro }
    guard let next, next >= 0x40, next != 0x7F else { return true }
    if table.isPlain(byte, next) { return false }
    return rarePairs == .orphaned || table.scalars[Int(byte) << 8 | Int(next)] == 0
  }

  /// Whether the two bytes go together, and leave the replacement or nothing.
  @inline(__always)
  func isLostPair(_ lead: UInt8, _ trail: UInt8) -> Bool {
    (rarePairs == .dropped || rarePairs == .replaced) && lead > 0x80 && trail >= 0x40 && trail != 0x7F
      && !table.isPlain(lead, trail)
  }

  /// Whether a byte of a single-byte charset vanished.
  @inline(__always)
  func isDropped(_ byte: UInt8) -> Bool {
    switch table.scalars[Int(byte)] {
    case 0x80...0x9F: dropsControls
    case 0xA0: dropsSpace
    case 0xAD: dropsHyphen
    default: false
    }
  }

  /// The first byte behind a displayed character: nil where there is no character or the byte is lost.
  func firstByte(behind scalar: UInt32?) -> UInt8? {
    guard let scalar, scalar != 0xFFFD else { return nil }
    let code = table.code(of: scalar)
    return code == 0 ? nil : UInt8(code > 0xFF ? code >> 8 : code)
  }

  /// What this decoder shows of `bytes`, which `next` follows.
  func show(_ bytes: [UInt8], before next: UInt8?) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    func lose() { if let replacement { result.append(replacement) } }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte < 0x80 {
        result.append(UInt32(byte))
      } else if !table.isDouble {
        if isDropped(byte) { lose() } else { result.append(UInt32(table.scalars[Int(byte)])) }
      } else if byte == 0x80, showsEuro {
        result.append(0x20AC)
      } else {
        let trail = index < bytes.count ? bytes[index] : next
        if isOrphan(byte, before: trail) {
          lose()
        } else if let trail, isLostPair(byte, trail) {
          if rarePairs == .replaced { lose() }
          index += 1
        } else if let trail {
          result.append(UInt32(table.scalars[Int(byte) << 8 | Int(trail)]))
          index += 1
        }
      }
    }
    return index > bytes.count ? [] : result
  }

  /// Whether showing `bytes` again gives what was seen. The width of letters and spaces may have been folded since;
  /// a sign and the control in its place are one byte.
  func certifies(_ bytes: [UInt8], before next: UInt8?, as seen: ArraySlice<UInt32>) -> Bool {
    let shown = show(bytes, before: next)
    return shown.count == seen.count
      && zip(shown, seen).allSatisfy { shown, seen in
        shown == seen
          || shown == 0x20AC && seen == 0x80
          || (0xFF01...0xFF5E).contains(shown) && shown - 0xFEE0 == seen
          || (shown == 0x3000 || shown == 0xA0) && seen == 0x20
          || shown >= 0x80 && table.code(of: shown) > 0 && table.code(of: shown) == table.code(of: seen)
      }
  }
}
