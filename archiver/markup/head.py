"""Collect what a page says about itself: metadata, links, title, JSON-LD; and read its pictures' addresses."""

import re
from collections.abc import Mapping

from archiver.markup.json_ld import read_json_ld
from archiver.model.document import Image

_MAX_VALUES = 2000  # metadata kept of one page
_MAX_VALUE = 200_000
_NAMES = ("name", "property", "itemprop", "http-equiv")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-echo", "data-srcset", "srcset")
_SOURCES = frozenset(_LATE)
_PLACEHOLDER = re.compile(r"blank|placeholder|spacer|loading|lazy|gr[ea]y|pixel|1x1|transparent", re.IGNORECASE)
_CANDIDATE = re.compile(r"([^\s,][^\s]*[^\s,])(?:\s+(\d{1,5}(?:\.\d{1,3})?[wx]))?")
_NUMBER = re.compile(r"\s*(\d{1,5})")


class HeadReader:
    """Collects the metadata of one page."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.lang: str | None = None
        self.base: str | None = None
        self.links: list[tuple[str, str, str]] = []
        self.feeds: list[str] = []
        self.json_ld: list[object] = []
        self.notes: list[str] = []
        self._meta: dict[str, list[str]] = {}
        self._values = 0

    @property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Metadata by lower-case name, values in order."""
        return {name: tuple(values) for name, values in self._meta.items()}

    def read(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A meta, link or base element."""
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "link":
            self._read_link(attributes)
        elif self.base is None and attributes.get("href", "").strip():
            self.base = attributes["href"].strip()

    def read_root(self, attributes: Mapping[str, str]) -> None:
        """The html or body element, for its language."""
        if self.lang is None:
            self.lang = (attributes.get("lang") or attributes.get("xml:lang") or "").strip() or None

    def read_title(self, content: str) -> None:
        """The content of a title element."""
        self.title = self.title or " ".join(content.split()) or None

    def read_script(self, attributes: Mapping[str, str], content: str) -> None:
        """The content of a script element that may be JSON-LD."""
        if "ld+json" in attributes.get("type", "").lower():
            objects, whole = read_json_ld(content)
            self.json_ld += objects
            if not whole:
                self.notes.append("bad_json_ld")

    def add_value(self, tag: str, marks: str, value: str) -> None:
        """A value for machines on an element without words, such as an empty time element."""
        for name in marks.split() or [tag]:
            self._add(name, value)

    def read_image(self, attributes: Mapping[str, str]) -> Image | None:
        """The picture of an img element, its block and node not yet known; None when it has no address."""
        src = attributes.get("src", "").strip()
        if not _SOURCES.isdisjoint(attributes) and _is_placeholder(src):
            src = _find_source(attributes) or src
        if not src:
            return None
        get = attributes.get
        return Image(
            src,
            _lines(get("alt", "")),
            0,
            0,
            _lines(get("title", "")),
            _fold_marks(get("class"), get("id"), get("itemprop")),
            _number(get("width")),
            _number(get("height")),
        )

    def _read_meta(self, attributes: Mapping[str, str]) -> None:
        value = attributes.get("content") or attributes.get("value")
        if not value or not value.strip():
            return
        value = " ".join(value[:_MAX_VALUE].split())
        for key in _NAMES:
            name = attributes.get(key)
            if name:
                self._add(name, value)

    def _read_link(self, attributes: Mapping[str, str]) -> None:
        href = attributes.get("href", "").strip()
        rel = " ".join(attributes.get("rel", "").lower().split())
        if href and attributes.get("itemprop"):
            self._add(attributes["itemprop"], href)
        if not href or not rel or len(self.links) >= _MAX_VALUES:
            return
        kind = attributes.get("type", "").strip().lower()
        self.links.append((rel, href, attributes.get("hreflang", "").strip() or kind))
        if "alternate" in rel and kind in _FEED_TYPES:
            self.feeds.append(href)

    def _add(self, name: str, value: str) -> None:
        if self._values < _MAX_VALUES:
            self._values += 1
            self._meta.setdefault(" ".join(name.lower().split()), []).append(value)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip() if "\r" in text else text.strip()


def _is_placeholder(src: str) -> bool:
    if not src or src.startswith(("data:", "about:")):
        return True
    return _PLACEHOLDER.search(src, max(src.rfind("/"), len(src) - 60)) is not None


def _find_source(attributes: Mapping[str, str]) -> str | None:
    """The address of a picture that is loaded late, when src holds a placeholder."""
    for name in _LATE:
        address = attributes.get(name, "").strip()
        if address:
            return _largest(address) if name.endswith("srcset") else address
    return None


def _largest(sources: str) -> str | None:
    """The widest or densest address of a srcset; the first one when it gives no sizes."""
    found = [(_size(match[2]), match[1]) for match in _CANDIDATE.finditer(sources[:20_000])]
    return max(found, key=lambda candidate: candidate[0])[1] if found else None


def _size(descriptor: str | None) -> float:
    return float(descriptor[:-1]) if descriptor else 0.0


def _fold_marks(*parts: str | None) -> str:
    text = " ".join([part for part in parts if part])
    return " ".join(text.lower().split()) if text else ""


def _number(text: str | None) -> int:
    if not text:
        return 0
    if text.isdecimal() and len(text) <= 5:
        return int(text)
    match = _NUMBER.match(text)
    return int(match[1]) if match else 0
