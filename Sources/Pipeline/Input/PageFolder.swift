import Glibc
import SystemPackage

/// The pages below a folder, in the order of their paths' bytes.
enum PageFolder {
  static func isFolder(_ path: String) -> Bool { fileType(path) == S_IFDIR }

  /// The inputs below `folder`, found recursively. Links to files count, links to folders do not: they may lead
  /// in circles.
  static func pages(in folder: String) throws(InputError) -> [String] {
    var found: [String] = []
    var open = [folder]
    while let next = open.popLast() {
      let prefix = next.hasSuffix("/") ? next : next + "/"
      for name in try entries(of: next) {
        let path = prefix + name
        if fileType(path, followsLinks: false) == S_IFDIR {
          open.append(path)
        } else if InputFormat.isPage(name), fileType(path) == S_IFREG {
          found.append(path)
        }
      }
    }
    guard !found.isEmpty else { throw .noPages(folder: folder) }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func entries(of folder: String) throws(InputError) -> [String] {
    guard let stream = opendir(folder) else {
      throw .unreadable(name: folder, .init(rawValue: errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func fileType(_ path: String, followsLinks: Bool = true) -> mode_t? {
    var status = stat()
    let result = followsLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status.st_mode & S_IFMT : nil
  }
}
