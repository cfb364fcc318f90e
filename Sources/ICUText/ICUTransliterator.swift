import CICU
import Glibc

/// Why ICU made no transliterator, or could not run it.
public struct ICUTransliteratorError: Error, Hashable, CustomStringConvertible {
  /// ICU's name of the error, as `U_MISSING_OPERATOR`.
  public var name: String
  /// The line in the rules, from 1, and the byte offset in them; nil for an ID or where ICU does not tell.
  public var line: Int?
  public var offset: Int?
  /// The rule text around that place.
  public var context: String

  public var description: String {
    guard let line, let offset else { return "ICU transliterator: \(name)" }
    return "ICU transliteration rules, line \(line), byte \(offset): \(name) near `\(context)`"
  }
}

/// One of ICU's transliterators, by ID or from rules, over UTF-8.
///
/// Making one takes milliseconds, so keep it. Safe to use from many threads: ICU's own objects are not, so each call
/// works on a clone, kept for the next call.
public final class ICUTransliterator: @unchecked Sendable {
  // `idle` and nothing else changes; `lock` guards it.
  private let original: OpaquePointer
  private var idle: [OpaquePointer] = []
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  /// A transliterator that ICU has, as `Traditional-Simplified` or `Fullwidth-Halfwidth`.
  public convenience init(id: String) throws(ICUTransliteratorError) {
    var error = jk_transliterator_error()
    try self.init(opened: jk_transliterator_open_id(id, &error), error)
  }

  /// A transliterator from rules in ICU's syntax.
  ///
  /// - Parameter rules: UTF-8.
  /// - Throws: the error with the line and byte offset at which ICU stopped.
  public convenience init(rules: [UInt8]) throws(ICUTransliteratorError) {
    var error = jk_transliterator_error()
    try self.init(opened: jk_transliterator_open_rules(rules, rules.count, &error), error)
  }

  private init(opened: OpaquePointer?, _ error: jk_transliterator_error) throws(ICUTransliteratorError) {
    guard let opened else { throw ICUTransliteratorError(error) }
    original = opened
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
  }

  deinit {
    idle.forEach(jk_transliterator_close)
    jk_transliterator_close(original)
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// The text, transliterated. Ill-formed UTF-8 becomes U+FFFD.
  ///
  /// - Throws: when ICU fails, as on a text above 500 MB.
  public func transliterate(_ text: UnsafeBufferPointer<UInt8>) throws(ICUTransliteratorError) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    var error = jk_transliterator_error()
    guard let worker = takeIdle() ?? jk_transliterator_clone(original, &error) else {
      throw ICUTransliteratorError(error)
    }
    defer { keep(worker) }
    var count = 0
    guard let result = jk_transliterate(worker, text.baseAddress, text.count, &count, &error) else {
      throw ICUTransliteratorError(error)
    }
    defer { free(result) }
    return Array(UnsafeBufferPointer(start: result, count: count))
  }

  public func transliterate(_ text: [UInt8]) throws(ICUTransliteratorError) -> [UInt8] {
    let result: Result<[UInt8], ICUTransliteratorError> = text.withUnsafeBufferPointer { buffer in
      do throws(ICUTransliteratorError) { return .success(try transliterate(buffer)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func takeIdle() -> OpaquePointer? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return idle.popLast()
  }

  private func keep(_ worker: OpaquePointer) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    idle.append(worker)
  }
}

extension ICUTransliteratorError {
  init(_ error: jk_transliterator_error) {
    name = error.name.map { String(cString: $0) } ?? "U_INTERNAL_PROGRAM_ERROR"
    line = error.line > 0 ? Int(error.line) : nil
    offset = error.offset >= 0 ? Int(error.offset) : nil
    context = Self.text(error.before) + Self.text(error.behind)
  }

  /// A C array of characters up to its NUL, which Swift sees as a tuple.
  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
