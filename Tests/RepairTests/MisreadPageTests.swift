import FaultSimulator
import Foundation
import Repair
import Testing
import TextCore

/// What is known of a page helps its lines that are too short to tell anything by themselves.
@Suite struct MisreadPageTests {
  /// Menu items that are no less plausible when they are misread, and others.
  static let menu = ["学校", "国际", "老人", "图片", "房产", "健康", "新闻", "天气", "地图"]
  static let prose = ["渡口镇的小学今年招收六十名新生，校舍刚修缮一新。", "孩子们在操场上唱起校歌，家长们在门外听。"]

  static func misread(_ lines: [String], as charset: Charset) -> [UInt8] {
    Array(lines.map { TextFault.misread($0, in: .utf8, as: charset) }.joined(separator: "\n").utf8)
  }

  static func repaired(_ text: [UInt8], as misreading: Misreading? = nil) throws -> [String] {
    String(decoding: try Repairer().repair(text, misreading: misreading).revision.text, as: UTF8.self)
      .components(separatedBy: "\n")
  }

  @Test func evidenceReachesShortLines() throws {
    #expect(try Self.repaired(Self.misread(Self.menu, as: .gbk)) != Self.menu)
    #expect(try Self.repaired(Self.misread(Self.menu, as: .gbk), as: .gbk) == Self.menu)
    #expect(try Self.repaired(Self.misread(Self.menu, as: .latin1), as: .western) == Self.menu)
  }

  @Test(arguments: [Charset.gbk, .latin1])
  func longLinesTellOfShortOnes(_ charset: Charset) throws {
    let repaired = try Self.repaired(Self.misread(Self.prose + Self.menu, as: charset))
    #expect(repaired.suffix(Self.menu.count) == Self.menu[...])
  }

  /// Signs of one byte and of two stand side by side in the hybrid, at times close together (月份温).
  static let report = [
    "镇上的小学今年招收六十名新生，老师说校舍刚刚修缮一新，操场也铺了新的跑道。",
    "由于冷空气影响，本市十月份温度比往年同期略低，夜间请注意添加衣物。",
    "图书馆周末照常开放，读者可以凭身份证办理借阅手续，费用全免。",
  ]

  @Test func hybridOfTwoCharsets() throws {
    let page = Self.report.map(TextFault.misreadAsHybrid).joined(separator: "\n")
    #expect(try Self.repaired(Array(page.utf8)) == Self.report)
  }

  @Test func droppedControls() throws {
    let page = Self.misread(Self.report, as: .windows1252)
    let kept = String(decoding: page, as: UTF8.self).unicodeScalars.filter {
      !(0x80...0x9F).contains($0.value)
    }
    #expect(try Self.repaired(Array(String(String.UnicodeScalarView(kept)).utf8)) == Self.report)
  }

  @Test(arguments: [Misreading.gbk, .western])
  func linesThatWereReadRightlyStay(_ misreading: Misreading) throws {
    let lines = Self.prose + Self.menu + ["café", "±5℃"]
    #expect(try Self.repaired(Array(lines.joined(separator: "\n").utf8), as: misreading) == lines)
    // Beside lines that were misread, too.
    let page = Self.misread(Self.prose, as: .gbk) + Array(("\n" + Self.menu.joined(separator: "\n")).utf8)
    #expect(try Self.repaired(page).suffix(Self.menu.count) == Self.menu[...])
  }
}
