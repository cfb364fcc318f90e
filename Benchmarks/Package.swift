// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "jiaokan", path: ".."),
    // Without jemalloc, which Debian would have to install first.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    // Its own target, so that it is built without the other stages.
    .executableTarget(
      name: "DecodingSpeed",
      dependencies: [
        .product(name: "Decoding", package: "jiaokan"), .product(name: "CICU", package: "jiaokan"),
        .product(name: "CSIMD", package: "jiaokan"),
      ],
      path: "DecodingSpeed", swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "RepairSpeed",
      dependencies: [
        .product(name: "Jiaokan", package: "jiaokan"), .product(name: "FaultSimulator", package: "jiaokan"),
      ],
      path: "RepairSpeed", swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "Stages",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Jiaokan", package: "jiaokan"),
        .product(name: "CICU", package: "jiaokan"),
      ],
      // The plugin wants a folder in one named Benchmarks.
      path: "Stages", swiftSettings: [.swiftLanguageMode(.v6)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
