"""Who wrote an article, which outlet it is credited to, who edited it: three things that pages print side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from archiver.model.fields import Byline
from archiver.model.reading import Body, Found, Reading
from archiver.parsers.author_boxes import find_author_box, find_owner
from archiver.parsers.author_claims import DESK, SITE_WEIGHT, AuthorClaim, read_author_claims
from archiver.parsers.credit import Credit
from archiver.parsers.language import with_language
from archiver.parsers.printed_authors import (
    find_closing_name,
    find_written_by,
    read_closing_authors,
    read_printed_authors,
)
from archiver.parsers.printed_credits import (
    read_between_bars,
    read_credits,
    read_far_bylines,
    read_marked_sources,
    read_neighbours,
)
from archiver.parsers.site_names import is_site_name, site_names
from archiver.parsers.surroundings import Surroundings, find_surroundings
from archiver.text.han_names import is_han_person
from archiver.text.names import split_names
from archiver.text.outlets import clean_outlet

_HAN = re.compile(r"[一-鿿]")
_ANSWERS = re.compile(r"责|責")
_SAME_HAND = 0.3
_HALF_BRACKET = re.compile(r"(?<=[一-鿿])[（(【][^（）()【】]*$")
_EDITOR_ID = re.compile(r"[_\s]{0,2}(?:[A-Za-z]{1,4}\d{2,8}|\d{3,8})$")
# Of names that only one kind of evidence gives.
_LONE_SCORES = {"marked by-line": 0.87, "opening": 0.7, "bare name": 0.75, "marked block": 0.7, "person link": 0.6,
                "written by": 0.8, "closing name": 0.6, "about the author": 0.7,
                "owner of the site": 0.55, "json-ld": 0.82, "meta": 0.82}  # fmt: skip
# Rules that part a by-line's names themselves.
_KNOWN_NAMES = frozenset({"reporter line", "by-line in brackets"})
_META_SOURCES = (
    "source",
    "article:source",
    "og:article:source",
    "mediaid",
    "news_source",
    "dc.source",
    "copyfrom",
    "contentsource",
)


def parse_byline(
    reading: Reading,
    *,
    title: Found[str] | None = None,
    body: Body | None = None,
    published: Found[object] | None = None,
) -> Byline:
    """Authors, credited source and editor; each None when the page does not say.

    `published` (as `parse_dates` gave it) tells where the date is printed: bare outlets stand beside it. Never raises.
    """
    reading = with_language(reading, title)
    around = find_surroundings(reading, title, body)
    credits_ = tuple(read_credits(reading, around))
    source, url = _source(reading, around, credits_, published)
    editor = _editor(reading, credits_)
    authors = _ruled_authors(reading) or _authors(reading, around, credits_, source.value if source else "")
    return Byline(authors=authors, source=source, source_url=url, editor=editor)


def _ruled(reading: Reading, field: str) -> str | None:
    """What the site's rule for a field matched, as text."""
    if reading.layout is None or getattr(reading.layout, field) is None:
        return None
    blocks = [i for i in reading.document.selected.get(field, ()) if reading.kept[i]]
    return "\n".join(reading.document.blocks[i].text for i in blocks) or None


def _ruled_authors(reading: Reading) -> Found[tuple[str, ...]] | None:
    text = _ruled(reading, "authors")
    names = split_names(text, language=reading.document.lang) if text else ()
    return Found(names, "site rule authors", 0.99) if names else None


def _authors(
    reading: Reading, around: Surroundings, credits_: Sequence[Credit], outlet: str
) -> Found[tuple[str, ...]] | None:
    """`outlet` is the credited source: in Chinese metadata it often stands in the author's place."""
    site = site_names(reading)
    claims = [
        *read_author_claims(reading, site),
        *read_printed_authors(reading, around),
        *_credited_authors(credits_, reading.document.lang),
    ]
    if not _agree(claims):
        claims += read_closing_authors(reading, around)
    claims = [c for c in claims if c.source.startswith("label 作") or c.names != (outlet,) or not _HAN.search(outlet)]
    if not claims:
        claims = [
            *_credited_authors(read_far_bylines(reading, around), reading.document.lang),
            *find_written_by(reading, around),
        ] or [*find_closing_name(reading, around)]
    claims = [_without_site(claim, site) for claim in claims]
    if all(claim.weight <= SITE_WEIGHT for claim in claims):
        claims += find_author_box(reading, around)
    claims = claims or [*find_owner(reading, around)]
    best, families = _choose(claims)
    if best is None:
        return None
    printed = next((c for c in claims if c.pieces and c.keys == best.keys), None)
    value = printed.names if printed else best.names
    source = best.source if printed is None or printed is best else f"{best.source} + {printed.source}"
    return Found(value, source, _author_score(best, families, claims), printed.pieces if printed else ())


