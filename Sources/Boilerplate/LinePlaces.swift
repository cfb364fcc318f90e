import Glibc
import TextCore

/// Where the rows of a page stand in its order: sums, neighbours and runs that features ask for. O(rows).
struct LinePlaces: Sendable {
  let prose: Prefix
  let length: Prefix
  /// By row: the logarithm of its length.
  let logLengths: [Float]
  /// For each row without a sentence mark, how many such rows stand together there; 0 for the others.
  let shortRuns: [Int32]
  /// How often the row's text stands on the page, at most 8.
  let copies: [UInt8]
  /// The row of the page's title.
  let title: Int?
  /// By row: the last row up to it that opens as reports do; -1 before the first.
  let datelines: [Int32]

  init(_ scans: [BlockScan] = [], titleRow: Int? = nil) {
    title = titleRow
    prose = Prefix(scans.lazy.map { $0.isProse ? Float($0.scalars) : 0 })
    length = Prefix(scans.lazy.map { Float($0.scalars) })
    logLengths = scans.map { log2f(Float($0.scalars)) }
    shortRuns = Self.shortRuns(scans)
    var keys = KeyNumbers()
    let numbers = scans.map { UInt32(keys.insert($0.hash)) }
    var counts = [UInt8](repeating: 0, count: keys.count)
    for number in numbers where counts[Int(number)] < 8 { counts[Int(number)] += 1 }
    copies = numbers.map { counts[Int($0)] }
    var last: Int32 = -1
    datelines = scans.indices.map { row in
      if scans[row].opensReport { last = Int32(row) }
      return last
    }
  }

  private static func shortRuns(_ scans: [BlockScan]) -> [Int32] {
    var runs = [Int32](repeating: 0, count: scans.count)
    var start = 0
    for row in 0...scans.count where row == scans.count || scans[row].stops > 0 {
      for inside in start..<row { runs[inside] = Int32(row - start) }
      start = row + 1
    }
    return runs
  }
}
