import Jiaokan

extension Invariant {
  /// All profiles but ICU's, which costs a hundred times as much and is not this project's.
  private static let converters: [Converter] = ConversionProfile.allCases.filter { $0 != .icu }.flatMap {
    profile in
    [false, true].map { vocabulary in
      var options = Converter.Options()
      options.profile = profile
      options.vocabulary = vocabulary
      return Converter(options: options)
    }
  }

  /// Conversion of the fuzzer's bytes as text: it stays text with its lines, the log undoes it and maps offsets both
  /// ways, and with and without a log the text is the same.
  public static func converts(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let text = text(base, bytes.count)
    for converter in converters {
      let revision = converter.convert(text)
      do { try holds(revision, of: text) } catch { preconditionFailure("\(error)") }
      var withoutLog: [UInt8] = []
      text.withUnsafeBufferPointer { converter.convert($0, into: &withoutLog) }
      precondition(withoutLog == revision.text, "another text without a log")
      for edit in revision.log.edits {
        precondition(
          !text[edit.source].elementsEqual(revision.text[edit.target]), "an edit that changes nothing")
        precondition(
          edit.target.isEmpty || revision.log.sourceRange(of: edit.target) == edit.source, "misplaced edit")
      }
    }
  }
}
