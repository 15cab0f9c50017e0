"""Authors as a page prints them: links and elements marked as by-lines, lines that begin with "By"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from archiver.model.document import Block, Span
from archiver.model.reading import Piece, Reading
from archiver.parsers.author_claims import AuthorClaim
from archiver.parsers.surroundings import Surroundings, marks_around
from archiver.text.dates import find_dates
from archiver.text.names import is_person_like, is_plausible_name, split_names

_AUTHOR_MARKS = re.compile(
    r"author|by-?line|writer|contributor|reporter|redakt|autor|auteur|journalist|signature|\bfn\b|firma\b|kirjoittaja"
    r"|skribent|penulis|written-?by|post-by|creator"
)
# Elements that hold other things about an author, or other people.
_ASIDE_MARKS = re.compile(
    r"date|time\b|role|job|(?:author|byline|name)[-_]{1,2}(?:sub)?title\b(?!-)|descri|\bbio|-bio|avatar|image|photo|twitter|email|social|share|count"
    r"|position|follow|tags?\b|categor"
)
_FOREIGN_MARKS = re.compile(
    r"comment|relat|caption|figure|\bcredit|photo|teaser|recommend|sidebar|footer|popular|more-|latest|copyright"
    r"|reviewed|review-?by|fact-?check|editor-?by|next-|prev-|newsletter"
)
_AUTHOR_HREF = re.compile(
    r"/(?:authors?|autor|auteurs?|autore|autores|autoren|staff|writers?|contributors?|by|bylines?|reporters?|journalists?"
    r"|columnists?|redaktion|correspondents?|kirjoittaja|skribent|penulis|forfatter|firmas|creators?|editorial-team"
    r"|author-[\w-]+)/|rel=author|[?&]author=",
    re.IGNORECASE,
)
# Addresses of people who may be authors or may be what the text is about.
_PERSON_HREF = re.compile(
    r"/(?:people|person|profiles?|profil|team|bios?|users?|persona|experts?|u|producers?)/|/@[\w.-]+/?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"""(?ix) [\W_]{0,3} (?:
        (?: story | words | written | posted | published | reported | article | text | geschrieben | escrito | écrit
          | scritto | analysis | opinion | review | contributed | authored )?
        \s? \b(?: by | von | par | por | di | door | av | af | przez | oleh | från | fra ) (?:\s+|\s?:\s?)
      | (?: authors? | autor(?:in|en|es|a)? | auteurs? | autore | texte? | testo | tekst | reporter | penulis | автор
          | текст | yazar | writer | kirjoittaja | skribent | redaktör | written\ by | story | words )\s?[:：|]\s?
      ) (?=\S)"""
)
_OPENERS = frozenset(
    {
        "story", "words", "written", "posted", "published", "reported", "article", "text", "geschrieben", "escrito",
        "écrit", "scritto", "analysis", "opinion", "review", "contributed", "authored", "by", "von", "par", "por", "di",
        "door", "av", "af", "przez", "oleh", "från", "fra", "author", "authors", "autor", "autorin", "autoren",
        "autores", "autora", "auteur", "auteurs", "autore", "texte",
        "testo", "tekst", "reporter", "penulis", "автор", "текст",
        "yazar", "writer", "kirjoittaja", "skribent", "redaktör",
    }
)  # fmt: skip
_BREAK = re.compile(r"[·•|]\s?|\s[-–—]\s")
_LONE_OPENING = re.compile(
    r"(?i)^\W*(?:(?:article )?written |posted |story |words |authored |article )?"
    r"(?:by|von|par|por|di|door|av|af|oleh|authors?|author\(s\)|autor|autorin|auteur|text)\s?:?\W*$"
)
# Words before a name that say it is somebody else's.
_OTHER_ROLE = re.compile(
    r"(?i)(?:review|edit|fact.?check|verif|updat|medical|translat|photo|illustrat|produc|foto|bearbeit|approv|edited)\w*"
    r"(?:\sfor\s\w+)?\s?(?:by|von|:)?\W*$"
)
_CUT = re.compile(
    r"[\n|·•‧/]|\s[-–—]\s|\b(?:published|updated|posted|last updated|veröffentlicht|publi[ée]|publicado|aktualisiert"
    r"|reviewed|edited|fact.?checked|medically|\d+ min|on (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"©|photo|foto|credit|image|getty|bild:|摄|图", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "figcaption", "button", "nav", "label"})
_PARTS = re.compile(r"\s?[|•·]\s?|\s[-–—]\s|\n|(?<=[a-z])/(?=[A-Z])")
_MAX_BLOCK = 300


class _Kinds(NamedTuple):
    """What an element's marks say of it."""

    author: bool
    aside: bool
    foreign: bool


