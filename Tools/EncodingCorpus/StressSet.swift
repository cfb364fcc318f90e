import FaultSimulator
import Foundation

/// Documents in every encoding, length and wrapping, made with a fixed seed.
package struct StressSet {
  package struct Document {
    /// The row of the table, as `utf-8-cut`; the encoding that is right; the length aimed at.
    package var kind: String
    package var encoding: String
    package var length: Int
    package var wrapping: Wrapping
    package var bytes: [UInt8]
    /// What a crawler of Chinese pages meets every day.
    package var isCore: Bool { ["utf-8", "utf-8-cut", "gbk", "gb18030-4", "big5", "hkscs"].contains(kind) }
  }

  package enum Wrapping: String, CaseIterable {
    case plain, html
    case rightMeta = "right-meta"
    case wrongMeta = "wrong-meta"
    case markup, corrupt
  }

  /// What one row is made of.
  private struct Kind {
    var name: String
    var encoding: String
    /// ICU's charset.
    var charset: String
    var lines: [String]
    /// Characters to sprinkle in.
    var rare = ""
  }

  package private(set) var documents: [Document] = []
  package static let lengths = [20, 50, 100, 300, 1000, 10_000]
  /// So short that answers are doubtful: what confidence is judged by.
  package static let shortLengths = [2, 4, 6, 8, 10, 12, 16, 20, 30, 40]
  package static let seed: UInt64 = 20_26

  /// - Parameter samples: documents of each encoding, length and wrapping.
  package init(
    _ text: StressText, lengths: [Int] = StressSet.lengths, seed: UInt64 = StressSet.seed, samples: Int = 12
  ) {
    let chinese = text.simplified + text.traditional
    let kinds = [
      Kind(name: "utf-8", encoding: "utf-8", charset: "utf-8", lines: chinese),
      Kind(name: "utf-8-cut", encoding: "utf-8", charset: "utf-8", lines: chinese),
      Kind(name: "gbk", encoding: "gb18030", charset: "gbk", lines: text.simplified),
      Kind(
        name: "gb18030-4", encoding: "gb18030", charset: "gb18030", lines: text.simplified, rare: "㐀𠮷𡃁㑇䶮𨭎㛃"),
      Kind(name: "big5", encoding: "big5", charset: "big5", lines: text.traditional),
      Kind(name: "hkscs", encoding: "big5", charset: "big5-hkscs", lines: text.traditional, rare: "嘅咗喺嚟啲冇"),
      Kind(name: "euc-tw", encoding: "euc-tw", charset: "euc-tw", lines: text.traditional),
      Kind(name: "hz", encoding: "hz-gb-2312", charset: "HZ", lines: text.simplified),
      Kind(name: "iso-2022-cn", encoding: "iso-2022-cn", charset: "iso-2022-cn", lines: text.simplified),
      Kind(name: "utf-16le", encoding: "utf-16le", charset: "utf-16le", lines: text.simplified),
      Kind(name: "utf-16be", encoding: "utf-16be", charset: "utf-16be", lines: text.traditional),
      Kind(name: "euc-jp", encoding: "euc-jp", charset: "euc-jp", lines: text.japanese),
      Kind(name: "shift_jis", encoding: "shift_jis", charset: "shift_jis", lines: text.japanese),
      Kind(name: "euc-kr", encoding: "euc-kr", charset: "windows-949", lines: text.korean),
      Kind(name: "windows-1252", encoding: "windows-1252", charset: "windows-1252", lines: text.western),
      Kind(name: "windows-1251", encoding: "windows-1251", charset: "windows-1251", lines: text.russian),
      Kind(name: "koi8-r", encoding: "koi8-r", charset: "koi8-r", lines: text.russian),
    ]
    var random = SplitMix(state: seed)
    for kind in kinds {
      for length in lengths {
        for wrapping in Wrapping.allCases {
          for _ in 0..<samples {
            documents.append(
              Document(
                kind: kind.name, encoding: kind.encoding, length: length, wrapping: wrapping,
                bytes: Self.bytes(kind, length, wrapping, &random)))
          }
        }
      }
    }
  }

  /// Writes each document to a file named by its number, and `documents.tsv`, which tells what they are.
  package func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var index = ""
    for (number, document) in documents.enumerated() {
      try Data(document.bytes).write(to: folder.appendingPathComponent("\(number)"))
      let fields = [
        "\(number)", document.kind, document.encoding, "\(document.length)", document.wrapping.rawValue,
        document.isCore ? "core" : "",
      ]
      index += fields.joined(separator: "\t") + "\n"
    }
    try Data(index.utf8).write(to: folder.appendingPathComponent("documents.tsv"))
  }

  private static func bytes(
    _ kind: Kind, _ length: Int, _ wrapping: Wrapping, _ random: inout SplitMix
  ) -> [UInt8] {
    var scalars = Self.scalars(kind, atLeast: length * 2 + 60, &random)
    if wrapping == .markup { scalars = marked(scalars) }
    let text = longestPrefix(of: scalars, charset: kind.charset, count: length)
    var body: [UInt8]
    switch wrapping {
    case .html: body = encode(page(text, meta: nil), as: kind.charset)
    case .rightMeta: body = encode(page(text, meta: kind.encoding), as: kind.charset)
    case .wrongMeta: body = encode(page(text, meta: wrongLabel(kind.encoding, &random)), as: kind.charset)
    case .plain, .markup, .corrupt: body = encode(text, as: kind.charset)
    }
    if kind.name == "utf-8-cut" {
      body.removeFirst(min(body.count - 1, 1 + random.below(2)))
      body.removeLast(min(body.count - 1, 1 + random.below(2)))
    }
    if wrapping == .corrupt {
      for _ in 0..<max(1, body.count / 100) { body[random.below(body.count)] = UInt8(random.below(256)) }
    }
    return body
  }

  /// Running text from the first character beyond ASCII of any line on.
  private static func scalars(
    _ kind: Kind, atLeast count: Int, _ random: inout SplitMix
  ) -> [Unicode.Scalar] {
    var text = ""
    var index = random.below(kind.lines.count)
    while text.utf8.count < count {
      text += kind.lines[index % kind.lines.count] + "\n"
      index += 1
    }
    var scalars = Array(text.unicodeScalars.drop(while: \.isASCII))
    let rare = Array(kind.rare.unicodeScalars)
    if !rare.isEmpty {
      for place in stride(from: 2, to: scalars.count, by: 9) {
        scalars[place] = rare[random.below(rare.count)]
      }
    }
    return scalars
  }

  /// With so many tags that they are some three tenths of the bytes.
  private static func marked(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let tag = Array("<a href=\"/n/1\">".unicodeScalars)
    return scalars.enumerated().flatMap { $0.offset % 24 == 12 ? tag + [$0.element] : [$0.element] }
  }

  private static func longestPrefix(of scalars: [Unicode.Scalar], charset: String, count: Int) -> String {
    var low = 1
    var high = scalars.count
    while low < high {
      let middle = (low + high + 1) / 2
      if encode(string(scalars[..<middle]), as: charset).count <= count {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return string(scalars[..<low])
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func page(_ text: String, meta: String?) -> String {
    let head = meta.map { "<meta charset=\"\($0)\">" } ?? ""
    return "<html><head>\(head)<title></title></head><body><p>\(text)</p></body></html>"
  }

  private static func wrongLabel(_ right: String, _ random: inout SplitMix) -> String {
    let wrong = ["utf-8", "gb2312", "big5", "iso-8859-1"].filter { !right.hasPrefix($0.prefix(2)) }
    return wrong[random.below(wrong.count)]
  }

  package static func encode(_ text: String, as charset: String) -> [UInt8] {
    Charset.convert(Array(text.utf8), from: .utf8, to: Charset(name: charset))
  }
}
