"""What an element's marks (class, itemprop, rel) and links say of authors."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archiver.model.document import Block, Span

# Looked for as they stand: on the short texts of marks that costs a tenth of a pattern's search.
_AUTHOR_WORDS = (
    "author", "byline", "by-line", "writer", "contributor", "reporter", "redakt", "autor", "auteur", "journalist",
    "signature", "firma", "kirjoittaja", "skribent", "penulis", "writtenby", "written-by", "post-by", "creator",
)  # fmt: skip
# Elements that hold other things about an author, or other people.
_ASIDE_WORDS = (
    "date", "role", "descri", "-bio", "avatar", "image", "photo", "twitter", "email", "social", "share", "count",
    "position", "follow", "categor", "job-title", "jobtitle",
)  # fmt: skip
_ASIDE = re.compile(r"time\b|\bjob\b|(?:author|byline|name)[-_]{1,2}(?:sub)?title\b(?!-)|\bbio|tags?\b")
_ASIDE_HINTS = ("time", "job", "title", "bio", "tag")
_FOREIGN_WORDS = (
    "comment", "relat", "caption", "figure", "photo", "teaser", "recommend", "sidebar", "footer", "popular", "more-",
    "latest", "copyright", "reviewed", "review-by", "reviewby", "fact-check", "factcheck", "editor-by", "editorby",
    "next-", "prev-", "newsletter",
)  # fmt: skip
# Folders of an address that hold authors' pages, and those of people who may be authors or what the text is about.
_AUTHOR_FOLDERS = frozenset(
    "author authors autor auteur auteurs autore autores autoren staff writer writers contributor contributors by "
    "byline bylines reporter reporters journalist journalists columnist columnists redaktion correspondent "
    "correspondents kirjoittaja skribent penulis forfatter firmas creator creators editorial-team".split()
)
_PERSON_FOLDERS = frozenset(
    "people person profile profiles profil team bio bios user users persona expert experts u producer producers".split()
)
_AUTHOR_HREF = re.compile(r"/author-[\w-]+/|rel=author|[?&]author=")
_PERSON_HREF = re.compile(r"/@[\w.-]+/?$")
_ACCOUNT = re.compile(
    r"/(?:author|authors|autor|auteur|user|users|writer)/(?:admin\w{0,12}|editor|editors|webmaster|root|news(?:room|desk)?|staff|redaktion"
    r"|redaccion|redacao|redazione|redaction|web(?:desk|team)?|online|user\d?|wpadmin|superuser)/?(?:[?#]|$)",
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
    author = any(word in marks for word in _AUTHOR_WORDS) or ("fn" in marks and " fn " in f" {marks} ")
    aside = any(word in marks for word in _ASIDE_WORDS) or (
        any(word in marks for word in _ASIDE_HINTS) and bool(_ASIDE.search(marks))
    )
    foreign = any(word in marks for word in _FOREIGN_WORDS) or " credit" in f" {marks}"
    return Kinds(author, aside, foreign)


def author_spans(block: Block) -> list[Span]:
    """The innermost elements marked as an author's name, or linked to an author's page."""
    marked = [s for s in block.spans[:MAX_SPANS] if s.end > s.start and _is_author_span(s)]
    if len(marked) < 2:
        return marked
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
    if not span.marks and span.href is None:
        return False
    kinds = mark_kinds(span.marks)
    if kinds.aside or kinds.foreign:
        return False
    if kinds.author:
        return True
    return span.href is not None and (_leads_to_author(span.href) or _leads_to_person(span.href))


def names_account(address: str) -> bool:
    """True for the author's page of an account that a site's first installation makes, or that everybody shares.

    >>> names_account("https://paper.example/author/admin/"), names_account("/author/jane-doe")
    (True, False)
    """
    return bool(_ACCOUNT.search(address))


def leads_to_account(block: Block, spans: Sequence[Span]) -> bool:
    """True when one of these elements, or a link around or in it, leads to such an account's page."""
    if not spans:
        return False
    start, end = spans[0].start, spans[-1].end
    links = [s.href for s in block.spans[:MAX_SPANS] if s.href is not None and s.start < end and start < s.end]
    return any(map(names_account, links))


def is_surely_author(span: Span) -> bool:
    """True for an element marked as an author's, or a link to an author's page; not for any person's page."""
    if mark_kinds(span.marks).author:
        return True
    return span.href is not None and _leads_to_author(span.href)


def _leads_to_author(href: str) -> bool:
    href = href[:200].lower()
    if not _AUTHOR_FOLDERS.isdisjoint(href.split("/")[1:-1]):
        return True
    return "author" in href and bool(_AUTHOR_HREF.search(href))


def _leads_to_person(href: str) -> bool:
    href = href[:200].lower()
    return not _PERSON_FOLDERS.isdisjoint(href.split("/")[1:-1]) or ("/@" in href and bool(_PERSON_HREF.search(href)))
