import Boilerplate
import BoilerplateCorpus
import Dispatch
import Synchronization
import TextCore
import ToolSupport

/// Learns the weights of Boilerplate: `TrainBoilerplate train PAGES MODEL` writes the model,
/// `TrainBoilerplate cross PAGES [DUMP]` measures in five folds by site, and writes to the folder DUMP the folds' models
/// and each page's blocks with what they are and what they were taken for. `TrainBoilerplate again PAGES DUMP` measures
/// with these models once more, after a change of what follows them: path, rules and roles.
@main
struct TrainBoilerplate {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "train" where arguments.count == 3:
      let pages = try load(arguments[2])
      let model = ModelTrainer().train(samples(of: pages, folds: Folds(sites: pages.map(\.site), count: 1)))
      let bytes = encode(model)
      try Files.write(bytes, to: arguments[3])
      print("\(arguments[3]): \(bytes.count) bytes")
    case "cross" where arguments.count >= 2:
      try cross(load(arguments[2]), dump: arguments.count > 2 ? arguments[3] : nil, learns: true)
    case "again" where arguments.count == 3:
      try cross(load(arguments[2]), dump: arguments[3], learns: false)
    default:
      throw ToolError(
        "usage: TrainBoilerplate train PAGES MODEL | TrainBoilerplate cross PAGES [DUMP] | TrainBoilerplate again PAGES DUMP"
      )
    }
  }

  /// Corrections stand in the package, where the command is run.
  private static func load(_ folder: String) throws -> [GoldPage] {
    try PageCorpus.load(folder, corrections: GoldCorrections("Evaluation/gold-corrections.json"))
  }

  private static func samples(of pages: [GoldPage], folds: Folds) -> [Sample] {
    var random = SplitMix64(state: 7)
    return pages.flatMap { page in
      page.samples(
        others: pages.filter { $0.site != page.site && folds[$0.site] == folds[page.site] }, random: &random)
    }
  }

  private static func encode(_ model: BoilerplateModel) -> [UInt8] {
    var builder = TableBuilder()
    builder.add(
      [model.block, model.context].flatMap { [UInt32($0.depth), $0.bias.bitPattern] })
    for forest in [model.block, model.context] {
      builder.add(forest.questions)
      builder.add(forest.leaves)
    }
    return builder.build()
  }

  private static func cross(_ pages: [GoldPage], dump: String?, learns: Bool) throws {
    let folds = Folds(sites: pages.map(\.site), count: 5)
    var html = Scores()
    var asIs = Scores()
    var plain = Scores()
    var ceiling = Scores()
    var calibration = Calibration()
    let models =
      learns ? models(folds, samples: samples(of: pages, folds: folds)) : try readModels(folds, dump ?? "")
    if let dump, learns {
      for (fold, model) in models.enumerated() { try Files.write(encode(model), to: "\(dump)/\(fold).bin") }
    }
    let classifiers = models.map { BoilerplateClassifier(model: $0) }
    for page in pages {
      let classifier = classifiers[folds[page.site]]
      let labels = BlockLabels.article(page.document, paragraphs: page.paragraphs)
      let perfect = page.document.keeping(labels.indices.filter { labels[$0] })
      let text = page.document.plainText(spacing: .structured)
      let found = page.scores(page.article(in: page.document, classifier: classifier))
      html.add(page, found.corrected)
      asIs.add(page, found.asIs)
      plain.add(page, page.scores(page.article(in: text, classifier: classifier)).corrected)
      for copy in [page.document, text] {
        calibrate(&calibration, on: copy, page: page, classifier: classifier)
      }
      ceiling.add(page, page.scores(String(decoding: perfect.text, as: UTF8.self)).corrected)
      if let dump {
        try write(page.document, page: page, classifier: classifier, to: "\(dump)/\(page.id).html.txt")
        try write(text, page: page, classifier: classifier, to: "\(dump)/\(page.id).plain.txt")
      }
    }
    print("perfect labels  \(ceiling.summary)")
    print("HTML            \(html.summary)")
    print("HTML, gold as is \(asIs.summary)")
    print("plain text      \(plain.summary)")
    let (slope, shift) = calibration.fit()
    print(
      "calibration     slope \(slope.rounded3), shift \(shift.rounded3):",
      "error \(calibration.error(slope: slope, shift: shift).rounded3) in ten bins")
    try Floors.check([
      "html.mean": html.mean, "html.median": html.median, "html.asIs.mean": asIs.mean,
      "plain.mean": plain.mean,
    ])
    guard let dump else { return }
    var list = ""
    for (index, entry) in html.entries.enumerated() {
      list += "\(entry.id) \(entry.f1.rounded3) plain \(plain.entries[index].f1.rounded3) "
      list += "perfect \(ceiling.entries[index].f1.rounded3)\n"
    }
    try Files.write(Array(list.utf8), to: dump + "/scores.txt")
  }

  /// One for each fold, which learned from the others.
  private static func models(_ folds: Folds, samples: [Sample]) -> [BoilerplateModel] {
    let found = Mutex([Int: BoilerplateModel]())
    DispatchQueue.concurrentPerform(iterations: folds.count) { fold in
      let model = ModelTrainer().train(samples.filter { folds[$0.site] != fold })
      found.withLock { $0[fold] = model }
    }
    return found.withLock { found in (0..<folds.count).compactMap { found[$0] } }
  }

  private static func readModels(_ folds: Folds, _ folder: String) throws -> [BoilerplateModel] {
    try (0..<folds.count).map { fold in
      let path = "\(folder)/\(fold).bin"
      guard let table = TableFile(contents: try Files.read(path)) else {
        throw ToolError("\(path) is no model")
      }
      return BoilerplateModel(table)
    }
  }

  private static func calibrate(
    _ calibration: inout Calibration, on copy: Document, page: GoldPage, classifier: BoilerplateClassifier
  ) {
    var document = copy
    let answers = classifier.uncalibrated(&document)
    let labels = BlockLabels.article(document, paragraphs: page.labelled)
    for answer in answers { calibration.add(answer.logOdds, isRight: labels[answer.block]) }
  }

  private static func write(
    _ document: Document, page: GoldPage, classifier: BoilerplateClassifier, to path: String
  ) throws {
    var document = document
    classifier.classify(&document)
    let labels = BlockLabels.article(document, paragraphs: page.paragraphs)
    var lines = ""
    for (block, label) in zip(document.blocks, labels) {
      let element = block.element.map { document.elements[$0] }
      lines += "\(label ? "+" : " ") \(block.role?.rawValue ?? "-") \(Double(block.probability).rounded3) "
      let names = element.map { $0.tag + "." + $0.names.replacing(" ", with: "+") }
      lines += "\(block.metadata.map { "@" + $0 } ?? names ?? "") "
      lines += document.string(block) + "\n"
    }
    try Files.write(Array(lines.utf8), to: path)
  }
}
