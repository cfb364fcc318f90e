import TextCore

/// Counts of what was found, by fixer.
struct DamageReport {
  private var counts = [Int](repeating: 0, count: RepairRule.allCases.count)

  mutating func add(_ rule: RepairRule, _ count: Int = 1) { counts[Int(rule.rawValue)] += count }

  /// Kinds that occurred, in the order of the fixers.
  var damage: [Damage] {
    RepairRule.allCases.compactMap { rule in
      let count = counts[Int(rule.rawValue)]
      return count > 0 ? Damage(kind: rule.name, count: count) : nil
    }
  }
}
