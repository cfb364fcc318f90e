import ArgumentParser
import Jiaokan
import Pipeline

extension DecodingErrorPolicy: ExpressibleByArgument {}
extension ConversionProfile: ExpressibleByArgument {}
extension SegmentationStandard: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}

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
      "Transliterate last: an ICU transform such as Fullwidth-Halfwidth, or a file of rules.",
      valueName: "id or file"))
  var transliterate: String?

  @Option(
    name: [.customLong("profile"), .customLong("damage-profile")],
    help: ArgumentHelp(
      "The fingerprint of the site's fault, as `repair --learn-profile` writes it.", valueName: "file"))
  var damageProfile: String?

  func validate() throws {
    guard 0...1 ~= minimumConfidence else {
      throw ValidationError("--minimum-confidence takes a probability from 0 to 1")
    }
  }

  func options() throws -> Repairer.Options {
    var options = Repairer.Options()
    options.minimumConfidence = minimumConfidence
    options.damageProfile = try damageProfile.map { try DamageProfile(parsing: contents(ofFile: $0)) }
    // No transform's ID is the name of a file that is there.
    if let transliterate {
      options.transliteration =
        (try? contents(ofFile: transliterate)).map { String(decoding: $0, as: UTF8.self) } ?? transliterate
    }
    return options
  }
}

/// How traditional text is converted; the users' dictionaries have another name in `clean`.
struct ConversionOptions: ParsableArguments {
  @Option(help: "Where the text comes from; a named profile converts everything, without routing by script.")
  var from = ConversionProfile.auto

  @Flag(help: "Also words of Taiwan and Hong Kong to mainland words.")
  var vocabulary = false

  func options(dictionaries paths: [String]) throws -> Converter.Options {
    var options = Converter.Options()
    options.profile = from
    options.vocabulary = vocabulary
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

  func options(dictionary path: String?) throws -> Segmenter.Options {
    var options = Segmenter.Options()
    options.standard = standard
    options.dictionary = try path.map { try WordDictionary(contents: contents(ofFile: $0), name: $0) }
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
