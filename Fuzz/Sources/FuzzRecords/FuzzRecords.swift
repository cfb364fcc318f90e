import Pipeline

/// Reads a line as a record; what is read must come out as it went in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let line = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let object = try JSONObject(line[...])
    for name in ["id", "text", "html", "bytes"] as [StaticString] {
      guard let value = object.value(name) else { continue }
      _ = value.elements
      _ = value.integer
      _ = value.number
      guard let string = value.string else { continue }
      precondition(String(validating: string, as: UTF8.self) != nil, "a string that is not UTF-8")
      _ = try? Base64.decode(string)
    }
  } catch {
    precondition((0...count).contains(error.offset), "an error outside of the line")
  }
  return 0
}
