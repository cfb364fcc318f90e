import Testing

@testable import Markup

@Suite struct FormatTests {
  @Test(arguments: [
    "<!DOCTYPE html><p>文", "\u{FEFF}\r\n<!doctype HTML PUBLIC \"-//W3C\">", "  <html>",
    "<!-- 注 -->\n<html lang=zh>",
    "<?xml version=\"1.0\"?><!DOCTYPE html><html>", "<div class=x>文</div>", "<DIV>文", "<p>文</p>",
    "<table><tr><td>文",
    "<span>一</span><b>二</b><i>三</i><u>四</u><a>五</a><a>六</a><a>七</a><a>八</a>", "<title>题</title>文", "<body>文",
    "乱<html><head></head><body><p>文</body>",
  ])
  func html(page: String) { #expect(MarkupFormat.sniff(Array(page.utf8)) == .html) }

  @Test(arguments: [
    "", "\n", "文", "第一段。\n第二段。", "换行写作 <br> 即可。", "他说：<html> 标签是网页的根。", "<3 你", "< 10 毫米",
    "<<红楼梦>>是一部小说", "<新闻>今日要闻", "1 < 2 && 3 > 2", "<b>注意</b>：明日停水。", "<?php echo 1; ?>", "<!-- 未完",
    "List<String> a = new ArrayList<>();\nfor (String s : a) {}", "<pre", "<divine>",
  ])
  func text(page: String) { #expect(MarkupFormat.sniff(Array(page.utf8)) == .text) }
}
