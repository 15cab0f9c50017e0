"""Credits of pictures: parts the words under a picture from who took or gave it, in many languages."""

import re
from collections.abc import Iterator

_AGENCIES = (
    r"AP|A\.P\.|AFP|EPA(?:-EFE)?|EFE|DPA|dpa|APA|ANSA|TASS|PTI|ANI|IANS|UPI|PA(?:\sWire|\sMedia)?|Reuters|REUTERS|Getty(?:\sImages)?|"
    r"GETTY(?:\sIMAGES)?|AAP|SIPA|Sipa(?:\sUSA)?|Bloomberg|Alamy|Shutterstock|iStock(?:photo)?|Unsplash|Pexels|Pixabay|"
    r"Adobe\s?Stock|Keystone|KEYSTONE|Imago|IMAGO|imago|picture[\s-]alliance|Anadolu|Xinhua|Kyodo|NurPhoto|Rex|WireImage|"
    r"NTB|TT|Ritzau|Scanpix|Lusa|Belga|ANP|PAP|TTXVN|ANTARA(?:\sFOTO)?|ТАСС|РИА\sНовости|Укрінформ|УНІАН|رويترز|فرانس\sبرس|الأناضول|ایسنا|ایرنا|"
    r"路透社?|法新社?|美聯社|美联社|中央社|達志影像|聯合報系資料照片?|Unsplash|Flickr|Wikimedia(?:\sCommons)?|CC\sBY[\w\s.-]*|"
    r"新华社|新華社|中新社|视觉中国|視覺中國|人民视觉|东方IC|央视|共同社?|時事|ロイター|연합뉴스|뉴시스|뉴스1"
)
_LABELS = (
    r"(?:photo|image|picture|pic|video|file\sphoto|handout)(?:s|graph)?(?:\s*(?:credits?|courtesy|sources?|by|via|from))?|photograph(?:er|y)?(?:\sby)?|"
    r"credits?|copyright(?:\s(?:by|©))?|source|courtesy(?:\sof)?|illustration|graphic|crédits?(?:\sphotos?)?|photos?\s?(?:d['’]archives)?|(?:archiv|symbol)?(?:foto|bild)s?(?:quelle|graf(?:in)?)?|"
    r"fotografía|fotos?|crédito|imagen|imagem|immagine|bildquelle|quelle|fotoğraf|фото|источник|джерело|dok\.?|kredit|kép|zdj(?:ęci[ea])?|fot\.?|foto:?|beeld|bild|kuva|valokuva|mynd|ljósmynd|nuotr\.?|slika|"
    r"ảnh|ภาพ(?:ถ่าย)?|تصوير|صورة|عکس|फोटो|छवि|ছবি|φωτογραφία|φωτο|צילום|תמונה|снимка|фотография|сурет|"
    r"图片来源|圖片來源|图源|圖源|来源|來源|摄影|攝影|图片|圖片|图|圖|写真(?:提供)?|撮影|画像|提供|사진(?:\s?제공)?|자료|제공"
)
_VERBS = r"摄影报道|攝影報道|摄影|攝影|摄制|摄|攝|供图|供圖|提供|制图|製圖|绘|供稿|撮影"

