import CTables
import TextCore

/// Characters to their simplified form one by one, whatever stands around them: for models and comparisons. Text is
/// converted by Conversion, which looks at the context.
///
/// OpenCC's TSCharacters, and Unihan's kSimplifiedVariant for what it lacks.
public enum HanFolding {
  private static let table = PageTable<UInt32>(
    TableFile(embedded: jk_folding_bytes(), count: jk_folding_size), section: 0)

  /// The simplified form of a character, or the scalar itself. O(1).
  public static func simplified(_ scalar: UInt32) -> UInt32 {
    let folded = table[scalar]
    return folded == 0 ? scalar : folded
  }

  /// Whether folding changes the character. Some that it changes, such as 著, 於 and 後, stand in simplified text
  /// too. O(1).
  public static func isTraditional(_ scalar: UInt32) -> Bool { table[scalar] != 0 }
}
