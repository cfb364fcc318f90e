import Conversion
import Foundation

/// Megabytes of text a second, in one thread of this process, best of five: no two lines are alike. Without bounds,
/// since machines differ.
enum ConversionSpeed {
  static func score(traditional: [UInt8], simplified: [UInt8]) -> [Figure] {
    [ConversionProfile.traditional, .tw, .hk, .auto].map { profile in
      Figure(name: "speed.\(profile.rawValue)", value: speed(Converter(profile), traditional))
    } + [
      Figure(name: "speed.auto.simplified", value: speed(Converter(.auto), simplified)),
      Figure(name: "speed.auto.logged", value: loggedSpeed(Converter(.auto), traditional)),
    ]
  }

  private static func speed(_ converter: Converter, _ text: [UInt8]) -> Double {
    var output: [UInt8] = []
    return best(text.count) {
      output.removeAll(keepingCapacity: true)
      text.withUnsafeBufferPointer { converter.convert($0, into: &output) }
    }
  }

  private static func loggedSpeed(_ converter: Converter, _ text: [UInt8]) -> Double {
    best(text.count) { _ = converter.convert(text) }
  }

  private static func best(_ count: Int, _ work: () -> Void) -> Double {
    let shortest = (0..<5).map { _ in ContinuousClock().measure(work) }.min() ?? .zero
    return Double(count) / 1e6
      / (Double(shortest.components.attoseconds) / 1e18 + Double(shortest.components.seconds))
  }
}
