import ArgumentParser

/// A number of bytes as people write it: `500000`, `64K`, `100M`, `2G`; K is 1024.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  private static let units: [(letter: Character, factor: Int)] = [
    ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10),
  ]

  var bytes: Int

  init(_ bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let unit = Self.units.first { $0.letter == argument.uppercased().last }
    guard let number = Int(unit == nil ? argument[...] : argument.dropLast()), number > 0 else { return nil }
    let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: unit?.factor ?? 1)
    guard !isTooMuch else { return nil }
    self.bytes = bytes
  }

  var description: String {
    let unit = Self.units.first { bytes.isMultiple(of: $0.factor) }
    return unit.map { "\(bytes / $0.factor)\($0.letter)" } ?? "\(bytes)"
  }

  var defaultValueDescription: String { description }
}
