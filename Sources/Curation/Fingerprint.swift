/// What is kept of a text to tell later whether another is the same, or nearly so.
///
/// The same text gives the same fingerprint in every run and on every machine, so fingerprints of several runs can be
/// joined: documents that share a band are candidates for near duplicates.
public struct Fingerprint: Sendable, Hashable {
  /// 14 bands of 8 values, as FineWeb has them: of two documents whose shingles are 75 % the same, 77 % share a
  /// band; at 50 % it is 5 %, at 90 % all but 4 in ten thousand.
  public static let bandCount = 14
  static let rows = 8
  /// Characters of a shingle: about three words of Chinese.
  private static let shingle = 5

  /// A hash of all letters, digits and hanzi in their order: equal for exact duplicates.
  public var text: UInt64
  /// A hash of each band of the MinHash signature.
  public var bands: [UInt64]

  public init(text: UInt64, bands: [UInt64]) {
    self.text = text
    self.bands = bands
  }

  /// - Parameter text: valid UTF-8. Nil when it has no letter, digit or hanzi: empty texts are not each other's
  ///   duplicates. O(text).
  public init?(_ text: UnsafeBufferPointer<UInt8>) {
    // One permutation hashing (Li, Owen and Zhang 2012): one hash a shingle, whose value chooses the place in the
    // signature, instead of one hash for each place.
    var signature = [UInt64](repeating: .max, count: Self.bandCount * Self.rows)
    var whole: UInt64 = 0
    var isEmpty = true
    let places = UInt64(signature.count)
    signature.withUnsafeMutableBufferPointer { signature in
      Shingles.forEach(of: text, length: Self.shingle) { hash in
        isEmpty = false
        whole = Shingles.mixed(whole ^ hash)
        let place = Int(((hash >> 32) &* places) >> 32)
        signature[place] = min(signature[place], hash)
      }
    }
    guard !isEmpty else { return nil }
    Self.fillEmpty(&signature)
    self.text = whole
    bands = (0..<Self.bandCount).map { band in
      (0..<Self.rows).reduce(UInt64(band)) { Shingles.mixed($0 ^ signature[band * Self.rows + $1]) }
    }
  }

  /// Places that no shingle fell into take the value of another one (Shrivastava 2017), chosen by the place alone, so
  /// that similar texts choose alike.
  private static func fillEmpty(_ signature: inout [UInt64]) {
    let sparse = signature
    for place in signature.indices where sparse[place] == .max {
      var attempt: UInt64 = 0
      var other = place
      while sparse[other] == .max {
        attempt += 1
        other = Int(Shingles.mixed(UInt64(place) << 32 | attempt) % UInt64(sparse.count))
      }
      signature[place] = sparse[other]
    }
  }
}
