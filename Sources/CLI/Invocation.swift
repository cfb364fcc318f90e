/// The arguments that the command was called with.
enum Invocation {
  /// What tells a run that can be continued from another: all arguments but those that leave the output as it is.
  static let identity: String = {
    var kept: [String] = []
    var rest = CommandLine.arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--resume": break
      case "-j", "--threads": rest = rest.dropFirst()
      case _ where argument.hasPrefix("-j") || argument.hasPrefix("--threads="): break
      default: kept.append(argument)
      }
    }
    return kept.joined(separator: "\u{1F}")
  }()
}
