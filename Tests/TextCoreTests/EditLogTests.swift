import TestSupport
import Testing

@testable import TextCore

enum SomeRule: UInt8, EditRule {
  case insert, delete, replace
  var name: String { "\(self)" }
  static let names = allCases.map(\.name)
}

/// A text whose every byte remembers where it came from: the reference that logs are held against.
struct TracedText {
  var bytes: [UInt8]
  /// For each byte, the source byte it was copied from; nil where an edit wrote it.
  var origins: [Int?]

  init(random count: Int, using generator: inout Generator) {
    bytes = (0..<count).map { _ in UInt8.random(in: 0x61...0x7A, using: &generator) }
    origins = Array(0..<count)
  }

  /// Applies random edits and gives the log of this step.
  mutating func mutate(using generator: inout Generator) -> EditLog {
    var log = EditLog(SomeRule.self)
    var output: [UInt8] = []
    var traced: [Int?] = []
    var cursor = 0
    while cursor <= bytes.count {
      guard Int.random(in: 0..<5, using: &generator) == 0 else {
        if cursor < bytes.count {
          output.append(bytes[cursor])
          traced.append(origins[cursor])
        }
        cursor += 1
        continue
      }
      let removed = Int.random(in: 0...min(4, bytes.count - cursor), using: &generator)
      let inserted = Int.random(in: (removed == 0 ? 1 : 0)...4, using: &generator)
      let rule: SomeRule = removed == 0 ? .insert : inserted == 0 ? .delete : .replace
      bytes.withUnsafeBufferPointer {
        log.replace(
          at: cursor, removing: UnsafeBufferPointer(rebasing: $0[cursor..<cursor + removed]),
          inserting: inserted, rule: rule, confidence: Float.random(in: 0...1, using: &generator))
      }
      for _ in 0..<inserted {
        output.append(UInt8.random(in: 0x41...0x5A, using: &generator))
        traced.append(nil)
      }
      cursor += max(removed, 1)
      if removed == 0, cursor <= bytes.count {
        output.append(bytes[cursor - 1])
        traced.append(origins[cursor - 1])
      }
    }
    bytes = output
    origins = traced
    return log
  }
}

@Suite("Edit log")
struct EditLogTests {
  @Test("undo gives the input back and offsets lead to the byte they came from", arguments: 0..<300)
  func oneStage(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    var text = TracedText(random: Int.random(in: 0...60, using: &generator), using: &generator)
    let input = text.bytes
    let log = text.mutate(using: &generator)
    #expect(try log.undo(text.bytes) == input)
    expectOrigins(of: text, in: log)
  }

  @Test("logs of several stages compose to one that maps and undoes the same", arguments: 0..<500)
  func composed(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed) &+ 1_000_000)
    var text = TracedText(random: Int.random(in: 0...60, using: &generator), using: &generator)
    let input = text.bytes
    var whole = text.mutate(using: &generator)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      whole = whole.composed(with: text.mutate(using: &generator))
    }
    #expect(try whole.undo(text.bytes) == input)
    expectOrigins(of: text, in: whole)
  }

  private func expectOrigins(of text: TracedText, in log: EditLog) {
    let written = log.edits.map(\.target)
    for (offset, origin) in text.origins.enumerated() {
      let inEdit = written.first { $0.contains(offset) }
      if let origin, inEdit == nil {
        #expect(log.sourceOffset(of: offset) == origin)
        #expect(log.sourceRange(of: offset..<offset + 1) == origin..<origin + 1)
      } else {
        // A byte that an edit wrote belongs to the edit's source; a copied byte inside a composed edit too.
        let edit = log.edits.first { $0.target.contains(offset) }
        #expect(edit != nil)
        if let edit {
          #expect(log.sourceOffset(of: offset) == edit.source.lowerBound)
          if let origin { #expect(edit.source.contains(origin)) }
        }
      }
    }
  }

  @Test("blocks move with their text", arguments: 0..<200)
  func targets(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed) &+ 2_000_000)
    var text = TracedText(random: 40, using: &generator)
    let log = text.mutate(using: &generator)
    for lower in stride(from: 0, to: 40, by: 7) {
      for upper in stride(from: lower, through: 40, by: 5) {
        let range = log.targetRange(of: lower..<upper)
        let kept = text.origins.indices.filter { text.origins[$0].map { $0 >= lower && $0 < upper } ?? false }
        #expect(kept.allSatisfy(range.contains))
        let foreign = text.origins.indices.filter {
          text.origins[$0].map { $0 < lower || $0 >= upper } ?? false
        }
        #expect(!foreign.contains(where: range.contains))
      }
    }
  }

  @Test("a log refuses a text it was not made for")
  func misplaced() {
    var log = EditLog(rules: ["x"])
    log.append(at: 10, removing: [0x61], inserting: 1, rule: 0, confidence: 1)
    #expect(throws: EditLogError.misplacedEdit(index: 0, offset: 10)) { try log.undo([0x61]) }
  }

  @Test("a document's blocks follow its stages, and their source is found again")
  func document() throws {
    var document = Document(text: Array("ab\ncd".utf8))
    document.blocks = [Block(range: 0..<2), Block(range: 3..<5)]
    var log = EditLog(SomeRule.self)
    Array("b".utf8).withUnsafeBufferPointer {
      log.replace(at: 1, removing: $0, inserting: 3, rule: SomeRule.replace)
    }
    document.apply(Revision(text: Array("aXYZ\ncd".utf8), log: log), stage: .repair)
    #expect(document.blocks.map { document.string($0) } == ["aXYZ", "cd"])
    #expect(document.decodedRange(of: document.blocks[0].range) == 0..<2)
    #expect(document.decodedRange(of: document.blocks[1].range) == 3..<5)
  }
}
