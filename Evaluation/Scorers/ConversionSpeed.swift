import Conversion
import Foundation
import TextCore

/// Megabytes of text a second of processor time, in one thread of this process, best of twenty: no two lines are
/// alike. Without bounds, since machines differ; `speed.map` is the yardstick, a loop that knows no phrases.
enum ConversionSpeed {
  static func score(traditional: [UInt8], simplified: [UInt8]) -> [Figure] {
    [ConversionProfile.traditional, .tw, .hk, .auto].map { profile in
      Figure(name: "speed.\(profile.rawValue)", value: speed(Converter(profile), traditional))
    } + [
      Figure(name: "speed.auto.simplified", value: speed(Converter(.auto), simplified)),
      Figure(name: "speed.auto.logged", value: loggedSpeed(Converter(.auto), traditional)),
      Figure(name: "speed.map", value: mapSpeed(traditional)),
    ]
  }

  /// One character for another by a table of the BMP, and nothing else: text without phrases, contexts and scripts.
  private static func mapSpeed(_ text: [UInt8]) -> Double {
    let converter = Converter(.traditional)
    let map = (UInt32(0)...0xFFFF).map { value -> UInt32 in
      guard value >= 0x800, let scalar = Unicode.Scalar(value) else { return 0 }
      let target = converter.convert(Array(String(scalar).utf8)).text
      return target.count == 3 ? UInt32(target[0]) | UInt32(target[1]) << 8 | UInt32(target[2]) << 16 : 0
    }
    var output = [UInt8](repeating: 0, count: text.count)
    return best(text.count) {
      text.withUnsafeBytes { source in
        map.withUnsafeBufferPointer { map in
          output.withUnsafeMutableBytes { target in
            var offset = 0
            while offset + 4 <= source.count {
              let word = source.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
              let isTriple = word & 0xF0 == 0xE0
              let scalar = (word & 0xF) << 12 | word >> 2 & 0xFC0 | word >> 16 & 0x3F
              target.storeBytes(of: isTriple ? map[Int(scalar)] : word, toByteOffset: offset, as: UInt32.self)
              offset += isTriple ? 3 : 1
            }
          }
        }
      }
    }
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
    let shortest = (0..<20).map { _ in
      let start = clock()
      work()
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }.min()
    return Double(count) / 1e6 / max(shortest ?? 0, 1e-6)
  }
}
