import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = Generator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) & 0x3F }
  }

  /// Everything that the reader gives for some inputs: lines, page texts, and error codes.
  private func read(
    _ inputs: [String], format: InputFormat? = nil, complaints: inout [InputError]
  ) -> [String] {
    var told: [InputError] = []
    var found: [String] = []
    let reader = RecordReader(inputs: inputs, format: format) { told.append($0) }
    while let batch = reader.next() {
      switch batch {
      case .lines(let bytes, let place):
        let lines = String(decoding: bytes, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
          found.append("\(place.firstLine + index):\(line)")
        }
      case .pages(let pages):
        for page in pages {
          switch page.page {
          case .success(let page): found.append(String(decoding: page.bytes, as: UTF8.self))
          case .failure(let failure): found.append(failure.error.code.rawValue)
          }
        }
      }
    }
    complaints = told
    return found
  }

  private func read(_ inputs: [String], format: InputFormat? = nil) -> [String] {
    var complaints: [InputError] = []
    defer { #expect(complaints.isEmpty) }
    return read(inputs, format: format, complaints: &complaints)
  }

  @Test(arguments: [1, 100, 1 << 16, 300_000])
  func unpacksManyMembers(_ size: Int) throws {
    let parts = (0..<3).map { random(size, seed: UInt64($0)) }
    for pack in [Packing.gzip, Packing.zstd] {
      let path = try folder.write("a", parts.flatMap(pack))
      #expect(try contents(ofFile: path) == parts.flatMap { $0 })
    }
  }

  @Test func keepsWhatComesBeforeABreak() throws {
    let text = random(500_000, seed: 5)
    for (format, pack) in [("gzip", Packing.gzip), ("zstd", Packing.zstd)] {
      let packed = pack(text)
      let cut = packed.count / 2
      let path = try folder.write("a", Array(packed.prefix(cut)))
      let reader = try OpenInput(path: path).reader
      let got = reader.take(.max / 2)
      #expect(got.count > text.count / 4 && text.starts(with: got))
      #expect(reader.fault == .truncated(name: path, format: format, offset: cut))
    }
  }

  @Test func reportsDamageWithItsOffset() throws {
    let packed = Packing.gzip(random(100, seed: 6)) + Array("this is no gzip member".utf8)
    let path = try folder.write("a.gz", packed)
    let reader = try OpenInput(path: path).reader
    #expect(reader.take(1000).count == 100)
    _ = reader.isAtEnd
    guard case .corrupt(_, "gzip", let offset) = reader.fault else {
      Issue.record("\(reader.fault as Any)")
      return
    }
    #expect(packed.count - 22...packed.count ~= offset)
  }

  @Test func findsPagesInOrder() throws {
    try folder.write("b.html", "B")
    try folder.write("a/z.txt", "Z")
    try folder.write("a/a.HTM", "A")
    try folder.write("a.warc.gz.tmp", "no")
    try folder.write("image.png", "no")
    try folder.write("c.jsonl.gz", Packing.gzip(Array("{\"a\":1}\n\n{\"a\":2}".utf8)))
    try folder.write("d.txt.zst", Packing.zstd(Array("D".utf8)))
    #expect(read([folder.path]) == ["A", "Z", "B", #"1:{"a":1}"#, #"3:{"a":2}"#, "D"])
  }

  @Test func complainsAndGoesOn() throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
    let page = try folder.write("p.txt", "P")
    var complaints: [InputError] = []
    let found = read([folder.path + "/none", folder.path + "/empty", page], complaints: &complaints)
    #expect(found == ["P"])
    #expect(
      complaints == [
        .unreadable(name: folder.path + "/none", .noSuchFileOrDirectory),
        .noPages(folder: folder.path + "/empty"),
      ])
  }

  @Test func keepsTheLinesBeforeABreak() throws {
    let lines = (1...20_000).map { "{\"n\":\($0)}" }
    let packed = Packing.gzip(Array(lines.joined(separator: "\n").utf8))
    let path = try folder.write("a.jsonl.gz", Array(packed.prefix(packed.count / 2)))
    let found = read([path])
    #expect(found.last == "truncated_input")
    #expect(found.count > 5_000)
    #expect(zip(found.dropLast(2), lines.enumerated()).allSatisfy { $0 == "\($1.offset + 1):\($1.element)" })
  }

  @Test func tellsStandardFormatsByContent() {
    #expect(InputFormat(beginning: Array("WARC/1.0\r\n".utf8)[...]) == .warc)
    #expect(InputFormat(beginning: Array(" {\"id\": 1}".utf8)[...]) == .jsonl)
    #expect(InputFormat(beginning: Array("{}".utf8)[...]) == .jsonl)
    #expect(InputFormat(beginning: Array("{{template}}".utf8)[...]) == nil)
    #expect(InputFormat(beginning: Array("<html>".utf8)[...]) == nil)
    #expect(InputFormat(beginning: []) == nil)
  }

  @Test func takesLinesWholeWhateverTheirLength() throws {
    let lines = [3, 1 << 20, 0, 70_000, 1].map { String(repeating: "x", count: $0) }
    let path = try folder.write("a", lines.joined(separator: "\n"))
    let reader = try OpenInput(path: path).reader
    var all: [UInt8] = []
    while let part = reader.takeLines(about: 1 << 16, limit: 1 << 30) {
      all += part
      #expect(reader.isAtEnd || part.last == 0x0A)
    }
    #expect(all == Array(lines.joined(separator: "\n").utf8))
  }

  // MARK: WARC

  private func record(_ type: String, _ contentType: String, _ block: String, id: String = "<urn:1>")
    -> String
  {
    "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Record-ID: \(id)\r\nWARC-Target-URI: http://a.example/\r\n"
      + "Content-Type: \(contentType)\r\nContent-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
  }

  private func response(_ header: String, _ body: String) -> String {
    record("response", "application/http; msgtype=response", "HTTP/1.1 \(header)\r\n\r\n\(body)")
  }

  @Test func readsPagesOutOfArchives() throws {
    let archive =
      record("warcinfo", "application/warc-fields", "software: x\r\n")
      + response("200 OK\r\nContent-Type: text/html; charset=gbk", "one")
      + record("request", "application/http", "GET / HTTP/1.1\r\n\r\n")
      + response("200 OK\r\nContent-Type: image/png", "png")
      + response("301 Moved\r\nLocation: /", "")
      + response("200 OK\r\nTransfer-Encoding: chunked", "3;x=y\r\ntwo\r\n4\r\n and\r\n0\r\n\r\n")
      + response("200 OK\r\nTransfer-Encoding: chunked", "not chunked")
      + record("resource", "text/html", "three")
      + record("conversion", "text/plain", "four\n")
      + response("200 OK\r\nContent-Encoding: br", "???")
      + record("response", "application/http", "no header")
    let expected = ["one", "two and", "not chunked", "three", "four\n", "unsupported_coding", "invalid_http"]
    #expect(read([try folder.write("a.warc", archive)]) == expected)
    #expect(read([try folder.write("a.warc.gz", Packing.gzip(Array(archive.utf8)))]) == expected)
  }

  @Test func unpacksBodies() throws {
    let body = Packing.gzip(Array("packed page".utf8))
    let head = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8)
    #expect(try HTTPResponse(head + body).body == Array("packed page".utf8))
    #expect(try HTTPResponse(head + Array("plain after all".utf8)).body == Array("plain after all".utf8))
    #expect(try HTTPResponse(head + body.prefix(body.count - 9)).body.isEmpty == false)
  }

  /// Reading that begins anywhere gives exactly what was left.
  @Test func goesOnFromEveryPosition() throws {
    try folder.write("pages/a.txt", "one")
    try folder.write("pages/b.txt.gz", Array(Packing.gzip(Array("two".utf8)).dropLast(9)))
    let inputs = [
      folder.path + "/pages", folder.path + "/none",
      try folder.write("lines.jsonl", "{\"a\":1}\n\n{\"b\":2}\n{\"c\":3}"),
      try folder.write(
        "archive.warc", response("200 OK", "three") + response("200 OK", "four") + "garbage\r\n"),
      try folder.write("last.html", "five"),
    ]
    func positions(from start: InputPosition) -> [InputPosition] {
      let reader = RecordReader(inputs: inputs, format: nil, from: start) { _ in }
      var found: [InputPosition] = []
      while let batch = reader.next() {
        switch batch {
        case .pages(let pages): found += pages.map(\.end)
        case .lines(let bytes, let place):
          let count = bytes.countOfLF + (bytes.last == 0x0A ? 0 : 1)
          found += (0..<count).map { InputPosition(inputs: place.input, units: place.firstLine + $0) }
        }
      }
      return found
    }
    let all = positions(from: InputPosition())
    #expect(all.count == 3 + 4 + 3 + 1)
    for (index, position) in all.enumerated() {
      #expect(positions(from: position) == Array(all[(index + 1)...]))
    }
  }

  @Test func keepsTheRecordsBeforeABreak() throws {
    let archive = response("200 OK", "one") + response("200 OK", "two")
    let cut = String(archive.dropLast(8))
    #expect(read([try folder.write("a.warc", cut)]) == ["one", "corrupt_input"])
    #expect(
      read([try folder.write("b.warc", response("200 OK", "one") + "garbage\r\n")]) == [
        "one", "corrupt_input",
      ])
    let packed = Packing.gzip(Array(archive.utf8))
    #expect(read([try folder.write("c.warc.gz", Array(packed.dropLast(12)))]).last == "truncated_input")
  }
}
