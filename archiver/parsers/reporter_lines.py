"""By-lines of East Asian papers that carry no label: 記者張三／台北報導, 홍길동 기자, （山田太郎）."""

import re
from collections.abc import Iterator

from archiver.model.reading import Piece
from archiver.parsers.credit import Credit
from archiver.text.han_names import is_han_person
from archiver.text.japanese_names import is_japanese_person
from archiver.text.outlets import looks_like_outlet

# 記者張三、李四／台北報導: Taiwan's papers, in a line of its own or in brackets at the beginning of the text.
_REPORTED = re.compile(
    r"(?:記者|记者|特派員|編譯)\s?(?P<names>[一-鿿]{2,4}(?:[、,，\s][一-鿿]{2,4}){0,4})\s?[／/]"
    r"\s?[^\s／/。，]{0,12}(?:報導|报道|報道|電|專訪|整理)"
)
# 生活中心／林昀萱報導: a desk and a reporter.
_DESK = re.compile(
    r"^[〔［\[]?[一-鿿]{2,6}(?:中心|組|部)\s?[／/]\s?(?P<names>[一-鿿]{2,4}(?:、[一-鿿]{2,4}){0,3})\s?(?:綜合|整理)?[報报][導导道]"
)
# ETtoday新聞雲 林小華／綜合報導: a reporter and how it was told.
_TOLD = re.compile(r"^(?:[^\s，。]{1,14}\s)?(?!記者|记者)(?P<names>[一-鿿]{2,4})\s?[／/]\s?[一-鿿]{2,4}[報报][導导道]$")
# 记者王丽报道：within the first line of the text.
_REPORTING = re.compile(
    r"(?:记者|記者)\s?(?P<names>[一-鿿]{2,4}?(?:[、\s][一-鿿]{2,4}?){0,3})\s?(?:报道|報道|報導)[：:]"
)
# □ 王小平, ■本报记者 张琪: old papers set a mark before the by-line.
_MARKED = re.compile(
    r"^[□■◎○●◆▲△◇☆★※]\s{0,2}(?:[一-鿿]{0,8}(?:记者|記者|通讯员|通訊員|特约撰稿))?\s{0,2}"
    r"(?P<names>[一-鿿]{2,4}(?:[\s　、]{1,2}[一-鿿]{2,4}){0,3})$"
)
# 中時新聞網 王小美: an outlet and a person, nothing else.
_OUTLET_AND_NAME = re.compile(r"^(?P<outlet>[一-鿿]{3,8})[\s　／/|]{1,3}(?P<names>[一-鿿]{2,4})$")
# （中央社記者林小華台北1日電）: name and place run together.
_WIRED = re.compile(
    r"(?P<outlet>[一-鿿]{2,5}社)?(?:記者|记者)(?P<run>[一-鿿、]{4,20}?)(?:\d{1,2}月)?\d{1,2}日[一-鿿]{0,4}[電电訊讯]"
)
_ROLE = r"(?:선임|수습|인턴|객원|전문|논설)?\s?(?:기자|특파원|논설위원|칼럼니스트)"
_KOREAN = rf"(?P<names>[가-힣]{{2,4}}(?:(?:\s?[·ㆍ,]\s?|\s)[가-힣]{{2,4}}){{0,4}})\s?{_ROLE}"
# (서울=연합뉴스) 홍길동 기자 = …
_KOREAN_LEAD = re.compile(rf"[\[(（][^\])）=]{{1,14}}=\s?(?P<outlet>[^\])）=\s]{{2,12}})[\])）]\s?(?:{_KOREAN})?")
_KOREAN_LINE = re.compile(
    rf"(?:\S{{1,40}}@\S{{1,40}}\s)?[\[(/【]?\s?(?:기자명\s)?(?:글\s?[·=ㆍ:]?\s?(?:사진)?\s?[=:]?\s?|취재\s?[=:]\s?)?{_KOREAN}\s?[\])】]?(?:\s*[/|]?\s*(?:\S{{1,40}}@\S{{1,40}}|ⓒ.*))?$"
)
# 김철수 기자 입력 2024.05.01: name and date in one line; [서울경제TV=김철수기자] opens a text.
_KOREAN_DATED = re.compile(rf"{_KOREAN}\s?[|·]?\s?(?:입력|등록|승인|수정|기사입력|[|]|(?=20\d\d))")
_KOREAN_WORDS = re.compile(
    r"글\s(?P<names>[가-힣]{2,4}(?:\s?[·ㆍ,]\s?[가-힣]{2,4}){0,2}?)\s?[·ㆍ/|,]\s?사진\s[가-힣]{2,4}$"
)
_KOREAN_OPEN = re.compile(rf"[\[【(](?P<outlet>[^\]】)=\s]{{2,14}})\s?[=|/]?\s?{_KOREAN}[\]】)]")
_JAPANESE_NAME = r"[一-鿿々ヶぁ-んァ-ヴー]{2,7}(?:[ 　][一-鿿々ヶぁ-んァ-ヴー]{1,4})?"
_JAPANESE_NAMES = rf"(?P<names>{_JAPANESE_NAME}(?:[、・,，]{_JAPANESE_NAME}){{0,4}})"
_JAPANESE_ROLES = r"(?:(?:記者|文|執筆|取材)[・：:／/＝　 ])?"
_JAPANESE_OPEN = re.compile(rf"[【［（(]{_JAPANESE_ROLES}{_JAPANESE_NAMES}[】］）)]")
_JAPANESE_CLOSE = re.compile(rf"[【［（(]{_JAPANESE_ROLES}{_JAPANESE_NAMES}[】］）)]。?$")
_JAPANESE_LABELLED = re.compile(
    r"(?:^|[\s　・])(?:文|[Tt]ext|TEXT|Words?|執筆|取材|記者|聞き手|ライター|著者)\s?[・：:／/＝=　 ]\s?"
    rf"{_JAPANESE_NAMES}$"
)
_JAPANESE_ALONE = re.compile(
    rf"(?:編集委員|論説委員|専門記者|編集部|解説委員)?[　 ]?{_JAPANESE_NAMES}(?:記者|特派員)?$"
)
_JAPANESE_ROLE = re.compile(r"[　 ](?:記者|特派員|編集委員)$")
_JAPANESE_DATED = re.compile(rf"{_JAPANESE_NAMES}[　 ]{{1,2}}(?=20\d\d[年/.])")
_LONGEST_LINE = 40
_HIGH = "\u2500"
_PARTING = re.compile(r"\s?[、,，·ㆍ・]\s?|\s+")


