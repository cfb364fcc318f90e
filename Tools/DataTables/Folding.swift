import TextCore
import ToolSupport

/// Characters to their simplified form one by one, for `HanFolding`: a page table of scalars (UInt32, 0: the
/// character itself). OpenCC's preferred target; where it has no entry, Unihan's first other kSimplifiedVariant.
func compileFolding(sources: String) throws -> [UInt8] {
  var table = TableBuilder()
  table.add(pages: try foldedCharacters(sources: sources), default: 0)
  return table.build()
}

/// What folding changes.
func foldedCharacters(sources: String) throws -> [UInt32: UInt32] {
  var folded: [UInt32: UInt32] = [:]
  for record in try SourceFile.records("\(sources)/unihan-simplified.txt", fields: 2) {
    let source = try SourceFile.scalar(record[0])
    let targets = try record[1].split(separator: " ").map { try SourceFile.scalar($0) }
    folded[source] = targets.first { $0 != source }
  }
  for record in try SourceFile.records("\(sources)/opencc-TSCharacters.txt", fields: 2) {
    let source = try SourceFile.scalar(record[0])
    let target = try SourceFile.scalar(record[1].prefix { $0 != " " })
    folded[source] = target == source ? nil : target
  }
  return folded
}
