"""The headline: chosen among what the page prints and what its metadata says, without the site's name."""

import re
from collections.abc import Sequence

from archiver.model.reading import Found, Piece, Reading
from archiver.parsers.address_words import address_words, likeness, words_of
from archiver.parsers.headings import (
    Heading,
    find_printed,
    make_heading,
    read_headings,
    stands_aside,
)
from archiver.parsers.site_names import cut_parts, fold, is_site_name, site_names
from archiver.parsers.title_claims import MAX_CHARS, Claim, agreement, read_claims
from archiver.parsers.title_marks import bold_line, lesser_heading, marked_block, marked_heading
from archiver.text.outlets import looks_like_outlet

_STRANGE, _CLEARLY = 0.25, 0.15
"""Shares of common words; chosen on the even pages, where metadata wins 9 to 1 beyond both."""
_KICKER_CHARS = 24
_OUTLET_CHARS = 12
_NAME_CHARS = 8
# What templates leave in the title element, folded.
_GENERIC = frozenset(
    "新闻详情 新聞詳情 文章详情 文章详情页 详情 详情页 详细页 新闻内容 文章内容 内容页 正文 信息详情 "
    "新闻 资讯 首页 新闻中心 无标题文档 "
    "news article newsdetail detail index home untitled untitleddocument 記事 ニュース 기사 뉴스 "
    "noticia actualités новости".split()
)
_HOME = re.compile(r"(?:https?:)?(?://[^/?#]+)?/?(?:index\.s?html?)?$", re.IGNORECASE)
_HOME_PATH = re.compile(r"//[^/]+/?$")
_SPACES = re.compile(r"\s+")


def parse_title(reading: Reading) -> Found[str] | None:
    """The headline as printed, in one line; None when neither page nor metadata gives one.

    Printed headings that the metadata agrees with go first; then metadata that is printed elsewhere on the page,
    then a heading alone, then metadata alone. A site's rule goes before all.
    """
    ruled = _by_site_rule(reading)
    if ruled is not None:
        return ruled
    names = site_names(reading)
    claims = tuple(read_claims(reading, names))
    headings = tuple(h for h in read_headings(reading) if _may_be_title(h) and not _links_home(reading, h))
    return (
        _newsroom_headline(reading, headings, claims)
        or _agreed_heading(reading, headings, claims)
        or _shared_part(headings, claims)
        or _printed_claim(reading, claims)
        or _addressed_claim(reading, headings, claims)
        or _lone_heading(reading, headings)
        or _lone_claim([c for c in claims if c.source != "title element"])
        or marked_heading(reading, claims)
        or _lone_claim([c for c in claims if not _names_outlet(c, names)])
        or marked_block(reading)
        or bold_line(reading)
        or lesser_heading(reading)
        or _lone_claim(claims)
    )


def _by_site_rule(reading: Reading) -> Found[str] | None:
    if reading.layout is None or reading.layout.title is None:
        return None
    blocks = reading.document.selected.get("title", ())
    pieces = [Piece(i, 0, len(reading.document.blocks[i].text)) for i in blocks if reading.kept[i]]
    if not pieces:
        return None
    heading = make_heading(reading.document, pieces, node=-1)
    return Found(heading.text, "site rule title", 0.99, heading.pieces) if heading.text else None


def _may_be_title(heading: Heading) -> bool:
    """No template left unfilled, no live ticker: "+++" parts the last items of one in German newsrooms."""
    return (
        len(heading.text) <= MAX_CHARS
        and len(fold(heading.text)) > 1
        and "{{" not in heading.text
        and "+++" not in heading.text
    )


def _links_home(reading: Reading, heading: Heading) -> bool:
    """True for the site's logo: a heading that is one link to the front page."""
    for piece in heading.pieces:
        spans = reading.document.blocks[piece.block].spans
        link = next((s for s in spans if s.href is not None and s.start <= piece.start and s.end >= piece.end), None)
        if link is None or not _HOME.match((link.href or "").strip()):
            return False
    return _HOME_PATH.search(reading.url) is None


