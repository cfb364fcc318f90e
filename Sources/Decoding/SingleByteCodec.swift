/// Any encoding of one byte a character.
struct SingleByteCodec: Codec {
  static let isStateless = true
  private let characters: [PackedUTF8]

  init(_ encoding: TextEncoding) {
    characters = CharsetTable.table(of: encoding).singles
  }

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    characters.withUnsafeBufferPointer { characters in
      while true {
        window.copyASCII()
        if let stop = window.stop { return stop }
        let character = characters[Int(window.input[window.read])]
        guard character != 0 else { return window.reject(1) }
        window.write(packed: character)
        window.read += 1
      }
    }
  }
}
