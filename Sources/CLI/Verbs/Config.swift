import ArgumentParser

struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The options of `clean` as they are in force, as a configuration file.",
    discussion: """
      Takes the options of `clean`, --config among them, and prints all of them in YAML. Options of the command \
      line go above those of the file; lists are joined.

        jiaokan config > jiaokan.yaml
        jiaokan config --config jiaokan.yaml --words
      """)

  @OptionGroup var command: Clean

  func run() { print(EffectiveConfiguration.text(of: command), terminator: "") }
}
