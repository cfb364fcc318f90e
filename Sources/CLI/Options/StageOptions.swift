import ArgumentParser
import Jiaokan
import Pipeline

extension DecodingErrorPolicy: ExpressibleByArgument {}
extension SegmentationStandard: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}
extension PunctuationStyle: ExpressibleByArgument {}

/// How bytes become text.
struct DecodingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Decode from this encoding, whatever is detected.", valueName: "name"),
    transform: DecodingOptions.encoding)
  var encoding: TextEncoding?

  @Option(help: "Bytes that are no text: U+FFFD, an error, or nothing.")
  var errors = DecodingErrorPolicy.replace

  @Option(
    help: ArgumentHelp(
      "Use this encoding where detection has no good answer. (default: windows-1252)", valueName: "name"),
    transform: DecodingOptions.encoding)
  var fallback: TextEncoding?

  var decoder: PageDecoder {
    var decoder = PageDecoder()
    decoder.encoding = encoding
    decoder.errors = errors
    if let fallback { decoder.fallback = fallback }
    return decoder
  }

  @Sendable private static func encoding(_ label: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(label: label) else {
      throw ValidationError("unknown encoding '\(label)'; use a name such as utf-8, gb18030, big5 or euc-tw")
    }
    return encoding
  }
}

/// How broken text is repaired.
struct RepairOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Make only repairs of at least this probability.", valueName: "probability"))
  var minimumConfidence = Repairer.Options().minimumConfidence

  @Option(
    help: ArgumentHelp(
      "The same for bytes that misread text has lost; U+FFFD stands for others.", valueName: "probability"))
  var minimumGuessConfidence = Repairer.Options().minimumGuessConfidence

  @Option(
    help: ArgumentHelp(
      "The same for torn text of which characters vanished without a trace.", valueName: "probability"))
  var minimumGapConfidence = Repairer.Options().minimumGapConfidence

  @Option(
    help: ArgumentHelp(
      "Transliterate last: an ICU transform such as Fullwidth-Halfwidth, or a file of rules.",
      valueName: "id or file"))
  var transliterate: String?

  @Option(
    name: [.customLong("profile"), .customLong("damage-profile")],
    help: ArgumentHelp(
      "The fingerprint of the site's fault, as `repair --learn-profile` writes it.", valueName: "file"))
  var damageProfile: String?

  @Option(
    help: ArgumentHelp(
      "Run a fixer that does not run by default: fullWidth (letters and digits become half-width).",
      valueName: "fixer"),
    transform: RepairOptions.rule)
  var fix: [RepairRule] = []

  @Option(
    help: ArgumentHelp(
      "Leave out a fixer: \(RepairRule.switches.map(\.name).joined(separator: ", ")).", valueName: "fixer"),
    transform: RepairOptions.rule)
  var noFix: [RepairRule] = []

  @Option(help: "Make the punctuation of Chinese text full-width, or ASCII, or keep it.")
  var punctuation = PunctuationStyle.keep

  @Sendable private static func rule(_ name: String) throws -> RepairRule {
    guard let rule = RepairRule.switches.first(where: { $0.name == name }) else {
      let names = RepairRule.switches.map(\.name).joined(separator: ", ")
      throw ValidationError("unknown fixer '\(name)'; the fixers are \(names)")
    }
    return rule
  }

  func validate() throws {
    for (name, confidence) in [
      ("", minimumConfidence), ("guess-", minimumGuessConfidence), ("gap-", minimumGapConfidence),
    ] where !(0...1 ~= confidence) {
      throw ValidationError("--minimum-\(name)confidence takes a probability from 0 to 1")
    }
  }

  func options() throws -> Repairer.Options {
    var options = Repairer.Options()
    options.minimumConfidence = minimumConfidence
    options.minimumGuessConfidence = minimumGuessConfidence
    options.minimumGapConfidence = minimumGapConfidence
    options.damageProfile = try damageProfile.map { try DamageProfile(parsing: contents(ofFile: $0)) }
    options.rules = options.rules.union(fix).subtracting(noFix)
    options.punctuation = punctuation
    // No transform's ID is the name of a file that is there.
    if let transliterate {
      options.transliteration =
        (try? contents(ofFile: transliterate)).map { String(decoding: $0, as: UTF8.self) } ?? transliterate
    }
    return options
  }
}

/// A profile of conversion, or an OpenCC configuration (t2s, tw2s, tw2sp, hk2s, hk2sp) that names one.
struct ConversionSource: ExpressibleByArgument {
  static let auto = ConversionSource(name: ConversionProfile.auto.rawValue, options: Converter.Options())
  let options: Converter.Options
  let defaultValueDescription: String

  private init(name: String, options: Converter.Options) {
    self.options = options
    defaultValueDescription = name
  }

  init?(argument: String) {
    if let profile = ConversionProfile(rawValue: argument) {
      var options = Converter.Options()
      options.profile = profile
      self.init(name: argument, options: options)
    } else if let options = Converter.Options(openCCName: argument) {
      self.init(name: argument, options: options)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    ConversionProfile.allCases.map(\.rawValue) + Converter.Options.openCCNames
  }
}

/// How traditional text is converted; the users' dictionaries have another name in `clean`.
struct ConversionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the text comes from; a named profile converts everything, without routing by script.",
      discussion: "Names of OpenCC's configurations stand for the profiles that follow them."))
  var from = ConversionSource.auto

  @Flag(help: "Also words of Taiwan and Hong Kong to mainland words.")
  var vocabulary = false

  func options(dictionaries paths: [String]) throws -> Converter.Options {
    var options = from.options
    if vocabulary { options.vocabulary = true }
    options.dictionaries = try paths.map { path in
      try ConversionDictionary(contents: contents(ofFile: path), name: path)
    }
    return options
  }
}

/// How words are cut; the user's dictionary has another name in `clean`.
struct SegmentationOptions: ParsableArguments {
  @Option(help: "The convention for words: as Chinese news corpora cut them, or Universal Dependencies.")
  var standard = SegmentationStandard.news

  /// - Parameters:
  ///   - dictionary: the user's words.
  ///   - model: what `TrainSegmenter` wrote; nil for the model that ships.
  func options(dictionary: String?, model: String?) throws -> Segmenter.Options {
    var options = Segmenter.Options()
    options.standard = standard
    options.dictionary = try dictionary.map { try WordDictionary(path: $0) }
    if let model { options.model = try SegmentationModel(contents: contents(ofFile: model), name: model) }
    return options
  }
}

/// Runs what makes a verb from its options; what is unusable is wrong usage.
func usable<Value>(_ make: () throws -> Value) throws -> Value {
  do {
    return try make()
  } catch {
    Console.say("jiaokan: \(error)")
    throw ExitCode(2)
  }
}
