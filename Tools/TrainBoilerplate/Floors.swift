import Foundation
import ToolSupport

/// The floors of cross-validation, beside those of the scorers: training takes too long for every `make evaluate`.
enum Floors {
  private struct Bound: Decodable {
    var floor: Double?
  }

  /// - Throws: names the first figure that is below its floor.
  static func check(_ figures: [String: Double]) throws {
    let baseline = try JSONDecoder().decode(
      [String: [String: Bound]].self, from: Data(Files.read("Evaluation/baseline.json")))
    for (name, bound) in (baseline["boilerplate.cross"] ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let floor = bound.floor, let figure = figures[name], figure < floor else { continue }
      throw ToolError("boilerplate.cross \(name) is \(figure), below its floor \(floor)")
    }
  }
}
