import ArgumentParser
import Segmentation
import SegmenterTraining
import ToolSupport

/// Trains models of Segmentation, and measures them.
@main
struct TrainSegmenter: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model for `jiaokan segment --model` on segmented text, or measure one.",
    discussion: """
      Text is lines of `word word word`, or CoNLL-U in files named .conllu; .zst is read as well. The same files and \
      options always give the same model, byte for byte.
      """,
    subcommands: [Train.self, AddStandard.self, CrossValidate.self, Measure.self],
    defaultSubcommand: Train.self)
}

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train a model.")

  @Argument(help: "Segmented text.") var files: [String]
  @Option(name: .shortAndLong, help: "Where the model goes.") var output: String
  @OptionGroup var dictionary: DictionaryOptions
  @Option(help: "Measure the model on this file.") var heldOut: String?
  @Option(help: "Keep back the last sentences, as many as this, and measure the model on them.") var holdOut =
    0
  @OptionGroup var learning: LearningOptions

  func run() throws {
    let text = try files.map { try SegmentedText(path: $0) }.reduce(SegmentedText(sentences: []), +)
    guard holdOut >= 0, holdOut < text.sentences.count else {
      throw ToolError("--hold-out leaves nothing to learn")
    }
    let learned = SegmentedText(sentences: text.sentences.dropLast(holdOut))
    var trainer = SegmenterTrainer()
    trainer.options = learning.options
    trainer.log = { print($0) }
    let model = try trainer.train(learned, dictionary: dictionary.words())
    try Files.write(model, to: output)
    print("\(output): \(model.count) bytes")
    if let heldOut {
      try report(model, on: SegmentedText(path: heldOut), standard: .news, known: learned.vocabulary)
    }
    if holdOut > 0 {
      let rest = SegmentedText(sentences: text.sentences.suffix(holdOut))
      try report(model, on: rest, standard: .news, known: learned.vocabulary)
    }
  }
}

struct AddStandard: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add a second standard, which `--standard ud` chooses, to a model.")

  @Argument(help: "The model.") var model: String
  @Argument(help: "Text segmented by the second standard.") var files: [String]
  @Option(name: .shortAndLong, help: "Where the model goes.") var output: String
  @OptionGroup var learning: LearningOptions

  func run() throws {
    let text = try files.map { try SegmentedText(path: $0) }.reduce(SegmentedText(sentences: []), +)
    var trainer = SegmenterTrainer()
    trainer.options = learning.options
    trainer.log = { print($0) }
    let base = try SegmentationModel(contents: Files.read(model), name: model)
    let bytes = trainer.addStandard(text, to: base)
    try Files.write(bytes, to: output)
    print("\(output): \(bytes.count) bytes")
  }
}

struct CrossValidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure in five folds how a standard is learned.",
    discussion: """
      The standard is learned as a second one of the model given, or from nothing with the dictionary given.
      """)

  @Argument(help: "The text whose folds are measured.") var file: String
  @Option(help: "The same sentences in another script, kept back with them.") var twin: [String] = []
  @Option(help: "Text that all folds learn from.") var other: [String] = []
  @Option(
    help: "Texts that one fold each learns from, FILE.0 to FILE.4: of a teacher that has not seen that fold.")
  var taught: String?
  @Option(help: "The model whose second standard is learned.") var model: String?
  @OptionGroup var dictionary: DictionaryOptions
  @OptionGroup var learning: LearningOptions

  func run() throws {
    var validation = CrossValidation(text: try SegmentedText(path: file))
    validation.twins = try twin.map { try SegmentedText(path: $0) }
    validation.others = try other.map { try SegmentedText(path: $0) }
    validation.taught =
      try taught.map { file in
        try (0..<CrossValidation.folds).map { try SegmentedText(path: "\(file).\($0)") }
      } ?? []
    var trainer = SegmenterTrainer()
    trainer.options = learning.options
    let known = try dictionary.words()
    let base = try model.map { try SegmentationModel(contents: Files.read($0), name: $0) }
    let scores = try validation.run(standard: base == nil ? .news : .ud) { text in
      try base.map { trainer.addStandard(text, to: $0) } ?? trainer.train(text, dictionary: known)
    }
    print(scores)
  }
}

struct DictionaryOptions: ParsableArguments {
  @Option(help: "Words, one a line, each with its count behind a tab or without.") var dictionary: String?
  @Option(help: "Words with a lower count are left out.") var minimumDictionaryCount = 0

  func words() throws -> [Substring] {
    guard let dictionary else { return [] }
    return try SegmenterTrainer.dictionary(dictionary, minimumCount: minimumDictionaryCount)
  }
}

struct LearningOptions: ParsableArguments {
  @Option(help: "How often the text is gone through.") var epochs = TrainingOptions().epochs
  @Option(help: "By how much the right tag must lead.") var margin = TrainingOptions().margin
  @Option(help: "The number that the order of sentences depends on.") var seed = TrainingOptions().seed
  @Option(help: "N-grams of two, three and four atoms that are seen less often are left out, as 1,2,3.")
  var minimumCounts = TrainingOptions().minimumCounts.map(String.init).joined(separator: ",")
  @Option(help: "Words seen less often are not in the model's dictionary.")
  var minimumWordCount = TrainingOptions().minimumWordCount
  @Option(help: "Characters seen less often are unknown.")
  var minimumCharacterCount = TrainingOptions().minimumCharacterCount
  @Option(help: "How often the weights are learned; what counts is their mean.") var runs = TrainingOptions()
    .runs
  @Option(help: "The share of n-grams left out at random while weights are learned.")
  var dropout = TrainingOptions().dropout
  @Option(help: "By how much the first layer's scores count while a second one is trained.")
  var shareOfBase = TrainingOptions().shareOfBase
  @Option(help: "What is added where a word ends, in units of weights.")
  var boundaryBias = TrainingOptions().boundaryBias
  @Option(help: "N-grams of two atoms and more that are kept.") var maximumRows = TrainingOptions()
    .maximumRows

  func validate() throws {
    guard counts.count == 3 else { throw ValidationError("--minimum-counts takes three numbers") }
    guard epochs > 0 else { throw ValidationError("--epochs must be above 0") }
  }

  private var counts: [Int] { minimumCounts.split(separator: ",").compactMap { Int($0) } }

  var options: TrainingOptions {
    var options = TrainingOptions()
    options.epochs = epochs
    options.margin = margin
    options.seed = seed
    options.minimumCounts = counts
    options.minimumWordCount = minimumWordCount
    options.minimumCharacterCount = minimumCharacterCount
    options.maximumRows = maximumRows
    options.shareOfBase = shareOfBase
    options.boundaryBias = boundaryBias
    options.runs = runs
    options.dropout = dropout
    return options
  }
}

struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure a model on segmented text.")

  @Argument(help: "The model.") var model: String
  @Argument(help: "Segmented text.") var file: String
  @Option(help: "news or ud.") var standard = SegmentationStandard.news

  func run() throws {
    try report(try Files.read(model), on: SegmentedText(path: file), standard: standard, known: [])
  }
}

extension SegmentationStandard: ExpressibleByArgument {}

func report(
  _ bytes: [UInt8], on text: SegmentedText, standard: SegmentationStandard, known: Set<Substring>
) throws {
  var options = Segmenter.Options()
  options.model = try SegmentationModel(contents: bytes, name: "the model")
  options.standard = standard
  let segmenter = Segmenter(options: options)
  var scores = SegmentationScores()
  scores.add(text, known: known) { segmenter.words(in: $0) }
  print(scores)
}
