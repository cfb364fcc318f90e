import ArgumentParser

/// An option or a flag of a command, under the name that it has on the command line and in a configuration.
struct Setting {
  enum Kind {
    case flag, option
    /// An option that may be given several times.
    case list
  }

  var name: String
  var kind: Kind
  /// Nil when it was not set, or nothing was parsed yet.
  var value: Any?
}

extension ParsableArguments {
  /// All that can be set, in the order of the help.
  static var settings: [Setting] { Self().settings(parsed: false) }

  /// The same with the values that the command line gave.
  var settings: [Setting] { settings(parsed: true) }

  private func settings(parsed: Bool) -> [Setting] {
    Mirror(reflecting: self).children.flatMap { child -> [Setting] in
      if let group = child.value as? any SettingGroup {
        return (parsed ? group.members : group.unparsedMembers).settings(parsed: parsed)
      }
      guard let property = child.value as? any SettingProperty, let label = child.label else { return [] }
      return [
        Setting(name: Self.optionName(label), kind: property.kind, value: parsed ? property.current : nil)
      ]
    }
  }

  /// `_minimumLength` is `minimum-length`, as the parser has it.
  private static func optionName(_ label: String) -> String {
    label.drop { $0 == "_" }.reduce(into: "") { name, character in
      name += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }
}

private protocol SettingGroup {
  var members: any ParsableArguments { get }
  var unparsedMembers: any ParsableArguments { get }
}

extension OptionGroup: SettingGroup {
  fileprivate var members: any ParsableArguments { wrappedValue }
  fileprivate var unparsedMembers: any ParsableArguments { Value() }
}

private protocol SettingProperty {
  var kind: Setting.Kind { get }
  var current: Any? { get }
}

extension Flag: SettingProperty {
  fileprivate var kind: Setting.Kind { .flag }
  fileprivate var current: Any? { wrappedValue }
}

extension Option: SettingProperty {
  fileprivate var kind: Setting.Kind { Value.self is any ListValue.Type ? .list : .option }
  fileprivate var current: Any? {
    // An optional within `Any` is no nil.
    let mirror = Mirror(reflecting: wrappedValue)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : wrappedValue
  }
}

private protocol ListValue {}
extension Array: ListValue {}
