/// Words that tell what a block is for, from general knowledge of Chinese news sites in both scripts. They are
/// features, not verdicts: the model weighs them.
enum PhraseFamily: Int, CaseIterable {
  case editor, source, legal, licence, related, share, comments, account, app, navigation, advert, hotline
  case caption, label, time, prose

  /// Families that only boilerplate uses.
  static let boilerplate: [PhraseFamily] = [
    .legal, .licence, .related, .share, .comments, .account, .app, .navigation, .advert, .hotline,
  ]

  static let matcher = PhraseMatcher(families: allCases.map(\.phrases))

  private var phrases: [String] {
    switch self {
    case .editor:
      [
        "责任编辑", "责编", "编辑:", "编辑：", "编辑/", "责任编辑", "校对", "审核", "监制", "编审", "值班", "统筹",
        "責任編輯", "責編", "編輯:", "編輯：", "編輯／", "核稿", "審核", "監製",
      ]
    case .source:
      [
        "来源:", "来源：", "来源 ", "稿源", "來源:", "來源：", "作者:", "作者：", "作者 ", "文/", "文／", "文丨", "记者 ",
        "记者:", "记者：", "通讯员", "記者", "綜合報導", "综合报道", "本报讯", "新华社", "中新社", "中新网", "中央社",
        "本报记者", "报道员", "／報導", "/報導", "撰稿",
      ]
    case .legal:
      [
        "版权", "授权", "转载", "侵权", "免责", "声明", "著作权", "all rights reserved", "copyright", "©", "隐私", "使用条款",
        "法律", "不代表", "版權", "授權", "轉載", "侵權", "免責", "聲明", "著作權", "隱私", "服务协议", "用户协议", "服務條款",
        "仅供参考", "投资建议", "本网", "本站", "存储服务", "notice",
      ]
    case .licence:
      [
        "icp备", "icp证", "icp備", "网安备", "许可证", "经营许可", "备案", "举报", "不良信息", "违法", "检举", "檢舉", "舉報",
        "許可證", "营业执照", "主管单位", "主办单位", "主办：", "主办:", "承办单位", "网信办",
      ]
    case .related:
      [
        "相关阅读", "相关新闻", "相关文章", "相关报道", "相关推荐", "推荐阅读", "延伸阅读", "延伸閱讀", "猜你喜欢", "热门", "热点",
        "排行", "推荐", "精选", "往期", "更多", "最新", "專題", "专题", "相關新聞", "相關文章", "相關閱讀", "推薦", "看更多", "更多新聞",
        "大家都在看", "熱門", "精選", "阅读全文", "展开全文", "查看全文", "新闻榜", "即時", "热搜", "图集", "視頻推薦", "视频推荐", "看過這篇",
      ]
    case .share:
      [
        "分享", "扫码", "扫一扫", "扫描", "二维码", "微信", "微博", "qq空间", "朋友圈", "公众号", "关注", "收藏", "点赞", "转发",
        "訂閱", "订阅", "粉絲", "粉丝", "line", "facebook", "twitter", "掃描", "關注", "讚", "加入好友", "头条号", "公號", "复制链接",
        "youtube", "telegram", "微訊", "追蹤", "按讚",
      ]
    case .comments:
      [
        "评论", "跟贴", "网友", "留言", "回复", "評論", "回應", "我来说两句", "参与", "發言", "发言", "暂无", "抢沙发", "楼主", "发布评论",
        "热评", "顶一下", "人参与", "網友", "回覆",
      ]
    case .account:
      [
        "登录", "注册", "登錄", "登入", "註冊", "会员", "會員", "退出", "密码", "用户名", "个人中心", "密碼", "帐号", "账号", "帳號", "我的",
        "入驻",
      ]
    case .app:
      [
        "下载", "客户端", "app", "手机版", "用手机", "打开", "移动端", "安卓", "下載", "用户端", "電腦版", "电脑版", "手機版", "小程序", "繁體",
        "简体", "无障碍", "rss",
      ]
    case .navigation:
      [
        "首页", "返回", "频道", "导航", "上一篇", "下一篇", "上一页", "下一页", "网站地图", "关于我们", "联系我们", "首頁", "上一則", "下一則",
        "正文", "搜索", "设为首页", "投诉", "友情链接", "联系方式", "招聘", "诚聘", "加盟", "关于", "關於", "聯絡", "聯繫", "客服", "意见反馈",
        "當前位置", "当前位置", "您的位置", "您现在", "帮助", "顶部", "置顶", "广告服务", "产品服务", "客户服务", "网站律师", "产品答疑", "法律条款",
        "法律声明", "打印", "字号", "字體", "字体", "關閉", "关闭", "大中小", "滚动", "时事",
        "财经", "娱乐", "體育", "体育", "旅游", "汽车", "房产", "軍事", "军事", "频道", "頻道", "搜尋",
      ]
    case .advert:
      [
        "广告", "推广", "赞助", "廣告", "热线", "优惠", "点击", "立即", "购买", "特价", "免费", "抽奖", "贊助", "優惠", "立刻", "點我", "點擊",
        "免費", "報名", "报名", "爆料", "投稿", "新闻线索", "合作", "欢迎", "歡迎", "商务", "限时", "活動", "戳这里",
      ]
    case .hotline:
      [
        "自殺", "防治", "諮詢", "專線", "珍惜生命", "1925", "1995", "1980", "生命線", "張老師", "安心", "求助", "吸菸", "飲酒", "拒絕",
        "未滿18", "警語", "提醒您", "撥打", "邮箱", "电话", "電話", "email", "e-mail", "tel",
      ]
    case .caption:
      [
        "图为", "资料图", "图/", "图：", "图:", "图源", "图片来源", "配图", "供图", "圖/", "圖／", "翻攝", "資料照", "示意圖", "示意图", "截图",
        "截圖", "摄", "攝", "圖為", "图片", "圖片", "提供）", "提供)", "视频：", "視頻", "图说", "▲", "△", "▼",
      ]
    case .label:
      ["原标题", "原標題", "原题", "关键词", "关键字", "關鍵字", "標籤", "标签", "tag", "责任", "分类", "分類", "上篇", "下篇", "栏目"]
    case .time:
      [
        "发布时间", "发表时间", "最后更新", "更新时间", "日期", "發布時間", "發表時間", "最後更新", "更新時間", "发布于", "发表于", "小时前", "分钟前",
        "小時前", "分鐘前", "天前", "昨天", "出版時間", "阅读", "浏览", "瀏覽", "人气", "点击数", "閱讀",
      ]
    case .prose:
      [
        "表示", "认为", "指出", "但是", "因为", "因此", "已经", "可以", "他们", "目前", "我们", "认識", "認為", "因為", "已經", "他們", "我們",
        "这个",
        "這個", "没有", "沒有", "其中", "同时", "同時", "由于", "由於", "如果", "不仅", "通过", "通過", "进行", "進行", "对于", "對於", "之后",
        "之後",
        "据", "據", "并且", "後來", "后来", "以及", "对此", "對此", "告诉", "强调", "強調",
      ]
    }
  }
}

