import Boilerplate
import BoilerplateCorpus
import TextCore
import ToolSupport

/// Learns the weights of Boilerplate: `TrainBoilerplate train PAGES MODEL` writes the model,
/// `TrainBoilerplate cross PAGES` measures in five folds by site.
@main
struct TrainBoilerplate {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "train" where arguments.count == 3:
      let model = ModelTrainer().train(samples(of: try PageCorpus.load(arguments[2])))
      let bytes = encode(model)
      try Files.write(bytes, to: arguments[3])
      print("\(arguments[3]): \(bytes.count) bytes")
    case "cross" where arguments.count >= 2:
      try cross(PageCorpus.load(arguments[2]), listing: arguments.contains("--list"))
    default: throw ToolError("usage: TrainBoilerplate train PAGES MODEL | TrainBoilerplate cross PAGES [--list]")
    }
  }

  private static func samples(of pages: [GoldPage]) -> [Sample] {
    var random = SplitMix64(state: 7)
    return pages.flatMap { $0.samples(random: &random) }
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

  private static func cross(_ pages: [GoldPage], listing: Bool) throws {
    let all = samples(of: pages)
    let folds = Folds(sites: pages.map(\.site), count: 5)
    var html = Scores()
    var plain = Scores()
    var ceiling = Scores()
    for fold in 0..<folds.count {
      let model = ModelTrainer().train(all.filter { folds[$0.site] != fold })
      let classifier = BoilerplateClassifier(model: model)
      for page in pages where folds[page.site] == fold {
        html.add(page, Extraction.f1(page.document, page: page, classifier: classifier))
        plain.add(
          page, Extraction.f1(page.document.plainText(spacing: .structured), page: page, classifier: classifier))
        let labels = BlockLabels.article(page.document, paragraphs: page.paragraphs)
        let perfect = page.document.keeping(labels.indices.filter { labels[$0] })
        ceiling.add(
          page,
          NGramScore.f1(String(decoding: perfect.text, as: UTF8.self), page.paragraphs.joined(separator: "\n")))
      }
    }
    print("ceiling  \(ceiling.summary)")
    print("html     \(html.summary)")
    print("plain    \(plain.summary)")
    if listing {
      for (index, entry) in html.entries.enumerated() {
        print(
          "\(entry.id) \(entry.f1.rounded3) plain \(plain.entries[index].f1.rounded3) "
            + "ceiling \(ceiling.entries[index].f1.rounded3)")
      }
    }
  }
}
