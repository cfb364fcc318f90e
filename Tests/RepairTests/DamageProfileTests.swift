import FaultSimulator
import Repair
import Testing
import TextCore

@Suite struct DamageProfileTests {
  private static let fault = RepairPropertyTests.faults[0]
  private static let page = fault.broken(RepairPropertyTests.sentences.joined(separator: "\n"))

  @Test func aLearnedProfileReadsBackAsItself() throws {
    let profile = DamageProfile(learnedFrom: [Array(Self.page.utf8)])
    let text = String(decoding: profile.text, as: UTF8.self)
    #expect(text.contains("reading 領 lǐng\n"))
    #expect(try DamageProfile(parsing: profile.text) == profile)
  }

  /// One reading behind a common character is no evidence by itself on a long page; the site's other pages are.
  @Test func aProfileExplainsAPageThatShowsTooLittle() throws {
    let rest = String(repeating: "天色晚了，人都走光了。\n", count: 12)
    let meant = rest + "主任帶領大家參觀校園。"
    let broken = Array((rest + "主任帶領(lǐng)大家參觀校園。").utf8)
    var options = Repairer.Options()
    #expect(try Repairer(options: options).repair(broken).revision.text == broken)
    options.damageProfile = DamageProfile(learnedFrom: [Array(Self.page.utf8)])
    let repaired = try Repairer(options: options).repair(broken).revision.text
    #expect(String(decoding: repaired, as: UTF8.self) == meant)
  }

  @Test(arguments: [
    ("", DamageProfileError.notAProfile),
    ("jiaokan-damage-profile 2\n", .notAProfile),
    ("jiaokan-damage-profile 1\nreading 領\n", .unknownLine(2)),
    ("jiaokan-damage-profile 1\n# note\nreading x lǐng\n", .unknownLine(3)),
    ("jiaokan-damage-profile 1\nswallows maybe\n", .unknownLine(2)),
    ("jiaokan-damage-profile 1\nreplacement ?\n", .unknownLine(2)),
  ])
  func badProfilesAreRefused(_ text: String, _ error: DamageProfileError) {
    #expect(throws: error) { try DamageProfile(parsing: Array(text.utf8)) }
  }

  @Test func profilesThatAreNotUTF8AreRefused() {
    #expect(throws: DamageProfileError.notUTF8) { try DamageProfile(parsing: [0xFF, 0xFE]) }
  }
}
