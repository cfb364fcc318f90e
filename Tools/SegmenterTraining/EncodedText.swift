import Segmentation

/// Sentences as atoms, with the tags that their words give them. Each sentence has an edge before and behind it.
struct EncodedText {
  var codes: [UInt16] = []
  var kinds: [UInt8] = []
  var standsAlone: [Bool] = []
  var tags: [UInt8] = []
  /// Each sentence's atoms, edges included.
  var sentences: [Range<Int>] = []

  init(_ text: SegmentedText, characters: CharacterTable) {
    for sentence in text.sentences { append(sentence, characters) }
  }

  private mutating func append(_ sentence: SegmentedText.Sentence, _ characters: CharacterTable) {
    var bytes: [UInt8] = []
    var ends: Set<Int> = [0]
    for word in sentence {
      bytes += word.utf8
      ends.insert(bytes.count)
    }
    let start = codes.count
    appendEdge()
    bytes.withUnsafeBufferPointer { bytes in
      let atomizer = Atomizer(bytes, characters: characters)
      var offset = 0
      while offset < bytes.count {
        let begins = ends.contains(offset)
        guard let atom = atomizer.next(at: &offset) else { continue }
        codes.append(atom.code)
        kinds.append(atom.characterClass.kind)
        standsAlone.append(atom.characterClass.standsAlone)
        tags.append(begins ? 1 : 0)
      }
    }
    appendEdge()
    sentences.append(start..<codes.count)
    setTags(start + 1..<codes.count - 1)
  }

  private mutating func appendEdge() {
    codes.append(TokenCode.edge)
    kinds.append(AtomKind.edge.rawValue)
    standsAlone.append(true)
    tags.append(1)
  }

  /// From marks of where words begin.
  private mutating func setTags(_ range: Range<Int>) {
    let begins = range.map { tags[$0] == 1 || standsAlone[$0] || standsAlone[$0 - 1] } + [true]
    for (index, position) in range.enumerated() {
      let isLast = begins[index + 1]
      let tag =
        begins[index] ? (isLast ? WordTag.single : WordTag.begin) : (isLast ? WordTag.end : WordTag.middle)
      tags[position] = UInt8(tag)
    }
    tags[range.lowerBound - 1] = UInt8(WordTag.single)
    tags[range.upperBound] = UInt8(WordTag.single)
  }

  /// The words of a sentence.
  func words(_ sentence: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = sentence.lowerBound + 1
    for index in sentence.dropFirst().dropLast()
    where tags[index] == UInt8(WordTag.end) || tags[index] == UInt8(WordTag.single) {
      words.append(start..<index + 1)
      start = index + 1
    }
    return words
  }
}
