"""A damaged line cut into the units that the search steps over."""

import re
from dataclasses import dataclass
from enum import Enum

from archiver.text.repair.gbk import encode_char
from archiver.text.repair.pinyin import is_reading, normalise_reading

_LETTERS = r"a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɡɑ\u0300-\u030c"
_SPECIAL = re.compile(
    rf"""(?P<open>\()(?P<bracket>[{_LETTERS}]{{1,7}})\x20?\)   # a reading that does not fit its character
       | \?(?P<eaten>[{_LETTERS}]{{1,7}})\x20?\)               # a reading whose opening bracket was eaten
       | \?(?P<tag>/?[a-z][a-z0-9]{{0,9}}(?:\x20[^<>?]{{0,200}})?/?>)   # a tag whose < was eaten
       | \?(?P<entity>[a-z]{{2,6}}|\#\d{{2,5}});               # an entity whose & was eaten
    """,
    re.VERBOSE,
)
_TAGS = frozenset("p br span strong b em i a div font li ul ol td tr table img section h1 h2 h3 h4 u center".split())
_ENTITIES = frozenset(
    "nbsp ldquo rdquo lsquo rsquo mdash ndash hellip middot amp lt gt quot ensp emsp bull times".split()
)
MARK_BYTES = {
    "，": (0xA3, 0xAC), "。": (0xA1, 0xA3), "！": (0xA3, 0xA1), "？": (0xA3, 0xBF), "；": (0xA3, 0xBB),
    ",": (0xA3, 0xAC), "!": (0xA3, 0xA1), "?": (0xA3, 0xBF), ";": (0xA3, 0xBB),
}  # fmt: skip
"""The marks that stage 3 of the damage puts something before, wide and narrowed, with their bytes."""


class Kind(Enum):
    """What a unit is."""

    CHAR = "char"
    QUESTION = "question"
    BRACKET = "bracket"
    EATEN_READING = "eaten_reading"
    EATEN_TAG = "eaten_tag"
    EATEN_ENTITY = "eaten_entity"
    END = "end"


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of the search."""

    kind: Kind
    start: int
    end: int
    text: str
    """The character; or the reading, tag or entity name."""
    codes: tuple[int, ...]
    """Its bytes, for characters."""
    mark: tuple[int, int] | None
    """For a sentence mark, the bytes of its wide form."""


def cut_units(line: str) -> list[Unit]:
    """The line in units, with one END after the last."""
    units: list[Unit] = []
    done = 0
    for match in _SPECIAL.finditer(line):
        special = _read_special(match)
        if special is None:
            continue
        units += map(_char_unit, line[done : match.start()], range(done, match.start()))
        kind, text = special
        units.append(Unit(kind, match.start(), match.end(), text, (), None))
        done = match.end()
    units += map(_char_unit, line[done:], range(done, len(line)))
    units.append(Unit(Kind.END, len(line), len(line), "", (), None))
    return units


def _char_unit(char: str, place: int) -> Unit:
    kind = Kind.QUESTION if char == "?" else Kind.CHAR
    return Unit(kind, place, place + 1, char, encode_char(char), MARK_BYTES.get(char))


def _read_special(match: re.Match[str]) -> tuple[Kind, str] | None:
    for group, kind in (("bracket", Kind.BRACKET), ("eaten", Kind.EATEN_READING)):
        if match[group]:
            reading = normalise_reading(match[group])
            return (kind, reading) if is_reading(reading) else None
    if match["tag"]:
        name = re.match(r"/?([a-z0-9]+)", match["tag"])
        return (Kind.EATEN_TAG, match["tag"]) if name and name[1] in _TAGS else None
    name_or_code = match["entity"]
    known = name_or_code[0] == "#" or name_or_code in _ENTITIES
    return (Kind.EATEN_ENTITY, name_or_code) if known else None
