import CICU
import Decoding
import Glibc
import ToolSupport

/// Makes the stress set from held-out lines and scores the detector: `EvaluateDecoding DATA [DUMP-FOLDER]`.
///
/// DATA holds `corpus/*.txt.zst` and `ntrex/LANGUAGE.txt`, of which the tenth of each ten lines is used: what
/// TrainEncodingModel leaves out. With DUMP-FOLDER each document is written there for peers to read, its name
/// telling its encoding, length and wrapping.
@main
struct EvaluateDecoding {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else { throw ToolError("usage: EvaluateDecoding DATA [DUMP-FOLDER]") }
    let set = try StressSet(folder: arguments[1])
    if arguments.count > 2 {
      for (number, document) in set.documents.enumerated() {
        try Files.write(
          document.bytes,
          to: "\(arguments[2])/\(number)-\(document.kind)-\(document.length)-\(document.wrapping)")
      }
    }
    Scores(set).print()
    MixedPages.printScores(set)
    for length in [100, 10_000] {
      let documents = set.documents.filter { $0.length == length && $0.isCore }
      for wrapping in StressSet.wrappings {
        time(documents.filter { $0.wrapping == wrapping }, "\(length) bytes, \(wrapping)")
      }
      for kind in ["utf-8", "utf-8-cut", "gbk", "big5"] {
        time(documents.filter { $0.kind == kind }, "\(length) bytes, \(kind)")
      }
    }
    speed(set)
  }

  private static func time(_ documents: [StressSet.Document], _ name: String) {
    let detector = EncodingDetector()
    let rounds = 20
    let seconds = measure {
      for _ in 0..<rounds {
        for document in documents { _ = document.bytes.withUnsafeBufferPointer { detector.detect($0) } }
      }
    }
    let micro = seconds * 1e6 / Double(rounds * documents.count)
    print("detect \(name): \((micro * 10).rounded() / 10) µs a document")
  }

  /// Decoding speed in MB/s of UTF-8, of Chinese text.
  private static func speed(_ set: StressSet) {
    let text = Array(set.simplified.joined(separator: "\n").utf8.prefix(3_000_000))
    let traditional = Array(set.traditional.joined(separator: "\n").utf8.prefix(3_000_000))
    for (label, source, charset) in [
      ("utf-8", text, "utf-8"), ("gb18030", text, "gb18030"), ("big5", traditional, "big5-hkscs"),
      ("euc-tw", traditional, "euc-tw"), ("utf-16le", text, "utf-16le"),
      ("utf-8", [UInt8](repeating: 0x61, count: 3_000_000), "utf-8"),
    ] {
      let bytes = encode(source, to: charset)
      var decoder = PageDecoder()
      decoder.encoding = TextEncoding(label: label)
      var count = 0
      let best = (0..<15).map { _ in
        measure { count = (try? bytes.withUnsafeBufferPointer { try decoder.decode($0) })?.text.count ?? 0 }
      }.min()!
      print("decode \(label): \(Int(Double(count) / best / 1e6)) MB/s")
    }
  }

  private static func measure(_ body: () -> Void) -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    body()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
  }
}

func encode(_ text: [UInt8], to charset: String) -> [UInt8] {
  let count = jk_icu_encode(charset, text, text.count, nil, 0)
  precondition(count >= 0, "ICU has no \(charset)")
  var result = [UInt8](repeating: 0, count: Int(count))
  jk_icu_encode(charset, text, text.count, &result, result.count)
  return result
}
