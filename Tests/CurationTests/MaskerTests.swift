import Curation
import Testing

@Suite struct MaskerTests {
  private func masked(_ text: String, _ kinds: Set<Masker.Kind> = Set(Masker.Kind.allCases)) -> String {
    var text = text
    var found: [Masker.Kind: Int] = [:]
    Masker(kinds: kinds).mask(&text, counting: &found)
    return text
  }

  @Test(arguments: [
    ("电话13800138000。", "电话***********。"),
    ("+86 138-0013-8000", "+** ***-****-****"),
    ("0086-13900139000转", "****-***********转"),
    ("咨询010-62345678或(0755)2345678", "咨询***-********或(****)*******"),
    ("热线400-123-4567", "热线***-***-****"),
    ("身份证11010519491231002X，", "身份证******************，"),
    ("投稿：wang.xm_01@mail.example.com.cn。", "投稿：****.**_**@****.*******.***.**。"),
  ])
  func covers(_ text: String, _ expected: String) {
    #expect(masked(text) == expected)
    #expect(masked(text).utf8.count == text.utf8.count)
  }

  @Test(arguments: [
    // Not a number: too long, too short, another prefix, part of a word.
    "138001380001", "1380013800", "12800138000", "A13800138000", "13800138000b", "2024-06-30",
    "订单2023110112345678",
    // A wrong check digit, a thirteenth month, no province.
    "110105194912310021", "11010519491331002X", "01010519491231002X",
    // No domain, no top-level domain.
    "微博@临江日报", "user@localhost", "a@b.1", "3月@4日",
  ])
  func leavesAlone(_ text: String) {
    #expect(masked(text) == text)
  }

  @Test func masksWhatIsAskedForAndCounts() {
    var text = "13800138000 a@b.cn 13800138001"
    var found: [Masker.Kind: Int] = [:]
    Masker(kinds: [.phone]).mask(&text, counting: &found)
    #expect(text == "*********** a@b.cn ***********")
    #expect(found == [.phone: 2])
    #expect(masked("a@b.cn", []) == "a@b.cn")
  }
}
