"""The nodes of the search over a damaged line, and what a page's characters cost in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from archiver.model.repair import EditKind
from archiver.text.hanzi import simplified_forms, traditional_forms
from archiver.text.repair.gbk import LEADS, decode_pair, encode_char
from archiver.text.repair.language import LanguageModel, language_model

LOST = "□"
_WRONG_SCRIPT = 7.0
"""A character of the other script on a converted page: the table would have turned it."""
_BARE_GLOSSED = 5.0
"""A character that the page gives readings of, without one: all or none of its places are glossed."""
_CHATTY_CHARS, _CHATTY = frozenset("啊呀哦哈嘛啦哇嗯哎呵嘿咯喔"), 4.0
"""Particles of talk: the model's text is the web's, where they are commoner than in news."""
_PRIVATE = 12.0
_RARE = 13.5
"""Nats from which on a character is very rare: one in 700,000."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of units and the characters that a hypothesis reads there; linked to the step before."""

    before: "Step | None"
    first: int
    last: int
    """Index after its last unit."""
    text: str
    kind: EditKind | None
    """None where the units are taken as they stand."""


@dataclass(slots=True)
class Node:
    """One hypothesis: what it has cost, and where it stands between two bytes."""

    cost: float
    pending: int
    """The first byte of a pair whose second byte is in the next unit; -1 when bytes and characters agree."""
    before: int
    last: int
    char: str
    """The last character read, "" at the beginning; `before` and `last` are the contexts of the model."""
    path: Step | None

    def key(self) -> tuple[int, int, int, str]:
        return self.pending, self.before, self.last, self.char


@dataclass(frozen=True, slots=True)
class Page:
    """What the search knows of the page."""

    model: LanguageModel
    traditional: bool
    glossed: frozenset[str]
    """Characters that the page gives readings of."""
    keeps_private: bool
    """Whether private-use characters of unassigned pairs are still there; if not, pairs may be missing."""

    def char_cost(self, node: Node, char: str, *, glossed: bool = False) -> float:
        """Nats of a character after those of the node; `glossed` when a reading of it follows."""
        cost = self.model.cost(node.before, node.last, char, node.char)
        if char in (traditional_forms() if self.traditional else simplified_forms()):
            cost += _WRONG_SCRIPT
        if not glossed and char in self.glossed:
            cost += _BARE_GLOSSED
        if char in _CHATTY_CHARS:
            cost += _CHATTY
        if "\ue000" <= char <= "\uf8ff":
            cost += _PRIVATE
        return cost

    def extend(
        self, node: Node, char: str, *, pending: int, path: Step, extra: float = 0.0, glossed: bool = False
    ) -> Node:
        """The node after one more character."""
        cost = node.cost + self.char_cost(node, char, glossed=glossed) + extra
        return Node(cost, pending, node.last, self.model.context(char), char, path)

    def is_odd(self, char: str) -> bool:
        """Whether a served character hardly belongs in the text: of the other script, private, or very rare."""
        return char in odd_characters(self.traditional)


@cache
def leads_of(tail: int) -> tuple[str, ...]:
    """All characters with this second byte; no digits, which are never guessed."""
    return _writable((lead, tail) for lead in LEADS)


@cache
def tails_of(lead: int) -> tuple[str, ...]:
    """All characters with this first byte whose second one would begin a pair; no digits, which are never guessed."""
    return _writable((lead, tail) for tail in LEADS)


def _writable(pairs: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    chars = (decode_pair(*pair) for pair in pairs)
    return tuple(char for char in chars if char and not char.isdigit())


@cache
def odd_characters(traditional: bool) -> frozenset[str]:
    """Characters that a page in one script hardly holds: those of the other one, private-use and very rare ones."""
    other = traditional_forms() if traditional else simplified_forms()
    private = map(chr, range(0xE000, 0xE766))
    return frozenset((*other, *private, *language_model().rare(_RARE)))


def last_byte(char: str) -> int:
    """The second byte of a character; -1 when GBK does not write it with two."""
    codes = encode_char(char) if char else ()
    return codes[1] if len(codes) == 2 else -1


def read_path(node: Node) -> list[Step]:
    """The steps of a node, first to last."""
    steps = []
    step = node.path
    while step:
        steps.append(step)
        step = step.before
    return steps[::-1]


def path_text(node: Node) -> str:
    return "".join(step.text for step in read_path(node))
