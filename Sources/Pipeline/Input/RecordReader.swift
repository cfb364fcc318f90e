import Jiaokan

/// Turns inputs into batches of records, in order. Used by one thread at a time.
final class RecordReader {
  private let format: InputFormat?
  private let report: (InputError) -> Void
  /// Paths still to be read, the next one last; nil is standard input.
  private var waiting: [String?]
  private var current: Current?

  private enum Current {
    case lines(ByteReader, nextLine: Int, isInsideOverlong: Bool)
    case archive(ByteReader, WARCReader)
    /// All was read that could be.
    case broken(ByteReader)
  }

  /// - Parameters:
  ///   - inputs: files and folders; `-` is standard input, as is an empty list.
  ///   - format: what every input holds; nil tells each by its name and content.
  ///   - report: told of inputs that cannot be read; the others go on.
  init(inputs: [String], format: InputFormat?, report: @escaping (InputError) -> Void) {
    self.format = format
    self.report = report
    waiting = inputs.isEmpty ? [nil] : inputs.reversed().map { $0 == "-" ? nil : $0 }
  }

  func next() -> Batch? {
    var pages: [Result<Page, IdentifiedError>] = []
    var size = 0
    while size < Limits.batch {
      guard let current else {
        guard let path = waiting.popLast() else { break }
        if let page = open(path) {
          size += page.size
          pages.append(page)
        }
        continue
      }
      switch current {
      case .archive(let reader, var archive):
        let page = archive.next() ?? end(of: reader)
        if self.current != nil { self.current = .archive(reader, archive) }
        if let page {
          size += page.size
          pages.append(page)
        }
      case .broken(let reader):
        if let fault = end(of: reader) { pages.append(fault) }
      case .lines(let reader, let line, let isInsideOverlong):
        // Pages read before these lines go first.
        if !pages.isEmpty { return .pages(pages) }
        if let batch = nextLines(reader, line, isInsideOverlong) { return batch }
        if let fault = end(of: reader) { pages.append(fault) }
      }
    }
    return pages.isEmpty ? nil : .pages(pages)
  }

  private func nextLines(_ reader: ByteReader, _ line: Int, _ isInsideOverlong: Bool) -> Batch? {
    var isInside = isInsideOverlong
    while let bytes = reader.takeLines(about: Limits.batch, limit: Limits.record) {
      let isOverlong = bytes.count == Limits.record && bytes.last != 0x0A
      if isInside {
        // The overlong line was reported when it began; only its end is waited for.
        isInside = isOverlong
        guard !isOverlong, let end = bytes.firstLF(from: 0), end + 1 < bytes.count else { continue }
        let rest = Array(bytes[(end + 1)...])
        return lines(rest, of: reader, from: line, isOverlong: false)
      }
      return lines(bytes, of: reader, from: line, isOverlong: isOverlong)
    }
    return nil
  }

  private func lines(_ bytes: [UInt8], of reader: ByteReader, from line: Int, isOverlong: Bool) -> Batch {
    let count = isOverlong ? 1 : bytes.countOfLF
    current = .lines(reader, nextLine: line + count, isInsideOverlong: isOverlong)
    return .lines(
      isOverlong ? [] : bytes, PlaceOfLines(name: reader.name, firstLine: line, isOverlong: isOverlong))
  }

  /// Opens the next path. A folder's pages take its place; a page is read at once.
  private func open(_ path: String?) -> Result<Page, IdentifiedError>? {
    do throws(InputError) {
      if let path, PageFolder.isFolder(path) {
        waiting += try PageFolder.pages(in: path).reversed()
        return nil
      }
      let reader = try OpenInput(path: path).reader
      switch format ?? path.flatMap(InputFormat.init(container:)) ?? .init(beginning: reader.peek(1 << 12)) {
      case .jsonl: current = .lines(reader, nextLine: 1, isInsideOverlong: false)
      case .warc: current = .archive(reader, WARCReader(reader))
      case .html: return try page(reader, .html)
      case .text: return try page(reader, .text)
      case nil: return try page(reader, nil)
      }
    } catch {
      report(error)
    }
    return nil
  }

  private func page(_ reader: ByteReader, _ format: MarkupFormat?) throws(InputError) -> Result<
    Page, IdentifiedError
  > {
    let bytes = reader.take(Limits.record)
    guard reader.isAtEnd else {
      return .failure(IdentifiedError(id: reader.name, error: .tooLarge(Limits.record)))
    }
    if let fault = reader.fault {
      guard !bytes.isEmpty, fault.record != nil else { throw fault }
      // The page is kept as far as it goes; the break is told right behind it.
      current = .broken(reader)
    }
    return .success(Page(id: reader.name, format: format, bytes: bytes))
  }

  /// Closes the current input and gives the error record for a break in it.
  private func end(of reader: ByteReader) -> Result<Page, IdentifiedError>? {
    current = nil
    guard let fault = reader.fault else { return nil }
    guard let record = fault.record else {
      report(fault)
      return nil
    }
    return .failure(IdentifiedError(id: reader.name, error: record))
  }
}

extension Result where Success == Page {
  /// Bytes that the page or its error record takes up, roughly.
  fileprivate var size: Int { (try? get().bytes.count) ?? 256 }
}
