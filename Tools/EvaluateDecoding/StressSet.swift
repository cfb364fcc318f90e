import Glibc
import ToolSupport

/// Documents in every encoding, length and wrapping, with fixed seeds.
struct StressSet {
  struct Document {
    /// The row of the table, as `utf-8-cut`; the encoding that is right; the length aimed at.
    var kind: String
    var encoding: String
    var length: Int
    var wrapping: String
    var bytes: [UInt8]
    var isCore: Bool { ["utf-8", "utf-8-cut", "gbk", "gb18030-4", "big5", "hkscs"].contains(kind) }
  }

  private(set) var documents: [Document] = []
  let simplified: [String]
  let traditional: [String]
  static let lengths = [20, 50, 100, 300, 1000, 10_000]
  static let wrappings = ["plain", "html", "right-meta", "wrong-meta", "markup", "corrupt"]
  private static let samples = 12

  init(folder: String) throws {
    simplified = try Self.corpus(folder, ["hans_cmrc_wiki", "hans_govreport", "hans_deb_docs"], "zho-CN")
    traditional = try Self.corpus(folder, ["hant_drcd_wiki", "hant_gazette", "hant_deb_docs"], "zho-TW")
    let language = { (name: String) in try Self.heldOut(Files.lines("\(folder)/ntrex/\(name).txt")) }
    let western = try language("fra") + language("deu") + language("spa")
    // Kind, right answer, ICU's charset, text, characters to sprinkle in.
    let kinds: [(String, String, String, [String], String)] = [
      ("utf-8", "utf-8", "utf-8", simplified + traditional, ""),
      ("utf-8-cut", "utf-8", "utf-8", simplified + traditional, ""),
      ("gbk", "gb18030", "gbk", simplified, ""),
      ("gb18030-4", "gb18030", "gb18030", simplified, "㐀𠮷𡃁㑇䶮𨭎㛃"),
      ("big5", "big5", "big5", traditional, ""),
      ("hkscs", "big5", "big5-hkscs", traditional, "嘅咗喺嚟啲冇"),
      ("euc-tw", "euc-tw", "euc-tw", traditional, ""),
      ("hz", "hz-gb-2312", "HZ", simplified, ""),
      ("iso-2022-cn", "iso-2022-cn", "iso-2022-cn", simplified, ""),
      ("utf-16le", "utf-16le", "utf-16le", simplified, ""),
      ("utf-16be", "utf-16be", "utf-16be", traditional, ""),
      ("euc-jp", "euc-jp", "euc-jp", try language("jpn"), ""),
      ("shift_jis", "shift_jis", "shift_jis", try language("jpn"), ""),
      ("euc-kr", "euc-kr", "windows-949", try language("kor"), ""),
      ("windows-1252", "windows-1252", "windows-1252", western, ""),
      ("windows-1251", "windows-1251", "windows-1251", try language("rus"), ""),
      ("koi8-r", "koi8-r", "koi8-r", try language("rus"), ""),
    ]
    var random = SplitMix(state: 20_26)
    for (kind, right, charset, texts, rare) in kinds {
      for length in Self.lengths {
        for wrapping in Self.wrappings {
          for _ in 0..<Self.samples {
            documents.append(
              Document(
                kind: kind, encoding: right, length: length, wrapping: wrapping,
                bytes: Self.make(kind, right, charset, texts, rare, length, wrapping, &random)))
          }
        }
      }
    }
  }

  private static func make(
    _ kind: String, _ right: String, _ charset: String, _ texts: [String], _ rare: String, _ length: Int,
    _ wrapping: String, _ random: inout SplitMix
  ) -> [UInt8] {
    var text = ""
    let start = random.below(texts.count)
    var index = start
    while text.utf8.count < length * 2 + 60 {
      text += texts[index % texts.count] + "\n"
      index += 1
    }
    // From a place within the first line that has something beyond ASCII near.
    var scalars = Array(text.unicodeScalars)
    let first = scalars.firstIndex { $0.value > 0x7F } ?? 0
    scalars.removeFirst(first)
    if !rare.isEmpty {
      let extra = Array(rare.unicodeScalars)
      for place in stride(from: 2, to: scalars.count, by: 9) {
        scalars[place] = extra[random.below(extra.count)]
      }
    }
    if wrapping == "markup" {
      // Some three tenths of the bytes.
      var marked: [Unicode.Scalar] = []
      for (place, scalar) in scalars.enumerated() {
        if place % 24 == 12 { marked += Array("<a href=\"/n/1\">".unicodeScalars) }
        marked.append(scalar)
      }
      scalars = marked
    }
    var body: [UInt8] = []
    var low = 1
    var high = scalars.count
    while low < high {
      let middle = (low + high + 1) / 2
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[..<middle])
      body = encode(Array(String(view).utf8), to: charset)
      if body.count <= length { low = middle } else { high = middle - 1 }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[..<low])
    let meta: String? =
      switch wrapping {
      case "right-meta": right
      case "wrong-meta":
        ["utf-8", "gb2312", "big5", "iso-8859-1"].first {
          !right.hasPrefix($0.prefix(2)) && random.below(2) == 0
        } ?? (right == "utf-8" ? "gb2312" : "utf-8")
      default: nil
      }
    if wrapping.hasSuffix("meta") || wrapping == "html" {
      let head = meta.map { "<meta charset=\"\($0)\">" } ?? ""
      body = encode(
        Array("<html><head>\(head)<title></title></head><body><p>\(String(view))</p></body></html>".utf8),
        to: charset)
    } else {
      body = encode(Array(String(view).utf8), to: charset)
    }
    if kind == "utf-8-cut" {
      body.removeFirst(min(body.count - 1, 1 + random.below(2)))
      body.removeLast(min(body.count - 1, 1 + random.below(2)))
    }
    if wrapping == "corrupt" {
      for _ in 0..<max(1, body.count / 100) { body[random.below(body.count)] = UInt8(random.below(256)) }
    }
    return body
  }

  private static func corpus(_ folder: String, _ names: [String], _ ntrex: String) throws -> [String] {
    try heldOut(Files.lines("\(folder)/ntrex/\(ntrex).txt"))
      + names.flatMap { heldOut(try decompress("\(folder)/corpus/\($0).txt.zst")).prefix(400) }
  }

  private static func heldOut(_ lines: [String]) -> [String] {
    lines.enumerated().filter {
      $0.offset % 10 == 9 && $0.element.unicodeScalars.contains { $0.value > 0x7F }
    }
    .map(\.element)
  }

  private static func decompress(_ path: String) throws -> [String] {
    guard let pipe = popen("zstd -dcq '\(path)' | head -n 5000", "r") else {
      throw ToolError("cannot run zstd")
    }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }
}

struct SplitMix {
  var state: UInt64
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
