"""By-lines in Chinese characters: who is a person, and which words before a name are only a role."""

import re

# The 220 commonest family names of the Chinese-writing world, both scripts; they cover some 95 % of people.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖萧蕭田董潘袁蔡"
    "蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻阎雷"
    "龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文庞龐樊兰蘭殷施洪翟安颜顏倪牛温溫芦季俞章"
    "鲁魯葛伍申尤毕畢聂聶柴焦柳邢路岳齐齊梅庄莊辛管祝左涂塗谷祁舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳裴"
    "席卫衛屈鲍鮑位霍翁隋植甘景单單包司柏宁寧柯阮桂闵閔解强強华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋苑邬鄔臧畅宫宮"
    "嵺苟褚廉简簡娄婁盖符奚木穆党燕郎邸冀谈談屠连連郜晏栾艾敖段喻窦竇云雲昌凤花鳳酆岑滕皮卞元平湛禹狄贝明计伏茅麻危骆"
    "駱虞支昝卢经裘缪干应應宗宣贲郁杭诸钮嵇滑荣榮荀羊於惠家封芮羿储汲邴糜井富巫乌烏巴弓牧隗山宓蓬郗班仰秋仲伊仇暴钭厉"
    "戎祖束幸韶蓟薄印宿怀蒲邰从鄂索咸籍卓蔺藺蒙阴胥闻聞莘贡劳勞逄姬扶堵宰郦雍璩桑濮寿通扈郏浦尚农晏充慕茹习宦鱼容慎戈"
    "庾终暨居衡步满弘匡寇广禄阙东欧沃利蔚越隆师巩巴晁勾融冷訾阚那曾毋沙鞠须丰巢蒯查荆竺权逯桓帅代邝况亢遲迟佟修"
)
_DOUBLE = (
    "欧阳",
    "歐陽",
    "上官",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
)
# Tibetan names are one or two words of two syllables each, without a family name; these words make up most of them.
_TIBETAN = frozenset(
    "扎西 德吉 洛桑 卓玛 卓瑪 次仁 尼玛 尼瑪 达瓦 達瓦 达娃 边巴 邊巴 巴桑 拉巴 普布 平措 旺堆 顿珠 "
    "頓珠 白玛 白瑪 丹增 旦增 单增 多吉 格桑 央金 强巴 強巴 索朗 索南 仁青 次旦 嘎玛 嘎瑪 土登 罗布 "
    "羅布 加措 嘉措 江措 坚赞 堅贊 曲珍 拉姆 群培 益西 贡布 貢布 贡嘎 阿旺 旺姆 仓央 桑珠 才让 才讓 "
    "才旦 卓嘎 玉珍 晋美 欧珠 江村 赤列 热旦 吉美 仁增 朗杰 旺杰 伦珠 占堆 云丹 雲丹 次珍 扎巴 拥措 "
    "德央 白珍 琼达 米玛 洛丹 旦巴 觉拉 贡桑 旺扎 旺久 曲扎 达珍 仓决 斯塔 洛追 贡觉 尕玛 求吉 加央 "
    "向巴 登巴 曲英 泽仁 泽旺 拥忠 格勒 仁钦 旺丹 更登 久美 才仁 拉毛 卡卓 周毛 桑吉 龙珠 旦正 华旦 "
    "多杰 东智 更藏 南杰 加羊 完玛 当周 昂毛 项欠 尖措 才吉 完么 万玛 旺秀 道吉".split()
)
# Words that make what stands before a name a role and not part of it.
_ROLE = re.compile(
    r"(?:(?:[一-鿿]{0,12}?(?:实习|見習|见习|特约|特約|特派|首席|全媒体|高级|資深|资深|驻[一-鿿]{1,4}|專欄|专栏|本报|本報|本刊|本网|本網|本台)?)"
    r"(?:记者|記者|通讯员|通訊員|撰稿人|撰稿|撰文|采写|採寫|采访|採訪|编译|編譯|評論員|评论员|特約撰稿|实习生|實習生|作者|主笔|执笔人?|執筆|研究员|编辑|編輯|编剧|文案|整理|报道|報道|報導))"
    r"(?:[:：/／|丨\s]+|(?=[一-鿿]{2,4}(?:[\s、，,；;)）]|$)))"
)
# Words of work between names: what others did, and writing.
_OTHER_WORK = frozenset(
    "摄影 攝影 摄 攝 图 圖 图片 圖片 供图 供圖 视频 視頻 编辑 編輯 责编 責編 校对 校對 "
    "制图 製圖 剪辑 剪輯 审核 審核 监制 監製".split()
)
_WRITING = frozenset("文 撰文 文字 采写 採寫 报道 報導".split())
_HAN_NAME = re.compile(r"[一-鿿]{2,4}$")
_FOREIGN = re.compile(r"[一-鿿]{1,8}(?:[·•・‧．.][一-鿿A-Z]{1,8}){1,3}$")
_SPACED = re.compile(r"(?<![一-鿿])([一-鿿])[ 　]([一-鿿])(?![一-鿿])")
_PARTS = re.compile(r"[、，,；;:：/／|丨&\s　]+|(?<=[一-鿿])(?:和|与|與|及)(?=[一-鿿])")
_OUTLET = re.compile(
    r"(?:网|網|报|報|社|台|臺|刊|杂志|雜誌|新闻|新聞|传媒|公司|集团|中心|委员会|日报|晚报|周刊|频道|客户端|编辑部|出版社|大学|学院|部|局|厅|院|所|工作室|财经|科技|资讯)$"
)


