// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One library target of the house; `floor` lists what stands below it.
func module(_ name: String, on floor: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: floor, swiftSettings: strict)
}

func tool(_ name: String, on floor: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["ToolSupport", "TextCore"] + floor, path: "Tools/\(name)", swiftSettings: strict)
}

func tests(_ name: String, on floor: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: ["TestSupport"] + floor, path: "Tests/\(name)Tests", swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "Jiaokan",
  products: [
    .library(name: "Jiaokan", targets: ["Jiaokan"]),
    .executable(name: "jiaokan", targets: ["CLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
  ],
  targets: [
    // What the machine must have: headers and libraries found by pkg-config.
    .systemLibrary(
      name: "ICU", path: "Sources/SystemLibraries/ICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
    .systemLibrary(
      name: "LibXML2", path: "Sources/SystemLibraries/LibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "ZLib", path: "Sources/SystemLibraries/ZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "ZStandard", path: "Sources/SystemLibraries/ZStandard", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"])]),

    // C: the only code that sees those headers, and the compiled tables.
    .target(name: "CICU", dependencies: ["ICU"]),
    .target(name: "CXML2", dependencies: ["LibXML2"]),
    .target(name: "CTables"),
    .target(name: "CSIMD"),

    // The house, floor by floor.
    module("TextCore", on: []),
    module("LanguageModel", on: ["TextCore", "CTables"]),
    module("Decoding", on: ["TextCore", "CTables", "CICU", "CSIMD"]),
    module("Markup", on: ["TextCore", "CXML2"]),
    module("Repair", on: ["TextCore", "LanguageModel", "CTables", "CICU"]),
    module("Conversion", on: ["TextCore", "LanguageModel", "CTables", "CICU"]),
    module("Boilerplate", on: ["TextCore", "LanguageModel", "CTables"]),
    module("Segmentation", on: ["TextCore", "CTables"]),
    module(
      "Jiaokan",
      on: ["TextCore", "Decoding", "Markup", "Repair", "Conversion", "Boilerplate", "Segmentation"]),
    module("Pipeline", on: ["Jiaokan", "TextCore", "ZLib", "ZStandard", systemPackage]),
    .executableTarget(
      name: "CLI", dependencies: ["Pipeline", "Jiaokan", argumentParser, systemPackage], swiftSettings: strict),

    // Tools: the data compiler and the trainers.
    .target(name: "ToolSupport", dependencies: ["TextCore"], path: "Tools/ToolSupport", swiftSettings: strict),
    tool("DataCompiler", on: []),
    tool("TrainEncodingModel", on: ["Decoding", "CICU"]),
    tool("EvaluateDecoding", on: ["Decoding", "CICU"]),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["TextCore"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("TextCore", on: ["TextCore"]),
    tests("Decoding", on: ["Decoding", "TextCore", "CICU"]),
  ],
  // #embed is of C23.
  cLanguageStandard: .c2x
)
