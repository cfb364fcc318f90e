import Foundation
import SystemPackage
import Testing

@testable import Pipeline

@Suite struct OutputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/out" }

  @Test func appearsOnlyWhenItIsWhole() throws {
    try folder.write("out", "old")
    let file = try OutputFile(path: path)
    try file.write(Array("new".utf8))
    #expect(try folder.read("out") == Array("old".utf8))
    try file.commit()
    #expect(try folder.read("out") == Array("new".utf8))
    #expect(folder.names == ["out"])
  }

  @Test func leavesNothingWithoutCommit() throws {
    do {
      let file = try OutputFile(path: path)
      try file.write([1, 2, 3])
      #expect(folder.names.count == 1)
    }
    #expect(folder.names.isEmpty)
  }

  @Test func keepsPermissionsAndACopy() throws {
    try folder.write("out", "old")
    chmod(path, 0o640)
    for generation in 1...2 {
      let file = try OutputFile(path: path)
      try file.write(Array("new \(generation)".utf8))
      try file.commit(keepingCopyWith: ".bak")
    }
    #expect(folder.names == ["out", "out.bak"])
    #expect(try folder.read("out") == Array("new 2".utf8))
    #expect(try folder.read("out.bak") == Array("new 1".utf8))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func followsLinks() throws {
    try folder.write("target", "old")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/target")
    let file = try OutputFile(path: path)
    try file.write(Array("new".utf8))
    try file.commit()
    #expect(try folder.read("target") == Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == folder.path + "/target")
  }

  @Test func writesToDevicesDirectly() throws {
    let file = try OutputFile(path: "/dev/null")
    try file.write([1])
    try file.commit()
    #expect(throws: OutputError.unwritable(name: "/dev/full", .noSpace)) {
      try OutputFile(path: "/dev/full").write([1])
    }
  }

  @Test(arguments: OutputPacking.allCases) func packsFramesThatStandAlone(_ packing: OutputPacking) throws {
    let parts = (0..<3).map { part in Array("part \(part) of a text that goes on and on\n".utf8) }
    let file = try OutputFile(path: path, packing: packing, leftover: .kept(continuingAt: 0))
    var lengths: [Int] = []
    for part in parts {
      try file.append(part[...])
      file.endFrame()
      try file.sync()
      lengths.append(file.length)
    }
    // What a crash left behind the second frame is cut off, and the third written anew.
    let continued = try OutputFile(path: path, packing: packing, leftover: .kept(continuingAt: lengths[1]))
    try continued.append(parts[2][...])
    try continued.commit()
    #expect(try contents(ofFile: path) == parts.flatMap { $0 })
    #expect(try folder.read("out").count == lengths[2])
    #expect(throws: OutputError.leftoverIsLost(name: path)) {
      try OutputFile(path: path, packing: packing, leftover: .kept(continuingAt: 9))
    }
  }

  @Test func packsByName() throws {
    for name in ["a.gz", "b.zst"] {
      let empty = try OutputFile(path: "\(folder.path)/\(name)")
      try empty.commit()
      #expect(try folder.read(name).count > 8)
      #expect(try contents(ofFile: "\(folder.path)/\(name)").isEmpty)
    }
  }

  @Test func saysWhatCannotBeWritten() {
    let missing = folder.path + "/none/out"
    #expect(throws: OutputError.unwritable(name: missing, .noSuchFileOrDirectory)) {
      try OutputFile(path: missing)
    }
  }
}
