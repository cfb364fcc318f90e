import CTables
import Glibc
import TextCore

/// Tells the article from the rest of the page.
///
/// One model for HTML blocks and lines of plain text: a forest over each block's own features, a second over
/// these and the first's answers around it, and the most probable path on which the article is one stretch.
public struct BoilerplateClassifier: Sendable {
  public struct Options: Sendable {
    /// URL of the page, for its site and time zone.
    public var url: String?
    public init() {}
  }

  private static let builtIn = BoilerplateModel(
    TableFile(embedded: jk_boilerplate_bytes(), count: jk_boilerplate_size))

  /// Makes the second forest's log odds honest: slope and shift of a logistic regression on its cross-validated
  /// answers on data/pages (Platt 1999), where they were too sure of themselves.
  private static let calibration: (slope: Float, shift: Float) = (0.706, 0.174)

  private let model: BoilerplateModel?
  private let path = ArticlePath()

  public init() { model = nil }

  /// A classifier with other weights, as trainers measure them.
  package init(model: BoilerplateModel) { self.model = model }

  /// Gives every block its role and probability: for a part of the article that of belonging to it, for the rest
  /// that of not belonging. A block in which metadata is glued to prose becomes two. O(bytes + blocks).
  public func classify(_ document: inout Document, options: Options = .init()) {
    GluedLines.split(&document)
    let model = model ?? Self.builtIn
    let features = BlockFeatures(document)
    let parents = features.parents(in: document)
    let context = features.contextRows(scores: features.scores(model.block), parents: parents)
    let scores = model.context.scores(context, columns: ContextFeature.count).map {
      Self.calibration.slope * $0 + Self.calibration.shift
    }
    var inArticle = path.blocks(scores: scores)
    PlainSentences.admit(to: &inArticle, features: features, document: document)
    let roles = document.text.withUnsafeBufferPointer {
      RoleAssigner.roles(of: document, text: $0, features: features, inArticle: inArticle)
    }
    for index in document.blocks.indices {
      document.blocks[index].role = Self.role(ofMetadata: document.blocks[index].metadata)
      document.blocks[index].probability = 1
    }
    for (row, index) in features.visible.enumerated() {
      let probability = 1 / (1 + expf(-scores[row]))
      document.blocks[index].role = roles[row]
      document.blocks[index].probability = inArticle[row] ? probability : 1 - probability
    }
  }

  private static func role(ofMetadata name: String?) -> Role {
    guard let name else { return .other }
    return MetadataKey(name)?.role ?? .other
  }

  /// What the labelled blocks say of the article.
  public func metadata(of document: Document, options: Options = .init()) -> ArticleMetadata {
    MetadataReader(document).metadata
  }

  /// Reduces the text to the article's paragraphs, separated by LF; what is dropped stands in the log. The
  /// blocks that are left are those of the article.
  public func extract(_ document: inout Document) {
    ArticleExtraction.apply(to: &document)
  }
}
