import ArgumentParser
import Jiaokan
import Pipeline

/// All settings as a file that gives them again.
enum EffectiveConfiguration {
  static func text(of command: some ParsableCommand) -> String {
    command.settings.filter { !ConfigurationFile.excluded.contains($0.name) }.map { setting in
      let value = setting.value.map(literal)
      return value.map { "\(setting.name): \($0)\n" } ?? "\(setting.name): null\n"
    }.joined()
  }

  private static func literal(_ value: Any) -> String {
    switch value {
    case let value as Bool: "\(value)"
    case let value as Int: "\(value)"
    case let value as Float: "\(value)"
    case let value as Double: "\(value)"
    case let values as [Any]: "[" + values.map(literal).joined(separator: ", ") + "]"
    case let encoding as TextEncoding: quoted(encoding.name)
    case let value as any ExpressibleByArgument: quoted(value.defaultValueDescription)
    default: quoted("\(value)")
    }
  }

  /// In double quotes YAML takes what JSON takes.
  private static func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
