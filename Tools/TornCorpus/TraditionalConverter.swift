import HanData
import ICUText
import TextCore

/// Simplified text in traditional characters, converted one by one, as the programs do that tear bytes.
public struct TraditionalConverter {
  private let transliterator: ICUTransliterator

  public init() throws { transliterator = try ICUTransliterator(id: "Simplified-Traditional") }

  /// Text that holds a traditional character stays as it is, and so do quotation marks.
  public func convert(_ text: String) throws -> String {
    if text.unicodeScalars.contains(where: { HanFolding.isTraditional($0.value) }) { return text }
    let converted = String(decoding: try transliterator.transliterate(Array(text.utf8)), as: UTF8.self)
    return String(
      String.UnicodeScalarView(
        zip(text.unicodeScalars, converted.unicodeScalars)
          .map { ScalarClass.isHanzi($0.value) ? $1 : $0 }))
  }
}
