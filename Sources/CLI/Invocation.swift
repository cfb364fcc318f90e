import ArgumentParser

/// The arguments that the command was called with, what a configuration file adds to them included.
struct Invocation {
  /// The commands that take `--config`, with those whose options the keys of the file are.
  private static let configurable: [String: any ParsableCommand.Type] = [
    "clean": Clean.self, "extract": Extract.self, "config": Clean.self,
  ]

  let arguments: [String]

  /// - Throws: `ValidationError` when the configuration cannot be used.
  init(_ given: [String]) throws {
    var arguments = InPlaceOptions.spelledOut(given)
    if let verb = arguments.first, let command = Self.configurable[verb],
      let path = try Self.configuration(in: arguments)
    {
      arguments.insert(contentsOf: try ConfigurationFile(path: path, command: command).arguments, at: 1)
    }
    self.arguments = arguments
  }

  /// The value of `--config`; the last one counts.
  private static func configuration(in arguments: [String]) throws -> String? {
    var path: String?
    var rest = arguments.prefix { $0 != "--" }
    while let argument = rest.popFirst() {
      if argument == "--config" { path = rest.popFirst() }
      if argument.hasPrefix("--config=") { path = String(argument.dropFirst("--config=".count)) }
    }
    return path
  }

  /// What tells a run that can be continued from another: all arguments but those that leave the output as it is.
  var identity: String {
    var kept: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--resume": break
      case "-j", "--threads", "--config": rest = rest.dropFirst()
      case _ where argument.hasPrefix("-j"): break
      case _ where argument.hasPrefix("--threads=") || argument.hasPrefix("--config="): break
      default: kept.append(argument)
      }
    }
    return kept.joined(separator: "\u{1F}")
  }
}
