"""The article's own pictures: those of its region, without logos, portraits, advertisements and tracking pixels."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from archiver.model.article import Caption
from archiver.model.document import Image
from archiver.model.reading import Body, Found, Reading
from archiver.parsers.json_ld import articles_of
from archiver.parsers.pictures import images_between, is_picture, is_picture_address
from archiver.parsers.region import article_region, is_elsewhere

_MOST = 60
_PLAIN_HOST = re.compile(r"https?://[\w.-]+(?:[/?#]|$)", re.ASCII)
_ABOVE_TITLE = 3
"""Blocks before the headline in which a lead picture may stand."""
_THUMBNAIL = re.compile(r"[-_/x](?:1?\d\d|\d\d)x(?:1?\d\d|\d\d)[!./_-]|thumb_1?\d\d_|hqdefault")
"""Sizes below 200 pixels, as content systems write them into the address."""


def parse_images(
    reading: Reading,
    *,
    title: Found[str] | None = None,
    body: Body | None,
    captions: Sequence[Found[Caption]] = (),
) -> Found[tuple[str, ...]] | None:
    """Addresses of the article's pictures, absolute, in page order, each once; the og:image when none stands in it.

    A picture with a caption is always the article's.
    """
    captioned = frozenset(c.value.image_url for c in captions if c.value.image_url)
    found = _unique(_region_images(reading, title, body, captioned))
    found = _unique(iter((*found, *(c.value.image_url for c in captions if c.value.image_url))))
    if found:
        return Found(found, "pictures of the article", 0.8)
    meta = _unique(_meta_images(reading))
    return Found(meta[:1], "og:image", 0.6) if meta else None


def _region_images(
    reading: Reading, title: Found[str] | None, body: Body | None, captioned: frozenset[str]
) -> Iterator[str]:
    if body is None:
        return
    document = reading.document
    first, _ = article_region(reading, body, title)
    if title is not None and title.pieces and title.pieces[0].block <= body.first:
        first = max(first, title.pieces[0].block - _ABOVE_TITLE)
    for image in images_between(document.images, first, body.last + 1)[:300]:
        is_own = is_own_picture(image)
        address = absolute(reading, image.src) if is_own or captioned else None
        if address and (address in captioned or (is_own and not is_elsewhere(document, image.node, body))):
            yield address


def is_own_picture(image: Image) -> bool:
    """True for a picture that may be the article's; old icons are GIFs, thumbnails say their size."""
    path = image.src.partition("?")[0].lower()
    return is_picture(image) and not path.endswith(".gif") and not _THUMBNAIL.search(path)


def absolute(reading: Reading, src: str) -> str | None:
    """The address of a picture in full; None when it is no web address."""
    src = src.strip()
    try:
        if src.startswith(("http://", "https://")):
            if _PLAIN_HOST.match(src):
                return src
            return src if urlsplit(src).hostname else None
        base = reading.document.base
        address = urljoin(urljoin(reading.url, base) if base else reading.url, src)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _meta_images(reading: Reading) -> Iterator[str]:
    document = reading.document
    named = [v for key in ("og:image", "og:image:url", "twitter:image", "image") for v in document.meta.get(key, ())]
    for thing in articles_of(reading):
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