def _newsroom_headline(reading: Reading, headings: Sequence[Heading], claims: Sequence[Claim]) -> Found[str] | None:
    """The JSON-LD headline where it alone stands against a heading, og:title and title element that agree.

    A content system that keeps two headlines, one written for search engines and one by the newsroom, prints the first
    in all places meant for machines, and names the second as the article's headline. Where only the title element
    joins JSON-LD it is the other way round, and the heading is the newsroom's. The address must not speak against it.
    """
    said = {claim.source: claim for claim in reversed(claims)}
    newsroom, shared = said.get("json-ld headline"), said.get("og:title")
    element = said.get("title element")
    if newsroom is None or shared is None or element is None or len(newsroom.folded) < 12:
        return None
    printed = {fold(heading.text): heading for heading in headings}
    if newsroom.folded in printed:
        return None
    if (
        element.folded in printed
        and (shared.folded in element.folded)
        and not _overlaps(newsroom, element)
        and not _address_prefers(reading, element.text, newsroom.text)
    ):
        return Found(newsroom.text, newsroom.source, 0.75)
    if shared.folded == newsroom.folded and len(headings) == 1:
        lead = shared.text[: len(shared.text) - len(headings[0].text)]
        if shared.text.endswith(headings[0].text) and lead.rstrip().endswith((":", "/")):
            return Found(shared.text, "og:title with kicker", 0.6)
    return None


def _overlaps(one: Claim, other: Claim) -> bool:
    return one.folded in other.folded or other.folded in one.folded


def _agreed_heading(reading: Reading, headings: Sequence[Heading], claims: Sequence[Claim]) -> Found[str] | None:
    best, best_weight = None, 0.0
    for heading in headings:
        weight = agreement(fold(heading.text), claims)
        is_better = weight == best_weight > 0 and (
            _drops_kicker(best, heading, claims) or _leaves_logo(reading, best, heading)
        )
        if weight > best_weight or is_better:
            best, best_weight = heading, weight
    if best is None or (best_weight < 1 and _is_named_by_site(best, claims)):
        return None
    if best_weight < 1 and (marked := _behind_site_heading(reading, best, claims)):
        return marked
    score = 0.95 if best_weight >= 2 else 0.87 if best_weight >= 1 else 0.8
    text = _without_kicker(best.text, claims)
    return Found(text, f"{best.tag} agreed by metadata", score, best.pieces)


def _drops_kicker(best: Heading | None, heading: Heading, claims: Sequence[Claim]) -> bool:
    """True for the same heading without its kicker, where JSON-LD says just that."""
    if best is None or heading.is_whole or heading.node != best.node:
        return False
    folded = fold(heading.text)
    return any(claim.folded == folded for claim in claims if claim.source == "json-ld headline")


def _behind_site_heading(reading: Reading, best: Heading, claims: Sequence[Claim]) -> Found[str] | None:
    """The second-rank headline of a page whose heading is the last part of its title element: the site's name."""
    element = next((c for c in claims if c.source == "title element"), None)
    if element is None or not element.folded.endswith(fold(best.text)):
        return None
    marked = marked_heading(reading, claims)
    return marked if marked is not None and element.folded.startswith(fold(marked.value)) else None


def _leaves_logo(reading: Reading, best: Heading | None, heading: Heading) -> bool:
    """True for a heading behind one that stands in the page's head: both are parts of the title element."""
    document = reading.document
    return best is not None and stands_aside(document, best.node) and not stands_aside(document, heading.node)


def _without_kicker(text: str, claims: Sequence[Claim]) -> str:
    """The heading without its first part where og:title sets that off by a mark and JSON-LD leaves it out."""
    newsroom = next((c for c in claims if c.source == "json-ld headline"), None)
    if newsroom is None or not text.endswith(newsroom.text) or newsroom.text == text:
        return text
    for claim in claims:
        parts = cut_parts(claim.text)
        if len(parts) < 2 or parts[0][1] > _KICKER_CHARS or "|" not in claim.text[parts[0][1] : parts[1][0]]:
            continue
        if fold(claim.text[parts[1][0] :]) == newsroom.folded:
            return newsroom.text
    return text


def _shared_part(headings: Sequence[Heading], claims: Sequence[Claim]) -> Found[str] | None:
    """The part of a heading that two pieces of metadata say: the rest is a date, a label or the site's name."""
    for claim in claims:
        if len(claim.folded) < 12 or sum(c.folded == claim.folded for c in claims) < 2:
            continue
        for heading in headings:
            folded = fold(heading.text)
            if len(claim.folded) < 0.6 * len(folded):
                continue
            part = _part_of(heading.text, claim.folded) if claim.folded in folded else None
            if part is not None:
                return Found(part, f"part of {heading.tag} agreed by metadata", 0.8, heading.pieces)
    return None