def _agree(claims: Sequence[AuthorClaim]) -> bool:
    """True when the page prints beside its title what its metadata says: nothing behind the text can change that."""
    printed = {claim.keys for claim in claims if claim.family == "printed"}
    return any(claim.keys in printed for claim in claims if claim.family in {"json", "meta"} and claim.weight > 1)


def _choose(claims: Sequence[AuthorClaim]) -> tuple[AuthorClaim | None, frozenset[str]]:
    """The claim with the most support, and which families of claims give the same names."""
    groups: dict[frozenset[str], dict[str, AuthorClaim]] = {}
    for claim in claims:
        group = groups.setdefault(claim.keys, {})
        if claim.family not in group or claim.weight > group[claim.family].weight:
            group[claim.family] = claim
    if not groups:
        return None, frozenset()
    best = max(groups.values(), key=_support)
    return max(best.values(), key=lambda c: c.weight), frozenset(best)


def _support(group: Mapping[str, AuthorClaim]) -> float:
    """The weights of a group's families together; the site's name repeated is still only the site's name.

    JSON-LD and meta elements are written by one hand, often with the name of whoever typed the text in.
    """
    weights = {family: claim.weight for family, claim in group.items()}
    if max(weights.values()) <= SITE_WEIGHT:
        return max(weights.values()) + 0.2
    claimed = [weights.pop(family) for family in ("json", "meta") if family in weights]
    if not claimed:
        return sum(weights.values())
    return sum(weights.values()) + max(claimed) + (_SAME_HAND * min(claimed) if len(claimed) > 1 else 0)


def _without_site(claim: AuthorClaim, site: frozenset[str]) -> AuthorClaim:
    """A claim of people and the site gives the people; one of the site alone weighs little."""
    people = tuple(n for n in claim.names if not is_site_name(n, site))
    if people and all(DESK.search(n) for n in people):
        return replace(claim, weight=claim.weight - 1.2)
    if len(people) == len(claim.names):
        return claim
    if not people:
        weight = min(claim.weight, SITE_WEIGHT if claim.source != "opening" else 2 * SITE_WEIGHT)
        return replace(claim, weight=weight)
    return AuthorClaim(people, claim.family, claim.weight, claim.source, claim.pieces)


def _author_score(best: AuthorClaim, families: frozenset[str], claims: Iterable[AuthorClaim]) -> float:
    """How often such a by-line is right: measured on the even pages of the development sets, checked on the odd ones.

    What counts is how many kinds of evidence give the same names, and whether strong evidence gives others.
    """
    rival = max((c.weight for c in claims if not c.keys <= best.keys), default=0.0)
    if len(families) >= 3 or families >= {"json", "printed"}:
        return 0.96 if rival < 1 else 0.92 if len(families) >= 3 else 0.85
    if len(families) == 2:
        return 0.9 if rival < 1 else 0.75
    score = _LONE_SCORES.get(best.source.split(" ")[0] if best.pieces == () else best.source, 0.8)
    score = min(score, 0.7) if best.weight <= SITE_WEIGHT else score
    return score if rival < 1 else score - 0.2


def _credited_authors(credits_: Iterable[Credit], language: str | None) -> Iterator[AuthorClaim]:
    """One claim for each block with labelled authors: 记者 张三 通讯员 李四 are two labels and one by-line."""
    weights = {"head": 3.4, "lead": 3.0, "tail": 2.6}
    claims: dict[int, AuthorClaim] = {}
    for credit in credits_:
        if credit.kind != "author":
            continue
        # 王丽（系某某大学教授: what is said of a person goes.
        names = credit.names or split_names(_HALF_BRACKET.sub("", credit.value), language=language)
        people = credit.names or tuple(n for n in names if is_han_person(n))
        names = people or tuple(n for n in names if not _HAN.search(n) or credit.place == "head")
        if not names:
            continue
        block = credit.piece.block
        claim = AuthorClaim(names, "credit", weights[credit.place], credit.rule, (credit.piece,))
        if block - 1 in claims and block not in claims and _continues(credit, claims[block - 1]):
            before = claims.pop(block - 1)
            joined = tuple(dict.fromkeys(before.names + names))
            claim = replace(before, names=joined, pieces=(*before.pieces, credit.piece))
        if block in claims:
            before = claims[block]
            joined = tuple(dict.fromkeys(before.names + names))
            claim = replace(before, names=joined, pieces=(*before.pieces, credit.piece))
        claims[block] = claim
    for claim in claims.values():
        people = tuple(n for n in claim.names if is_han_person(n) or not _HAN.search(n))
        yield replace(claim, names=people if people and claim.source not in _KNOWN_NAMES else claim.names)


