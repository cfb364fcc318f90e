/// Sorts by a range of the key's bits, stably, in passes of 11 bits: linear, with one buffer of the same size.
func radixSort<Element: BitwiseCopyable>(
  _ elements: inout [Element], bits: Range<Int>, key: (Element) -> UInt64
) {
  let digit = 11
  var source = elements
  var target = elements
  elements = []
  for low in stride(from: bits.lowerBound, to: bits.upperBound, by: digit) {
    let mask: UInt64 = (1 << UInt64(min(digit, bits.upperBound - low))) - 1
    var starts = [Int](repeating: 0, count: Int(mask) + 2)
    source.withUnsafeBufferPointer { source in
      starts.withUnsafeMutableBufferPointer { starts in
        for element in source { starts[Int(key(element) >> UInt64(low) & mask) + 1] += 1 }
        for value in 1..<starts.count { starts[value] += starts[value - 1] }
        target.withUnsafeMutableBufferPointer { target in
          for element in source {
            let value = Int(key(element) >> UInt64(low) & mask)
            target[starts[value]] = element
            starts[value] += 1
          }
        }
      }
    }
    swap(&source, &target)
  }
  elements = source
}
