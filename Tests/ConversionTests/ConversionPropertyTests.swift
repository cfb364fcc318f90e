import Conversion
import TestSupport
import Testing
import TextCore

@Suite struct ConversionPropertyTests {
  /// Texts of traditional, simplified, Japanese and other pieces, with what trips a loop: ends of lines, scalars of
  /// every length, selectors, descriptions.
  static let pieces = [
    "漢字", "乾燥", "乾隆", "著名", "隨著", "於是", "甚麼", "简体", "這裡", "台灣", "軟體", "頭髮", "后", "後", "。", "，", "！",
    "\n", "\r\n", " ", "a", "é", "𠮷", "𫝈", "㑮", "豈", "か", "カ", "한", "⿰", "言", "\u{FE00}", "\u{E0100}", "😀",
    "説", "衞",
  ]

  static func text(_ generator: inout Generator) -> [UInt8] {
    (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ in
      Array((pieces.randomElement(using: &generator) ?? "").utf8)
    }
  }

  static let everyOption: [Converter.Options] = ConversionProfile.allCases.flatMap { profile in
    [false, true].map { vocabulary in
      var options = Converter.Options()
      options.profile = profile
      options.vocabulary = vocabulary
      return options
    }
  }

  @Test func undoLinesAndOffsetsHold() throws {
    var generator = Generator(seed: 4)
    let converters = Self.everyOption.map { Converter(options: $0) }
    for _ in 0..<400 {
      let text = Self.text(&generator)
      for converter in converters {
        let revision = converter.convert(text)
        #expect(try revision.log.undo(revision.text) == text)
        #expect(revision.text.count { $0 == 0x0A } == text.count { $0 == 0x0A })
        #expect(String(validating: revision.text, as: UTF8.self) != nil)
        for edit in revision.log.edits {
          #expect(
            Array(text[edit.source]) != Array(revision.text[edit.target]), "an edit that changes nothing")
          if !edit.target.isEmpty { #expect(revision.log.sourceRange(of: edit.target) == edit.source) }
          #expect(!text[edit.source].contains(0x0A))
        }
      }
    }
  }

  @Test func autoIsIdempotent() {
    var generator = Generator(seed: 5)
    let converter = Converter()
    for _ in 0..<1000 {
      let once = converter.convert(Self.text(&generator))
      let twice = converter.convert(once.text)
      #expect(twice.log.isEmpty, "\(String(decoding: once.text, as: UTF8.self))")
    }
  }

  /// Bytes that are no UTF-8 are the caller's fault, but neither a crash nor a loss.
  @Test func anyBytesComeBack() throws {
    var generator = Generator(seed: 6)
    let converters = Self.everyOption.filter { $0.profile != .icu }.map { Converter(options: $0) }
    for _ in 0..<400 {
      var text = Self.text(&generator)
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !text.isEmpty {
        text[Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if let cut = text.indices.randomElement(using: &generator) { text.removeLast(text.count - cut) }
      for converter in converters {
        let revision = converter.convert(text)
        #expect(try revision.log.undo(revision.text) == text)
      }
    }
  }
}
