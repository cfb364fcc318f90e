import ArgumentParser

@main
struct JiaokanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jiaokan",
    abstract: "Scraped Chinese web pages to clean simplified text.",
    discussion: """
      Pages, archives and JSON lines in; one JSON line a document out, or text to text:

        jiaokan clean crawl/ -o articles.jsonl
        curl -s https://example.com/news.html | jiaokan clean

      Exit status: 0 all well; 1 some records became error records; 2 wrong usage, unreadable input or \
      unwritable output.
      """,
    version: "0.1.0",
    subcommands: [
      Clean.self, Extract.self, Detect.self, Decode.self, Repair.self, Convert.self, Segment.self, Undo.self,
      Config.self,
    ])

  static func main() {
    do {
      let invocation = try Invocation(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(invocation.arguments)
      try command.run()
      Machine.exit(0)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty {
        if code.isSuccess { print(message) } else { Console.say(message) }
      }
      // The parser's own status for wrong usage is 64.
      Machine.exit(code == .success || code == ExitCode(1) ? code.rawValue : 2)
    }
  }
}
