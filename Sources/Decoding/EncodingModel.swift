import CTables
import TextCore

/// How surprising each code is in each encoding, in tenths of a bit: what Tools/TrainEncodingModel counted; and how
/// often answers come true.
package struct EncodingModel: @unchecked Sendable {
  // The tables are constant and live as long as the file.
  private let file: TableFile

  /// The encodings whose text is pairs of bytes; two tables for the planes of EUC-TW.
  package enum Pairs: Int, CaseIterable, Sendable {
    case gb18030, big5, eucTWPlane1, eucTWPlane2, eucJP, shiftJIS, eucKR
  }

  /// The single-byte encodings that the model knows.
  package static let singleByteNames = [
    "windows-1252", "windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254", "windows-1255",
    "windows-874", "windows-1258", "iso-8859-2", "iso-8859-5", "ibm866",
  ]

  /// A pair table has a row of 192 trails (0x40 to 0xFF) for each lead from 0x80; `invalid` where there is no code.
  package static let trails = 192
  package static let invalid: UInt8 = 255
  /// A single-byte table has, for each of these kinds of byte before, the cost of the 128 bytes from 0x80.
  package enum Before: Int, CaseIterable, Sendable {
    case letter, high, other

    package init(_ byte: UInt8) {
      self = byte >= 0x80 ? .high : (0x61...0x7A).contains(byte | 0x20) ? .letter : .other
    }
  }
  /// First and last ideograph with a cost of its own; other scalars are told apart by their upper bits.
  package static let hanzi: ClosedRange<UInt32> = 0x4E00...0x9FFF

  let pairs: [UnsafePointer<UInt8>]
  let hanziCosts: UnsafePointer<UInt8>
  /// By scalar >> 7 in the basic plane.
  let blockCosts: UnsafePointer<UInt8>
  let singleBytes: UnsafePointer<UInt8>
  package let calibration: ConfidenceMap

  package static let shared = EncodingModel(
    TableFile(embedded: jk_encoding_model_bytes(), count: jk_encoding_model_size))

  /// - Parameter file: the sections that Tools/TrainEncodingModel writes; the last may be absent there.
  package init(_ file: TableFile) {
    self.file = file
    func section(_ index: Int) -> UnsafePointer<UInt8> {
      file.section(index, as: UInt8.self).baseAddress!  // a trained model has its sections
    }
    pairs = Pairs.allCases.map { section($0.rawValue) }
    hanziCosts = section(Pairs.allCases.count)
    blockCosts = section(Pairs.allCases.count + 1)
    singleBytes = section(Pairs.allCases.count + 2)
    calibration = ConfidenceMap(
      file.sectionCount > Pairs.allCases.count + 3
        ? Array(file.section(Pairs.allCases.count + 3, as: UInt16.self)) : [])
  }

  /// The cost of a scalar in any Unicode form.
  @inline(__always)
  func cost(scalar: UInt32) -> Int {
    if scalar >= 0x10000 { return 190 }
    if Self.hanzi.contains(scalar) { return Int(hanziCosts[Int(scalar - Self.hanzi.lowerBound)]) }
    return Int(blockCosts[Int(scalar >> 7)])
  }

  /// The table of a single-byte encoding: 128 costs for each kind of byte before.
  func singleByte(_ index: Int) -> UnsafePointer<UInt8> {
    singleBytes + index * Before.allCases.count * 128
  }
}
