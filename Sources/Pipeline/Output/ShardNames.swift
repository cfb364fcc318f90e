/// The names of an output's files.
struct ShardNames {
  /// As the user gave it.
  let path: String
  /// Whether there is one file only, of that name.
  let isSingle: Bool

  /// `articles.jsonl.gz` becomes `articles-00000.jsonl.gz`.
  subscript(shard: Int) -> String {
    guard !isSingle else { return path }
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let dot = path[nameStart...].dropFirst().firstIndex(of: ".") ?? path.endIndex
    let number = "\(shard)"
    return path[..<dot] + "-" + String(repeating: "0", count: max(0, 5 - number.count)) + number
      + path[dot...]
  }
}
