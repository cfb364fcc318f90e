import Conversion
import Glibc
import TextCore
import ToolSupport

/// Converts a file of lines and measures: `ConversionMeter PROFILE INPUT [OUTPUT [LINES]]`, PROFILE being one of
/// Conversion's or an OpenCC configuration. With LINES, each line is a document of its own. Prints speed and rules.
@main
struct ConversionMeter {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw ToolError("usage: ConversionMeter PROFILE INPUT [OUTPUT [LINES]]")
    }
    var options = Converter.Options(openCCName: arguments[1]) ?? Converter.Options()
    if let profile = ConversionProfile(rawValue: arguments[1]) { options.profile = profile }
    let converter = Converter(options: options)
    let input = try Files.read(arguments[2])

    var output: [UInt8] = []
    var counts: [String: Int] = [:]
    func take(_ text: [UInt8]) {
      let revision = converter.convert(text)
      output += revision.text
      for edit in revision.log.edits { counts[revision.log.ruleName(edit), default: 0] += 1 }
    }
    if arguments.count > 4 {
      for line in input.split(separator: 0x0A, omittingEmptySubsequences: false) {
        take(Array(line))
        output.append(0x0A)
      }
      output.removeLast()
    } else {
      take(input)
      // Documents of the size of a long page: larger ones measure the kernel's fresh pages.
      let documents = stride(from: 0, to: input.count, by: 1 << 16).map {
        Array(input[$0..<min(input.count, $0 + 1 << 16)])
      }
      let best =
        (0..<9).map { _ in processorTime { for text in documents { _ = converter.convert(text) } } }.min()
        ?? 0
      print(Int(Double(input.count) / 1e6 / best), "MB/s")
    }
    print(counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    if arguments.count > 3 { try Files.write(output, to: arguments[3]) }
  }

  /// Seconds of this thread's own work, so that other work on the machine does not count.
  private static func processorTime(_ work: () -> Void) -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
    work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
  }
}
