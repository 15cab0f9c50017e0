"""What the page as a whole gives evidence of; honest pages open no gate, and the look costs next to nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.model.repair import Gate, PageHints
from archiver.text.hanzi import count_scripts, simplified_forms
from archiver.text.repair.readings import Bracket

_HAN = re.compile("[㐀-鿿]")
_GLOSSED = frozenset(
    "業現進發創規統協據導設經產鄉網農關區態鎮內節環實動個當標強準機務點構調濟護領學習轉認風應優結質醫術負貿團達礎權聯衛遠訓續監紀責擴"
    "擔長潤絡復戰執項驗養會過對來堅問識價評謹國萬級勢運穩說費聽簡爭補競這"
    "好向能起面都成"
)
"""Characters seen glossed on mirrors (../shared/spam.md §2). All are among the commonest of news: an honest text gives
the reading of rare or many-voiced characters, never of these."""
_TABLE_PROOF = tuple(
    "干部 骨干 才干 采訪 采取 采用 采購 開采 以后 之后 然后 后來 后續 落后 今后 先后 心里 這里 那里 哪里 "
    "關于 對于 由于 屬于 處于 位于 至于 終于 在于 用于 等于 有利于 制造 制作 研制 復制 批準 云南 范圍 防范 "
    "征求 特征 象征 業余 其余 谷物 余人 余家 余萬 余名 松開 放松 標志 雜志".split()
)
"""Words that a one-to-one table leaves in a shape no traditional text has: 以后 for 以後, 關于 for 關於. Words of two
characters, since the single ones are all good in classical text (于 云 采 里 征 后)."""
_TRUE_FORMS = "於後裡裏採幹製遊範餘鬆雲徵穀"
_LIVELY = "這個國會來時們說對學為發於"
_SLIP_SIGNATURE = re.compile(
    r"[㐀-鿿”》）)][?？][?？!！,，。;；][㐀-鿿]"
    r"|[㐀-鿿][A-Za-z@\[\]^_`{|}~€][㐀-鿿]"
    r"|[㐀-鿿][?？][㐀-鿿]"
    r"|[\ue000-\uf8ff]|[?？]/?[a-z]{1,6}/?>"
)
_ANY_SIGNATURE = re.compile(r"\?|€|[㐀-鿿，。；！？,;!][A-Za-z@\[\]^_`{|}~]|[\ue000-\uf8ff]")
"""Enough on a page that has readings, where the search is worth its cost."""
_MAINLAND_PATH = re.compile(
    r"/t?20\d{6}_t?\d{6,}|/t20\d{6}_\d+\.s?html|/20\d\d[-/]?\d\d[-/]?\d\d/c[_-]?\d+|/c\d+-\d+\.html"
)
_MAINLAND_CHARSETS = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk"})


@dataclass(frozen=True, slots=True)
class GateReading:
    """Which gates are open."""

    gates: tuple[Gate, ...]
    simplified_at_origin: bool
    traditional: bool
    """Whether the page's words are in traditional characters as served."""

    def is_open(self, *names: str) -> bool:
        return any(gate.name in names for gate in self.gates)


SHUT = GateReading((), False, False)


def read_gates(page: str, brackets: Sequence[Bracket], hints: PageHints) -> GateReading:
    """Decide on the whole page (its texts joined) which kinds of damage it carries."""
    if page.isascii():
        return SHUT
    gates = [*_read_reading_gates(page, brackets), *_read_comma_gate(page)]
    lively = sum(map(page.count, _LIVELY))
    if not gates and lively * 100 < len(page):
        return SHUT
    simplified, traditional = count_scripts(page[:40_000])
    is_traditional = traditional > simplified
    glossed = any(gate.name != "comma_noise" for gate in gates)
    evidence = _converted_evidence(page, traditional, hints, glossed=glossed) if is_traditional else ""
    signature = (_ANY_SIGNATURE if glossed else _SLIP_SIGNATURE).search(page)
    if signature and (glossed or (evidence and not gates)):
        gates.append(Gate(name="slips", evidence=f"misread bytes at {signature[0]!r}"))
    if evidence:
        gates.append(Gate(name="converted", evidence=evidence))
    if not glossed and not evidence:
        gates = [gate for gate in gates if gate.name == "comma_noise"]
    return GateReading(tuple(gates), bool(evidence), is_traditional)


