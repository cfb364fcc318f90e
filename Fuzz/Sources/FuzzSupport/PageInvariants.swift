import Jiaokan

extension Invariant {
  /// Every block gets a role and a probability, and what is extracted can be undone, in every format.
  public static func classifies(
    _ bytes: UnsafeBufferPointer<UInt8>, with classifier: BoilerplateClassifier,
    options: BoilerplateClassifier.Options
  ) {
    guard let start = bytes.baseAddress else { return }
    inEveryFormat(start, bytes.count) { document in
      classifier.classify(&document, options: options)
      precondition(
        document.blocks.allSatisfy { $0.role != nil && (0...1).contains($0.probability) }, "no role")
      _ = classifier.metadata(of: document, options: options)
      classifier.extract(&document)
    }
  }
}