@lru_cache(maxsize=8192)
def _mark_kinds(marks: str) -> _Kinds:
    """Read once for each spelling: pages repeat their marks."""
    if not marks:
        return _Kinds(False, False, False)
    return _Kinds(
        bool(_AUTHOR_MARKS.search(marks)), bool(_ASIDE_MARKS.search(marks)), bool(_FOREIGN_MARKS.search(marks))
    )


def read_printed_authors(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """By-lines around the title (family "printed") and behind the body ("tail"), surest first within each."""
    head = [
        i
        for i in around.head
        if i != around.title and (0 < around.distance(i) <= 10 or not around.body_first + 1 < i <= around.body_last)
    ]
    yield from _in_blocks(reading, around, head, family="printed")
    tail = [i for i in around.tail if i >= around.body_last - 5 and i not in head]
    yield from _in_blocks(reading, around, tail, family="tail")


def _in_blocks(reading: Reading, around: Surroundings, indexes: list[int], *, family: str) -> Iterator[AuthorClaim]:
    """The claim of each block, and those of neighbours together: names of one by-line often stand in own blocks."""
    claims: list[tuple[int, AuthorClaim]] = []
    opener = -1
    for index in indexes:
        block = reading.document.blocks[index]
        if len(block.text) > _MAX_BLOCK or not reading.kept[index] or block.hidden:
            continue
        is_opened = opener >= 0 and index - opener <= 1
        claim = _in_block(reading, around, index, opened=is_opened, family=family)
        if claim is not None:
            claims.append((index, claim))
        if len(block.text) < 25 and _LONE_OPENING.match(block.text):
            opener = index
        elif is_opened and claim is not None and block.tag == "li":
            opener = index  # a list of authors under one label
    yield from (claim for _, claim in claims)
    yield from _joined(reading, claims)


def _joined(reading: Reading, claims: list[tuple[int, AuthorClaim]]) -> Iterator[AuthorClaim]:
    blocks, nodes = reading.document.blocks, reading.document.nodes
    run: list[tuple[int, AuthorClaim]] = []
    for index, claim in [*claims, (-1, None)]:
        follows = (
            bool(run)
            and claim is not None
            and claim.source == run[-1][1].source
            and index - run[-1][0] <= 2
            and nodes[blocks[index].node].marks == nodes[blocks[run[-1][0]].node].marks
        )
        if follows and claim is not None:
            run.append((index, claim))
            continue
        if len(run) > 1:
            names = tuple(dict.fromkeys(name for _, c in run for name in c.names))
            pieces = tuple(p for _, c in run for p in c.pieces)
            first = run[0][1]
            weight = max(c.weight for _, c in run) + 0.2
            yield AuthorClaim(names, first.family, weight, first.source, pieces)
        run = [(index, claim)] if claim is not None else []


def _in_block(reading: Reading, around: Surroundings, index: int, *, opened: bool, family: str) -> AuthorClaim | None:
    block = reading.document.blocks[index]
    language = reading.document.lang
    own = reading.document.nodes[block.node].marks
    opening = _opening(block.text)
    spans = _author_spans(block)
    is_marked = _mark_kinds(marks_around(reading.document, index, levels=2)).author
    if not (opening or spans or is_marked or opened):
        return _bare_name(around, index, block, family)
    kinds = _mark_kinds(own)
    if kinds.foreign or (kinds.aside and not (opening or spans)) or _PHOTO.search(block.text[:80]):
        return None
    source, ranges = _ranges(block, opening, spans, opened=opened, language=language)
    if source == "marked block" and len(block.text) > 60:
        return None
    if source == "person link" and not 0 < around.distance(index) <= 8:
        return None
    names, pieces = _read(block.text, index, ranges, language)
    if source != "marked block" and (opening or opened or is_marked) and len(block.text) <= 160:
        # Of several authors only some may be linked: then the whole line names more.
        line = [_line(block.text, opening, language)]
        others, whole = _read(block.text, index, line, language)
        if set(names) < set(others) and (opening or not names):
            names, pieces = others, whole
    if not names:
        return None
    weight = 2.0 + (1.0 if opening or opened else 0) + (0.7 if is_marked else 0) + _nearness(around, index, family)
    weight += 0.6 if spans else 0
    if source == "person link" or (not opening and not opened and all(" " not in n and n.isascii() for n in names)):
        weight -= 1.2
    return AuthorClaim(tuple(names), family, weight, source, tuple(pieces))


def _bare_name(around: Surroundings, index: int, block: Block, family: str) -> AuthorClaim | None:
    """A name that nothing marks, alone just behind the title or beside the date there."""
    if family != "printed" or not 0 < around.distance(index) <= 6 or len(block.text) > 70 or block.tag in _HEADINGS:
        return None
    moments = find_dates(block.text)
    for part in _PARTS.split(block.text):
        words = re.sub(r"\s+(?:in|on|at)\s.*$", "", part).strip(" ,")
        if not is_person_like(words):
            continue
        others = tuple(n.strip() for n in block.text.split("/")) if "/" in block.text else ()
        names = others if others and all(is_person_like(n) for n in others) else (words,)
        if not moments and len(" ".join(names)) < 0.6 * len(block.text):
            return None
        start = block.text.index(words)
        weight = 1.7 if moments else 1.3
        return AuthorClaim(names, family, weight, "bare name", (Piece(index, start, start + len(words)),))
    return None


def _read(text: str, index: int, ranges: list[tuple[int, int]], language: str | None) -> tuple[list[str], list[Piece]]:
    """Plausible names in parts of a block, leaving out those whose role is another."""
    names: list[str] = []
    pieces: list[Piece] = []
    for start, end in ranges:
        if _OTHER_ROLE.search(text[max(0, start - 30) : start]):
            continue
        found = [n for n in split_names(text[start:end], language=language) if is_plausible_name(n)]
        names += [n for n in found if n not in names]
        if found:
            pieces.append(Piece(index, start, end))
    return names, pieces


def _opening(text: str) -> int:
    """Where the name begins behind "By" and its kin; 0 without them, and in "By signing up you agree"."""
    if text[:2] == "By" and text[2:3].isupper():
        return 2
    starts = [0] if len(text) > 160 else [0, *(m.end() for m in _BREAK.finditer(text))]
    for start in starts:
        if text[start : start + 24].lstrip(" _-–—|·•(*").partition(" ")[0].rstrip(":：|").casefold() not in _OPENERS:
            continue
        match = _OPENING.match(text, start)
        if match and not text[match.end()].islower():
            return match.end()
    return 0


def _ranges(
    block: Block, opening: int, spans: list[Span], *, opened: bool, language: str | None
) -> tuple[str, list[tuple[int, int]]]:
    """Which parts of a block name authors, and how that is known."""
    if spans:
        is_link = all(s.href is not None and not _is_surely_author(s) for s in spans)
        source = "person link" if is_link and not opening and not opened else "marked by-line"
        return source, [(s.start, s.end) for s in spans]
    if opening or opened:
        return "opening", [_line(block.text, opening, language)]
    return "marked block", [_line(block.text, 0, language)]


def _nearness(around: Surroundings, index: int, family: str) -> float:
    if family == "tail":
        return -1.5
    distance = around.distance(index)
    if 0 <= distance <= 8:
        return 1.0 - 0.05 * distance
    return 0.2 if distance > 8 else 0.5 if distance >= -4 else -0.8


def _author_spans(block: Block) -> list[Span]:
    """The innermost elements marked as an author's name, or linked to an author's page."""
    marked = [s for s in block.spans if s.end > s.start and _is_author_span(s)]
    return [
        s
        for s in marked
        if not any(
            o is not s and s.start <= o.start and o.end <= s.end and (o.start, o.end) != (s.start, s.end)
            for o in marked
        )
        and not any(
            o is not s and (o.start, o.end) == (s.start, s.end) and marked.index(o) < marked.index(s) for o in marked
        )
    ]


def _is_author_span(span: Span) -> bool:
    kinds = _mark_kinds(span.marks)
    if kinds.aside or kinds.foreign:
        return False
    return _is_surely_author(span) or bool(span.href is not None and _PERSON_HREF.search(span.href[:200]))


def _is_surely_author(span: Span) -> bool:
    if span.href is not None and _AUTHOR_HREF.search(span.href[:200]):
        return True
    return _mark_kinds(span.marks).author


def _line(text: str, start: int, language: str | None) -> tuple[int, int]:
    """From the opening to the first mark, date or line break."""
    end = len(text)
    if cut := _CUT.search(text, start + 2):
        end = cut.start()
    for moment in find_dates(text[start : end + 30], language=language):
        end = min(end, start + moment.start)
        break
    return start, end
