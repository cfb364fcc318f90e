import CICU
import Decoding
import EncodingCorpus
import FaultSimulator
import Glibc
import TextCore
import ToolSupport

/// Trains the detector's model: `TrainEncodingModel DATA MODEL`, where DATA holds `corpus/*.txt.zst` and
/// `ntrex/LANGUAGE.txt`. Counts the codes of running text re-encoded by ICU, writes their costs, and fits the confidence
/// of the detector's answers. `LineShare` tells which lines are for what; no Chinese of NTREX is counted, and Universal
/// Dependencies are the scorer's.
@main
struct TrainEncodingModel {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw ToolError("usage: TrainEncodingModel DATA MODEL") }
    let corpora = try Corpora(folder: arguments[1])
    var builder = TableBuilder()
    for table in EncodingModel.Pairs.allCases { builder.add(pairCosts(table, corpora)) }
    let (hanzi, blocks) = scalarCosts(corpora)
    builder.add(hanzi)
    builder.add(blocks)
    builder.add(EncodingModel.singleByteNames.flatMap { singleByteCosts($0, corpora) })
    let counted = builder.build()
    guard let file = TableFile(contents: counted) else { throw ToolError("the model is no table") }
    builder.add(Calibration.points(for: EncodingModel(file), corpora.calibrationText))
    let model = builder.build()
    try Files.write(model, to: arguments[2])
    print("\(arguments[2]): \(model.count) bytes")
  }
}

/// Training text by kind, each kind from several sources of which none may outweigh the others.
struct Corpora {
  var simplified: [[UInt8]] = []
  var traditional: [[UInt8]] = []
  var languages: [String: [UInt8]] = [:]
  /// Lines for calibration, by source or language.
  private var spared: [String: [String]] = [:]
  private static let limit = 3_000_000
  private static let sparedLines = 200

  init(folder: String) throws {
    for name in ["hans_cmrc_wiki", "hans_deb_docs", "hans_govreport", "hans_law", "hans_policy"] {
      simplified.append(take("hans", try TextFile.read("\(folder)/corpus/\(name).txt.zst")))
    }
    for name in ["hant_drcd_wiki", "hant_deb_docs", "hant_gazette", "hant_law_tw"] {
      traditional.append(take("hant", try TextFile.read("\(folder)/corpus/\(name).txt.zst")))
    }
    for language in [
      "deu", "fra", "ita", "por", "spa", "pol", "rus", "ukr", "ell", "tur", "heb", "tha", "vie", "jpn", "kor",
    ] {
      languages[language] = take(language, try Files.read("\(folder)/ntrex/\(language).txt"))
    }
    for (name, translation) in [("hans", "zho-CN"), ("hant", "zho-TW")] {
      let lines = try Files.read("\(folder)/ntrex/\(translation).txt").split(separator: 0x0A)
      spared[name, default: []] += lines.enumerated()
        .filter { LineShare(ofUncounted: $0.offset) == .calibration }.map { Self.string($0.element) }
    }
  }

  var calibrationText: StressText {
    let lines = { (names: [String]) in names.flatMap { spared[$0] ?? [] } }
    return StressText(
      simplified: lines(["hans"]), traditional: lines(["hant"]), western: lines(["fra", "deu", "spa"]),
      japanese: lines(["jpn"]), korean: lines(["kor"]), russian: lines(["rus"]))
  }

  /// The lines to count, up to the limit; those for calibration are kept aside.
  private mutating func take(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var counted: [UInt8] = []
    var kept: [String] = []
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      switch LineShare(ofCounted: number) {
      case .counted where counted.count <= Self.limit: counted += line + [0x0A]
      case .calibration where kept.count < Self.sparedLines:
        kept.append(Self.string(line))
      default: break
      }
    }
    spared[name, default: []] += kept
    return counted
  }

  /// A line without its CR.
  private static func string(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}

/// Text with its weight: each source counts as much as it would with the cube root of its size, so that a great deal of
/// law does not drown the news.
typealias Weighted = (text: [UInt8], weight: Double)

func weighted(_ sources: [[UInt8]], share: Double) -> [Weighted] {
  let total = sources.reduce(0) { $0 + cbrt(Double($1.count)) }
  return sources.map { ($0, share * cbrt(Double($0.count)) / total / Double($0.count)) }
}

func encode(_ text: [UInt8], to charset: String) -> [UInt8] {
  Charset.convert(text, from: .utf8, to: Charset(name: charset))
}

/// Tenths of a bit.
func cost(_ probability: Double) -> UInt8 {
  UInt8(min(250, max(1, (-10 * log2(probability)).rounded())))
}

