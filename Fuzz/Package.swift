// swift-tools-version: 6.2
import PackageDescription

/// One libFuzzer target a stage; `Fuzz/run` builds them with their flags.
func fuzzer(_ name: String, on products: [String] = ["Jiaokan"]) -> Target {
  .executableTarget(
    name: "Fuzz\(name)",
    dependencies: ["FuzzDriver", "FuzzSupport"] + products.map { .product(name: $0, package: "jiaokan") },
    swiftSettings: [.swiftLanguageMode(.v6)])
}

/// A loop over millions of mutated inputs, without a sanitizer; run by hand.
func mass(_ name: String, on products: [String] = []) -> Target {
  .executableTarget(
    name: "Mass\(name)",
    dependencies: ["FuzzSupport", .product(name: "Jiaokan", package: "jiaokan")]
      + products.map { .product(name: $0, package: "jiaokan") },
    swiftSettings: [.swiftLanguageMode(.v6)])
}

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "jiaokan", path: "..")],
  targets: [
    .target(name: "FuzzDriver"),
    .target(
      name: "FuzzSupport",
      dependencies: [
        .product(name: "Jiaokan", package: "jiaokan"), .product(name: "FaultSimulator", package: "jiaokan"),
      ]),
    fuzzer("Decoding"),
    fuzzer("Markup"),
    fuzzer("Repair"),
    fuzzer("Conversion"),
    fuzzer("Boilerplate"),
    fuzzer("Segmentation"),
    fuzzer("Cleaning"),
    fuzzer("Records", on: ["Pipeline"]),
    mass("Decoding"),
    mass("Repair", on: ["FaultSimulator"]),
    mass("Conversion"),
    mass("Pages"),
    mass("Segmentation"),
  ]
)
