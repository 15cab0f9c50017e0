"""The address that a page names as its own, when that can be believed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from archiver.model.reading import Found, Reading
from archiver.parsers.json_ld import articles_of
from archiver.text.urls import host_of, is_on_site, normalise_url

# Second-level labels under which names are registered in many countries (com.cn, co.uk, or.jp).
_SECOND_LEVEL = frozenset({"com", "co", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gv"})


def parse_canonical(reading: Reading) -> Found[str] | None:
    """The page's own address in normal spelling; None when it names none that is credible.

    Credible is an article's address on the same site (or on the site's known domains). An address on a stranger's host
    is what a hijacked mirror writes, and a site's front page is what careless templates write: both are refused.
    """
    written: dict[str, list[str]] = {}
    for source, raw in _candidates(reading):
        written.setdefault(raw.strip(), []).append(source)
    named: dict[str, list[str]] = {}
    own = (normalise_url(reading.url) or reading.url) if written else reading.url
    for raw, sources in written.items():
        url = own if raw == own else normalise_url(raw, reading.url)
        if url is not None and _is_credible(reading, url, own):
            named.setdefault(url, []).extend(sources)
    if not named:
        return None
    url, sources = max(named.items(), key=lambda item: ("link canonical" in item[1], len(item[1])))
    score = 0.97 if len(sources) > 1 else 0.94 if "link canonical" in sources else 0.85
    return Found(url, " + ".join(sources), score if len(named) == 1 else score - 0.05)


def _candidates(reading: Reading) -> Iterator[tuple[str, str]]:
    document = reading.document
    links = [href for rel, href, _ in document.links if "canonical" in rel.lower().split()]
    # Two different canonical links contradict one another: none is believed.
    if len(set(links)) == 1:
        yield "link canonical", links[0]
    for value in document.meta.get("og:url", ())[:1]:
        if "://" in value or value.startswith("/"):
            yield "meta og:url", value
    for thing in articles_of(reading)[:1]:
        entity = thing.get("mainEntityOfPage")
        inner = entity.get("@id") if isinstance(entity, dict) else entity
        for address in (inner, thing.get("url")):
            if isinstance(address, str) and address.startswith(("http://", "https://")):
                yield "json-ld url", address
                break


def _is_credible(reading: Reading, url: str, own: str) -> bool:
    if reading.site is not None:
        if not is_on_site(url, reading.site.domains):
            return False
    elif url != own and registered_name(host_of(url)) != registered_name(host_of(own)):
        return False
    parts = urlsplit(url)
    if parts.query:
        return True
    return bool(parts.path.rstrip("/")) or not urlsplit(own).path.rstrip("/")


def registered_name(host: str) -> str:
    """The part of a host under which its owner registered it.

    >>> registered_name("news.example.com.cn"), registered_name("m.example.de"), registered_name("127.0.0.1")
    ('example.com.cn', 'example.de', '127.0.0.1')
    """
    labels = host.removeprefix("www.").split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return ".".join(labels)
    keep = 3 if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])
