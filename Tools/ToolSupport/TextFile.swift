import ZStandard

/// A text file, plain or compressed with Zstandard.
public enum TextFile {
  public static let compressedSuffix = ".zst"

  /// The file's bytes, made valid UTF-8.
  public static func read(_ path: String) throws -> [UInt8] {
    let bytes = try Files.read(path)
    let text = path.hasSuffix(compressedSuffix) ? try decompress(bytes, path) : bytes
    return Array(String(decoding: text, as: UTF8.self).utf8)
  }

  private static func decompress(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
    guard let context = ZSTD_createDCtx() else { throw ToolError("no memory for decompression") }
    defer { ZSTD_freeDCtx(context) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
    try bytes.withUnsafeBytes { bytes in
      var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      var remaining = 0
      repeat {
        let written = try chunk.withUnsafeMutableBytes { chunk in
          var output = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
          remaining = ZSTD_decompressStream(context, &output, &input)
          guard ZSTD_isError(remaining) == 0 else {
            throw ToolError("\(path) is damaged at byte \(input.pos)")
          }
          return output.pos
        }
        text += chunk[..<written]
        // Past the last frame's end, another call would ask for a new one.
        if input.pos == input.size, remaining == 0 || written == 0 { break }
      } while true
      guard remaining == 0 else { throw ToolError("\(path) ends too early") }
    }
    return text
  }
}
