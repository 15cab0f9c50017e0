"""Authors of pages that print no by-line: the box about the author below the text, the owner of a personal site."""

import re
from collections.abc import Iterator

from archiver.model.reading import Piece, Reading
from archiver.parsers.author_claims import AuthorClaim
from archiver.parsers.json_ld import objects, types_of
from archiver.parsers.printed_dates import is_shown
from archiver.parsers.site_names import cut_parts, fold, host_names
from archiver.parsers.surroundings import Surroundings
from archiver.text.names import is_person_like, split_names

_BEFORE_END, _BEHIND = 14, 40
"""A box stands so many blocks before or behind the end of the text at most."""
_LONGEST_NAME = 60
_FIRST_BLOCKS, _LAST_BLOCKS = 6, 6
_SAYS = (
    r"(?:is|was|has|works|writes|covers|joined|leads|holds|ist|arbeitet|schreibt|est|écrit|es|trabaja|é|è|är|er|on)\s"
)
# "I" and its kin where a language has a word for it that stands alone and means nothing else.
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:I|I['’](?:m|ve|d|ll)|[Ii]ch|[Jj]e|j['’]ai|[Yy]o|[Ee]u|[Ii]k|[Jj]ag|[Jj]eg|я|мне)(?!\w)"
)
_TIMES = 3
_INITIAL = re.compile(r" [A-Z]\.? ")
_COPYRIGHT = re.compile(r"^\W{0,3}(?:copyright|©|\(c\))?\s?(?:©|\(c\))?\s?(?:(?:19|20)\d\d\W{0,3}){0,2}", re.IGNORECASE)
_PUBLISHERS = frozenset({"organization", "newsmediaorganization", "corporation", "localbusiness", "newsarticle"})
_OWNER_WEIGHT, _BOX_WEIGHT = 0.5, 1.0


def find_author_box(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """The person whose name heads a short text about them below the article: "Jane Doe" over "Jane Doe is a …"."""
    blocks = reading.document.blocks
    for index in range(max(0, around.body_last - _BEFORE_END), min(len(blocks) - 1, around.body_last + _BEHIND)):
        text = blocks[index].text
        if not 5 <= len(text) <= _LONGEST_NAME or not is_shown(reading, index):
            continue
        names = split_names(text, language=reading.document.lang)
        if len(names) == 1 and is_person_like(names[0]) and _tells_of(names[0], blocks[index + 1].text):
            piece = Piece(index, 0, len(text))
            yield AuthorClaim(names, "tail", _BOX_WEIGHT, "about the author", (piece,))
            return


def _tells_of(name: str, text: str) -> bool:
    """True for a text that begins with the name, or the first of its words, and what the person is or does."""
    first = name.partition(" ")[0].strip(".")
    return len(text) > 40 and bool(
        re.match(rf"(?:{re.escape(name)}[\w\s.,®()-]{{0,40}}?|{re.escape(first)})\s{_SAYS}", text)
    )


def find_owner(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """The person a small site is named after: no organisation runs it, the name stands in two of its places, and the
    text says "I".

    The places are the link home at the top, the last part of the title element, og:site_name, the copyright notice
    and the host's own name.
    """
    if any(not _PUBLISHERS.isdisjoint(types_of(thing)) for thing in objects(reading.document)):
        return
    text = " ".join(block.text for block in reading.document.blocks[around.body_first : around.body_last + 1])
    if len(_FIRST_PERSON.findall(text)) < _TIMES:
        return
    signs: dict[str, int] = {}
    for name in _owners(reading):
        if is_person_like(name) and not name.isupper() and len(_INITIAL.sub(" ", name).split()) == 2:
            signs[name] = signs.get(name, 0) + 1
    hosts = [host for host in host_names(reading.url) if len(host) > 3]
    for name, count in signs.items():
        words = [fold(word) for word in name.split() if len(word) > 3]
        if count + any(word in host for word in words for host in hosts) >= 2:
            yield AuthorClaim((name,), "tail", _OWNER_WEIGHT, "owner of the site")
            return


def _owners(reading: Reading) -> Iterator[str]:
    document = reading.document
    blocks = document.blocks
    for block in blocks[:_FIRST_BLOCKS]:
        if len(block.text) <= _LONGEST_NAME:
            yield block.text.strip(" /|·-–—")
            break
    for value in document.meta.get("og:site_name", ())[:1]:
        yield value.strip()
    title = document.head_title or ""
    parts = cut_parts(title)
    if len(parts) > 1:
        yield title[parts[-1][0] : parts[-1][1]].strip()
    for block in blocks[-_LAST_BLOCKS:]:
        if "©" in block.text or "opyright" in block.text:
            yield re.split(r"[.,|]\s|[.,|]$", _COPYRIGHT.sub("", block.text.split("\n")[0]))[0].strip()
