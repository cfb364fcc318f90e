/// What the first model sees of a block; a row holds them in this order, then the phrase families, then the name
/// families of the elements around it.
enum Feature: Int, CaseIterable {
  case length, hanziShare, digitShare, latinShare, spaceShare, commas, commaDensity, stops, endsWithStop
  case endsWithColon, quoteShare, separatorShare, functionShare, linkShare, headingLevel, hasDate, hasTime
  case bracketed, bulleted, phraseShare
  case isHTML, position, textPosition, blockCount, blanksBefore, blanksAfter, titleOverlap, titleCoverage
  case descriptionOverlap, pageProse, proseBefore, proseAfter, copies
  case lengthBefore, lengthBeforeThat, lengthAfter, lengthAfterThat, stopsBefore, stopsAfter, linksBefore,
    linksAfter
  case proseNear, proseAround, shortRun, alikeAround
  case isParagraph, isListItem, isTableCell, isInline, depth
  case ownProse, ownDensity, parentProse, parentDensity, grandparentProse, grandparentDensity
  case ownLinks, parentLinks, grandparentLinks, parentBlocks
  case insideDominant, dominantDistance, dominantProse
  case shapeProse, shapeDensity, shapeCount, shapeLinks, shapeLength
  case insideArticle, insideList, insideTable, insideFrame
  case topicOverlap, descriptionCoverage, titleDistance
  case anchorDistance, anchorClimb, anchorShape
  case containerShare, containerShareAround, insideContainer, containerLead, contentNames
  case dateline, datelineDistance

  static let families = allCases.count
  static let names = families + PhraseFamily.allCases.count
  static let count = names + NameFamily.allCases.count
}
