import ArgumentParser

/// `--in-place[=SUFFIX]`: whether files are rewritten, and what is kept of them.
struct InPlaceOptions: ParsableArguments {
  @Flag(
    help: "Rewrite each file; --in-place=SUFFIX keeps what it held under its name with SUFFIX behind it.")
  var inPlace = false

  @Option(help: .hidden)
  var inPlaceSuffix = ""

  func validate() throws {
    if inPlaceSuffix.contains("/") {
      throw ValidationError("the suffix of --in-place must not contain a slash")
    }
  }

  /// Writes `--in-place=SUFFIX` as two options: the parser knows flags and options with a value, but nothing
  /// between, and would take the file behind a bare `--in-place` for its value.
  static func spelledOut(_ arguments: some Collection<String>) -> [String] {
    let options = arguments.prefix { $0 != "--" }
    let spelledOut = options.flatMap { argument -> [String] in
      guard argument.hasPrefix("--in-place=") else { return [argument] }
      let suffix = argument.dropFirst("--in-place=".count)
      return suffix.isEmpty ? ["--in-place"] : ["--in-place", "--in-place-suffix=" + suffix]
    }
    return spelledOut + arguments.dropFirst(options.count)
  }
}
