"""The article's own pictures: those of its region, without logos, portraits, advertisements and tracking pixels."""

from collections.abc import Iterator
from urllib.parse import urljoin

from archiver.model.document import Document, Image
from archiver.model.reading import Body, Found, Reading
from archiver.parsers.headings import stands_aside
from archiver.parsers.json_ld import article_objects
from archiver.parsers.pictures import images_between, is_picture, is_picture_address
from archiver.parsers.region import article_region

_MOST = 60


def parse_images(reading: Reading, *, body: Body | None) -> Found[tuple[str, ...]] | None:
    """Addresses of the article's pictures, absolute, in page order, each once; the og:image when none stands in it."""
    found = _unique(_region_images(reading, body))
    if found:
        return Found(found, "pictures of the article", 0.8)
    meta = _unique(_meta_images(reading))
    return Found(meta[:1], "og:image", 0.6) if meta else None


def _region_images(reading: Reading, body: Body | None) -> Iterator[str]:
    if body is None:
        return
    first, last = article_region(reading, body)
    for image in images_between(reading.document.images, first, last)[:300]:
        if is_own_picture(reading.document, image):
            address = absolute(reading, image.src)
            if address:
                yield address


def is_own_picture(document: Document, image: Image) -> bool:
    """True for a picture that may be the article's: no logo, portrait, advertisement, pixel or picture of a teaser."""
    return is_picture(image) and not stands_aside(document, image.node)


def absolute(reading: Reading, src: str) -> str | None:
    """The address of a picture in full; None when it is no web address."""
    try:
        address = urljoin(urljoin(reading.url, reading.document.base or ""), src.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _meta_images(reading: Reading) -> Iterator[str]:
    document = reading.document
    named = [v for key in ("og:image", "og:image:url", "twitter:image", "image") for v in document.meta.get(key, ())]
    for thing in article_objects(document):
        named.extend(_addresses(thing.get("image")))
    for src in named:
        address = absolute(reading, src)
        if address and is_picture_address(address):
            yield address


def _addresses(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        address = item.get("url") if isinstance(item, dict) else item
        if isinstance(address, str):
            yield address


def _unique(addresses: Iterator[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for address in addresses:
        seen.setdefault(address.partition("?")[0], address)
        if len(seen) >= _MOST:
            break
    return tuple(seen.values())
