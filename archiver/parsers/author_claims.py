"""Authors that a page's metadata claims."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from archiver.model.reading import Piece, Reading
from archiver.parsers.author_marks import names_account
from archiver.parsers.json_ld import PAGE_TYPES, articles_of, objects, types_of
from archiver.parsers.site_names import is_site_name
from archiver.text.names import split_names

# Weights tuned on the even pages of the development sets.
_META = (
    ("author", 2.5), ("parsely-author", 2.5), ("article:author", 2.2), ("article:author_name", 2.2), ("byl", 2.5),
    ("dc.creator", 2.2), ("dcterms.creator", 2.2), ("dc.contributor", 1.5), ("sailthru.author", 2.2), ("byline", 2.2),
    ("cxenseparse:author", 2.2), ("cxenseparse:recs:author", 2.2), ("citation_author", 2.5), ("og:article:author", 2.0),
    ("authors", 2.2), ("article.author", 2.2), ("rbauthors", 2.0), ("bt:author", 2.2), ("creator", 2.0),
    ("dable:author", 2.2), ("ya:ovs:author", 1.5), ("twitter:creator:name", 1.5), ("pubauthor", 2.0),
)  # fmt: skip
_LABEL_DATA = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_WRITTEN_BY = ("written by", "verfasst von", "écrit par", "escrito por", "by", "author", "autor", "作者", "scritto da",
               "geschreven door", "skriven av", "skrevet av", "kirjoittanut", "yazar", "автор")  # fmt: skip
# An office rather than a person: believed when no person is named.
DESK = re.compile(
    r"\b(?:staff|team|editors?|editorial|desk|newsroom|redaktion|redacción|redazione|rédaction|admin)\b", re.I
)
SITE_WEIGHT = 0.6
"""Of a claim that names nobody but the site: a default of the CMS more often than a by-line."""
# What a content system calls its users: jane.doe, KatieS, news_desk.
_LOGIN = re.compile(r"[a-z]+[._][a-z]+\d*$|[a-z]+\d+$|[A-Z][a-z]+[A-Z]{1,2}$")
Family = str


@dataclass(frozen=True, slots=True)
class AuthorClaim:
    """Names of authors from one place."""

    names: tuple[str, ...]
    family: Family
    """ "json", "meta", "printed" or "tail"."""
    weight: float
    source: str
    pieces: tuple[Piece, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The names without case and marks, to compare claims by."""
        return frozenset(fold_name(name) for name in self.names)


def fold_name(name: str) -> str:
    """A name without case, marks and spaces.

    >>> fold_name("J. R. O'Neil") == fold_name("JR O’Neil")
    True
    """
    return "".join(c for c in name.casefold() if c.isalnum())


def read_author_claims(reading: Reading, site: frozenset[str]) -> Iterator[AuthorClaim]:
    """What JSON-LD and meta elements claim; a claim that only names the site weighs little."""
    language = reading.document.lang
    yield from _from_json_ld(reading, site, language)
    meta = reading.document.meta
    for name, weight in _META:
        values = [v for v in meta.get(name, ()) if "://" not in v and not v.strip().isdigit()]
        if values:
            joined = [_turn(v) for v in values] if name.startswith("citation") else values[:1]
            names = tuple(dict.fromkeys(n for v in joined for n in split_names(v, language=language)))
            if names:
                yield AuthorClaim(names, "meta", _discount(names, weight, site), f"meta {name}")
    for label, data in _LABEL_DATA:
        if any(v.strip().casefold() in _WRITTEN_BY for v in meta.get(label, ())):
            names = split_names(next(iter(meta.get(data, ())), ""), language=language)
            if names:
                yield AuthorClaim(names, "meta", _discount(names, 2.2, site), f"meta {data}")


def _turn(name: str) -> str:
    """Libraries write the family name first: Roy, Aniruddha."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given and ";" not in given else name


def _from_json_ld(reading: Reading, site: frozenset[str], language: str | None) -> Iterator[AuthorClaim]:
    document = reading.document
    named = {str(o["@id"]): o for o in objects(document) if "@id" in o and "name" in o}
    articles = articles_of(reading)[:3]
    label = "json-ld"
    if not articles:
        articles = tuple(o for o in objects(document) if PAGE_TYPES & set(types_of(o)))[:1]
        label = "json-ld webpage"
    for position, thing in enumerate(articles):
        rank = 1.0 if position == 0 else 0.5
        for key, trust in (("author", 3.0), ("creator", 2.0)):
            names, is_organisation = _names(thing.get(key), named, language)
            if names:
                weight = _discount(names, trust * rank - (1.2 if is_organisation else 0), site)
                weight = min(weight, SITE_WEIGHT) if _is_account(thing.get(key)) else weight
                yield AuthorClaim(names, "json", weight, f"{label} {key}")
                break


def _names(
    value: object, named: Mapping[str, Mapping[str, object]], language: str | None
) -> tuple[tuple[str, ...], bool]:
    """The names in an author property, and whether all of them are organisations."""
    found: list[str] = []
    organisations = people = 0
    for item in _items(value):
        if isinstance(item, Mapping):
            reference = item if "name" in item else named.get(str(item.get("@id")), item)
            is_organisation = bool({"organization", "newsmediaorganization"} & set(types_of(reference)))
            organisations += is_organisation
            people += not is_organisation
            for text in _items(reference.get("name")):
                if isinstance(text, str):
                    found += _organisation(text) if is_organisation else split_names(text, language=language)
        elif isinstance(item, str):
            people += 1
            if "://" not in item:
                found += split_names(item, language=language)
    return tuple(dict.fromkeys(found))[:25], organisations > 0 and not people


def _is_account(value: object) -> bool:
    """True where the author's page is that of the account which runs the site: /author/admin/ writes for everybody."""
    addresses = [str(item.get(key)) for item in _items(value) if isinstance(item, Mapping) for key in ("url", "@id")]
    return any(names_account(address) for address in addresses)


def _organisation(text: str) -> tuple[str, ...]:
    """An organisation's name whole: "and" in it joins no two authors."""
    name = " ".join(unescape(text).split())
    return (name,) if 1 < len(name) <= 70 and "://" not in name else ()


def _items(value: object) -> Sequence[object]:
    if isinstance(value, list | tuple):
        return [inner for item in value[:40] for inner in (_items(item) if isinstance(item, list) else [item])]
    return [] if value is None else [value]


def _discount(names: tuple[str, ...], weight: float, site: frozenset[str]) -> float:
    """The site's own name in an author's place is a default of the CMS more often than a by-line."""
    if all(is_site_name(name, site) for name in names):
        return SITE_WEIGHT
    if all(_LOGIN.match(name) for name in names):
        return weight - 1.0
    return weight
