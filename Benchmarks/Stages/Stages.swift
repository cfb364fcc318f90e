import Benchmark
import CICU
import Jiaokan

/// Each stage beside the peer that can run in the same process. Instructions do not depend on the machine's load;
/// throughput is in megabytes of UTF-8 (bytes as fetched for decoding) a second.
let benchmarks: @Sendable () -> Void = {
  let count = 1_000_000
  Benchmark.defaultConfiguration = .init(
    metrics: [.instructions, .wallClock, .throughput, .peakMemoryResident], warmupIterations: 1,
    scalingFactor: .one, maxDuration: .seconds(3), maxIterations: 100)

  let pages = (0..<100).map { SampleText.page(number: $0) }
  Benchmark("Clean: 100 pages, 0.4 MB") { benchmark in
    let cleaner = try Cleaner()
    benchmark.startMeasurement()
    for page in pages { blackHole(try cleaner.clean(page)) }
  }

  let simplified = SampleText.text(count: count)
  let traditional = SampleText.text(traditional: true, count: count)

  // UTF-8 is validated and copied, a whole page at once.
  let ascii = Array(repeating: UInt8(ascii: "a"), count: count)
  for (name, label, text) in [
    ("gb18030", "gb18030", simplified), ("big5", "big5", traditional),
    ("utf-8 (Chinese)", "utf-8", simplified),
    ("utf-8 (ASCII)", "utf-8", ascii),
  ] {
    let bytes = encode(text, as: label)
    Benchmark("Decode \(name), 1 MB of UTF-8: Jiaokan") { benchmark in
      var decoder = PageDecoder()
      decoder.encoding = TextEncoding(label: label)
      benchmark.startMeasurement()
      blackHole(try bytes.withUnsafeBufferPointer { try decoder.decode($0) })
    }
    Benchmark("Decode \(name), 1 MB of UTF-8: ICU") { benchmark in
      var result = [UInt8](repeating: 0, count: 2 * count)
      benchmark.startMeasurement()
      blackHole(jk_icu_convert("UTF-8", label, bytes, bytes.count, &result, result.count))
    }
  }
  for (name, text) in [("utf-8", simplified), ("gb18030", simplified), ("big5", traditional)] {
    for length in [100, 10_000] {
      let bytes = Array(encode(text, as: name).prefix(length))
      Benchmark("Detect \(name), \(length) bytes, 1000 times: Jiaokan") { benchmark in
        let detector = EncodingDetector()
        for _ in 0..<1000 { blackHole(bytes.withUnsafeBufferPointer { detector.detect($0) }) }
      }
    }
  }
  Benchmark("Detect and decode gb18030, 1 MB of UTF-8: Jiaokan") { benchmark in
    let bytes = encode(simplified, as: "gb18030")
    benchmark.startMeasurement()
    blackHole(try bytes.withUnsafeBufferPointer { try PageDecoder().decode($0) })
  }

  for (name, profile) in [("Jiaokan", ConversionProfile.tw), ("ICU", .icu)] {
    Benchmark("Convert 1 MB of traditional text: \(name)") { benchmark in
      var options = Converter.Options()
      options.profile = profile
      let converter = Converter(options: options)
      blackHole(converter.convert(Array("開".utf8)))
      benchmark.startMeasurement()
      blackHole(converter.convert(traditional))
    }
  }
  Benchmark("Repair 1 MB of clean text: Jiaokan") { benchmark in
    let repairer = try Repairer()
    benchmark.startMeasurement()
    blackHole(repairer.repair(simplified))
  }
  Benchmark("Segment 1 MB of simplified text: Jiaokan") { benchmark in
    let segmenter = Segmenter()
    var words: [Range<Int>] = []
    words.reserveCapacity(count / 3)
    benchmark.startMeasurement()
    simplified.withUnsafeBufferPointer { segmenter.segment($0, into: &words) }
    blackHole(words)
  }
}

/// The text in another charset, by ICU.
private func encode(_ text: [UInt8], as charset: String) -> [UInt8] {
  var result = [UInt8](repeating: 0, count: 2 * text.count)
  let count = jk_icu_convert(charset, "UTF-8", text, text.count, &result, result.count)
  precondition(count >= 0, "ICU has no \(charset)")
  return Array(result.prefix(Int(count)))
}
