import CTables
import Glibc
import TextCore

/// Tells the article from the rest of the page.
///
/// One model for HTML blocks and lines of plain text: a forest over each block's own features, a second over
/// these and the first's answers around it, and the most probable path on which the article is one stretch.
public struct BoilerplateClassifier: Sendable {
  public struct Options: Sendable {
    /// URL of the page, for its time zone.
    public var url: String?
    /// What `3小时前` counts back from; nil leaves such dates alone.
    public var now: Timestamp?
    /// What the site's other pages repeat is no part of the article.
    public var siteProfile: SiteProfile?
    /// Takes in the page; does not change what is found on it.
    public var siteLearner: SiteLearner?
    public init() {}
  }

  private static let builtIn = BoilerplateModel(
    TableFile(embedded: jk_boilerplate_bytes(), count: jk_boilerplate_size))

  /// Makes the second forest's log odds honest: slope and shift of a logistic regression on its cross-validated
  /// answers on data/pages (Platt 1999), where they were too sure of themselves.
  private static let calibration: (slope: Float, shift: Float) = (0.76, 0.615)

  /// Added to the log odds of the block that the page's description was cut from, which is hardly ever another's.
  private static let anchorBonus: Float = 2.5

  /// The log odds, negated, of a block that the site repeats.
  private static let repetition: Float = 8

  private let model: BoilerplateModel?
  private let path = ArticlePath()

  public init() { model = nil }

  /// A classifier with other weights, as trainers measure them.
  package init(model: BoilerplateModel) { self.model = model }

  /// Gives every block its role and probability: for a part of the article that of belonging to it, for the rest
  /// that of not belonging. A block in which metadata is glued to prose becomes two. O(bytes + blocks).
  ///
  /// - Returns: what the page is for; on all but articles no block gets the role of body or heading.
  @discardableResult
  public func classify(_ document: inout Document, options: Options = .init()) -> PageKind {
    GluedLines.split(&document)
    let features = BlockFeatures(document)
    let scores = features.logOdds(model ?? Self.builtIn).map {
      Self.calibration.slope * $0 + Self.calibration.shift
    }
    let repeated = learn(document, features: features, options: options)
    var weighed = scores
    for row in weighed.indices where repeated?[row] == true { weighed[row] = -Self.repetition }
    if let anchor = features.anchor, repeated?[anchor] != true { weighed[anchor] += Self.anchorBonus }
    var inArticle = path.blocks(scores: weighed)
    PlainSentences.admit(to: &inArticle, features: features, document: document)
    ArticleRuns.single(&inArticle, scores: weighed, features: features, document: document)
    AlikeLines.admit(to: &inArticle, scores: weighed, features: features)
    LastResort.admit(to: &inArticle, scores: weighed, features: features)
    for row in inArticle.indices where repeated?[row] == true { inArticle[row] = false }
    let kind = PageJudge(features: features, document: document, inArticle: inArticle).kind
    if kind != .article { inArticle = [Bool](repeating: false, count: inArticle.count) }
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
    return kind
  }

  /// What the calibration is fitted on: each block that has text, by its index, and the log odds that it belongs to the
  /// article.
  package func uncalibrated(_ document: inout Document) -> [(block: Int, logOdds: Float)] {
    GluedLines.split(&document)
    let features = BlockFeatures(document)
    return Array(zip(features.visible, features.logOdds(model ?? Self.builtIn)).map { ($0, $1) })
  }

  /// Shows the page to the learner; which rows the profile knows as the site's, nil without a profile.
  private func learn(_ document: Document, features: BlockFeatures, options: Options) -> [Bool]? {
    guard options.siteProfile != nil || options.siteLearner != nil else { return nil }
    let keys = PageKeys(document, features: features, url: options.url)
    options.siteLearner?.learn(keys)
    return options.siteProfile?.repeated(keys)
  }

  private static func role(ofMetadata name: String?) -> Role {
    guard let name else { return .other }
    return MetadataKey(name)?.role ?? .other
  }

  /// What the labelled blocks say of the article.
  public func metadata(of document: Document, options: Options = .init()) -> ArticleMetadata {
    MetadataReader(document, options: options).metadata
  }

  /// The roles that make an article.
  public static let articleRoles: Set<Role> = [.body, .heading]

  /// Reduces the text to the blocks of some roles, separated by LF; what is dropped stands in the log. The blocks
  /// that are left are those.
  public func extract(_ document: inout Document, keeping roles: Set<Role> = articleRoles) {
    ArticleExtraction.apply(to: &document, keeping: roles)
  }
}
