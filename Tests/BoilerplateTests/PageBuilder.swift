import Boilerplate
import TextCore

/// Builds documents as Markup hands them over.
struct PageBuilder {
  private(set) var text: [UInt8] = []
  private var blocks: [Block] = []
  private var elements: [Element] = []

  /// Lines of plain text.
  static func plain(_ lines: [String]) -> Document {
    var builder = PageBuilder()
    for line in lines { builder.add(line, element: nil) }
    return builder.document
  }

  var document: Document {
    var document = Document(text: text)
    document.blocks = blocks
    document.elements = elements
    return document
  }

  /// Opens an element under `parent`.
  mutating func element(_ tag: String, names: String = "", in parent: Int? = nil) -> Int {
    elements.append(Element(tag: tag, parent: parent, names: names))
    return elements.count - 1
  }

  mutating func add(
    _ line: String, element: Int?, linked: Bool = false, heading: Int = 0, metadata: String? = nil
  ) {
    if !blocks.isEmpty { text.append(0x0A) }
    let start = text.count
    text.append(contentsOf: line.utf8)
    var block = Block(range: start..<text.count)
    block.element = element
    block.linkedBytes = linked ? block.range.count : 0
    block.headingLevel = heading
    block.metadata = metadata
    blocks.append(block)
  }
}

/// Sentences written for these tests.
enum Prose {
  static let paragraphs = [
    "青石镇图书馆昨天重新开放，馆长周明远在门口迎接第一批读者，并且介绍了新添的两万册藏书。",
    "据了解，这座图书馆因为屋顶漏水关闭了将近两年，镇里先后三次筹款，居民们也捐出了不少旧书和桌椅。",
    "“我们希望孩子们放学以后有一个安静的地方。”周明远表示，阅览室每天开到晚上九点，周末也不休息。",
    "退休教师林素梅说，她已经在这里办了借书证，打算每个星期带孙子来两次，因为家里的书早就看完了。",
    "目前，图书馆还在征集志愿者，负责整理书架和给低年级学生讲故事，有兴趣的居民可以到服务台登记。",
  ]
}
