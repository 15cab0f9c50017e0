"""JSON-LD of a page: which of its objects describes the article, and what strings it holds."""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from archiver.model.document import Document
from archiver.model.reading import Reading

_ARTICLE_TYPES = frozenset(
    {
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "liveblogposting", "blogposting",
        "socialmediaposting", "techarticle", "scholarlyarticle", "satiricalarticle", "report", "medicalwebpage",
        "advertisercontentarticle", "discussionforumposting",
    }
)  # fmt: skip


# What describes a page that is no article's: asked for dates and authors where no article is described.
PAGE_TYPES = frozenset({"webpage", "itempage", "recipe", "howto", "podcastepisode"})


def types_of(thing: Mapping[str, object]) -> tuple[str, ...]:
    """The `@type` values in lower case, without the vocabulary's address."""
    value = thing.get("@type")
    if isinstance(value, str):
        return (value.rsplit("/", 1)[-1].lower(),)
    return tuple(t.rsplit("/", 1)[-1].lower() for t in value if isinstance(t, str)) if isinstance(value, list) else ()


def objects(document: Document) -> Iterator[Mapping[str, object]]:
    """The page's JSON-LD objects, in page order."""
    for thing in document.json_ld:
        if isinstance(thing, dict):
            yield thing


def bare_objects(document: Document) -> Iterator[Mapping[str, object]]:
    """The objects without a type that Chinese sites write for the search engine Baidu: title, pubDate and upDate."""
    for thing in objects(document):
        if "@type" not in thing and "pubDate" in thing:
            yield thing


def articles_of(reading: Reading) -> tuple[Mapping[str, object], ...]:
    """`article_objects` of the reading's document, looked up once for all fields."""
    return article_objects(reading.document) if reading.articles is None else reading.articles


def article_objects(document: Document) -> tuple[Mapping[str, object], ...]:
    """The objects that describe an article, news articles as the page orders them; `mainEntity` is looked into."""
    out: list[Mapping[str, object]] = []
    for thing in objects(document):
        if _is_article(thing):
            out.append(thing)
        for key in ("mainEntity", "mainEntityOfPage"):
            inner = thing.get(key)
            if isinstance(inner, dict) and _is_article(inner) and "headline" in inner:
                out.append(inner)
    return tuple(out)


def _is_article(thing: Mapping[str, object]) -> bool:
    return not _ARTICLE_TYPES.isdisjoint(types_of(thing))


def strings(value: object) -> tuple[str, ...]:
    """The readable strings of a property: itself, the members of a list, the `name` of objects; entities undone.

    >>> strings([{"name": "A &amp; B"}, " C "])
    ('A & B', 'C')
    >>> strings(None)
    ()
    """
    if isinstance(value, str):
        text = " ".join((unescape(value) if "&" in value else value).split())
        return (text,) if text else ()
    if isinstance(value, dict):
        return strings(value.get("name"))
    if isinstance(value, Sequence):
        return tuple(s for item in value for s in strings(item))
    return ()


def first_string(value: object) -> str | None:
    """The first of `strings`, or None."""
    return next(iter(strings(value)), None)
