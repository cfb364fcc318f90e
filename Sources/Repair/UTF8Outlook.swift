import LanguageModel

/// The most frequent character that a beginning in UTF-8 can become, so that a search does not drop beginnings for
/// want of evidence.
///
/// A view of tables that live as long as the process, so that a search may copy it for nothing.
struct UTF8Outlook: BitwiseCopyable, @unchecked Sendable {
  // The buffers are made once by `init`, which only `shared` calls, and never written again.
  static let shared = UTF8Outlook()

  private static let rarest: Float = -16
  /// By the bits so far, where one byte is still missing, and where two are.
  private let byOne: UnsafeBufferPointer<Float>
  private let byTwo: UnsafeBufferPointer<Float>

  private init() {
    let model = CharacterModel.builtIn
    // Nothing is known of what follows an unknown character, so this state scores by frequency alone.
    let nowhere = model.advance(model.start, with: 0)
    var byOne = [Float](repeating: Self.rarest, count: 0x400)
    var byTwo = [Float](repeating: Self.rarest, count: 0x10)
    for scalar in UInt32(0x80)..<0x10000 {
      let token = model.token(of: scalar)
      guard token != 0, token != CharacterModel.skipped else { continue }
      let score = model.score(token, after: nowhere)
      byOne[Int(scalar >> 6)] = max(byOne[Int(scalar >> 6)], score)
      if scalar >= 0x800 { byTwo[Int(scalar >> 12)] = max(byTwo[Int(scalar >> 12)], score) }
    }
    (self.byOne, self.byTwo) = (.lasting(byOne), .lasting(byTwo))
  }

  /// The logarithm of the best character's frequency.
  @inline(__always)
  func best(_ bits: UInt32, missing: UInt8) -> Float {
    switch missing {
    case 1 where bits < 0x400: byOne[Int(bits)]
    case 2 where bits < 0x10: byTwo[Int(bits)]
    default: Self.rarest
    }
  }
}
