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
    name: name, dependencies: ["ToolSupport", "TextCore"] + floor, path: "Tools/\(name)",
    swiftSettings: strict)
}

func tests(_ name: String, on floor: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: ["TestSupport"] + floor, path: "Tests/\(name)Tests",
    swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "Jiaokan",
  products: [
    .library(name: "Jiaokan", targets: ["Jiaokan"]),
    // For the packages beside: Fuzz and Benchmarks.
    .library(name: "Pipeline", targets: ["Pipeline"]),
    .library(name: "CICU", targets: ["CICU"]),
    .library(name: "CSIMD", targets: ["CSIMD"]),
    .library(name: "Decoding", targets: ["Decoding"]),
    .library(name: "FaultSimulator", targets: ["FaultSimulator"]),
    .executable(name: "jiaokan", targets: ["CLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
  ],
  targets: [
    // What the machine must have: headers and libraries found by pkg-config.
    .systemLibrary(
      name: "ICU", path: "Sources/SystemLibraries/ICU", pkgConfig: "icu-i18n",
      providers: [.apt(["libicu-dev"])]),
    .systemLibrary(
      name: "LibXML2", path: "Sources/SystemLibraries/LibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "ZLib", path: "Sources/SystemLibraries/ZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]
    ),
    .systemLibrary(
      name: "ZStandard", path: "Sources/SystemLibraries/ZStandard", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "YAML", path: "Sources/SystemLibraries/YAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),

    // C: the only code that sees those headers, and the compiled tables.
    .target(name: "CICU", dependencies: ["ICU"]),
    .target(name: "CXML2", dependencies: ["LibXML2"]),
    .target(name: "CTables"),
    .target(name: "CSIMD"),

    // The house, floor by floor.
    module("TextCore", on: []),
    module("HanData", on: ["TextCore", "CTables"]),
    module("ICUText", on: ["CICU"]),
    module("LanguageModel", on: ["TextCore", "CTables", "CSIMD"]),
    module("Decoding", on: ["TextCore", "CTables", "CICU", "CSIMD"]),
    module("Markup", on: ["TextCore", "CXML2"]),
    module("Repair", on: ["TextCore", "LanguageModel", "HanData", "ICUText", "CTables", "CICU"]),
    module("Conversion", on: ["TextCore", "HanData", "ICUText", "CTables"]),
    module("Boilerplate", on: ["TextCore", "CTables", "CSIMD"]),
    module("Segmentation", on: ["TextCore", "HanData", "CTables", "CSIMD"]),
    module("Curation", on: ["TextCore"]),
    module(
      "Jiaokan",
      on: ["TextCore", "Decoding", "Markup", "Repair", "Conversion", "Boilerplate", "Segmentation"]),
    module("Pipeline", on: ["Jiaokan", "Curation", "TextCore", "ZLib", "ZStandard", systemPackage]),
    .executableTarget(
      name: "CLI", dependencies: ["Pipeline", "Curation", "Jiaokan", argumentParser, systemPackage, "YAML"],
      swiftSettings: strict
    ),

    // Tools: the data compiler and the trainers.
    .target(
      name: "ToolSupport", dependencies: ["TextCore", "ZStandard"], path: "Tools/ToolSupport",
      swiftSettings: strict),
    .target(
      name: "DataTables", dependencies: ["ToolSupport", "TextCore"], path: "Tools/DataTables",
      swiftSettings: strict),
    tool("DataCompiler", on: ["DataTables"]),
    .executableTarget(
      name: "MakeExamples", dependencies: ["FaultSimulator", "ToolSupport"], path: "Tools/MakeExamples",
      exclude: ["sources"], swiftSettings: strict),
    .executableTarget(
      name: "MakeCrawl", dependencies: ["FaultSimulator", "ToolSupport"], path: "Tools/MakeCrawl",
      exclude: ["sentences.tsv", "names.tsv"], swiftSettings: strict),
    .target(
      name: "LanguageModelTraining", dependencies: ["LanguageModel", "TextCore", "ToolSupport"],
      path: "Tools/LanguageModelTraining", swiftSettings: strict),
    tool("TrainLanguageModel", on: ["LanguageModelTraining", "LanguageModel", argumentParser]),
    .target(
      name: "EncodingCorpus", dependencies: ["FaultSimulator"], path: "Tools/EncodingCorpus",
      swiftSettings: strict),
    tool("TrainEncodingModel", on: ["Decoding", "CICU", "EncodingCorpus", "FaultSimulator"]),
    .target(
      name: "SegmenterTraining", dependencies: ["Segmentation", "HanData", "TextCore", "ToolSupport"],
      path: "Tools/SegmenterTraining", swiftSettings: strict),
    tool("TrainSegmenter", on: ["SegmenterTraining", "Segmentation", argumentParser]),

    .target(
      name: "TornCorpus",
      dependencies: [
        "FaultSimulator", "HanData", "ICUText", "LanguageModelTraining", "TextCore", "ToolSupport",
      ],
      path: "Tools/TornCorpus", swiftSettings: strict),
    tool("FitByteConfidence", on: ["Repair", "TornCorpus"]),
    tool("FitClauseRhythm", on: ["LanguageModel", "Repair", "TornCorpus"]),

    // Accuracy, held against floors.
    .executableTarget(
      name: "Evaluation",
      dependencies: [
        "Jiaokan", "BoilerplateCorpus", "EncodingCorpus", "FaultSimulator", "HanData",
        "LanguageModelTraining", "SegmenterTraining", "ToolSupport", "TornCorpus",
      ],
      path: "Evaluation/Scorers", swiftSettings: strict),
    .target(
      name: "BoilerplateCorpus", dependencies: ["Boilerplate", "Markup", "TextCore", "ToolSupport"],
      path: "Tools/BoilerplateCorpus", swiftSettings: strict),
    tool("TrainBoilerplate", on: ["Boilerplate", "BoilerplateCorpus"]),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["TextCore"], path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "FaultSimulator", dependencies: ["CICU"], path: "Tests/FaultSimulator", swiftSettings: strict),
    tests("TextCore", on: ["TextCore"]),
    tests("Pipeline", on: ["Pipeline", "Jiaokan", "ZLib", "ZStandard", systemPackage]),
    tests("Jiaokan", on: ["Jiaokan"]),
    tests("Curation", on: ["Curation"]),
    tests("EndToEnd", on: ["Jiaokan"]),
    tests("Segmentation", on: ["Segmentation", "SegmenterTraining", "TextCore"]),
    tests("Repair", on: ["Repair", "TextCore", "FaultSimulator"]),
    tests("DataCompiler", on: ["DataTables", "ToolSupport"]),
    tests("Conversion", on: ["Conversion", "TextCore"]),
    tests("HanData", on: ["HanData", "TextCore"]),
    tests("ICUText", on: ["ICUText"]),
    tests("Boilerplate", on: ["Boilerplate", "TextCore"]),
    tests("Markup", on: ["Markup", "TextCore"]),
    tests("LanguageModel", on: ["LanguageModel", "LanguageModelTraining", "TextCore"]),
    tests("Decoding", on: ["Decoding", "TextCore", "CICU", "FaultSimulator"]),
  ],
  // #embed is of C23.
  cLanguageStandard: .c2x
)
