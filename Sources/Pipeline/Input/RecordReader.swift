import Jiaokan

/// Turns inputs into batches of records, in order. Used by one thread at a time.
final class RecordReader {
  private let format: InputFormat?
  private let report: (InputError) -> Void
  private let longestPage: Int
  /// Paths still to be read, the next one last; nil is standard input.
  private var waiting: [String?]
  private var current: Current?
  /// Behind what was given last.
  private var position = InputPosition()
  /// Where an earlier run has stopped, until it is reached.
  private var start: InputPosition?

  private enum Current {
    case lines(ByteReader, nextLine: Int, isInsideOverlong: Bool)
    case archive(ByteReader, WARCReader)
    /// All was read that could be.
    case broken(ByteReader)
  }

  /// - Parameters:
  ///   - inputs: files and folders; `-` is standard input, as is an empty list.
  ///   - format: what every input holds; nil tells each by its name and content.
  ///   - start: where reading begins.
  ///   - longestPage: longer pages become errors; bytes.
  ///   - report: told of inputs that cannot be read; the others go on.
  init(
    inputs: [String], format: InputFormat?, from start: InputPosition = .init(),
    longestPage: Int = Limits.record,
    report: @escaping (InputError) -> Void
  ) {
    self.format = format
    self.report = report
    self.longestPage = longestPage
    self.start = start
    waiting = inputs.isEmpty ? [nil] : inputs.reversed().map { $0 == "-" ? nil : $0 }
  }

  /// The next batch; nil at the end, or when the run is to stop.
  func next() -> Batch? {
    if let start { skip(to: start) }
    let batch = nextBatch()
    // What was read when the request came may be cut.
    return Interruption.isRequested ? nil : batch
  }

  private func nextBatch() -> Batch? {
    var pages: [PlacedPage] = []
    var size = 0
    while size < Limits.batch {
      if case .lines(let reader, let line, let isInsideOverlong) = current {
        // Pages read before these lines go first.
        if !pages.isEmpty { break }
        if let batch = nextLines(reader, line, isInsideOverlong) { return batch }
      } else if current == nil, waiting.isEmpty {
        break
      }
      guard let page = nextPage() else { continue }
      size += page.size
      pages.append(PlacedPage(page: page, end: position))
    }
    return pages.isEmpty ? nil : .pages(pages)
  }

  /// Opens the next input, or takes a page of an open one; nil where that gives none.
  private func nextPage() -> Result<Page, IdentifiedError>? {
    let page: Result<Page, IdentifiedError>?
    switch current {
    case nil: page = waiting.popLast().flatMap(open)
    case .archive(let reader, var archive):
      page = archive.next() ?? end(of: reader)
      if current != nil { current = .archive(reader, archive) }
    case .broken(let reader), .lines(let reader, _, _): page = end(of: reader)
    }
    if page != nil { position.units += 1 }
    return page
  }

  /// Steps over what an earlier run has done. Inputs behind which it has come are opened only, so that the run reports
  /// again which cannot be read.
  private func skip(to start: InputPosition) {
    self.start = nil
    while position.inputs < start.inputs - 1, let path = waiting.popLast() {
      do throws(InputError) {
        if try expandFolder(path) { continue }
        position.inputs += 1
        if path != nil { _ = try OpenInput(path: path) }
      } catch {
        report(error)
      }
    }
    while position.inputs < start.inputs, !waiting.isEmpty { _ = nextPage() }
    if case .lines(let reader, _, _) = current {
      reader.skipLines(start.units)
      position.units = start.units
      current = .lines(reader, nextLine: start.units + 1, isInsideOverlong: false)
    }
    while position.units < start.units, current != nil { _ = nextPage() }
  }

  /// Puts a folder's pages in its place; false when the path is no folder.
  private func expandFolder(_ path: String?) throws(InputError) -> Bool {
    guard let path, PageFolder.isFolder(path) else { return false }
    waiting += try PageFolder.pages(in: path).reversed()
    return true
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
    position.units = line - 1 + count
    let place = PlaceOfLines(
      name: reader.name, input: position.inputs, firstLine: line, isOverlong: isOverlong)
    return .lines(isOverlong ? [] : bytes, place)
  }

  /// Opens the next path. A folder's pages take its place; a page is read at once.
  private func open(_ path: String?) -> Result<Page, IdentifiedError>? {
    do throws(InputError) {
      if try expandFolder(path) { return nil }
      position = InputPosition(inputs: position.inputs + 1)
      let reader = try OpenInput(path: path).reader
      switch format ?? path.flatMap(InputFormat.init(container:)) ?? .init(beginning: reader.peek(1 << 12)) {
      case .jsonl: current = .lines(reader, nextLine: 1, isInsideOverlong: false)
      case .warc: current = .archive(reader, WARCReader(reader, longestPage: longestPage))
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
    let bytes = reader.take(longestPage)
    guard reader.isAtEnd else {
      return .failure(IdentifiedError(id: reader.name, error: .tooLarge(longestPage)))
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