def is_han_person(name: str) -> bool:
    """True for what is written like a person's name in Chinese characters, foreign names with a middle dot included.

    >>> is_han_person("常邦丽"), is_han_person("约翰·史密斯"), is_han_person("西藏日报"), is_han_person("扎西多吉")
    (True, True, False, True)
    """
    if _FOREIGN.match(name):
        return True
    if not _HAN_NAME.match(name) or _OUTLET.search(name):
        return False
    if name.startswith(_DOUBLE):
        return len(name) >= 3
    if name[:2] in _TIBETAN and (len(name) == 2 or name[2:] in _TIBETAN):
        return True
    return name[0] in _SURNAMES and len(name) <= 3


def is_outlet_word(name: str) -> bool:
    """True for what ends as names of papers, agencies and offices do (网, 报, 社 …).

    >>> is_outlet_word("证券时报网"), is_outlet_word("张三")
    (True, False)
    """
    return bool(_OUTLET.search(name))


def drop_role(text: str) -> str:
    """A by-line without the role and the outlet before the names.

    >>> drop_role("澎湃新闻记者 段彦超 廖艳"), drop_role("记者：张三、李四"), drop_role("张记")
    ('段彦超 廖艳', '张三、李四', '张记')
    """
    match = _ROLE.match(text)
    while match and match.end():
        text = text[match.end() :]
        match = _ROLE.match(text)
    return text


def _of_writers(pieces: list[str]) -> list[str]:
    """The pieces of a by-line without those of other work; all names when nobody wrote.

    A word of work stands before its names (摄影 王小平), or behind them when the line ends in one and begins with none.
    """
    if _OTHER_WORK.isdisjoint(pieces):
        return pieces
    stands_behind = pieces[-1] in _OTHER_WORK and pieces[0] not in _OTHER_WORK
    kept: list[str] = []
    group: list[str] = []
    is_writing, follows_work = True, False
    for piece in reversed(pieces) if stands_behind else pieces:
        if piece not in _OTHER_WORK and piece not in _WRITING:
            group.append(piece)
            follows_work = False
            continue
        if not follows_work:
            kept += group if is_writing else []
            group, is_writing, follows_work = [], False, True
        is_writing = is_writing or piece in _WRITING
    kept += group if is_writing else []
    if stands_behind:
        kept.reverse()
    return kept or [piece for piece in pieces if piece not in _OTHER_WORK]


def split_han_names(text: str, *, strict: bool = False) -> tuple[str, ...]:
    """The names of a Chinese by-line; `strict` keeps only what is surely a person.

    Names of two characters spread by a space are joined; roles between names go.

    What somebody else did (摄影, 视频, 编辑) goes with the names that belong to it.

    >>> split_han_names("张琪 摄影 王小平"), split_han_names("张琪/文 王小平/摄影")
    (('张琪',), ('张琪',))
    >>> split_han_names("记者 张三 李四 通讯员 王五"), split_han_names("赵 培"), split_han_names("宋怡 杨志华")
    (('张三', '李四', '王五'), ('赵培',), ('宋怡', '杨志华'))
    """
    text = _SPACED.sub(r"\1\2", text.strip(" 　:：()（）[]【】<>《》"))
    names: list[str] = []
    for piece in _of_writers([piece.strip() for piece in _PARTS.split(text) if piece.strip()]):
        name = drop_role(piece.strip(" :：()（）[]【】《》*")).removesuffix("等").strip()
        if not name or _ROLE.match(name + " "):
            continue
        if strict and not is_han_person(name):
            continue
        if name not in names and len(name) <= 20:
            names.append(name)
    return tuple(names)
