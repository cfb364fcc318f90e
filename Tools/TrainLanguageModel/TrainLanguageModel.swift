import ArgumentParser
import Foundation
import LanguageModel
import LanguageModelTraining
import TextCore
import ToolSupport

/// Trains a character model on a folder of texts, and measures models.
@main
struct TrainLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a character model on any folder of texts, or measure one.",
    subcommands: [Train.self, Measure.self], defaultSubcommand: Train.self)
}

/// A source's name and weight, as `news:4`.
struct SourceWeight: ExpressibleByArgument {
  let name: String
  let weight: Float

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"),
      let weight = Float(argument[argument.index(after: colon)...]),
      weight >= 0, weight.isFinite
    else { return nil }
    name = String(argument[..<colon])
    self.weight = weight
  }
}

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model.",
    discussion: """
      Reads every .txt and .txt.zst file of the folder, one paragraph a line, in the order of their names. Lines \
      that look damaged and lines seen before are left out. The same files and options always give the same bytes.
      """)

  @Argument(help: "A folder of texts.") var folder: String
  @Option(help: "Traditional to simplified characters, in the form of OpenCC's TSCharacters.txt.") var fold:
    String
  @Option(help: "Where the model goes.") var output: String
  @Option(
    help: "How often a file's lines count, as NAME:4 (without .txt); 1 unless given, 0 only measures it.")
  var weight: [SourceWeight] = []
  @Option(help: "A dictionary to learn the inside of words from: a word, a tab and its count on each line.")
  var dictionary: String?
  @Option(help: "How often a word of the dictionary counts, beside its own count.") var dictionaryWeight:
    Float = 1
  @Option(help: "The power of a word's count that it counts with, 0 to 1.") var dictionaryPower = 0.5
  @Option(help: "The length of the longest n-grams, 2 to 4.") var order = Trainer().order
  @Option(help: "Bytes that the model may take.") var size = Trainer().size
  @Option(help: "Characters seen less often are unknown.") var minimumCount = Trainer().minimumCount
  @Option(help: "Keep back the last of every N blocks of 20 lines for measuring; 0 keeps nothing back.")
  var holdOut = 50
  @Option(help: "Write the lines kept back to this folder.") var heldOutFolder: String?

  func validate() throws {
    guard (2...4).contains(order) else { throw ValidationError("the order must be 2, 3 or 4") }
    guard (1_000_000...40_000_000).contains(size) else {
      throw ValidationError("a model takes 1,000,000 to 40,000,000 bytes")
    }
    guard (0...1).contains(dictionaryPower), dictionaryWeight >= 0, dictionaryWeight.isFinite else {
      throw ValidationError("a dictionary's power is 0 to 1, its weight not negative")
    }
    guard minimumCount >= 1, holdOut >= 0 else { throw ValidationError("counts cannot be negative") }
  }

  func run() throws {
    let folding = try Folding(dictionary: Files.lines(fold))
    var corpus = Corpus(folding: folding, heldOut: Corpus.HeldOut(every: holdOut))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".txt") || $0.hasSuffix(".txt" + TextFile.compressedSuffix) }
    guard !files.isEmpty, files.count < Corpus.maximumSources else {
      throw ToolError(
        "\(folder) holds \(files.count) text files; 1 to \(Corpus.maximumSources - 1) can be trained on")
    }
    let weights = Dictionary(weight.map { ($0.name, $0.weight) }, uniquingKeysWith: { $1 })
    for file in files {
      let name = String(file[..<(file.range(of: ".txt")?.lowerBound ?? file.endIndex)])
      corpus.add(try TextFile.read("\(folder)/\(file)"), name: name, weight: weights[name] ?? 1)
    }
    if let dictionary {
      corpus.add(
        dictionary: try Files.read(dictionary), name: "dictionary", weight: dictionaryWeight,
        power: dictionaryPower)
    }
    let names = Set(corpus.sources.map(\.name))
    if let unknown = weight.first(where: { !names.contains($0.name) }) {
      throw ToolError("\(folder) has no \(unknown.name).txt to weigh")
    }
    var trainer = Trainer()
    trainer.order = order
    trainer.size = size
    trainer.minimumCount = minimumCount
    let bytes = trainer.train(&corpus) { print($0) }
    try Files.write(bytes, to: output)
    print("\(output): \(bytes.count) bytes")
    guard let table = TableFile(contents: bytes) else { throw ToolError("the model is no table: a bug") }
    try report(corpus, CharacterModel(table: table))
  }

  private func report(_ corpus: Corpus, _ model: CharacterModel) throws {
    print("source\tweight\tlines\tduplicates\tdamaged\theld-out lines\thanzi\tunknown\tperplexity per hanzi")
    for source in corpus.sources {
      print(
        source.name, source.weight, source.lines, source.duplicates, source.damaged, source.heldOut.count,
        model.score(lines: source.heldOut).report, separator: "\t")
      if let heldOutFolder {
        try Files.write(
          Array(source.heldOut.map { $0 + [0x0A] }.joined()), to: "\(heldOutFolder)/\(source.name).txt")
      }
    }
  }
}

struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Perplexity per hanzi of texts under a model.")

  @Argument(help: "A model that `train` wrote.") var model: String
  @Argument(help: "Texts, plain or .zst.") var files: [String]

  func run() throws {
    guard let table = TableFile(contents: try Files.read(model)) else { throw CharacterModelError.notAModel }
    let model = try CharacterModel(table: table)
    for file in files {
      let lines = try TextFile.read(file).split(separator: 0x0A).map { Array($0) }
      // The processor's time: other work on the machine does not count.
      let begin = clock()
      let score = model.score(lines: lines)
      let nanoseconds = Double(clock() - begin) / Double(CLOCKS_PER_SEC) * 1e9 / Double(max(score.hanzi, 1))
      print(file, score.report, String(format: "%.0f ns/hanzi", nanoseconds), separator: "\t")
    }
  }
}

extension CharacterModel {
  fileprivate func score(lines: [[UInt8]]) -> LineScore {
    lines.reduce(into: LineScore()) { total, line in
      total += line.withUnsafeBufferPointer { score(line: $0) }
    }
  }
}

extension LineScore {
  /// Hanzi, unknown hanzi, perplexity per hanzi.
  fileprivate var report: String {
    "\(hanzi)\t\(unknownHanzi)\t" + String(format: "%.2f", exp(-(meanPerHanzi ?? 0)))
  }
}