def _read_reading_gates(page: str, brackets: Sequence[Bracket]) -> list[Gate]:
    verified = [bracket for bracket in brackets if bracket.verified]
    if len(verified) < 3:
        return []
    han = len(_HAN.findall(page))
    # A phonetic edition (a poem for children) has a reading on nearly every character; noise never passes a third.
    if len(verified) > 0.45 * han and not any(bracket.has_noise for bracket in verified):
        return []
    toned = [bracket for bracket in brackets if bracket.toned]
    toned_verified = [bracket for bracket in verified if bracket.toned]
    gates = []
    if len(toned_verified) >= 3 and len(toned_verified) >= 0.8 * len(toned) and _is_mechanical(page, toned_verified):
        gates.append(Gate(name="toned_readings", evidence=f"{len(toned_verified)} verified readings"))
    toneless = [bracket for bracket in verified if not bracket.toned]
    distinct = len({bracket.char for bracket in toneless})
    if (
        len(toneless) >= 15
        and distinct >= 8
        and len(toneless) > 0.02 * han
        and (_is_doubled(toneless) or _is_mechanical(page, toneless))
    ):
        gates.append(Gate(name="toneless_readings", evidence=f"{len(toneless)} verified toneless readings"))
    return gates


def _is_doubled(brackets: Sequence[Bracket]) -> bool:
    """Whether readings come twice in a row or hold emoji, as no writer would have it."""
    ends = {(bracket.text, bracket.end) for bracket in brackets}
    doubled = sum((bracket.text, bracket.start) in ends for bracket in brackets)
    return doubled + sum(bracket.has_noise for bracket in brackets) >= 2


def _is_mechanical(page: str, brackets: Sequence[Bracket]) -> bool:
    """Whether a byte replacement put them there: each character always glossed, and always with the same reading."""
    places = Counter(bracket.char for bracket in {(b.text, b.start - 1, b.char): b for b in brackets}.values())
    readings: dict[str, set[str]] = defaultdict(set)
    for bracket in brackets:
        readings[bracket.char].add(bracket.reading)
    if len(places) < 3:
        few = len(brackets) >= 4 and all(char in _GLOSSED and char in simplified_forms() for char in places)
        return few and all(len(found) == 1 and page.count(char) == places[char] for char, found in readings.items())
    if sum(len(found) > 1 for found in readings.values()) > 0.05 * len(readings):
        return False
    known = sum(char in _GLOSSED for char in places) / len(places)
    changed = sum(char in simplified_forms() for char in places) / len(places)
    consistent = [char for char, count in places.items() if page.count(char) <= count * 1.2 + 1]
    if len(consistent) < 0.9 * len(places):
        return False
    repeated = [char for char in consistent if places[char] > 1]
    if known >= 0.6 and (changed >= 0.9 or len(brackets) >= 10):
        return True
    return len(brackets) >= 10 and len(repeated) >= 3 and len(repeated) >= 0.25 * len(places)


def _read_comma_gate(page: str) -> list[Gate]:
    noisy = page.count(",，") + page.count(",。") + page.count(",、")
    if noisy < 6:
        return []
    marks = page.count("，") + page.count("。") + page.count("、")
    if noisy < 0.2 * marks:
        return []
    return [Gate(name="comma_noise", evidence=f"{noisy} of {marks} marks have a comma before them")]


def _converted_evidence(page: str, traditional: int, hints: PageHints, *, glossed: bool) -> str:
    """In words, what says that the newsroom wrote simplified characters; "" when nothing does.

    A page with mechanical readings is always a mirror, and only mainland sources have been seen. Without readings
    there must be words that a character table left wrong, and something else that points to a mainland page.
    """
    if traditional < 10:
        return ""
    left = {word: page.count(word) for word in _TABLE_PROOF}
    wrong, kinds = sum(left.values()), sum(count > 0 for count in left.values())
    true = sum(map(page.count, _TRUE_FORMS))
    converted = wrong >= 3 and kinds >= 2 and wrong >= 5 * true
    if glossed:
        return "" if true > 8 and true > wrong else f"mechanical readings, {wrong} table-made words"
    declared = _declares_mainland(hints)
    if converted and (declared or _MAINLAND_PATH.search(hints.url or "")):
        return (
            f"{wrong} table-made words, declared mainland" if declared else f"{wrong} table-made words, mainland path"
        )
    if wrong >= 3 and kinds >= 3 and not true and _SLIP_SIGNATURE.search(page):
        return f"{wrong} table-made words and misread bytes"
    return f"{wrong} table-made words" if wrong >= 12 and kinds >= 6 and wrong >= 20 * true else ""


def _declares_mainland(hints: PageHints) -> bool:
    language = (hints.language or "").lower().replace("_", "-")
    if language in {"zh-cn", "zh-hans", "zh-hans-cn", "zh-chs"}:
        return True
    return (hints.charset or "").lower() in _MAINLAND_CHARSETS