def _continues(credit: Credit, before: AuthorClaim) -> bool:
    """True for a line of correspondents below that of the reporters: one by-line in two lines."""
    return credit.rule.startswith(("label 通", "label 记者", "label 記者")) and before.source.startswith(
        ("label", "by-line")
    )


def _source(
    reading: Reading, around: Surroundings, credits_: Sequence[Credit], published: Found[object] | None
) -> tuple[Found[str] | None, str | None]:
    if (text := _ruled(reading, "source")) and (
        name := clean_outlet(re.sub(r"^.{0,8}(?:来源|來源|Source)\s?[:：]", "", text))
    ):
        return Found(name, "site rule source", 0.99), None
    labelled = [c for c in credits_ if c.kind == "source"]
    candidates: list[tuple[Credit, float]] = [(c, 0.95) for c in labelled if c.place == "head" and c.rule != "dateline"]
    candidates += [(c, 0.8) for c in read_marked_sources(reading, around)]
    if published is not None and published.pieces:
        people = {name for c in credits_ if c.kind == "author" for name in (c.names or (c.value,))}
        candidates += [(c, 0.7) for c in read_neighbours(reading, published.pieces[0]) if c.value not in people]
        bars = read_between_bars(reading, published.pieces[0])
        candidates += [(c, 0.7) for c in bars if not _is_own(reading, c.value)]
    candidates += [(c, 0.8) for c in labelled if c.place != "head" and c.rule != "dateline"]
    for credit, score in candidates:
        if name := clean_outlet(credit.value):
            url = urljoin(reading.url, credit.href) if credit.href and "javascript" not in credit.href else None
            return Found(name, credit.rule, score, (credit.piece,)), url
    for key in _META_SOURCES:
        for value in reading.document.meta.get(key, ()):
            name = clean_outlet(re.sub(r"^.{0,4}(?:来源|來源)\s?[:：]", "", value))
            if name and not name.isdigit() and "://" not in name and (_HAN.search(name) or not _is_own(reading, name)):
                return Found(name, f"meta {key}", 0.7), None
    for credit in labelled:
        if credit.rule == "dateline":
            return Found(credit.value, "dateline", 0.6, (credit.piece,)), None
    return None, None


def _is_own(reading: Reading, name: str) -> bool:
    """True for the site's own name, which is no credit."""
    return is_site_name(name, site_names(reading))


def _editor(reading: Reading, credits_: Iterable[Credit]) -> Found[str] | None:
    if text := _ruled(reading, "editor"):
        value = clean_editor(re.sub(r"^.{0,8}[:：]", "", text.strip("()（）[]【】 ")))
        return Found(value, "site rule editor", 0.99) if value else None
    # Where 编辑 and 责任编辑 are both named, the second answers for the page.
    named = [c for c in credits_ if c.kind == "editor"]
    for credit in sorted(named, key=lambda c: not _ANSWERS.search(c.rule)):
        if value := clean_editor(credit.value):
            return Found(value, credit.rule, 0.92, (credit.piece,))
    return None


def clean_editor(text: str) -> str | None:
    """The editors' names without the number that the CMS gives them; None when nothing else is there.

    >>> clean_editor("史建磊_NBJ11331"), clean_editor("名 PK155"), clean_editor("HN666"), clean_editor("甲、乙")
    ('史建磊', '名', None, '甲、乙')
    """
    value = _EDITOR_ID.sub("", " ".join(text.split())).strip(" 　:：()（）[]【】_-、，,")
    value = re.split(r"\s(?=[^\s]{0,4}(?:电话|邮箱|来源|分享|举报))", value)[0]
    return value if value and len(value) <= 40 and any(c.isalpha() for c in value) else None
