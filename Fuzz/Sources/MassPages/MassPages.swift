import FuzzSupport
import Jiaokan

/// FuzzMarkup's and FuzzBoilerplate's checks on millions of small pages, without libFuzzer and sanitizers:
/// `MassPages COUNT SEED FILE...`. Each page is made of tags and of pieces of the files, with a few bytes changed.
@main
struct MassPages {
  private static let tags = [
    "<p>", "</p>", "<div class=\"article_content\">", "</div>", "<br>", "<br/><br/>", "<table><tr><td>",
    "<td>",
    "</table>", "<a href=x>", "</a>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "]]>",
    "<h1>",
    "</h1>", "<title>", "</title>", "<meta name=\"description\" content=\"", "\">", "<ul><li>", "<ruby>",
    "<rt>",
    "</ruby>", "<pre>", "</pre>", "<body>", "</html>", "<frameset>", "<svg>", "<template>", "<textarea>",
    "<select>",
    "<script type=\"application/ld+json\">{\"headline\": \"", "&lt;", "&#12345;", "&#x110000;", "&nbsp;", "<",
    "<p hidden>", "<p style=\"display : none\">", "<p itemprop='articleBody'>", "\n", "\u{3000}", "来源：",
    "2020-03-11 09:30",
    "責任編輯：", "<time datetime=\"", "<noscript>", "</noscript>", "<?x", "<!DOCTYPE html>", "\u{FEFF}",
  ]

  static func main() {
    let arguments = MassArguments(CommandLine.arguments)
    let files = arguments.files
    var random = arguments.random
    let classifier = BoilerplateClassifier()
    var options = BoilerplateClassifier.Options()
    options.now = Timestamp("2020-03-11T01:30:00+08:00")
    for number in 1...arguments.count {
      var input: [UInt8] = []
      for _ in 0...random.below(12) {
        if random.below(3) == 0 {
          let file = files[random.below(files.count)]
          input += file[random.below(file.count)...].prefix(1 + random.below(60))
        } else {
          input += tags[random.below(tags.count)].utf8
        }
      }
      for _ in 0..<random.below(3) { input[random.below(input.count)] = UInt8(random.below(256)) }
      input.withUnsafeBufferPointer { Invariant.classifies($0, with: classifier, options: options) }
      if number % 100_000 == 0 { print(number) }
    }
  }
}
