"""What each HTML element is to a reader: a block, a run of words within one, or no text at all; and what ends what."""

INLINE, BLOCK, BREAK, SKIP, VOID, BUTTON, NOSCRIPT, ROOT, DIALOG, RAW, HEAD = range(11)

_BLOCKS = (
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table caption colgroup tbody td tfoot th thead tr ul xmp "
    "amp-story amp-accordion amp-sidebar amp-carousel"
)
# Their content is a control, a picture, or what old browsers show instead of one. rt and rp hold the readings
# of ruby text, which stand above the line.
_SKIPPED = (
    "svg select template canvas object video audio datalist "
    "rt rp rtc map applet progress meter amp-script amp-analytics amp-state amp-ad amp-embed amp-iframe"
)
# No tag begins inside these but their own end.
_RAW = "script style title textarea iframe noembed noframes"
_VOID = "img amp-img image meta link base hr input source embed col area wbr param track frame"

KINDS: dict[str, int] = (
    dict.fromkeys(_BLOCKS.split(), BLOCK)
    | dict.fromkeys(_SKIPPED.split(), SKIP)
    | dict.fromkeys(_RAW.split(), RAW)
    | dict.fromkeys(_VOID.split(), VOID)
    | {"html": ROOT, "body": ROOT, "head": HEAD}
    | {"br": BREAK, "button": BUTTON, "dialog": DIALOG, "noscript": NOSCRIPT}
)
"""Kind of each element known to us; any other is inline until a block opens inside it."""

NAMES_OF_BLOCKS = frozenset(tag for tag, kind in KINDS.items() if kind in {BLOCK, ROOT, HEAD, BUTTON, DIALOG, NOSCRIPT})
"""Elements that give the blocks inside them their tag."""

STRONG = frozenset({"b", "strong"})

INLINES = frozenset(
    (
        "a abbr acronym b bdi bdo big blink cite code data del dfn em embed font i ins kbd label mark marquee math "
        "nobr output picture q rb ruby s samp slot small span strike strong sub sup time tt u var wbr "
        "annotation mfrac mi mn mo mrow msqrt msub msubsup msup mtable mtd mtext mtr munder munderover semantics mstyle"
    ).split()
)
"""Inline elements of HTML and MathML; others without a hyphen or colon were invented by whoever wrote the page."""

# The rules below are those of the HTML standard, 13.2.6 (tree construction), for what may end without an end tag.
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Inline elements that go on in the next block when the one that they were opened in ends without an end tag."""
BEFORE_BODY = frozenset({"html", "head"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = frozenset({"td", "th"})
_SECTIONS = frozenset({"tbody", "thead", "tfoot"})
_IN_TABLE = _CELLS | _SECTIONS | {"tr", "caption", "colgroup"}
_LISTS = frozenset("ul ol menu dir dl".split())
_CROSSED = frozenset({"address", "div", "p"})  # an open li or dd ends through these, and through inline elements

ENDS: dict[str, frozenset[str]] = (
    dict.fromkeys(("li",), frozenset({"li"}))
    | dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"}))
    | dict.fromkeys(_CELLS, _CELLS | {"caption", "colgroup"})
    | {"tr": _CELLS | {"tr", "caption", "colgroup"}}
    | dict.fromkeys((*_SECTIONS, "caption", "colgroup"), _IN_TABLE)
    | dict.fromkeys(_HEADINGS, _HEADINGS)
    | {"option": frozenset({"option"}), "optgroup": frozenset({"option", "optgroup"})}
)
"""For a start tag the open elements that it ends, each at the most once, the nearest first."""
_PLACES = frozenset(NAMES_OF_BLOCKS - _CROSSED)
STOPS: dict[str, frozenset[str]] = (
    dict.fromkeys(("li", "dd", "dt"), _PLACES)
    | dict.fromkeys(_IN_TABLE, frozenset({"table", "html", "body"}))
    | dict.fromkeys(_HEADINGS, NAMES_OF_BLOCKS)
    | dict.fromkeys(("option", "optgroup"), _PLACES - {"option"})
)
"""For a start tag the open elements beyond which it ends nothing."""

KEEPS_PARAGRAPH = frozenset(
    "amp-story amp-accordion amp-sidebar amp-carousel button dialog noscript legend option optgroup "
    "caption colgroup tbody td tfoot th thead tr frameset".split()
)
"""Block elements whose start does not end an open paragraph."""

SCOPES: dict[str, frozenset[str]] = dict.fromkeys(_IN_TABLE, frozenset({"table"})) | {
    "table": frozenset(),
    "li": frozenset({"ul", "ol", "td", "th", "caption", "table"}),
}
"""For an end tag the open elements beyond which it ends nothing."""
SCOPE = frozenset({"td", "th", "caption", "table", "button"})
"""The same for all other elements."""


_CALM = dict.fromkeys(_CELLS, frozenset({"tr"})) | {"tr": _SECTIONS | {"table"}}


def _uneasy_within(tag: str) -> frozenset[str]:
    found = BEFORE_BODY if tag in KEEPS_PARAGRAPH else BEFORE_BODY | {"p"}
    if tag in ENDS:
        calm = STOPS[tag] - ENDS[tag] - BEFORE_BODY | _CALM.get(tag, frozenset())
        found |= (NAMES_OF_BLOCKS | INLINES) - calm
    return found


UNEASY: dict[str, frozenset[str]] = {tag: _uneasy_within(tag) for tag in NAMES_OF_BLOCKS}
"""For a start tag the elements that, when they are the nearest, make it worth a look whether it ends something."""