# "(AP Photo/Name)", "（新华社记者 某某 摄）", "[사진=연합뉴스]" at the end
_BRACKETED = re.compile(
    rf"\s*[(（\[【]\s*(?P<credit>(?:(?:{_LABELS})\s*[:：=/／・]\s*)?[^()（）\[\]【】]{{1,120}})\s*[)）\]】]\s*[.。]?\s*$",
    re.I,
)
_BRACKETED_SAYS = re.compile(
    rf"(?:^(?:{_LABELS})\s*[:：=/／・])|(?:^|[\s/／,;-])(?:{_AGENCIES})(?:$|[\s/／,;:-])|(?i:\bphotos?\b|\bfoto\b|\bcourtesy\b|^dok\.)|(?:{_VERBS})$|^©|[报報社网網]$|[资資]料[图圖照]片?$"
)
# A name before a verb, after the end of a sentence or a space: 。新华社记者 某某 摄 / 某某 提供 / 某某供图
_NAMED = re.compile(
    r"(?:^|(?<=[。！？!?”」』)）.\n＝=])|(?<=[\s\u3000]))\s*(?P<credit>[^＝=。！？!?\n,，;；、：:]{2,36}?)"
    rf"\s*(?:{_VERBS})\s*[。.]?\s*$"
)
# An agency with the name in brackets: 新华社发（某某 摄）
_XINHUA = re.compile(
    r"(?:^|(?<=[。！？!?”\s\u3000]))\s*"
    r"(?P<credit>(?:新华社|新華社|中新社|人民视觉|视觉中国)\S{0,8}?[发發]?(?:[(（][^()（）]{1,30}[)）])?)\s*[。.]?\s*$"
)
# A label and a name: Photo, Foto, Crédit, 图片来源 and their kin, then colon or slash
_LABELLED = re.compile(
    rf"(?:^|(?<=[.!?。！？)）\]\"”»’|–—\n-])|(?<=\s)(?<!ANTARA ))\s*[|/]?\s*(?:{_LABELS})\s*"
    r"(?:[:：=／]|(?<=photo)/|(?<=foto)/|(?<=by)\s|(?<=of)\s|(?<=source),|(?<=fot\.)\s|(?<=beeld)\s)\s*(?P<credit>[^\n:：。！？]{2,100}?)\s*$",
    re.IGNORECASE,
)
_PLAIN_BY = re.compile(
    r"(?:^|(?<=[.!?)\]\"”»’|–—-])\s)\s*(?:Photo(?:graph|s)?|Image|Picture)s?\s+(?:by|courtesy\s+of|courtesy|via)\s+(?P<credit>[^\n.]{2,100})\.?\s*$"
)
_COPYRIGHT_SIGN = re.compile(r"\s*(?:[©ⓒ]|\([cC]\)\s|（[cCＣ]）)\s*(?P<credit>[^\n©ⓒ]{2,100})\s*$")
# "… text. Andrew Harnik / AP", "Christopher Furlong/Getty Images", "AFP via Getty Images"
_AGENCY = re.compile(
    rf"(?:^|(?<=[.!?。\"”’)|])\s*|(?<=[»«])\s+|\s[–—|-]\s*|\n)(?P<credit>(?:[^.!?。»”\n/|]{{2,60}}\s*[/|,]\s*|[^.!?。»”\n/|]{{2,40}}\s(?:via|for)\s)?(?:(?:pool|Pool|POOL|Handout)\s(?:photo\s)?via\s)?(?:{_AGENCIES})(?:\s*(?:[/,]|via)\s*[^.!?\n]{{1,60}})?)\s*\.?\s*$"
)
_CUES = frozenset(":：=＝©ⓒ(（[【/／|")
_ENDS = tuple(
    (
        f"{_VERBS}|AP|AFP|EPA|EFE|dpa|DPA|APA|PA|Reuters|REUTERS|Getty|Images|IMAGES|Alamy|Shutterstock|iStock|Unsplash"
        "|Pexels|Pixabay|Keystone|KEYSTONE|Imago|IMAGO|imago|alliance|Xinhua|Kyodo|NurPhoto|Commons|Bloomberg"
        "|共同|연합뉴스|뉴시스|뉴스1|发|發"
    ).split("|")
)
_VERB_ENDS = tuple(_VERBS.split("|"))
_CLOSING = (")", "）", "]", "】")
_XINHUA_NAMES = ("新华社", "新華社", "中新社", "人民视觉", "视觉中国")
_WORDY = ("ot. ", "eeld ", "source, ")
_PARTING = frozenset(":：=／/")
_TRIM = " \t\n\u3000|–—/-·＝"


def split_credit(text: str) -> tuple[str, str | None]:
    """The words without the credit, and the credit without its label or verb; None when none can be told apart.

    The words are "" when there is nothing but a credit.

    >>> split_credit("图为医疗队在为群众义诊。某某工作队 提供")
    ('图为医疗队在为群众义诊。', '某某工作队')
    >>> split_credit("The tower fell at noon. Photo: Jane Doe/dpa")
    ('The tower fell at noon.', 'Jane Doe/dpa')
    >>> split_credit("A man reads (left), his son sleeps.")
    ('A man reads (left), his son sleeps.', None)
    """
    if len(text) > 1500:
        return text, None
    window = max(0, len(text) - 160)
    head, tail = text[:window], text[window:]
    if not may_have_credit(tail):
        return text, None
    found = (None if _XINHUA.search(tail) else _bracketed(tail)) or _first(tail)
    if found is None:
        return text, None
    start, credit = found
    return (head + tail[:start]).rstrip(_TRIM), _ROLE_AT_START.sub("", credit)


