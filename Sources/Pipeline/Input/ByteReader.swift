/// Reads a source through one growing buffer, by counts and by lines.
///
/// A break in the source ends the stream as an end would; `fault` then says why.
final class ByteReader {
  let name: String
  private(set) var fault: InputError?
  private let source: any ByteSource
  private var buffer: [UInt8] = []
  /// First byte of `buffer` that was not taken.
  private var start = 0
  /// Offset in the stream of `buffer[start]`.
  private(set) var position = 0
  private var isAtSourceEnd = false
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

  init(_ source: any ByteSource, name: String) {
    self.source = source
    self.name = name
  }

  deinit { chunk.deallocate() }

  private var available: Int { buffer.count - start }

  /// Whether nothing is left.
  var isAtEnd: Bool { available == 0 && !fill() }

  /// The next bytes, at most `count`, without taking them.
  func peek(_ count: Int) -> ArraySlice<UInt8> {
    while available < count, fill() {}
    return buffer[start..<min(start + count, buffer.count)]
  }

  /// Takes up to `count` bytes; fewer only at the end.
  func take(_ count: Int) -> [UInt8] {
    while available < count, fill() {}
    let end = start + min(count, available)
    if start == 0, end == buffer.count {
      position += end
      return takeBuffer()
    }
    let taken = Array(buffer[start..<end])
    advance(to: end)
    return taken
  }

  /// Takes what is there already, or what one read gives; empty at the end.
  func takeAvailable(limit: Int) -> [UInt8] {
    isAtEnd ? [] : take(min(available, limit))
  }

  /// Steps over up to `count` bytes and tells how many there were, in constant memory.
  func skip(_ count: Int) -> Int {
    var left = count
    while left > 0, available > 0 || fill() {
      let step = min(left, available)
      advance(to: start + step)
      left -= step
    }
    return count - left
  }

  /// Takes whole lines, LF included: about `target` bytes of them, one line at least. The last line of the
  /// stream may lack its LF. Nil at the end.
  ///
  /// A line that does not end within `limit` bytes is given without its LF; the rest of it follows.
  func takeLines(about target: Int, limit: Int) -> [UInt8]? {
    var searched = start
    while available < limit {
      if available >= target {
        if let end = buffer.lastLF(from: searched) { return take(end + 1 - start) }
        searched = buffer.count
      }
      guard fill() else { break }
    }
    return available == 0 ? nil : take(min(available, limit))
  }

  /// Steps over `count` lines, or to the end, in constant memory.
  func skipLines(_ count: Int) {
    var left = count
    while left > 0, available > 0 || fill() {
      guard let end = buffer.firstLF(from: start) else {
        advance(to: buffer.count)
        continue
      }
      advance(to: end + 1)
      left -= 1
    }
  }

  /// Takes one line without its LF or CR LF; nil when there is none within `limit` bytes.
  func takeLine(limit: Int) -> [UInt8]? {
    var searched = 0
    while true {
      if let end = buffer.firstLF(from: start + searched) {
        var line = buffer[start..<end]
        if line.last == 0x0D { line.removeLast() }
        let taken = Array(line)
        advance(to: end + 1)
        return taken
      }
      searched = available
      guard searched < limit, fill() else { return nil }
    }
  }

  private func advance(to index: Int) {
    position += index - start
    start = index
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      start = 0
    } else if start > 1 << 20, start > buffer.count / 2 {
      buffer.removeSubrange(..<start)
      start = 0
    }
  }

  private func takeBuffer() -> [UInt8] {
    defer {
      buffer = []
      start = 0
    }
    return buffer
  }

  /// Appends a chunk of the source; false at its end.
  private func fill() -> Bool {
    guard !isAtSourceEnd else { return false }
    do {
      let count = try source.read(into: chunk)
      isAtSourceEnd = count == 0
      buffer.append(contentsOf: chunk[..<count])
    } catch {
      fault = error
      isAtSourceEnd = true
    }
    return !isAtSourceEnd
  }
}
