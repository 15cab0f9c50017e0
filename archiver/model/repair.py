"""What repair is told about a page, and what it gives back: texts with named, reversible edits."""

from dataclasses import dataclass
from typing import Literal

EditKind = Literal["reading", "comma_noise", "slip", "lost", "markup_text", "conversion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHints:
    """What the page says of itself; every part may be unknown."""

    url: str | None = None
    """Where it was fetched. A mainland newsroom's path on another host hints that the words were converted."""
    language: str | None = None
    """The lang attribute or language metadata as written, such as zh-CN."""
    charset: str | None = None
    """The charset that the page or its server declares, in whatever spelling; not what the bytes turned out to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One named change to one text."""

    kind: EditKind
    """reading: pinyin in brackets after its character; comma_noise: a comma put before a mark; slip: characters read
    from the wrong pair of bytes; lost: the same, with a character that cannot be known (□ in `after`); markup_text: a
    tag or entity that arrived as words; conversion: a traditional character back to the newsroom's simplified one."""
    start: int
    """Where `after` begins in the repaired text."""
    end: int
    """Where it ends there; equal to `start` when something was only taken out."""
    before: str
    """The text as served."""
    after: str
    """The text as repaired; may be empty."""
    certain: bool = True
    """False marks a guess with a thin margin, or text that is lost."""


@dataclass(slots=True)
class RepairedText:
    """One text of the page, repaired. Not frozen, as blocks are not: every block of every honest page makes one."""

    text: str
    """The words as repaired; the very same string object as served when nothing was changed."""
    edits: tuple[Edit, ...] = ()
    """In order, not overlapping. `as_served` undoes them."""

    def as_served(self) -> str:
        """The text exactly as it was served: what undoing the edits from the last to the first gives."""
        parts: list[str] = []
        done = 0
        for edit in self.edits:
            parts += (self.text[done : edit.start], edit.before)
            done = edit.end
        return "".join([*parts, self.text[done:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A kind of damage that the page as a whole gives evidence of. Only behind an open gate is anything repaired."""

    name: Literal["toned_readings", "toneless_readings", "comma_noise", "slips", "converted"]
    evidence: str
    """What opened it, in words and counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A place that looks damaged and was left as served, because no reading of it is good enough."""

    text: int
    """Index of the text."""
    start: int
    """Where it begins in the repaired text."""
    end: int
    reason: str
    """Why: thin_margin, no_reading, leftover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRepair:
    """A page's texts, repaired."""

    texts: tuple[RepairedText, ...]
    """As many as were given, in the same order."""
    gates: tuple[Gate, ...] = ()
    """The gates that opened; empty on an honest page."""
    simplified_at_origin: bool = False
    """True when the newsroom wrote simplified characters although the page was served in traditional ones."""
    flags: tuple[Flag, ...] = ()
    """What looks damaged and was left."""
