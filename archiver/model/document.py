"""A document: a page as read, in blocks of text, with its metadata; what the parsers look at instead of HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Span:
    """An inline element within a block that carries meaning: a link, or an element with class, id, itemprop or rel."""

    start: int
    """Offset of its first character in the block's text."""
    end: int
    """Offset after its last character."""
    tag: str
    """Element name, lower case."""
    marks: str
    """Class, id, itemprop, rel, role and data-type values, lower case, joined by one space; "" when none."""
    href: str | None
    """The link's target as written; None when the element is no link."""
    value: str | None = None
    """What the element says for machines: its datetime, content or data-time attribute; None when none."""


@dataclass(slots=True)
class Image:
    """A picture where it stands on the page."""

    src: str
    """Address as written (data-src and kin when src is a placeholder)."""
    alt: str
    """Alternative text; "" when none."""
    block: int
    """Index of the block that follows the picture (it stands just before that block, or inside it)."""
    node: int
    """Index of the nearest enclosing node."""
    title: str = ""
    """The title attribute; "" when none."""
    marks: str = ""
    """Class, id and itemprop values, lower case, joined by one space; "" when none."""
    width: int = 0
    """The width attribute in pixels; 0 when none."""
    height: int = 0
    """The height attribute in pixels; 0 when none."""
    hidden: str | None = None
    """How the page hides it, as in `Block.hidden`; "noscript" when it stands in a noscript element."""


@dataclass(slots=True)
class Block:
    """One run of text between block-level boundaries."""

    text: str
    """The words, white space folded to one space, `<br>` kept as a line break, ends stripped."""
    tag: str
    """Name of the nearest block-level element: p, h1, li, td, div, figcaption, blockquote, pre …"""
    node: int
    """Index in `Document.nodes` of that element."""
    spans: tuple[Span, ...]
    """Meaningful inline elements, in order."""
    link_chars: int
    """How many characters of the text stand inside links."""
    strong_chars: int
    """How many stand in bold."""
    hidden: str | None
    """How the page hides it ("display", "offscreen", "zero_size", "hidden_attribute", …); None when it is visible."""


@dataclass(slots=True)
class Node:
    """A block-level element of the page: the skeleton of the tree."""

    tag: str
    """Element name, lower case."""
    marks: str
    """Class, id, itemprop, role and data-type/-component values, lower case, joined by one space; "" when none."""
    parent: int
    """Index of its parent; -1 for the root."""
    start: int
    """Index of the first block inside."""
    end: int
    """Index after the last block inside."""
    depth: int
    """Distance to the root."""
    value: str | None = None
    """What the element says for machines: its datetime, content or data-time attribute; None when none."""
    hidden: str | None = field(default=None, compare=False)
    """How the page hides it and all inside it, as in `Block.hidden`; style sheets that come later left out."""
    index: int = field(default=-1, compare=False)
    """Its own index in `Document.nodes`."""


@dataclass(slots=True)
class Document:
    """A page as read."""

    url: str
    """Where the page was fetched."""
    encoding: str
    """The encoding it was decoded with."""
    encoding_from: str
    """What decided the encoding: bom, header, meta, bytes, text …"""
    lang: str | None
    """The lang attribute of html (or body), as written."""
    head_title: str | None
    """The title element's text."""
    meta: Mapping[str, tuple[str, ...]]
    """Metadata by lower-case name/property/itemprop/http-equiv (stripped), values in order."""
    links: tuple[tuple[str, str, str], ...]
    """`link` elements of the page as (rel, href, type or hreflang)."""
    json_ld: tuple[object, ...]
    """JSON-LD objects that could be read, flattened out of lists and @graph."""
    nodes: tuple[Node, ...]
    """The skeleton, parents before children."""
    blocks: tuple[Block, ...]
    """The text, in page order, hidden blocks included."""
    images: tuple[Image, ...]
    """The pictures, in page order."""
    selected: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """For each site selector asked for: the nodes' or blocks' texts it matched, as block indexes."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds that the page names."""
    base: str | None = None
    """The address that relative ones are resolved against, when a base element names one."""
    notes: tuple[str, ...] = ()
    """What went wrong while reading (truncated, too_many_nodes, bad_json_ld …), and `text_in_script`."""
