import FaultSimulator
import Glibc
import Jiaokan

/// Repair of whole and broken text in one thread: `RepairSpeed SIMPLIFIED TRADITIONAL MANUAL`, three files of text in UTF-8
/// of which the last is full of ASCII. Times are CPU time, the best of three runs, for the machine may be busy; megabytes
/// are of the text that is repaired. A fourth argument PART measures the rows with PART in their names alone.
@main
struct RepairSpeed {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard (4...5).contains(arguments.count) else {
      fatalError("usage: RepairSpeed SIMPLIFIED TRADITIONAL MANUAL [PART]")
    }
    let files = arguments[1...3].map { read($0) }
    let repairer = try Repairer()
    // Tables are made on first use.
    _ = repairer.repair(Array("鏃ユ湡 Ã¥Â½Â¢ 當?shù)亟".utf8))
    print("| text | MB/s | repaired % |\n|---|---|---|")
    for (name, text) in zip(["simplified", "traditional", "manuals"], files) {
      measure("whole: \(name)", repairer, [Array(text.utf8)])
    }
    let simplified = pages(of: files[0])
    let traditional = pages(of: files[1])
    for (name, fault) in misreadings { measure(name, repairer, simplified.map { Array(fault($0).utf8) }) }
    measure(
      "Big5 as GBK", repairer,
      traditional.map { Array(TextFault.misread($0, in: .big5, as: .gbk, dropping: true).utf8) })
    measure("annotated", repairer, traditional.map { Array(annotated.broken($0).utf8) })
  }

  private static let misreadings: [(String, @Sendable (String) -> String)] = [
    ("UTF-8 as GBK, malformed bytes replaced", { TextFault.misread($0, in: .utf8, as: .gbk) }),
    ("UTF-8 as GBK, malformed bytes dropped", { TextFault.misread($0, in: .utf8, as: .gbk, dropping: true) }),
    ("UTF-8 as Windows-1252", { TextFault.misread($0, in: .utf8, as: .windows1252) }),
    (
      "UTF-8 as Windows-1252, controls dropped",
      { text in
        let read = TextFault.misread(text, in: .utf8, as: .windows1252).unicodeScalars
        return String(String.UnicodeScalarView(read.filter { !(0x80...0x9F).contains($0.value) }))
      }
    ),
    ("GBK as Latin-1", { TextFault.misread($0, in: .gbk, as: .latin1) }),
    ("GBK as UTF-8, else Latin-1", TextFault.misreadAsHybrid),
    ("GBK as Big5", { TextFault.misread($0, in: .gbk, as: .big5, dropping: true) }),
    ("references", { TextFault.references($0) }),
    ("escapes", TextFault.backslashEscapes),
  ]

  /// The most frequent characters that differ from simplified ones, as a mirror site's table has them.
  private static let annotated = AnnotatedGBKFault(annotations: [
    ("國", "guó"), ("會", "huì"), ("這", "zhè"), ("個", "gè"), ("來", "lái"), ("時", "shí"), ("為", "wèi"),
    ("們", "men"),
    ("對", "duì"), ("發", "fā"), ("學", "xué"), ("經", "jīng"), ("過", "guò"), ("進", "jìn"), ("現", "xiàn"),
    ("開", "kāi"),
    ("動", "dòng"), ("數", "shù"), ("領", "lǐng"), ("導", "dǎo"), ("區", "qū"), ("電", "diàn"), ("長", "zhǎng"),
    ("機", "jī"),
  ])

  private static func measure(_ name: String, _ repairer: Repairer, _ pages: @autoclosure () -> [[UInt8]]) {
    if CommandLine.arguments.count == 5, !name.contains(CommandLine.arguments[4]) { return }
    let pages = pages()
    let size = pages.reduce(0) { $0 + $1.count }
    var best = Double.infinity
    var changed = 0
    for _ in 0..<3 {
      let start = processorTime()
      changed = 0
      for page in pages {
        changed += repairer.repair(page).revision.log.edits.reduce(0) { $0 + $1.source.count }
      }
      best = min(best, processorTime() - start)
    }
    let rate = Double(size) / best / 1e6
    let share = 100 * Double(changed) / Double(size)
    print("| \(name) | \(rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))") | \(Int(share)) |")
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Bytes of UTF-8 of all pages that are broken, and of one of them.
  private static let brokenSize = 1_000_000
  private static let pageSize = 10_000

  private static func pages(of text: String) -> [String] {
    var pages: [String] = []
    var page = ""
    for line in text.split(separator: "\n") {
      page += line + "\n"
      if page.utf8.count > pageSize {
        pages.append(page)
        page = ""
      }
      if pages.count * pageSize > brokenSize { break }
    }
    return pages
  }

  /// The first megabytes of a file, in whole lines.
  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "rb") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 8 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    let end = buffer[..<count].lastIndex(of: 0x0A) ?? count
    precondition(end > 0, "\(path) is empty")
    return String(decoding: buffer[..<end], as: UTF8.self)
  }
}