def may_have_credit(tail: str) -> bool:
    """A quick look that most texts do not pass: a mark that parts label and name, a name's verb or an agency behind."""
    if not _CUES.isdisjoint(tail) or tail.rstrip(" .。").endswith(_ENDS):
        return True
    if " by " in tail or any(word in tail for word in _WORDY):
        return True
    return " courtesy " in tail.lower() or "新华社" in tail or "新華社" in tail


def _bracketed(tail: str) -> tuple[int, str] | None:
    if not tail.rstrip(" .。\n").endswith(_CLOSING):
        return None
    found = _BRACKETED.search(tail)
    if found is None or not _BRACKETED_SAYS.search(found["credit"]):
        return None
    return found.start(), _bare(found["credit"])


def _first(tail: str) -> tuple[int, str] | None:
    for pattern in _likely_patterns(tail):
        found = pattern.search(tail)
        if found and found["credit"].strip(_TRIM):
            start, credit = found.start(), found["credit"].strip(_TRIM)
            words, _, name = credit.rpartition(" ")
            if pattern is _NAMED and start == 0 and len(words) >= 4 and not _ROLE_AT_END.search(words):
                start, credit = tail.index(name, len(words)), name  # 大桥合龙现场 受访者供图
            return start, credit
    return None


def _likely_patterns(tail: str) -> Iterator[re.Pattern[str]]:
    """The patterns that can match, in order: each needs something that a plain search finds much faster."""
    end = tail.rstrip(" .。\n")
    if any(name in tail for name in _XINHUA_NAMES):
        yield _XINHUA
    if not _PARTING.isdisjoint(tail) or " by " in tail or " of " in tail or any(word in tail for word in _WORDY):
        yield _LABELLED
    if " by " in tail or " via " in tail or "courtesy" in tail:
        yield _PLAIN_BY
    if "©" in tail or "ⓒ" in tail or "(c)" in tail or "(C)" in tail or "（" in tail:
        yield _COPYRIGHT_SIGN
    if "/" in tail or " via " in tail or end.endswith(_ENDS) or "CC BY" in tail:
        yield _AGENCY
    if end.endswith(_VERB_ENDS):
        yield _NAMED


_ROLE_AT_END = re.compile(r"(?:记者|記者|通讯员|通訊員|社|网|網|报|報|摄影|攝影|台)$")
_LABEL_AT_START = re.compile(rf"^(?:{_LABELS})\s*[:：=/／・]\s*", re.I)
_ROLE_AT_START = re.compile(
    r"^(?:本报|本網|本网|本社|本報)?(?:实习|见习|特约)?(?:记者|記者|通讯员|通訊員|摄影(?:师|记者)?|攝影(?:師|記者)?)\s*(?=[^\s/])"
)
_VERB_AT_END = re.compile(rf"\s*(?:{_VERBS})$")


def _bare(credit: str) -> str:
    bare = _VERB_AT_END.sub("", _LABEL_AT_START.sub("", credit.strip())).strip(_TRIM)
    return _ROLE_AT_START.sub("", bare) or credit.strip()


def bare_credit(text: str) -> str:
    """The text of an element that holds a credit alone, without its label, verb or brackets.

    >>> bare_credit("Foto: Jane Doe")
    'Jane Doe'
    >>> bare_credit("(© AFP)")
    'AFP'
    """
    inner = text.strip().strip("()（）[]【】").strip()
    found = _first(inner) if len(inner) < 300 else None
    if found is not None and found[0] == 0:
        return _ROLE_AT_START.sub("", found[1])
    return _bare(inner.removeprefix("©").strip())


def has_credit(text: str) -> bool:
    """True when the text ends in a credit."""
    return split_credit(text)[1] is not None
