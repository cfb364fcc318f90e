import CTables
import TextCore

/// Weights for cutting text into words, with the dictionary they know: what `TrainSegmenter` writes.
public struct SegmentationModel: Sendable {
  /// The model that ships: news by default, Universal Dependencies as a second layer.
  public static let builtIn = SegmentationModel(
    embedded: TableFile(embedded: jk_segmenter_bytes(), count: jk_segmenter_size))

  /// Three of the characters, and the scale.
  package static let headerSections = 4
  package let characters: CharacterTable
  /// What all standards share, and what the second one adds.
  package let base: ModelLayer
  package let second: ModelLayer?
  /// Steps of a score that make a unit of the weights that were learned.
  package let scale: Float
  private let file: TableFile

  /// - Throws: `SegmentationModelError` when the bytes are no model.
  public init(contents: [UInt8], name: String) throws(SegmentationModelError) {
    guard let file = TableFile(contents: contents), Self.sectionCounts.contains(file.sectionCount) else {
      throw SegmentationModelError(name: name)
    }
    self.init(embedded: file)
    guard characters.isWhole, base.isWhole(characters: characters.count),
      second?.isWhole(characters: characters.count) ?? true
    else { throw SegmentationModelError(name: name) }
  }

  private init(embedded file: TableFile) {
    self.file = file
    characters = CharacterTable(file, section: 0)
    scale = file.section(3, as: Float.self).first ?? 1
    base = ModelLayer(file, section: Self.headerSections)
    second =
      file.sectionCount == Self.sectionCounts[1]
      ? ModelLayer(file, section: Self.headerSections + ModelLayer.sectionCount) : nil
  }

  /// The bytes of all sections but those of the second layer, for a trainer that adds one.
  package var baseSections: [[UInt8]] { (0..<Self.sectionCounts[0]).map { Array(file.section($0)) } }

  private static let sectionCounts = [
    headerSections + ModelLayer.sectionCount, headerSections + 2 * ModelLayer.sectionCount,
  ]

  /// The layers that a standard needs.
  func layer(of standard: SegmentationStandard) -> ModelLayer? {
    switch standard {
    case .news: nil
    case .ud: second
    }
  }

  /// Finds the scores of a stretch's atoms.
  @inline(__always)
  package func score(_ stretch: borrowing ScoredStretch, with second: ModelLayer?) {
    stretch.clear()
    base.addNGrams(stretch, isBase: true)
    base.addShapes(stretch, isBase: true)
    if let second {
      second.addNGrams(stretch, isBase: false)
      second.addShapes(stretch, isBase: false)
    }
    stretch.sumRows()
    base.addKinds(stretch)
    second?.addKinds(stretch)
  }
}

/// A file that is no segmentation model, or one of another version.
public struct SegmentationModelError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var description: String { "\(name): not a segmentation model as TrainSegmenter writes it" }
}
