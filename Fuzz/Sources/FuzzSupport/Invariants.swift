import Jiaokan

/// What every stage promises, as preconditions: libFuzzer takes a trap for a finding.
public enum Invariant {
  /// The fuzzer's bytes as the text that stages are given: valid UTF-8 without NUL.
  public static func text(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    return String(decoding: bytes, as: UTF8.self).utf8.filter { $0 != 0 }
  }

  public static func isText(_ bytes: [UInt8]) {
    precondition(String(validating: bytes, as: UTF8.self) != nil, "the text is not UTF-8")
    precondition(!bytes.contains(0), "the text holds NUL")
  }

  /// A stage's output is text, keeps the lines, and its log gives the input back.
  public static func holds(_ revision: Revision, of input: [UInt8]) throws {
    isText(revision.text)
    let undone = try revision.log.undo(revision.text)
    precondition(undone == input, "undo does not give the input back")
    areOrdered(revision.log.edits.map(\.source), in: input)
    areOrdered(revision.log.edits.map(\.target), in: revision.text)
    precondition(lineEnds(revision.text) == lineEnds(input), "lines were added or lost")
  }

  /// Blocks stand in order inside the text and share no byte.
  public static func holds(_ document: Document) {
    isText(document.text)
    var end = 0
    for block in document.blocks {
      precondition(
        block.range.lowerBound >= end && block.range.upperBound <= document.text.count, "misplaced block")
      end = block.range.upperBound
    }
  }

  /// Undoing all stages gives the text that the document was made from.
  public static func undoes(_ document: Document, to input: [UInt8]) throws {
    let undone = try document.history.reversed().reduce(document.text) { try $1.log.undo($0) }
    precondition(undone == input, "undo does not give the input back")
  }

  private static func areOrdered(_ ranges: [Range<Int>], in text: [UInt8]) {
    var end = 0
    for range in ranges {
      precondition(range.lowerBound >= end && range.upperBound <= text.count, "misplaced edit")
      end = range.upperBound
    }
  }

  private static func lineEnds(_ text: [UInt8]) -> Int { text.count { $0 == 0x0A } }
}
