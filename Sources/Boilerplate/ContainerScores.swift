/// Which element looks most like the article's container, counted as reading views of browsers do (Arc90's Readability,
/// 2009): by paragraphs, commas and links, without regard to full stops and to what else the page says.
///
/// It knows nothing of the model's other evidence, and what it counts needs no sentence mark: lists of short lines, and
/// articles that a page's teasers outweigh, are found by it.
struct ContainerScores: Sendable {
  /// By element, 0 to 1 for the best.
  private(set) var shares: [Float]
  private(set) var best: Int?
  /// By element, whether the best one is around it or it is the best itself.
  private(set) var isInside: [Bool]
  /// How far the best is ahead of the best one that is neither in it nor around it: 0 level, 1 alone.
  private(set) var lead: Float = 0

  /// O(blocks + elements).
  init(_ tree: ElementTree, places: [BlockFeatures.Place], scans: [BlockScan]) {
    let nodes = tree.nodes
    var scores = [Float](repeating: 0, count: nodes.count)
    var held = [Int32](repeating: 0, count: nodes.count)
    for place in places where place.node >= 0 { held[Int(place.node)] += 1 }
    for (place, scan) in zip(places, scans) {
      let element = Int(place.node)
      guard element >= 0, scan.scalars >= 12, place.linkShare < 0.5 else { continue }
      let score = 1 + Float(scan.commas) + min(3, Float(scan.scalars) / 40)
      // A division of several lines is their container; a paragraph's, or a division's of one line, is around it.
      let isParagraph = nodes[element].kind != .division || held[element] == 1
      let own = isParagraph ? nodes[element].parent ?? element : element
      scores[own] += score
      if let around = nodes[own].parent { scores[around] += score / 2 }
    }
    for index in nodes.indices where scores[index] > 0 { scores[index] *= 1 - nodes[index].sum.linkShare }
    best = scores.indices.max { scores[$0] < scores[$1] }
    isInside = [Bool](repeating: false, count: nodes.count)
    shares = isInside.map { _ in 0 }
    guard let best, scores[best] > 0 else { return }
    let top = scores[best]
    var isAround = [Bool](repeating: false, count: nodes.count)
    for index in tree.path(to: best) { isAround[index] = true }
    var second: Float = 0
    for index in nodes.indices {
      isInside[index] = index == best || (nodes[index].parent.map { isInside[$0] } ?? false)
      if !isInside[index], !isAround[index] { second = max(second, scores[index]) }
    }
    lead = 1 - second / top
    shares = scores.map { $0 / top }
  }
}
