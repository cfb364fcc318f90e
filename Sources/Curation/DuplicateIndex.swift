import Glibc

/// Remembers the fingerprints of the documents that were kept, in memory that does not grow.
///
/// A set-associative table: each key has its bucket of eight places, and where all are taken the oldest gives way, so
/// among very many documents the earliest are forgotten. The same documents in the same order always find the same
/// duplicates.
public final class DuplicateIndex {
  public enum Sameness: String, Sendable, CaseIterable {
    /// All letters, digits and hanzi are the same.
    case exact
    /// One band of the fingerprint is: about three quarters of the text.
    case near
  }

  private struct Entry: BitwiseCopyable {
    var key: UInt64
    /// `Fingerprint.text` of the document that the key came from.
    var document: UInt64
  }

  private static let ways = 8

  private let sameness: Sameness
  private let entries: UnsafeMutableBufferPointer<Entry>
  private let bucketMask: UInt64

  /// - Parameter memory: bytes at most; a document takes 16, or 240 where near duplicates are looked for. Memory is
  ///   touched only as it fills.
  public init(_ sameness: Sameness, memory: Int) {
    self.sameness = sameness
    var buckets = 1
    let bucketSize = Self.ways * MemoryLayout<Entry>.stride
    while 2 * buckets * bucketSize <= memory { buckets *= 2 }
    bucketMask = UInt64(buckets - 1)
    let count = buckets * Self.ways
    // Zeros that the system gives need not be written.
    guard let start = calloc(count, MemoryLayout<Entry>.stride) else { preconditionFailure("out of memory") }
    entries = .init(start: start.bindMemory(to: Entry.self, capacity: count), count: count)
  }

  deinit { free(entries.baseAddress) }

  /// Why a document is a duplicate of one that was remembered; nil, and it is remembered, when it is none.
  public func rejection(of fingerprint: Fingerprint) -> Rejection? {
    if let document = document(of: fingerprint.text) {
      return Rejection(.exactDuplicate, .document(document))
    }
    if sameness == .near {
      for band in fingerprint.bands {
        if let document = document(of: band) { return Rejection(.nearDuplicate, .document(document)) }
      }
    }
    remember(fingerprint)
    return nil
  }

  /// Takes a document in without a question, as when an earlier run is continued.
  public func remember(_ fingerprint: Fingerprint) {
    insert(fingerprint.text, fingerprint.text)
    if sameness == .near {
      for band in fingerprint.bands { insert(band, fingerprint.text) }
    }
  }

  private func bucket(of key: UInt64) -> Int { Int(key & bucketMask) * Self.ways }

  private func document(of key: UInt64) -> UInt64? {
    let start = bucket(of: key)
    for place in start..<start + Self.ways where entries[place].key == key { return entries[place].document }
    return nil
  }

  /// The newest entry of a bucket stands first.
  private func insert(_ key: UInt64, _ document: UInt64) {
    let start = bucket(of: key)
    var place = start + Self.ways - 1
    while place > start {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[start] = Entry(key: key, document: document)
  }
}
