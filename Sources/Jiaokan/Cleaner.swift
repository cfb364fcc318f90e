import Boilerplate
import Conversion
import Decoding
import Markup
import Repair
import Segmentation
import TextCore

/// Bytes of a page to its article: the stages in their order, and nothing else.
///
/// A cleaner is a value without state of its own: make one, use it from any number of threads.
public struct Cleaner: Sendable {
  public struct Options: Sendable {
    public var decoder = PageDecoder()
    /// Nil: told from the text.
    public var format: MarkupFormat?
    public var limits = MarkupLimits()
    public var repair = Repairer.Options()
    public var conversion = Converter.Options()
    public var segmentation = Segmenter.Options()
    /// Stops after Boilerplate's labels on the text as it was: no repair, no conversion.
    public var extractsOnly = false
    public var wantsWords = false
    public var wantsBlocks = false
    /// The roles of the blocks that make the text.
    public var keptRoles = BoilerplateClassifier.articleRoles
    /// What relative dates count back from.
    public var now: Timestamp?
    /// What the pages of a site repeat, and who learns it from the pages that are cleaned.
    public var siteProfile: SiteProfile?
    public var siteLearner: SiteLearner?
    public var wantsMeasurements = false

    public init() {}
  }

  public let options: Options
  private let repairer: Repairer
  private let converter: Converter
  private let segmenter: Segmenter
  private let classifier = BoilerplateClassifier()

  /// - Throws: what the stages say of unusable options, as a transliteration rule that does not parse.
  public init(options: Options = .init()) throws {
    self.options = options
    repairer = try Repairer(options: options.repair)
    converter = Converter(options: options.conversion)
    segmenter = Segmenter(options: options.segmentation)
  }

  /// Cleans one page.
  ///
  /// - Parameters:
  ///   - encoding: what is known of this page alone, as that it is UTF-8 because it came as a string; above the
  ///     options and above detection.
  ///   - format: the same for its markup.
  /// - Throws: `DecodingError` under the policy `strict`, `MarkupError` beyond a limit.
  public func clean(
    _ page: [UInt8], hints: EncodingHints = .init(), encoding: TextEncoding? = nil,
    format: MarkupFormat? = nil
  ) throws -> Article {
    try page.withUnsafeBufferPointer { try clean($0, hints: hints, encoding: encoding, format: format) }
  }

  public func clean(
    _ page: UnsafeBufferPointer<UInt8>, hints: EncodingHints = .init(), encoding: TextEncoding? = nil,
    format: MarkupFormat? = nil
  ) throws -> Article {
    var measurements = options.wantsMeasurements ? Measurements() : nil
    var decoder = options.decoder
    if let encoding { decoder.encoding = encoding }
    let decoded = try decoder.decode(page, hints: hints)
    measurements?.end(of: "decoding")
    var document = Document(text: decoded.text)
    document.misreading = decoded.detection.doubleEncoding.map { $0.misread == .gb18030 ? .gbk : .western }
    let format = format ?? options.format ?? .sniff(document.text)
    var parser = MarkupParser()
    parser.limits = options.limits
    try parser.parse(&document, as: format)
    measurements?.end(of: "markup")
    if !options.extractsOnly {
      repairer.apply(to: &document)
      measurements?.end(of: "repair")
      converter.apply(to: &document)
    } else {
      document.script = converter.script(of: document.text)
    }
    measurements?.end(of: "conversion")
    var place = BoilerplateClassifier.Options()
    place.url = hints.url
    place.now = options.now
    place.siteProfile = options.siteProfile
    place.siteLearner = options.siteLearner
    let kind = classifier.classify(&document, options: place)
    let metadata = classifier.metadata(of: document, options: place)
    let blocks = options.wantsBlocks ? pageBlocks(of: document, decoded: decoded, source: page) : []
    if measurements != nil {
      for block in document.blocks { measurements?.roles[block.role ?? .other, default: 0] += 1 }
    }
    classifier.extract(&document, keeping: options.keptRoles)
    measurements?.end(of: "boilerplate")
    let paragraphs = document.blocks.map { document.string($0) }
    let words = options.wantsWords ? words(of: paragraphs) : nil
    measurements?.end(of: "segmentation")
    return Article(
      metadata: metadata, kind: kind, paragraphs: paragraphs, words: words, script: document.script,
      encoding: decoded.detection, decodingLog: decoded.log, damage: document.damage, blocks: blocks,
      history: document.history, measurements: measurements)
  }

  private func words(of paragraphs: [String]) -> [[Range<Int>]] {
    var buffer = WordBuffer()
    return paragraphs.map { paragraph in
      var paragraph = paragraph
      paragraph.withUTF8 { segmenter.segment($0, into: &buffer) }
      return buffer.words
    }
  }

  private func pageBlocks(
    of document: Document, decoded: DecodedText, source: UnsafeBufferPointer<UInt8>
  ) -> [PageBlock] {
    document.blocks.map { block in
      PageBlock(
        role: block.role ?? .other, probability: block.probability, text: document.string(block),
        source: decoded.sourceRange(of: document.decodedRange(of: block.range), in: source))
    }
  }
}
