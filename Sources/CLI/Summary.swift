import Pipeline

/// The most telling counts of a run, for people.
enum Summary {
  private static let shown: [Statistics.Group] = [
    .documents, .encodings, .scripts, .damage, .errors, .dropped, .masked,
  ]

  static func of(_ statistics: Statistics) -> String {
    var lines = shown.compactMap { group -> String? in
      let counts = statistics.sorted(group).sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      guard !counts.isEmpty else { return nil }
      return line(group.rawValue, counts.map { "\($0.name) \($0.count)" })
    }
    let times = statistics.sorted(.microseconds)
    let total = times.reduce(0) { $0 + $1.count }
    if total > 0 {
      lines.append(line("time", times.map { "\($0.name) \($0.count * 100 / total) %" }))
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ name: String, _ parts: [String]) -> String {
    name + String(repeating: " ", count: max(1, 12 - name.count)) + parts.joined(separator: ", ")
  }
}
