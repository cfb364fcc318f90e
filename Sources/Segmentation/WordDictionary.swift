import TextCore
public struct WordDictionary: Sendable {
  public init(contents: [UInt8], name: String) throws(WordDictionaryError) {}
}
public struct WordDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
