import TextCore

/// The fixer of full-width letters and digits, on demand: what ICU's `[0-9A-Za-z] Fullwidth-Halfwidth` gives for their
/// full-width forms. Punctuation stays as it is.
enum FullWidth {
  static func run(_ text: UnsafeBufferPointer<UInt8>, into patch: inout Patch) {
    var index = 0
    while index + 2 < text.count {
      guard text[index] == 0xEF else {
        index += 1
        continue
      }
      switch UTF8Cursor.scalar(text, at: index).value {
      case let form
      where (0xFF10...0xFF19).contains(form) || (0xFF21...0xFF3A).contains(form)
        || (0xFF41...0xFF5A).contains(form):
        patch.replace(index..<index + 3, with: [UInt8(form - 0xFEE0)], rule: .fullWidth)
      default: break
      }
      index += 3
    }
  }
}
