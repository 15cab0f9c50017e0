"""Labelled facts in a line (来源: …, 责任编辑: …, Source: …): which label, and which part of the line is its value."""

import re
from dataclasses import dataclass

# Words that stand before a value; the order within a group puts longer words first. CJK labels need a colon, a slash,
# a bar or a space behind them (see _SEPARATOR), Latin ones a colon.
_SOURCE = (
    r"(?<![图片频据料])(?:文章|新闻|稿件|消息|信息|本文|原文|內容|内容|作品|转载)?(?:来源|來源)(?:于|自|单位|單位)?"
    r"|稿源|转自|转载自|来源于(?=\s[一-鿿]{2,8}(?:网|報|报|社|刊|台))|来自(?=\s?[:：]\s?[一-鿿]{2,10}(?:网|報|报|社|刊|台|发布))|出处|出處|出典|提供元|情報元|출처|자료제공"
)
_SOURCE_LATIN = (
    r"Source|Sources|Quelle|Quellen|Fuente|Fonte|Font|Источник|Джерело|Kaynak|Nguồn|Sumber|Bron|Källa|Kilde|Lähde"
    r"|Źródło|Zdroj|Izvor|Forrás|Sursă|Sursa|Πηγή|المصدر|مصدر|منبع|מקור|स्रोत|সূত্র|ที่มา|แหล่งที่มา|แหล่งข่าว|Allikas|Avots"
    r"|Šaltinis|Heimild|Извор|Източник|Крыніца|Дереккөз|Эх сурвалж|წყარო|Աղբյուր|Burimi|Chanzo|ماخذ|بشکریہ"
    r"|ஆதாரம்|మూలం|ប្រភព|འབྱུང་ཁུངས|འབྱུང་ས|مەنبە|مەنبەسى|Manba|Mənbə|Iturria|Ffynhonnell|Foinse"
)
_EDITOR = (
    r"(?:本文)?(?:责任|責任|执行|执编|值班|网络|網絡|新媒体|特约|本期|版面)?(?:编辑|編輯)|责编|責編|责任编(?=[:：])"
    r"|實習編輯|实习编辑|编录"
)
_EDITOR_LATIN = (
    r"Editor|Edited by|Editado por|Redaktör|Redactie|Редактор|Editör|Biên tập|Penyunting"
    r"|རྩོམ་སྒྲིག་པ|རྩོམ་སྒྲིག་འགན་འཁུར་བ|རྩོམ་སྒྲིག|مەسئۇل مۇھەررىر|مۇھەررىر|تەھرىر"
    r"|Redigert av|Toimittaja|Redaktor|Szerkesztő|บรรณาธิการ|संपादक|ویراستار|עורך|Editing by"
)
# Words that mean other things too: an editor's only before a colon.
_EDITOR_COLON = (
    r"Redaktion|Edição|Edición|Editora?|Επιμέλεια|Уредни(?:к|ца)|Uredni(?:k|ca)|تحرير|دبیر|সম্পাদনা|Redaktør|Redigering"
    r"|Редактура|Toimitus|Toimetaja|Redaktors|Redaktorius|編集(?:者|長)?"
)
_AUTHOR = (
    r"(?:本报|本報|本网|本網|本台)?(?:特约|特約|见习|实习|首席|全媒体)?(?:记者|記者)|(?<!该)作\s?者|撰稿人?|撰文|撰写"
    r"|采写|採寫|采访|通讯员|通訊員|文字|编译|編譯|(?<![一-鿿])文(?=[/／丨|｜:：])|执笔人?|執筆人?|글쓴이|글|執筆者|著者|取材|ライター"
)
_DATE = (
    r"(?:发布|發布|發佈|发表|發表|更新|上传|刊登|发稿|编辑|录入|添加|成文|时间|出版)(?:时间|時間|日期|于)|最后更新"
    r"|最後更新|时间|時間|日期|公開日|更新日|입력|수정"
)
_OTHER = (
    r"撮影(?=\s?[/／丨|｜:：])|写真(?=\s?[/／丨|｜:：])|(?<![一-鿿])[图圖影摄攝](?=\s?[/／丨|｜:：])|(?:拍摄|拍攝)(?=\s?[/／丨|｜:：])|校对|校對|审核|審核|审校|监制|監製|监审|初审|复审|终审|一审|二审|三审|审签|签发|值班主任|值班编委|编审"
    r"|总监制|责任校对|摄影|攝影|图片来源|图片|视频|制图|设计|配图|字号|字體|字体|浏览次数|浏览量|浏览|点击数?|点击量"
    r"|阅读量?|閱讀|访问量|评论数?|人参与|分享到|分享|举报|收藏|打印|纠错|我要|发表评论|查看|原标题|标签|关键词"
    r"|关键字|分类|栏目|类别|版权|声明|扫一扫|电话|热线|投稿|邮箱|微信|责任人|出品|策划|统筹|运营|发布单位|主办"
    r"|索引号|文号|主题词"
)
_SEPARATOR = r"\s?[:：/／|｜丨︱]\s?|(?<=[一-鿿])[\s　]{1,3}(?=[一-鿿])"
# Characters that labels are written with: a look at one spares trying every label at every place.
_SIGNS = "".join(sorted({c for c in _SOURCE + _EDITOR + _AUTHOR + _DATE + _OTHER if c > "\u2e00"}))
_LETTERS = "".join(
    sorted(
        {
            c
            for word in f"{_SOURCE_LATIN}|{_EDITOR_LATIN}|{_EDITOR_COLON}".split("|")
            for c in word[:1].swapcase() + word[:1]
        }
    )
)
_LABEL = re.compile(
    rf"(?=[{_SIGNS}{_LETTERS}])(?:(?P<source>{_SOURCE})(?:\s?[:：|｜丨]\s?|\s[/／]\s|\s?(?=[\[【《])|(?<=源于)\s)|(?P<editor>{_EDITOR})(?:{_SEPARATOR})"
    rf"|(?P<author>{_AUTHOR})(?:{_SEPARATOR})|(?P<date>{_DATE})\s?[:：]\s?|(?P<other>{_OTHER})"
    rf"|(?<![^\W\d_])(?P<source2>{_SOURCE_LATIN})\s?[:：།]\s?|(?<![^\W\d_])(?P<editor3>{_EDITOR_COLON})\s?[:：/／]\s?"
    rf"|(?<![^\W\d_])(?P<editor2>{_EDITOR_LATIN})\s?[:：།]?\s)",
    re.IGNORECASE,
)
_CJK = re.compile(r"[㐀-鿿가-힣]")
_CJK_GATE = re.compile(
    r"来源|來源|稿源|转自|来自|出处|出處|出典|编辑|編輯|編集|责编|責編|责任编|作\s?者|记者|記者|通讯员|通訊員|撰|采写|採寫|执笔"
    r"|執筆|文[/／丨|｜:：]|文字\s?[/／丨|｜:：]|编译|編譯|출처|글쓴이|取材|ライター|提供元|情報元"
)
_MARKS = "|·•,;()[]-–—/"
_LATIN_LABELS = frozenset(
    word.split()[-1].casefold() for word in f"{_SOURCE_LATIN}|{_EDITOR_LATIN}|{_EDITOR_COLON}".split("|")
) | {"editora", "уредник", "уредница", "urednik", "urednica"}
_EDITED = re.compile(r"edit(?:ed|ing) by ", re.IGNORECASE)


