import Jiaokan

/// Counts of what a run has seen and done, in groups: what `--stats` writes.
public struct Statistics: Sendable, Equatable {
  public enum Group: String, Sendable, CaseIterable {
    /// `read` is the sum of `kept`, `failed` and `dropped`.
    case documents
    case bytes, encodings, scripts, damage
    /// Edits of Repair by their confidence.
    case repairs
    case roles
    /// Documents that became error records, by code, and that filters dropped, by reason.
    case errors, dropped
    case masked
    /// Processor time of the stages.
    case microseconds
  }

  /// One observation, cheap to keep until its document is delivered.
  struct Count: Sendable, Equatable {
    var group: Group
    var name: String
    var count: Int
  }

  private var counts: [Group: [String: Int]] = [:]

  public init() {}

  public subscript(group: Group, name: String) -> Int { counts[group]?[name] ?? 0 }

  /// The counts of a group by name.
  public func sorted(_ group: Group) -> [(name: String, count: Int)] {
    (counts[group] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  mutating func add(_ count: Int, _ group: Group, _ name: String) {
    counts[group, default: [:]][name, default: 0] += count
  }

  mutating func add(_ observed: [Count]) {
    for count in observed { add(count.count, count.group, count.name) }
  }

  // MARK: JSON

  func write(to json: inout JSONWriter) {
    json.beginObject()
    for group in Group.allCases {
      json.string(group.rawValue)
      json.colon()
      json.beginObject()
      for (name, count) in sorted(group) {
        json.string(name)
        json.colon()
        json.number(count)
      }
      json.endObject()
    }
    json.endObject()
  }

  /// Reads back what `write` wrote; nil when it is something else.
  init?(_ value: JSONValue) {
    guard let groups = try? JSONObject(value.raw) else { return nil }
    for member in groups.members {
      guard let group = Group(rawValue: String(decoding: member.name, as: UTF8.self)),
        let names = try? JSONObject(groups.value(member).raw)
      else { return nil }
      for name in names.members {
        guard let count = names.value(name).integer else { return nil }
        add(count, group, String(decoding: name.name, as: UTF8.self))
      }
    }
  }
}
