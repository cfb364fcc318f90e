import FaultSimulator
import ToolSupport

/// Breaks the pages of `Tools/MakeExamples/sources` in the ways that the README shows: `MakeExamples SOURCES EXAMPLES`.
///
/// The example pages were written for this project; those that need no breaking stand in `Examples` already.
@main
struct MakeExamples {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw ToolError("usage: MakeExamples SOURCES EXAMPLES") }
    func source(_ name: String) throws -> String {
      String(decoding: try Files.read("\(arguments[1])/\(name)"), as: UTF8.self)
    }
    let orchard = try source("orchard.html")
    let ferry = try source("ferry.html")
    let observatory = try source("observatory.txt")
    let pages: [(name: String, bytes: [UInt8])] = [
      ("orchard-gb18030.html", Charset.gbk.encode(orchard)),
      ("ferry-big5.html", Charset.big5.encode(ferry)),
      ("flood.txt", Array(mirror.broken(try source("flood.txt")).utf8)),
      ("bridge-entities.html", Array(escapedTwice(try source("bridge.html")).utf8)),
      ("observatory.txt", Array(TextFault.misread(observatory, in: .utf8, as: .windows1252).utf8)),
      ("crawl.jsonl", Array(crawl(orchard: orchard, ferry: ferry, observatory: observatory).utf8)),
    ]
    for page in pages {
      try Files.write(page.bytes, to: "\(arguments[2])/\(page.name)")
    }
  }

  /// A mirror that annotates the characters that it holds to be difficult, and tears others apart with them.
  static let mirror = AnnotatedGBKFault(
    annotations: [
      ("開", "kāi"), ("會", "huì"), ("聽", "tīng"), ("報", "bào"), ("務", "wù"), ("進", "jìn"), ("體", "tǐ"),
      ("導", "dǎo"), ("總", "zǒng"), ("講", "jiǎng"), ("長", "zhǎng"), ("嚴", "yán"), ("強", "qiáng"),
      ("調", "diào"),
      ("對", "duì"), ("動", "dòng"), ("備", "bèi"), ("數", "shù"), ("應", "yīng"), ("場", "chǎng"), ("設", "shè"),
      ("參", "cān"), ("負", "fù"), ("責", "zé"), ("險", "xiǎn"), ("據", "jù"), ("門", "mén"), ("點", "diǎn"),
      ("藥", "yào"), ("發", "fā"), ("現", "xiàn"), ("達", "dá"), ("區", "qū"), ("執", "zhí"), ("員", "yuán"),
      ("護", "hù"), ("轉", "zhuǎn"), ("當", "dāng"), ("傳", "chuán"), ("練", "liàn"), ("準", "zhǔn"), ("確", "què"),
    ])

  /// The paragraphs' characters as references, and these escaped again, as a careless feed does it.
  static func escapedTwice(_ page: String) -> String {
    page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("<p>"), line.hasSuffix("</p>") else { return String(line) }
      let text = TextFault.references(String(line.dropFirst(3).dropLast(4)))
      return "<p>\(TextFault.escaped(text))</p>"
    }.joined(separator: "\n")
  }

  /// Records of every kind that `clean` reads, one a line.
  static func crawl(orchard: String, ferry: String, observatory: String) -> String {
    let records = [
      "{\"id\":\"html\",\"url\":\"https://news.example.com.tw/life/0309.html\",\"html\":\(quoted(ferry)),\"crawler\":{\"depth\":3}}",
      "{\"id\":\"bytes\",\"url\":\"http://www.example.cn/nong/7.html\",\"content_type\":\"text/html\","
        + "\"bytes\":\"\(Base64Text.encoded(Charset.gbk.encode(orchard)))\"}",
      "{\"id\":\"text\",\"text\":\(quoted(TextFault.references(observatory, hexadecimal: true, ampersand: "")))}",
      "{\"id\":\"misread\",\"text\":\(quoted(TextFault.misread(observatory, in: .gbk, as: .latin1)))}",
      "{\"id\":\"spaced\",\"text\":\(quoted(TextFault.spaced("步道桥今日通行，两岸居民过河只需五分钟。")))}",
    ]
    return records.map { $0 + "\n" }.joined()
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      + "\""
  }
}
