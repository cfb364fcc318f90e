import Jiaokan
import Pipeline

/// The file that `--site-profile` names.
enum SiteProfileFile {
  private struct Damaged: Error, CustomStringConvertible {
    var path: String
    var description: String { "'\(path)' is no site profile; delete it to begin anew" }
  }

  /// Nil where there is none yet.
  static func read(_ path: String) throws -> SiteProfile? {
    guard let contents = try? contents(ofFile: path) else { return nil }
    guard let profile = SiteProfile(contents: contents) else { throw Damaged(path: path) }
    return profile
  }

  static func write(_ profile: SiteProfile, to path: String) throws {
    let file = try OutputOptions.open(path)
    try Console.reportingOutputErrors {
      try file.write(profile.contents)
      try file.commit()
    }
  }
}
