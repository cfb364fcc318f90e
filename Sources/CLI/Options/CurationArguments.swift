import ArgumentParser
import Curation
import Pipeline

extension Language: ExpressibleByArgument {}
extension Masker.Kind: ExpressibleByArgument {}
extension DuplicateIndex.Sameness: ExpressibleByArgument {}

/// What is left out of a corpus, and what is covered in it.
struct CurationArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Drop articles of fewer characters.", valueName: "characters"))
  var minimumLength: Int?

  @Option(help: ArgumentHelp("Drop articles with a lower share of hanzi, 0 to 1.", valueName: "share"))
  var minimumHanzi: Float?

  @Option(
    help: ArgumentHelp("Drop articles of which a higher share repeats itself, 0 to 1.", valueName: "share"))
  var maximumRepetition: Float?

  @Flag(help: "Drop pages whose text is mostly headlines.")
  var dropLists = false

  @Option(help: "Keep only articles in this language; may be given several times.")
  var language: [Language] = []

  @Option(help: "Drop articles whose text, or about three quarters of it, an earlier one had.")
  var dropDuplicates: DuplicateIndex.Sameness?

  @Option(
    help: ArgumentHelp(
      "Memory of earlier articles; when it is full the oldest are forgotten.", valueName: "size"))
  var duplicateMemory = ByteSize(256 << 20)

  @Flag(help: "Add a fingerprint to each record, by which the outputs of several runs can be joined.")
  var fingerprint = false

  @Option(
    help: "Cover phone numbers, ID card numbers or e-mail addresses with *; may be given several times.")
  var mask: [Masker.Kind] = []

  func validate() throws {
    if let minimumLength, minimumLength < 0 {
      throw ValidationError("--minimum-length takes a number above 0")
    }
    for (name, share) in [("minimum-hanzi", minimumHanzi), ("maximum-repetition", maximumRepetition)] {
      if let share, !(0...1 ~= share) { throw ValidationError("--\(name) takes a share from 0 to 1") }
    }
  }

  var options: CurationOptions {
    var options = CurationOptions()
    options.filter.minimumLength = minimumLength
    options.filter.minimumHanzi = minimumHanzi
    options.filter.maximumRepetition = maximumRepetition
    options.filter.dropsLists = dropLists
    options.filter.languages = Set(language)
    options.masks = Set(mask)
    options.wantsFingerprints = fingerprint
    options.duplicates = dropDuplicates
    return options
  }
}
