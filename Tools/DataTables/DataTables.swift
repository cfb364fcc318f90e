/// The tables that `make data` compiles from Data/sources, a file each with its compile function.
public enum DataTables {
  /// The tables by file name, each with the function that compiles it from the folder of sources. The same sources
  /// always give the same bytes.
  public static let tables: [(name: String, compile: @Sendable (_ sources: String) throws -> [UInt8])] = [
    ("big5.bin", compileBig5),
    ("conversion.bin", compileConversion),
    ("folding.bin", compileFolding),
    ("gb18030.bin", compileGB18030),
    ("readings.bin", compileReadings),
  ]
}
