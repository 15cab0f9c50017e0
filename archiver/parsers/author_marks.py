"""What an element's marks (class, itemprop, rel) and links say of authors."""

import re
from functools import lru_cache
from typing import NamedTuple

from archiver.model.document import Block, Span

_AUTHOR_MARKS = re.compile(
    r"author|by-?line|writer|contributor|reporter|redakt|autor|auteur|journalist|signature|\bfn\b|firma\b|kirjoittaja"
    r"|skribent|penulis|written-?by|post-by|creator"
)
# Elements that hold other things about an author, or other people.
_ASIDE_MARKS = re.compile(
    r"date|time\b|role|\bjob\b|job-?title|(?:author|byline|name)[-_]{1,2}(?:sub)?title\b(?!-)|descri|\bbio|-bio|avatar"
    r"|image|photo|twitter|email|social|share|count|position|follow|tags?\b|categor"
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
MAX_SPANS = 40
"""So many elements of a block are looked at."""


class Kinds(NamedTuple):
    """What an element's marks say of it."""

    author: bool
    aside: bool
    foreign: bool


@lru_cache(maxsize=8192)
def mark_kinds(marks: str) -> Kinds:
    """What marks say; read once for each spelling, since pages repeat their marks."""
    if not marks:
        return Kinds(False, False, False)
    return Kinds(
        bool(_AUTHOR_MARKS.search(marks)), bool(_ASIDE_MARKS.search(marks)), bool(_FOREIGN_MARKS.search(marks))
    )


def author_spans(block: Block) -> list[Span]:
    """The innermost elements marked as an author's name, or linked to an author's page."""
    marked = [s for s in block.spans[:MAX_SPANS] if s.end > s.start and _is_author_span(s)]
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
    kinds = mark_kinds(span.marks)
    if kinds.aside or kinds.foreign:
        return False
    return is_surely_author(span) or bool(span.href is not None and _PERSON_HREF.search(span.href[:200]))


def is_surely_author(span: Span) -> bool:
    """True for an element marked as an author's, or a link to an author's page; not for any person's page."""
    if span.href is not None and _AUTHOR_HREF.search(span.href[:200]):
        return True
    return mark_kinds(span.marks).author
