import Curation
import Jiaokan

/// What statistics count of an article.
enum ArticleCounts {
  static func of(_ article: Article, _ measurements: Measurements, masked: [Masker.Kind: Int])
    -> [Statistics.Count]
  {
    var counts: [Statistics.Count] = [
      .init(group: .encodings, name: article.encoding.encoding.name, count: 1),
      .init(group: .scripts, name: article.script.rawValue, count: 1),
    ]
    for damage in article.damage {
      counts.append(.init(group: .damage, name: damage.kind, count: damage.count))
    }
    for (stage, log) in article.history where stage == .repair {
      for (name, count) in byConfidence(log) {
        counts.append(.init(group: .repairs, name: name, count: count))
      }
    }
    for (role, count) in measurements.roles {
      counts.append(.init(group: .roles, name: role.rawValue, count: count))
    }
    for (stage, nanoseconds) in measurements.times {
      counts.append(.init(group: .microseconds, name: stage, count: nanoseconds / 1000))
    }
    for (kind, count) in masked { counts.append(.init(group: .masked, name: kind.name, count: count)) }
    return counts
  }

  /// Edits in the ranges between which users set thresholds.
  private static func byConfidence(_ log: EditLog) -> [String: Int] {
    var counts: [String: Int] = [:]
    for edit in log.edits {
      let name =
        switch edit.confidence {
        case 0.99...: "0.99-1"
        case 0.9...: "0.9-0.99"
        case 0.5...: "0.5-0.9"
        default: "0-0.5"
        }
      counts[name, default: 0] += 1
    }
    return counts
  }
}
