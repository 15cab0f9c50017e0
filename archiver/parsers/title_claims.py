"""What a page's metadata says its title is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from archiver.model.reading import Reading
from archiver.parsers.headings import one_line
from archiver.parsers.json_ld import articles_of, bare_objects, first_string
from archiver.parsers.site_names import fold, strip_site_name

_META = (("og:title", "og:title"), ("twitter:title", "twitter:title"), ("headline", "meta headline"),
         ("dc.title", "dc.title"), ("title", "meta title"), ("articletitle", "meta articletitle"))  # fmt: skip


_TAG = re.compile(r"</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]{0,80})?/?>", re.IGNORECASE)
MAX_CHARS = 600
"""What is longer is no headline; the longest of the pages tuned on has 210 characters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of metadata says the title is, without the site's name."""

    text: str
    source: str
    folded: str


def read_claims(reading: Reading, names: frozenset[str]) -> Iterator[Claim]:
    """What JSON-LD, the meta elements and the title element say, in the order of trust."""
    document = reading.document
    for thing in articles_of(reading)[:3]:
        text = first_string(thing.get("headline"))
        if text and len(text) <= MAX_CHARS:
            yield _claim(text, "json-ld headline", names)
    for thing in bare_objects(document):
        text = first_string(thing.get("title"))
        if text and len(text) <= MAX_CHARS:
            yield _claim(text, "json-ld title", names)
    for key, source in _META:
        for text in document.meta.get(key, ())[:1]:
            if text.strip() and len(text) <= MAX_CHARS:
                yield _claim(text, source, names)
    if document.head_title and document.head_title.strip() and len(document.head_title) <= MAX_CHARS:
        yield _claim(document.head_title, "title element", names)


def _claim(text: str, source: str, names: frozenset[str]) -> Claim:
    text = unescape(text) if "&" in text else text
    bare = strip_site_name(one_line(_TAG.sub("\n", text) if "<" in text else text), names)
    return Claim(bare, source, fold(bare))


def agreement(folded: str, claims: Sequence[Claim]) -> float:
    """How many claims say the same; one that says more or less counts for half."""
    total = 0.0
    for claim in claims:
        if claim.folded == folded:
            total += 1
        elif len(folded) >= (8 if folded.isascii() else 4) and (
            claim.folded.startswith(folded) or claim.folded.endswith(folded)
        ):
            total += 0.5
    return total
