import EncodingCorpus
import Foundation

/// One number that a scorer found.
struct Figure {
  var name: String
  var value: Double
}

/// Measures a stage on data of the shared folder. A new one is one file, and one line in `Evaluation.scorers`.
protocol Scorer: SendableMetatype {
  /// The scorer's name on the command line and in `baseline.json`.
  static var name: String { get }
  /// What it reads below the shared folder; it is skipped when one is absent.
  static var inputs: [String] { get }
  static func score(shared: URL) throws -> [Figure]
}

/// Accuracy of the stages, held against the floors of `baseline.json`:
/// `Evaluation [SCORER...] [--shared FOLDER]`. Exits 1 when a figure is beyond its bound. With `--dump FOLDER` it
/// writes the stress set of `decoding` instead, for `peers/detect.py`, or, behind `mojibake`, its cases, for
/// `peers/repair.py`; with `--all`, scorers that sample a large corpus
/// read all of it, and cases that go wrong are told on standard error. `--only PART` restricts scorers of several classes
/// to those with PART in their names, and tells what goes wrong; `--development` gives them other lines, to be looked at.
@main
struct Evaluation {
  static let scorers: [any Scorer.Type] = [
    SeedScorer.self, DecodingScorer.self, RepairScorer.self, ConversionScorer.self, BoilerplateScorer.self,
    SegmentationScorer.self, MojibakeScorer.self, HarmlessScorer.self,
  ]

  static func main() throws {
    var shared = packageFolder.appendingPathComponent("../shared")
    var dump: URL?
    var wanted: Set<String> = []
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      if argument == "--shared", let path = arguments.popFirst() {
        shared = URL(fileURLWithPath: path)
      } else if argument == "--dump", let path = arguments.popFirst() {
        dump = URL(fileURLWithPath: path)
      } else if argument == "--all" || argument == "--development" {
        continue
      } else if argument == "--only", arguments.popFirst() != nil {
        continue
      } else if scorers.contains(where: { $0.name == argument }) {
        wanted.insert(argument)
      } else {
        let names = scorers.map { $0.name }.joined(separator: "|")
        FileHandle.standardError.write(
          Data(
            "usage: Evaluation [\(names)...] [--shared FOLDER] [--dump FOLDER] [--all] [--only PART] [--development]\n"
              .utf8))
        exit(2)
      }
    }
    if let dump {
      if wanted == [MojibakeScorer.name] {
        try MojibakeScorer.write(to: dump, shared: shared)
      } else {
        try StressSet(HeldOutText.read(shared: shared)).write(to: dump)
      }
      return
    }
    let baseline = try Baseline.read(packageFolder.appendingPathComponent("Evaluation/baseline.json"))
    var failures = 0
    for scorer in scorers where wanted.isEmpty || wanted.contains(scorer.name) {
      let missing = scorer.inputs.filter {
        !FileManager.default.fileExists(atPath: shared.appendingPathComponent($0).path)
      }
      guard missing.isEmpty else {
        print("\(scorer.name): skipped, for \(missing[0]) is not in \(shared.path)")
        continue
      }
      for figure in try scorer.score(shared: shared) {
        let bound = baseline[scorer.name]?[figure.name]
        let holds = bound?.holds(figure.value) ?? true
        if !holds { failures += 1 }
        let name = "\(scorer.name).\(figure.name)".padding(toLength: 44, withPad: " ", startingAt: 0)
        let value = String(format: "%9.4f", figure.value)
        print("\(name) \(value)  \(bound?.description ?? "no bound")\(holds ? "" : "  FAILED")")
      }
    }
    if failures > 0 {
      print("\(failures) figures are beyond their bounds")
      exit(1)
    }
  }

  static let wantsAll = CommandLine.arguments.contains("--all")
  static let wantsDevelopment = CommandLine.arguments.contains("--development")
  /// What a class's name must contain to be measured; nil: all are.
  static let only = CommandLine.arguments.firstIndex(of: "--only").map { CommandLine.arguments[$0 + 1] }

  /// Tells of a case that went wrong, when wanted.
  static func explain(_ text: @autoclosure () -> String) {
    if wantsAll { FileHandle.standardError.write(Data("\(text())\n".utf8)) }
  }

  static let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// What a figure must keep to.
struct Bound: Decodable, CustomStringConvertible {
  var floor: Double?
  var ceiling: Double?

  func holds(_ value: Double) -> Bool { value >= floor ?? -.infinity && value <= ceiling ?? .infinity }

  var description: String {
    [floor.map { "at least \($0)" }, ceiling.map { "at most \($0)" }].compactMap(\.self).joined(
      separator: ", ")
  }
}

/// Bounds by scorer and figure.
enum Baseline {
  static func read(_ file: URL) throws -> [String: [String: Bound]] {
    try JSONDecoder().decode([String: [String: Bound]].self, from: Data(contentsOf: file))
  }
}