def may_hold_label(text: str) -> bool:
    """False for text that surely holds no label of a source, an author or an editor; costs little.

    >>> may_hold_label("来源：新华社"), may_hold_label("Source: Reuters"), may_hold_label("A plain sentence.")
    (True, True, False)
    """
    if not text.isascii() and _CJK.search(text):
        return bool(_CJK_GATE.search(text))
    if "།" in text[:160]:  # Tibetan labels end in the sign that ends a clause
        text = text[:160].replace("།", ":")
    colon = text.find(":", 0, 160)
    if says_edited(text):
        return True
    while 0 <= colon < 200:
        words = text[max(0, colon - 14) : colon].split()
        if words and words[-1].strip(_MARKS).casefold() in _LATIN_LABELS:
            return True
        colon = text.find(":", colon + 1, 200)
    return False


def says_edited(text: str) -> bool:
    """True for a line that names its editor in English: "Edited by Jane Doe", or "…; Editing by Jane Doe" at its end.

    >>> says_edited("Reporting by Jane Doe; Editing by Ann Lee"), says_edited("The report was edited by Ann Lee.")
    (True, False)
    """
    match = _EDITED.search(text[-200:]) if "dit" in text or "DIT" in text else None
    if match is None:
        return False
    before = text[max(0, len(text) - 200) : max(0, len(text) - 200) + match.start()].rstrip()
    return not before or before[-1] in ";.|,(·•–—-/\n"


_END = re.compile(
    r"[\n|｜丨︱;；]|\s{2,}|\s[【\[]|(?<=[一-鿿])(?:\s?(?:19|20)\d\d\s?[-年./])|(?:19|20)\d\d[-年./]\d|\d{1,2}:\d\d"
    r"|(?:19|20)\d\d[\s-]{0,3}(?:يىل|оны|жыл)"
)
_TRIM = " \t　།:：,，、-—–·()（）[]［］【】<>《》〈〉「」『』“”\"'*_"
_MAX = 600


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the kind of its label."""

    kind: str
    """ "source", "editor", "author", "date" or "other"."""
    label: str
    """As printed."""
    value: str
    """Without brackets and separators around it; may be empty."""
    start: int
    """Where the value begins in the line."""
    end: int


def read_labels(line: str) -> tuple[Labelled, ...]:
    """The labelled values of a line, in order; a value ends at the next label, a bar or a date.

    >>> [(l.kind, l.value) for l in read_labels("来源: 西藏日报 作者:张三 责任编辑:李四")]
    [('source', '西藏日报'), ('author', '张三'), ('editor', '李四')]
    >>> read_labels("记者了解到来源于农村的")
    ()
    """
    line = line[:_MAX]
    matches = list(_LABEL.finditer(line))
    found = []
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        kind = (match.lastgroup or "").rstrip("23")
        stop = following.start() if following else len(line)
        start, end = _value(line, match.end(), stop)
        found.append(Labelled(kind, match[0].strip(" :："), line[start:end], start, end))
    return tuple(found)


def _value(line: str, start: int, stop: int) -> tuple[int, int]:
    raw = line[start:stop]
    lead = len(raw) - len(raw.lstrip(_TRIM))
    start += lead
    if end := _END.search(line, start, stop):
        stop = end.start()
    text = line[start:stop]
    closing = re.search(r"[)）\]］】》」』>]", text)
    # "《红星新闻》", "[ 人民网 ]" and "(责编:甲)" end at their bracket; "新华社(北京)" keeps it.
    if closing and not re.search(r"[(（\[［【《「『<]", text[: closing.start()]):
        stop = start + closing.start()
    while stop > start and line[stop - 1] in _TRIM:
        stop -= 1
    return start, stop
