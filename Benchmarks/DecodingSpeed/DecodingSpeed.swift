import CICU
import CSIMD
import Decoding
import Glibc

/// Decoding beside ICU in one thread of one process: `DecodingSpeed SIMPLIFIED TRADITIONAL`, two files of running text
/// in UTF-8. Times are CPU time, the best of many runs, for the machine may be busy; megabytes are of UTF-8.
@main
struct DecodingSpeed {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { fatalError("usage: DecodingSpeed SIMPLIFIED TRADITIONAL") }
    let simplified = Sample(file: arguments[1])
    let traditional = Sample(file: arguments[2])
    print("| MB/s of UTF-8 | Jiaokan | ICU |\n|---|---|---|")
    for (label, charset, text) in [
      ("gb18030", "gb18030", simplified), ("big5", "big5-hkscs", traditional),
      ("euc-tw", "euc-tw", traditional),
      ("hz-gb-2312", "HZ", simplified), ("utf-16le", "utf-16le", simplified), ("utf-8", "utf-8", simplified),
    ] {
      try measureDecoder(label, charset, text.encoded(charset))
    }
    measureValidation("Chinese", simplified.text)
    measureValidation("ASCII", [UInt8](repeating: 0x61, count: 1_000_000))
    print("\n| µs a document | Jiaokan | ICU |\n|---|---|---|")
    for length in [100, 10_000] {
      for isCorrupt in [false, true] {
        for (charset, text) in [("utf-8", simplified), ("gb18030", simplified), ("big5-hkscs", traditional)] {
          let documents = text.documents(charset, length: length, isCorrupt: isCorrupt)
          measureDetector("\(charset), \(length) bytes\(isCorrupt ? ", 1 % corrupt" : "")", documents)
        }
      }
    }
  }

  private static func measureDecoder(_ label: String, _ charset: String, _ bytes: [UInt8]) throws {
    var decoder = PageDecoder()
    decoder.encoding = TextEncoding(label: label)
    let size = try bytes.withUnsafeBufferPointer { try decoder.decode($0) }.text.count
    let ours = try seconds { _ = try bytes.withUnsafeBufferPointer { try decoder.decode($0) } }
    var result = [UInt8](repeating: 0, count: 3 * size)
    let theirs = seconds { _ = jk_icu_convert("UTF-8", charset, bytes, bytes.count, &result, result.count) }
    row("decode \(label)", megabytes(size, ours), megabytes(size, theirs))
  }

  private static func measureValidation(_ name: String, _ bytes: [UInt8]) {
    let ours = seconds { precondition(jk_simd_valid_utf8(bytes, bytes.count) + 64 > bytes.count) }
    row("validate UTF-8, \(name)", megabytes(bytes.count, ours), "")
  }

  private static func measureDetector(_ name: String, _ documents: [[UInt8]]) {
    let detector = EncodingDetector()
    let ours = seconds {
      for document in documents { _ = document.withUnsafeBufferPointer { detector.detect($0) } }
    }
    var names = [UnsafePointer<CChar>?](repeating: nil, count: 8)
    var confidences = [Int32](repeating: 0, count: 8)
    let theirs = seconds(runs: 3) {
      for document in documents { _ = jk_icu_detect(document, document.count, &names, &confidences, 8) }
    }
    row("detect \(name)", micros(ours, documents.count), micros(theirs, documents.count))
  }

  private static func row(_ cells: String...) { print("| \(cells.joined(separator: " | ")) |") }

  private static func megabytes(_ count: Int, _ seconds: Double) -> String {
    "\(Int((Double(count) / seconds / 1e6).rounded()))"
  }

  private static func micros(_ seconds: Double, _ count: Int) -> String {
    "\((seconds / Double(count) * 1e7).rounded() / 10)"
  }

  /// CPU seconds of the best run.
  private static func seconds(runs: Int = 40, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = processorTime()
      try work()
      best = min(best, processorTime() - start)
    }
    return best
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Running text of a megabyte.
struct Sample {
  private(set) var text: [UInt8] = []

  init(file path: String) {
    guard let file = fopen(path, "rb") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    precondition(count > 0, "\(path) is empty")
    while text.count < 1_000_000 { text += buffer[..<count] }
  }

  /// In another charset, by ICU.
  func encoded(_ charset: String) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 3 * text.count)
    let count = jk_icu_convert(charset, "UTF-8", text, text.count, &result, result.count)
    precondition(count > 0, "ICU has no \(charset)")
    return Array(result[..<Int(count)])
  }

  /// A hundred pieces, the first byte of each beyond ASCII.
  func documents(_ charset: String, length: Int, isCorrupt: Bool) -> [[UInt8]] {
    let bytes = encoded(charset)
    var state: UInt64 = 20_26
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<100).map { _ in
      // Behind a line end, where a character begins.
      let line = bytes[next(bytes.count - 2 * length)...].firstIndex(of: 0x0A) ?? 0
      let start = bytes[line...].firstIndex { $0 >= 0x80 } ?? line
      var document = Array(bytes[start...].prefix(length))
      if isCorrupt { for _ in 0..<length / 100 { document[next(document.count)] = UInt8(next(256)) } }
      return document
    }
  }
}
