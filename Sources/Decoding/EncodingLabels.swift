/// What each label stands for: the labels of the Encoding Standard (WHATWG, encodings.json), with these changes.
/// `gbk` and its labels decode as gb18030, as the standard's decoder does. Labels that the standard sends to
/// `replacement` for the sake of browsers' security have their real meaning here, where no script runs. Labels of
/// the standard's silence (cp936, cp950, euc-tw, hz, utf-32 and the like) are from IANA, Python and ICU.
enum EncodingLabels {
  /// The names of all encodings, and last that of no answer.
  static let names: [String] = {
    var names: [String] = []
    for line in lines.split(separator: "\n") {
      let name = line.prefix { $0 != " " }
      if names.last != String(name) { names.append(String(name)) }
    }
    return names + ["unknown"]
  }()

  /// The index in `names` of what each label stands for.
  static let table: [String: UInt8] = {
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, UInt8(0)...))
    var table: [String: UInt8] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for label in words.dropFirst() { table[label] = numbers[words[0]] }
    }
    return table
  }()

  /// One line an encoding, or more: its name, then its labels; sorted.
  private static let lines = """
    big5 big-5 big5 big5-hkscs big5hkscs cn-big5 cp950 csbig5 hkscs ms950 windows-950 x-x-big5
    euc-jp cseucpkdfmtjapanese euc-jp eucjp x-euc-jp
    euc-kr cp949 cseuckr csksc56011987 euc-kr euckr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601
    euc-kr windows-949
    euc-tw cns11643 cp964 euc-tw euctw x-euc-tw
    gb18030 chinese cp936 csgb2312 csiso58gb231280 euc-cn euccn gb-18030 gb18030 gb18030-2000 gb18030-2005
    gb18030 gb18030-2022 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 ms936 windows-936 x-gbk
    hz-gb-2312 hz hz-gb hz-gb-2312
    ibm866 866 cp866 csibm866 ibm866
    iso-2022-cn iso-2022-cn iso-2022-cn-ext
    iso-2022-jp csiso2022jp iso-2022-jp
    iso-2022-kr csiso2022kr iso-2022-kr
    iso-8859-10 csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6
    iso-8859-13 iso-8859-13 iso8859-13 iso885913
    iso-8859-14 iso-8859-14 iso8859-14 iso885914
    iso-8859-15 csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9
    iso-8859-16 iso-8859-16
    iso-8859-2 csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
    iso-8859-3 csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
    iso-8859-4 csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
    iso-8859-5 csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
    iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e
    iso-8859-6 iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
    iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7
    iso-8859-7 iso_8859-7:1987 sun_eu_greek
    iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8
    iso-8859-8 iso_8859-8:1988 visual
    iso-8859-8-i csiso88598i iso-8859-8-i logical
    koi8-r cskoi8r koi koi8 koi8-r koi8_r
    koi8-u koi8-ru koi8-u
    macintosh csmacintosh mac macintosh x-mac-roman
    shift_jis cp932 csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis
    utf-16be unicodefffe utf-16-be utf-16be utf16be
    utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16-le utf-16le utf16 utf16le
    utf-32be ucs-4be utf-32be
    utf-32le iso-10646-ucs-4 ucs-4 ucs-4le utf-32 utf-32le utf32
    utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf-8-sig utf8 utf_8 x-unicode20utf8
    windows-1250 cp1250 windows-1250 x-cp1250
    windows-1251 cp1251 windows-1251 x-cp1251
    windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591
    windows-1252 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252
    windows-1253 cp1253 windows-1253 x-cp1253
    windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5
    windows-1254 windows-1254 x-cp1254
    windows-1255 cp1255 windows-1255 x-cp1255
    windows-1256 cp1256 windows-1256 x-cp1256
    windows-1257 cp1257 windows-1257 x-cp1257
    windows-1258 cp1258 windows-1258 x-cp1258
    windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874
    x-mac-cyrillic x-mac-cyrillic x-mac-ukrainian
    x-user-defined x-user-defined
    """
}
