"""Who runs the site, as the page prints it; a mirror's page names the paper it was taken from, and that is right."""

import re
from collections.abc import Iterator
from html import unescape

from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.json_ld import articles_of, objects, strings, types_of
from archiver.parsers.section import Trail, read_trail
from archiver.parsers.site_names import cut_parts, fold, is_site_name, site_names
from archiver.text.han_names import is_outlet_word

_META = (("og:site_name", 0.93), ("application-name", 0.8), ("dc.publisher", 0.85), ("dcterms.publisher", 0.85),
         ("publisher", 0.8), ("apple-mobile-web-app-title", 0.75), ("cre", 0.7))  # fmt: skip
_CREDITED = re.compile(r"注明[“\"「『]?(?:稿件)?来源[:：]?\s?[“\"「『]?(?P<name>[一-鿿A-Za-z]{2,15}?)[”\"」』的]")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d\s?[-–—~至]?\s?(?:(?:19|20)\d\d)?)?\s*(?:by\s)?(?P<name>[^.,|·。，©\n]{2,50})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"all rights|rights reserved|版权|alle rechte|^\W*$|^\d+$", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]")
_SITE_TYPES = frozenset({"newsmediaorganization", "website"})
MAX_CHARS = 60


def parse_publisher(
    reading: Reading,
    *,
    title: Found[str] | None = None,
    body: Body | None = None,
    notice: Found[str] | None = None,
    trail: Trail | None = None,
) -> Found[str] | None:
    """The site's name as printed; None when the page does not print one. Never the host's name.

    A trail's first link goes before metadata when it is an outlet's name: it stands in the article's own column and is
    copied along by mirrors. `notice` is the copyright notice, `trail` the trail where it has been read already.
    """
    if reading.site is not None:
        return Found(reading.site.publisher, "site", 0.99)
    candidates = list(_candidates(reading, trail or read_trail(reading, title), notice))
    if not candidates:
        return None
    best = max(candidates, key=lambda c: c.score)
    others = {c.source for c in candidates if fold(c.value) == fold(best.value)}
    score = min(0.98, best.score + 0.02 * (len(others) - 1))
    return Found(best.value, best.source, score, best.pieces)


def _candidates(reading: Reading, trail: Trail | None, notice: Found[str] | None) -> Iterator[Found[str]]:
    if trail is not None and len(trail.parts) > 1:
        first = trail.parts[0]
        if is_outlet_word(first.text) and 3 <= len(first.text) <= 20:
            yield Found(first.text, "trail's first link", 0.95, (first.piece,))
    yield from _from_metadata(reading)
    yield from _from_title(reading)
    if notice is not None:
        yield from _from_notice(notice)


def _from_metadata(reading: Reading) -> Iterator[Found[str]]:
    document = reading.document
    for name, score in _META:
        for value in document.meta.get(name, ())[:1]:
            if text := _tidy(value):
                yield Found(text, f"meta {name}", score)
    for value in document.meta.get("sitename", ())[:1]:  # of government sites in China
        if (text := _tidy(value)) and _HAN.search(text):
            yield Found(text, "meta sitename", 0.85)
    named = [("json-ld publisher", 0.92, strings(thing.get("publisher"))) for thing in articles_of(reading)[:1]]
    for thing in objects(document):
        if not _SITE_TYPES.isdisjoint(types_of(thing)):
            named.append(("json-ld website", 0.88, strings(thing.get("name"))))
    for source, score, texts in named:
        if texts and (tidy := _tidy(texts[0])):
            yield Found(tidy, source, score)


def _tidy(text: str) -> str | None:
    value = " ".join(unescape(text).split()).strip("@ ")
    return value if 1 < len(value) <= MAX_CHARS and "://" not in value and not _NO_NAME.search(value) else None


def _from_title(reading: Reading) -> Iterator[Found[str]]:
    """The last part of the title element, when it is an outlet's name or the site's."""
    head = reading.document.head_title
    parts = cut_parts(head) if head else ()
    if head is None or len(parts) < 2:
        return
    last = head[slice(*parts[-1])].strip()
    if 2 <= len(last) <= 30:
        known = is_site_name(last, site_names(reading))
        if known or is_outlet_word(last):
            yield Found(last, "title's last part", 0.85 if known else 0.82)


def _from_notice(notice: Found[str]) -> Iterator[Found[str]]:
    if match := _CREDITED.search(notice.value):
        yield Found(match["name"], "copyright notice", 0.84, _piece(notice, match.start("name"), match.end("name")))
    elif match := _COPYRIGHT.search(notice.value):
        name = match["name"].strip(" -–—")
        if not _NO_NAME.search(name) and len(name) > 2:
            yield Found(
                name,
                "copyright notice",
                0.6,
                _piece(notice, match.start("name"), match.start("name") + len(match["name"])),
            )


def _piece(notice: Found[str], start: int, end: int) -> tuple[Piece, ...]:
    if not notice.pieces:
        return ()
    base = notice.pieces[0]
    return (Piece(base.block, base.start + start, base.start + end),)
