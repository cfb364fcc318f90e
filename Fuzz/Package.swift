// swift-tools-version: 6.2
import PackageDescription

/// One libFuzzer target a stage; `Fuzz/run` builds them with their flags.
func fuzzer(_ name: String, on products: [String] = ["Jiaokan"]) -> Target {
  .executableTarget(
    name: "Fuzz\(name)",
    dependencies: ["FuzzDriver", "FuzzSupport"] + products.map { .product(name: $0, package: "jiaokan") },
    swiftSettings: [.swiftLanguageMode(.v6)])
}

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "jiaokan", path: "..")],
  targets: [
    .target(name: "FuzzDriver"),
    .target(name: "FuzzSupport", dependencies: [.product(name: "Jiaokan", package: "jiaokan")]),
    fuzzer("Decoding"),
    .executableTarget(
      name: "MassDecoding", dependencies: ["FuzzSupport"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "MassRepair",
      dependencies: ["FuzzSupport", .product(name: "FaultSimulator", package: "jiaokan")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "MassSegmentation", dependencies: ["FuzzSupport"], swiftSettings: [.swiftLanguageMode(.v6)]),
      name: "MassPages",
      dependencies: ["FuzzSupport", .product(name: "Jiaokan", package: "jiaokan")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    fuzzer("Markup"),
    fuzzer("Repair"),
    fuzzer("Conversion"),
    .executableTarget(
      name: "MassConversion", dependencies: ["FuzzSupport"], swiftSettings: [.swiftLanguageMode(.v6)]),
    fuzzer("Boilerplate"),
    fuzzer("Segmentation"),
    fuzzer("Cleaning"),
    fuzzer("Records", on: ["Pipeline"]),
  ]
)
