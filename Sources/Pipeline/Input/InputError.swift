import Jiaokan
import SystemPackage

/// Why an input, or the rest of it, could not be read.
public enum InputError: Error, Hashable, CustomStringConvertible {
  case unreadable(name: String, Errno)
  case isFolder(name: String)
  case noPages(folder: String)
  /// A compressed stream ends or breaks at byte `offset` of the file; what came before was read.
  case truncated(name: String, format: String, offset: Int)
  case corrupt(name: String, format: String, offset: Int)
  /// A line of text beyond what a stage can take.
  case lineTooLong(name: String, limit: Int)
  /// Text that is not in its encoding, under the policy `strict`.
  case undecodable(name: String, DecodingError)
  /// A WARC record that does not begin or end as it says, at byte `offset` of the uncompressed stream.
  case malformedRecord(name: String, reason: String, offset: Int)

  public var description: String {
    switch self {
    case .unreadable(let name, let errno): "\(name): cannot be read: \(errno)"
    case .isFolder(let name): "\(name): is a folder; name the files in it"
    case .noPages(let folder):
      "\(folder): no pages in this folder (looked for \(InputFormat.extensions.map { ".\($0)" }.joined(separator: " ")), each also .gz and .zst)"
    case .truncated(let name, let format, let offset):
      "\(name): the \(format) data ends too early, at byte \(offset); all before it was read"
    case .corrupt(let name, let format, let offset):
      "\(name): the \(format) data is damaged at byte \(offset); all before it was read"
    case .lineTooLong(let name, let limit): "\(name): a line is longer than \(limit) bytes; split it"
    case .undecodable(let name, let error):
      "\(name): \(error); name the encoding with --encoding, or use --errors replace"
    case .malformedRecord(let name, let reason, let offset):
      "\(name): \(reason) at byte \(offset); all before it was read"
    }
  }

  /// What an error record says of a stream that breaks; nil when nothing could be read at all.
  var record: RecordError? {
    switch self {
    case .unreadable, .isFolder, .noPages, .lineTooLong, .undecodable: nil
    case .truncated(_, _, let offset): RecordError(.truncatedInput, description, offset: offset)
    case .corrupt(_, _, let offset): RecordError(.corruptInput, description, offset: offset)
    case .malformedRecord(_, _, let offset): RecordError(.corruptInput, description, offset: offset)
    }
  }
}