func pairCosts(_ table: EncodingModel.Pairs, _ corpora: Corpora) -> [UInt8] {
  let charset: String
  let texts: [Weighted]
  /// How much of the probability is for codes that were not seen: more where there was little text.
  let unseen: Double
  switch table {
  case .gb18030:
    charset = "gb18030"
    texts = weighted(corpora.simplified, share: 0.85) + weighted(corpora.traditional, share: 0.15)
    unseen = 0.01
  case .big5:
    charset = "big5-hkscs"
    texts = weighted(corpora.traditional, share: 1)
    unseen = 0.01
  case .eucTWPlane1, .eucTWPlane2:
    charset = "euc-tw-2014"
    texts = weighted(corpora.traditional, share: 1)
    unseen = 0.01
  case .eucJP, .shiftJIS:
    charset = table == .eucJP ? "euc-jp-2007" : "ibm-943_P15A-2003"
    texts = weighted([corpora.languages["jpn"]!], share: 1)
    unseen = 0.06
  case .eucKR:
    charset = "windows-949-2000"
    texts = weighted([corpora.languages["kor"]!], share: 1)
    unseen = 0.04
  }
  let width = EncodingModel.trails
  var counts = [Double](repeating: 0, count: 128 * width)
  var total = 0.0
  for (text, weight) in texts {
    let bytes = encode(text, to: charset)
    var i = 0
    while i + 1 < bytes.count {
      guard bytes[i] >= 0x80 else {
        i += 1
        continue
      }
      var plane = EncodingModel.Pairs.eucTWPlane1
      var length = 2
      if charset.hasPrefix("euc-tw"), bytes[i] == 0x8E, i + 3 < bytes.count {
        plane = .eucTWPlane2
        i += 2
      } else if charset.hasPrefix("euc-jp"), bytes[i] == 0x8F {
        length = 3
      } else if charset.hasPrefix("ibm-943"), (0xA1...0xDF).contains(bytes[i]) {
        length = 1
      }
      total += weight
      let isCounted = length == 2 && bytes[i + 1] >= 0x40 && (!charset.hasPrefix("euc-tw") || plane == table)
      if isCounted { counts[Int(bytes[i] - 0x80) * width + Int(bytes[i + 1] - 0x40)] += weight }
      i += length
    }
  }
  let valid = validPairs(charset, plane: table == .eucTWPlane2 ? 2 : 1)
  let validTotal = Double(valid.lazy.filter { $0 }.count)
  var costs = [UInt8](repeating: EncodingModel.invalid, count: 128 * width)
  for lead in 0..<128 {
    let row = lead * width..<(lead + 1) * width
    let share = counts[row].reduce(0, +) / total
    let size = Double(valid[row].lazy.filter { $0 }.count)
    for code in row where valid[code] {
      let probability =
        (1 - unseen) * counts[code] / total + unseen * (0.9 * share / size + 0.1 / validTotal)
      costs[code] = cost(probability)
    }
  }
  return costs
}

/// Which pairs ICU decodes.
func validPairs(_ charset: String, plane: Int) -> [Bool] {
  (0..<128 * EncodingModel.trails).map { code in
    let pair = [UInt8(0x80 + code / EncodingModel.trails), UInt8(0x40 + code % EncodingModel.trails)]
    let isLead = charset.hasPrefix("ibm-943") ? !(0xA0...0xDF).contains(pair[0]) : pair[0] > 0x80
    guard isLead, !charset.hasPrefix("euc") || (pair[0] >= 0xA1 && pair[1] >= 0xA1) else { return false }
    return decodes(plane == 2 ? [0x8E, 0xA2] + pair : pair, charset)
  }
}

/// Whether the bytes are one whole character.
func decodes(_ bytes: [UInt8], _ charset: String) -> Bool {
  guard let converter = jk_icu_converter_open(charset) else { return false }
  defer { jk_icu_converter_close(converter) }
  return jk_icu_scalar(converter, bytes, bytes.count) != 0
}

/// Costs of scalars above ASCII, in the mix of scripts that pages here have.
func scalarCosts(_ corpora: Corpora) -> (hanzi: [UInt8], blocks: [UInt8]) {
  let texts =
    weighted(corpora.simplified, share: 0.55) + weighted(corpora.traditional, share: 0.3)
    + weighted(corpora.languages.sorted { $0.key < $1.key }.map(\.value), share: 0.15)
  let hanzi = EncodingModel.hanzi
  var hanziCounts = [Double](repeating: 0, count: hanzi.count)
  var blockCounts = [Double](repeating: 0, count: 512)
  var total = 0.0
  for (text, weight) in texts {
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      total += weight
      if hanzi.contains(scalar.value) {
        hanziCounts[Int(scalar.value - hanzi.lowerBound)] += weight
      } else if scalar.value < 0x10000 {
        blockCounts[Int(scalar.value >> 7)] += weight
      }
    }
  }
  let hanziCosts = hanziCounts.map { cost(0.99 * $0 / total + 0.01 / Double(hanzi.count)) }
  // Within a block, as if 24 of its characters were in use.
  let blockCosts = blockCounts.map { cost((0.99 * $0 / total + 0.01 / 512) / 24) }
  return (hanziCosts, blockCosts)
}

func singleByteCosts(_ charset: String, _ corpora: Corpora) -> [UInt8] {
  let languages: [String] =
    switch charset {
    case "windows-1252": ["deu", "fra", "ita", "por", "spa"]
    case "windows-1250", "iso-8859-2": ["pol"]
    case "windows-1251", "iso-8859-5", "ibm866", "koi8-r": charset == "koi8-r" ? ["rus"] : ["rus", "ukr"]
    case "windows-1253": ["ell"]
    case "windows-1254": ["tur"]
    case "windows-1255": ["heb"]
    case "windows-874": ["tha"]
    case "windows-1258": ["vie"]
    default: []
    }
  let kinds = EncodingModel.Before.allCases.count
  var counts = [Double](repeating: 0, count: kinds * 128)
  for language in languages {
    let bytes = encode(corpora.languages[language]!, to: charset)
    for (before, byte) in zip(bytes, bytes.dropFirst()) where byte >= 0x80 {
      counts[EncodingModel.Before(before).rawValue * 128 + Int(byte) - 0x80] += 1
    }
  }
  let total = counts.reduce(0, +)
  return (0..<kinds).flatMap { kind in
    let row = counts[kind * 128..<(kind + 1) * 128]
    let sum = row.reduce(0, +) + 1
    // A high byte where this language has none before it is a surprise of its own.
    let entry = sum / (total + Double(kinds))
    return (0..<128).map { byte in
      let seen = row[row.startIndex + byte] / sum
      return decodes([UInt8(0x80 + byte)], charset)
        ? cost((0.97 * seen + 0.03 / 128) * min(1, entry * 3)) : EncodingModel.invalid
    }
  }
}
