import ToolSupport

/// Compiles `Data/sources` into `Data/tables`: `DataCompiler SOURCES TABLES [NAME...]`.
///
/// The same sources always give the same bytes; `make data` runs it, and a test compares.
@main
struct DataCompiler {
  /// The tables by file name, each with the function that compiles it from the folder of sources.
  static let tables: [(name: String, compile: @Sendable (_ sources: String) throws -> [UInt8])] = [
    ("big5.bin", compileBig5),
    ("gb18030.bin", compileGB18030),
  ]

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw ToolError("usage: DataCompiler SOURCES TABLES [NAME...]")
    }
    let wanted = arguments.dropFirst(3)
    for table in tables where wanted.isEmpty || wanted.contains(table.name) {
      let bytes = try table.compile(arguments[1])
      try Files.write(bytes, to: "\(arguments[2])/\(table.name)")
      print("\(table.name): \(bytes.count) bytes")
    }
  }
}
