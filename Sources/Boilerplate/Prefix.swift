/// Sums over ranges of a row of numbers in constant time.
struct Prefix: Sendable {
  private var sums: [Double] = [0]
  var total: Float { Float(sums[sums.count - 1]) }

  init(_ values: some Collection<Float>) {
    sums.reserveCapacity(values.count + 1)
    var sum = 0.0
    for value in values {
      sum += Double(value)
      sums.append(sum)
    }
  }

  subscript(range: Range<Int>) -> Float { Float(sums[range.upperBound] - sums[range.lowerBound]) }
}
