import Decoding
import FaultSimulator
import TestSupport

/// ICU's form of a text in an encoding; the tests' own way, independent of the decoders under test.
func encoded(_ text: String, as charset: String) -> [UInt8] {
  Charset.convert(Array(text.utf8), from: .utf8, to: Charset(name: charset))
}

func decoder(_ label: String, _ errors: DecodingErrorPolicy = .replace) -> PageDecoder {
  var decoder = PageDecoder()
  decoder.encoding = TextEncoding(label: label)
  decoder.errors = errors
  return decoder
}

func decode(_ bytes: [UInt8], as label: String, _ errors: DecodingErrorPolicy = .replace) throws
  -> DecodedText
{
  try bytes.withUnsafeBufferPointer { try decoder(label, errors).decode($0) }
}

func text(_ bytes: [UInt8], as label: String, _ errors: DecodingErrorPolicy = .replace) throws -> String {
  String(decoding: try decode(bytes, as: label, errors).text, as: UTF8.self)
}

func detect(_ bytes: [UInt8], _ hints: EncodingHints = .init()) -> EncodingDetection {
  bytes.withUnsafeBufferPointer { EncodingDetector().detect($0, hints: hints) }
}

/// Text written for these tests.
enum Sample {
  static let simplified =
    "昨天下午，市图书馆举行了一场关于古籍修复的讲座。主讲人陈老师从纸张、墨色和装订说起，介绍了三十年来的工作经验。她说：“修书如同看病，先要找准病因，再慢慢下手。”听众提了很多问题，会场里笑声不断。"
  static let traditional =
    "昨天下午，市立圖書館舉行了一場關於古籍修復的講座。主講人陳老師從紙張、墨色和裝訂說起，介紹了三十年來的工作經驗。她說：「修書如同看病，先要找準病因，再慢慢下手。」聽眾提了很多問題，會場裡笑聲不斷。"
  static let japanese =
    "きのうの午後、市の図書館で古い本の修理についての講演がありました。先生は紙と墨の話から始めて、三十年の経験をゆっくりと語りました。会場からは多くの質問が出ました。"
  static let korean =
    "어제 오후 시립 도서관에서 옛 책의 수리에 대한 강연이 열렸다. 선생은 종이와 먹 이야기로 시작하여 삼십 년의 경험을 천천히 들려주었다. 청중은 많은 질문을 했다."
  static let russian =
    "Вчера днём в городской библиотеке прошла лекция о реставрации старых книг. Преподаватель начал с бумаги и туши, а потом рассказал о тридцати годах работы."
  static let french =
    "Hier après-midi, la bibliothèque de la ville a présenté une conférence sur la réparation des livres anciens. Le maître a parlé du papier, de l'encre et de ses trente années d'expérience."
}