/// What words in `class` and `id` say of an element. A word with a space at an end stands at that end of a name's part:
/// `ad` is not meant in `header`, nor `hot` in `photo`.
enum NameFamily: Int, CaseIterable {
  case content, navigation, side, comments, share, related, advert, footer, header, info, list, caption,
    reference

  static let matcher = PhraseMatcher(families: allCases.map(\.words))

  /// Whether a word may begin with these two bytes, each a lower-case letter or a space.
  @inline(__always)
  static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    openings[Int(first & 31) << 5 | Int(second & 31)]
  }

  private static let openings: [Bool] = {
    var openings = [Bool](repeating: false, count: 1 << 10)
    for word in allCases.flatMap(\.words) {
      let bytes = Array(word.utf8)
      openings[Int(bytes[0] & 31) << 5 | Int(bytes[1] & 31)] = true
    }
    return openings
  }()

  private var words: [String] {
    switch self {
    case .content:
      [
        "content", "article", "artical", "text", "body", " post", "detail", "story", "entry", " main", "zoom",
        " cont ", "paragraph", " trs editor", "ueditor",
      ]
    case .navigation:
      ["nav", "menu", "crumb", "path", "position", " tab ", " tabs ", "channel", "login", "search", " user"]
    case .side: [" side", " right", "aside", "widget", "rank", "column"]
    case .comments: ["comment", "reply", " tie ", "pinglun", "discuss", "message"]
    case .share: ["share", "social", "weixin", "wechat", "weibo", "qrcode", " qr", " ewm", " fb ", "code"]
    case .related:
      [
        "relat", "recommend", " hot", "more ", " more", "extend", "xiangguan", "tuijian", "guess", " like",
        "interest", " next",
      ]
    case .advert:
      [" ad ", " ads ", " adv", "advert", "banner", "sponsor", "promo", " gg ", " app ", "download", " pop"]
    case .footer:
      [
        "foot", "copyright", "bottom", "legal", "disclaim", "statement", "declare", "licen", " editor",
        "duty",
      ]
    case .header: [" head", "header", " top", "title", "logo"]
    case .info: ["info", "source", "date", " time", "author", "meta", "byline", " pub"]
    case .list: ["list", "item", "news", "card", "feed", " tag", "link", "keyword"]
    case .caption: ["caption", " pic", " img", "image", "photo", "figure", "video", "slide", "gallery"]
    case .reference:
      [
        "infobox", "navbox", "ambox", "references", "reflist", "cite note", "footnote", "catlinks",
        "basicinfo",
      ]
    }
  }
}
