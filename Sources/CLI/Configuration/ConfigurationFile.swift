import ArgumentParser
import Pipeline

/// A YAML file whose keys are the long names of a command's options.
struct ConfigurationFile {
  /// Not settings of their own: the file itself, and what only the command line can say.
  static let excluded: Set<String> = ["config", "resume"]

  /// What the file says, as the command line would say it.
  let arguments: [String]

  /// - Parameter command: whose options the keys are.
  /// - Throws: `ValidationError` that names the file, the key, and the key that was probably meant.
  init(path: String, command: any ParsableCommand.Type) throws {
    let mapping: YAMLMapping
    do {
      mapping = try YAMLMapping(contents(ofFile: path))
    } catch let failure as YAMLMapping.Failure {
      throw ValidationError("\(path):\(failure.line): \(failure.reason)")
    } catch {
      throw ValidationError("\(error)")
    }
    let settings = command.settings.filter { !Self.excluded.contains($0.name) }
    arguments = try mapping.members.flatMap { (key, value, line) -> [String] in
      guard let setting = settings.first(where: { $0.name == key }) else {
        throw ValidationError(
          "\(path):\(line): unknown key '\(key)'" + Self.suggestion(for: key, among: settings))
      }
      do throws(Mismatch) {
        return try Self.arguments(for: setting, value)
      } catch {
        throw ValidationError("\(path):\(line): '\(key)' takes \(error.expected)")
      }
    }
  }

  private struct Mismatch: Error {
    var expected: String
  }

  private static func arguments(for setting: Setting, _ value: YAMLMapping.Value) throws(Mismatch) -> [String]
  {
    switch (setting.kind, value) {
    case (_, .none): return []
    case (.flag, .scalar("true")): return ["--\(setting.name)"]
    case (.flag, .scalar("false")): return []
    case (.flag, _): throw Mismatch(expected: "true or false")
    case (_, .scalar(let text)): return ["--\(setting.name)=\(text)"]
    case (.list, .list(let texts)): return texts.map { "--\(setting.name)=\($0)" }
    case (.option, .list): throw Mismatch(expected: "one value and no list")
    }
  }

  // MARK: Suggestions

  private static func suggestion(for key: String, among settings: [Setting]) -> String {
    let near = settings.map { (name: $0.name, distance: distance(key, $0.name)) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= max(2, key.count / 3) else { return "" }
    return "; did you mean '\(near.name)'?"
  }

  /// Levenshtein's: how many characters must be changed, added or taken away.
  private static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (index, character) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in second.enumerated() {
        let substituted = diagonal + (character == other ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(substituted, row[place] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
