"""Authors as a page prints them: links and elements marked as by-lines, lines that begin with "By"."""

import re
from collections.abc import Iterator

from archiver.model.document import Block, Span
from archiver.model.reading import Piece, Reading
from archiver.parsers.author_claims import AuthorClaim
from archiver.parsers.surroundings import Surroundings, marks_around
from archiver.text.dates import find_dates
from archiver.text.names import split_names

_AUTHOR_MARKS = re.compile(
    r"author|by-?line|writer|contributor|reporter|redakt|autor|auteur|journalist|signature|\bfn\b|firma\b|credit-name|kirjoittaja|skribent|penulis"
    r"|written-?by|post-by|creator"
)
_NOT_AUTHOR_MARKS = re.compile(
    r"date|time\b|role|job|title(?!s?-author)|descri|\bbio|-bio|avatar|image|photo|twitter|email|social|share|count|position|follow|comment|relat"
    r"|caption|figure|credit(?!-name)|teaser|recommend|sidebar|footer|popular|more-|latest|card|copyright|tags?\b|categor|reviewed|fact-?check"
)
_AUTHOR_HREF = re.compile(
    r"/(?:author|autor|auteur|autore|people|person|profile|profil|staff|writers?|contributors?|by|reporters?|journalists?|team|bios?|user|users|columnists?"
    r"|redaktion|redaktion/autoren|autoren|correspondents?|kirjoittaja|skribent|penulis|forfatter|persona|firmas|autores|experts?|creators?)s?/"
    r"|rel=author|/@[\w.-]+/?$|[?&]author=",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"""(?ix) ^[\W_]{0,3} (?: (?:story|words|written|posted|published|reported|article|text|geschrieben|escrito|écrit|scritto|analysis|opinion|review)?
        \s? \b(?: by | von | par | por | di | door | av | af | przez | autor(?:in|en|es|a)?\b: | oleh | från | fra ) (?:\s+|\s?:\s?)
      | (?: author | authors | autor(?:in|en|es|a)? | auteurs? | autore | text | texte | testo | tekst | reporter | penulis | автор | текст | yazar | writer
          | kirjoittaja | skribent | redaktör | written\ by | story | words )\s?[:：|]\s? ) (?=\S)"""
)
_LONE_OPENING = re.compile(
    r"(?i)^\W*(?:written |posted |story |words )?(?:by|von|par|por|di|door|av|af|oleh|author|autor)\s?:?\W*$"
)
_CUT = re.compile(
    r"[\n|·•‧/]|\s[-–—]\s|\b(?:published|updated|posted|last updated|veröffentlicht|publi[ée]|publicado|aktualisiert|\d+ min)\b",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"©|photo|foto|credit|image|getty|bild:|摄|图", re.IGNORECASE)
_MAX_BLOCK = 300


def read_printed_authors(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """By-lines around the title (family "printed") and behind the body ("tail"), surest first within each."""
    language = reading.document.lang
    head = [i for i in around.head if i != around.title and not around.body_first + 1 < i <= around.body_last]
    yield from _in_blocks(reading, around, head, family="printed", language=language)
    tail = [i for i in around.tail if i >= around.body_last - 1 and i not in around.head]
    yield from _in_blocks(reading, around, tail, family="tail", language=language)


def _in_blocks(
    reading: Reading, around: Surroundings, indexes: list[int], *, family: str, language: str | None
) -> Iterator[AuthorClaim]:
    blocks = reading.document.blocks
    run: list[tuple[int, AuthorClaim]] = []
    previous_opens = False
    for index in indexes:
        block = blocks[index]
        if not reading.kept[index] or block.hidden or len(block.text) > _MAX_BLOCK:
            previous_opens = False
            continue
        claim = _in_block(reading, around, index, opened=previous_opens, family=family, language=language)
        previous_opens = bool(_LONE_OPENING.match(block.text)) if len(block.text) < 25 else False
        if claim is None:
            continue
        # Names of one by-line often stand in blocks of their own, side by side.
        if run and run[-1][1].source == claim.source and index - run[-1][0] <= 2 and claim.source != "opening":
            joined = AuthorClaim(
                tuple(dict.fromkeys(run[-1][1].names + claim.names)),
                family,
                max(run[-1][1].weight, claim.weight),
                claim.source,
                run[-1][1].pieces + claim.pieces,
            )
            run[-1] = (index, joined)
        else:
            run.append((index, claim))
    yield from (claim for _, claim in run)


def _in_block(
    reading: Reading, around: Surroundings, index: int, *, opened: bool, family: str, language: str | None
) -> AuthorClaim | None:
    block = reading.document.blocks[index]
    marks = marks_around(reading.document, index, levels=2)
    opening = _OPENING.match(block.text)
    spans = _author_spans(block)
    is_marked = bool(_AUTHOR_MARKS.search(marks))
    if not (opening or spans or is_marked or opened) or _PHOTO.search(block.text[:80]):
        return None
    if _NOT_AUTHOR_MARKS.search(reading.document.nodes[block.node].marks) and not (opening and not is_marked):
        return None
    weight = 2.0 + (1.0 if opening or opened else 0) + (0.7 if is_marked else 0) + _nearness(around, index, family)
    if spans:
        weight += 0.6
        source = "marked by-line"
        ranges = [(s.start, s.end) for s in spans]
    elif opening or opened:
        source = "opening"
        ranges = [_line(block.text, opening.end() if opening else 0, language)]
    else:
        source = "marked block"
        if len(block.text) > 90:
            return None
        ranges = [_line(block.text, 0, language)]
    names: list[str] = []
    pieces: list[Piece] = []
    for start, end in ranges:
        found = split_names(block.text[start:end], language=language)
        names += [n for n in found if n not in names]
        if found:
            pieces.append(Piece(index, start, end))
    if not names:
        return None
    return AuthorClaim(tuple(names), family, weight, source, tuple(pieces))


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
    if _NOT_AUTHOR_MARKS.search(span.marks):
        return False
    if span.href is not None and _AUTHOR_HREF.search(span.href[:200]):
        return True
    return bool(_AUTHOR_MARKS.search(span.marks))


def _line(text: str, start: int, language: str | None) -> tuple[int, int]:
    """From the opening to the first mark, date or line break."""
    end = len(text)
    if cut := _CUT.search(text, start + 2):
        end = cut.start()
    for moment in find_dates(text[start : end + 30], language=language):
        end = min(end, start + moment.start)
        break
    return start, end
