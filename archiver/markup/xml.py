"""Read XML that strangers wrote: no entities, no network, no document types, no huge trees."""

import re
import zlib

from lxml import etree

MAX_XML = 50 * 1024 * 1024
"""Bytes of an inflated feed or sitemap; the sitemaps protocol allows no more."""


class BadXml(ValueError):
    """The bytes cannot be read as a feed or sitemap."""


def inflate(body: bytes, *, limit: int = MAX_XML) -> bytes:
    """Undo gzip where the bytes are gzip (sitemap.xml.gz). Raises `BadXml` when it is broken or grows past `limit`."""
    if body[:2] != b"\x1f\x8b":
        return body
    engine = zlib.decompressobj(31)
    try:
        data = engine.decompress(body, limit + 1)
    except zlib.error as problem:
        raise BadXml(f"gzip is broken: {problem}") from problem
    if len(data) > limit:
        raise BadXml(f"grows past {limit} bytes")
    if not engine.eof:
        raise BadXml("gzip ends before its end")
    return data


def read_xml(body: bytes) -> etree._Element:
    """The root of an XML text. Raises `BadXml`; small faults (a stray ampersand, white space in front) are forgiven."""
    body = inflate(body)
    if body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        body = body.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise BadXml(f"no XML: {problem}") from problem
    if root is None:
        raise BadXml("no XML")
    return root


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element | None) -> str | None:
    """The text of an element, white space folded; None when there is none."""
    if element is None:
        return None
    text = re.sub(r"\s+", " ", "".join(str(part) for part in element.itertext())).strip()
    return text or None


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child with one of these local names, the names in order of preference."""
    for name in names:
        for item in element:
            if local_name(item) == name:
                return item
    return None