def _part_of(text: str, folded: str) -> str | None:
    """The first or last words of a text that fold to this."""
    places = [0, *(match.end() for match in _SPACES.finditer(text)), len(text)]
    for place in places:
        if fold(text[place:]) == folded:
            return text[place:].strip()
        if fold(text[:place]) == folded:
            return text[:place].strip(" |–—-")
    return None


def _is_named_by_site(heading: Heading, claims: Sequence[Claim]) -> bool:
    """True for a heading that is only the site's part of the title element: og:title is the rest of it."""
    folded = fold(heading.text)
    element = next((c for c in claims if c.source == "title element"), None)
    if element is None:
        return False
    rest = (
        element.folded.removeprefix(folded)
        if element.folded.startswith(folded)
        else element.folded.removesuffix(folded)
    )
    return any(c.folded == rest for c in claims if c is not element)


def _printed_claim(reading: Reading, claims: Sequence[Claim]) -> Found[str] | None:
    """Metadata, or the first parts of the title element, that the page prints; the longest parts first."""
    said = [(claim.text, f"{claim.source}, printed", 0.88) for claim in claims]
    for claim in claims:
        if claim.source == "title element":
            parts = cut_parts(claim.text)
            runs = [claim.text[parts[0][0] : parts[last - 1][1]] for last in range(len(parts) - 1, 0, -1)]
            if parts and looks_like_outlet(claim.text[: parts[0][1]]):  # 绥化新闻网 - 三座新桥同日通车
                runs += [claim.text[start:] for start, _ in parts[1:]]
            if 0 < (colon := claim.text.find("：")) <= _NAME_CHARS:  # 王文：新桥通车, with the writer's name before it
                runs.append(claim.text[colon + 1 :])
            said += [(run, "title element, printed", 0.75) for run in runs]
    printed = find_printed(reading, [text for text, _, _ in said])
    if printed is None:
        return None
    order, heading = printed
    return Found(heading.text, said[order][1], said[order][2], heading.pieces)


def _addressed_claim(reading: Reading, headings: Sequence[Heading], claims: Sequence[Claim]) -> Found[str] | None:
    """Metadata that shares next to nothing with the page's heading and has the words of the address: the heading is a
    live ticker's newest line, a section's name or a slogan.
    """
    shown = [h for h in headings if not h.is_hidden]
    for claim in claims if shown else ():
        strange = all(likeness(words_of(h.text), words_of(claim.text)) < _STRANGE for h in shown)
        if strange and all(_address_prefers(reading, claim.text, h.text) for h in shown[:2]):
            return Found(claim.text, f"{claim.source}, in the address", 0.7)
    return None


def _address_prefers(reading: Reading, one: str, other: str) -> bool:
    """True when the words of the page's address are much more those of one text than those of the other."""
    words = address_words(reading.url)
    return likeness(words, words_of(one)) > likeness(words, words_of(other)) + _CLEARLY


def _lone_heading(reading: Reading, headings: Sequence[Heading]) -> Found[str] | None:
    document = reading.document
    shown = [h for h in headings if not h.is_hidden and not stands_aside(document, h.node)]
    if not shown and len({h.node for h in headings}) == 1:
        shown = [h for h in headings if not h.is_hidden and not is_site_name(h.text, site_names(reading))]
    if not shown:
        return None
    first = next((h for h in shown if not h.is_whole and h.node == shown[0].node), shown[0])
    return Found(first.text, first.tag, 0.6, first.pieces)


def _names_outlet(claim: Claim, names: frozenset[str]) -> bool:
    """True for a title that is only the site's name, or a word for any page: old papers give all theirs the same."""
    return (
        claim.folded in _GENERIC
        or is_site_name(claim.text, names)
        or (len(claim.text) <= _OUTLET_CHARS and looks_like_outlet(claim.text))
    )


def _lone_claim(claims: Sequence[Claim]) -> Found[str] | None:
    for claim in claims:
        if claim.folded:
            return Found(claim.text, claim.source, 0.5)
    return None