def read_reporters(index: int, text: str, *, place: str, language: str | None, is_end: bool) -> Iterator[Credit]:
    """The by-line without a label that a block is, opens with, or (`is_end`) closes with; mostly none."""
    if "記者" in text or "记者" in text or "編譯" in text or "／" in text[:30] or "/" in text[:30]:
        yield from _chinese(index, text, place)
    if len(text) <= _LONGEST_LINE and text[0] > _HIGH and (language or "")[:2] != "ja":
        yield from _lone_line(index, text, place)
    if "기자" in text or "특파원" in text or "=" in text[:30] or text.startswith("글 "):
        yield from _korean(index, text, place, is_end=is_end)
    if (language or "")[:2] == "ja":
        yield from _japanese(index, text, place, is_end=is_end)


def _chinese(index: int, text: str, place: str) -> Iterator[Credit]:
    opening = text[:90]
    if len(text) <= _LONGEST_LINE and (match := _DESK.match(text) or _TOLD.match(text)):
        yield from _credit([n for n in match["names"].split("、") if is_han_person(n)], match, index, place)
        return
    if match := _REPORTED.search(opening) or _REPORTING.search(opening):
        names = [name for name in _PARTING.split(match["names"]) if is_han_person(name)]
        yield from _credit(names, match, index, place)
    elif match := _WIRED.search(opening):
        *others, last = match["run"].split("、")
        person = next((last[:size] for size in (3, 2) if len(last) > size and is_han_person(last[:size])), "")
        names = [name for name in (*others, person) if is_han_person(name)]
        yield from _credit(names, match, index, place, group="run")
        if match["outlet"]:
            piece = Piece(index, match.start("outlet"), match.end("outlet"))
            yield Credit("source", match["outlet"], place, "dateline", piece)


def _lone_line(index: int, text: str, place: str) -> Iterator[Credit]:
    """A Chinese line that is nothing but a mark or an outlet and the names."""
    match = _MARKED.match(text)
    if match is None and place != "tail":
        match = _OUTLET_AND_NAME.match(text)
        if match is not None and not looks_like_outlet(match["outlet"]):
            return
    if match is not None:
        names = [name for name in _PARTING.split(match["names"]) if is_han_person(name)]
        yield from _credit(names, match, index, place)


def _korean(index: int, text: str, place: str, *, is_end: bool) -> Iterator[Credit]:
    match = _KOREAN_OPEN.match(text)
    if match:
        yield from _credit(_korean_names(match["names"]), match, index, place)
        return
    match = _KOREAN_LEAD.match(text)
    if match:
        yield Credit(
            "source", match["outlet"], place, "dateline", Piece(index, match.start("outlet"), match.end("outlet"))
        )
    elif len(text) <= _LONGEST_LINE + 40:
        match = _KOREAN_LINE.match(text) if place != "lead" or is_end or len(text) <= _LONGEST_LINE else None
    match = match or _KOREAN_WORDS.match(text) or (_KOREAN_DATED.match(text) if len(text) <= 120 else None)
    if match and match["names"]:
        yield from _credit(_korean_names(match["names"]), match, index, place)


def _korean_names(text: str) -> list[str]:
    """The names before 기자; 기자명 ("reporter's name") is a label that some systems print there too."""
    return [name for name in _PARTING.split(text) if name not in {"기자명", "취재", "사진", "기자"}]


def _japanese(index: int, text: str, place: str, *, is_end: bool) -> Iterator[Credit]:
    match = _JAPANESE_OPEN.match(text) if place != "tail" or is_end else None
    if match is None and is_end:
        match = _JAPANESE_CLOSE.search(text[-_LONGEST_LINE:])
    base = 0 if match is None or match.string is text else len(text) - len(match.string)
    if match is None and len(text) <= _LONGEST_LINE:
        match = _JAPANESE_ALONE.match(text) or _JAPANESE_LABELLED.search(text) or _JAPANESE_DATED.match(text)
    if match is None:
        return
    names = _names_of(match["names"])
    if names and all(map(is_japanese_person, names)):
        start = base + match.start("names")
        yield Credit(
            "author",
            "、".join(names),
            place,
            "reporter line",
            Piece(index, start, base + match.end("names")),
            names=tuple(names),
        )


def _names_of(text: str) -> list[str]:
    return [_JAPANESE_ROLE.sub("", name.strip()) for name in re.split(r"[、・,，]", text)]


def _credit(
    names: list[str], match: re.Match[str], index: int, place: str, *, group: str = "names"
) -> Iterator[Credit]:
    if names:
        piece = Piece(index, match.start(group), match.end(group))
        yield Credit("author", "、".join(names), place, "reporter line", piece, names=tuple(names))
