/// The time zone of a site, by the last label of its host.
package enum SiteZone {
  /// Asia/Shanghai, Taipei and Hong_Kong alike, in minutes east of UTC; Macau, Singapore and Kuala Lumpur as well.
  package static let china = 480

  /// Only zones without summer time; the Chinese pages of all other countries mostly keep China's time.
  package static func minutes(ofURL url: String?) -> Int {
    guard let label = host(of: url)?.split(separator: ".").last else { return china }
    switch label {
    case "jp", "kr": return 540
    case "th", "vn": return 420
    case "mm": return 390
    default: return china
    }
  }

  static func host(of url: String?) -> Substring? {
    guard let url, let scheme = url.firstRange(of: "//") else { return nil }
    let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.split(separator: "@").last?.split(separator: ":").first
  }
}
