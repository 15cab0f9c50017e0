"""What each HTML element is to a reader: a block, a run of words within one, or no text at all."""

INLINE, BLOCK, BREAK, SKIP, VOID, BUTTON, NOSCRIPT, ROOT, DIALOG = range(9)

_BLOCKS = (
    "head address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table caption colgroup tbody td tfoot th thead tr ul xmp "
    "amp-story amp-accordion amp-sidebar amp-carousel"
)
# Their content is code, a control, a picture, or what old browsers show instead of one. rt and rp hold the readings
# of ruby text, which stand above the line.
_SKIPPED = (
    "script style title svg select textarea template iframe canvas object video audio noembed noframes datalist "
    "rt rp rtc map applet progress meter amp-script amp-analytics amp-state amp-ad amp-embed amp-iframe"
)
_VOID = "img amp-img image meta link base hr input source embed col area wbr param track frame"

KINDS: dict[str, int] = (
    dict.fromkeys(_BLOCKS.split(), BLOCK)
    | dict.fromkeys(_SKIPPED.split(), SKIP)
    | dict.fromkeys(_VOID.split(), VOID)
    | {"html": ROOT, "body": ROOT, "br": BREAK, "button": BUTTON, "dialog": DIALOG, "noscript": NOSCRIPT}
)
"""Kind of each element known to us; any other is inline until a block opens inside it."""

STRONG = frozenset({"b", "strong"})

INLINES = frozenset(
    (
        "a abbr acronym b bdi bdo big blink cite code data del dfn em embed font i ins kbd label mark marquee math "
        "nobr output picture q rb ruby s samp slot small span strike strong sub sup time tt u var wbr "
        "annotation mfrac mi mn mo mrow msqrt msub msubsup msup mtable mtd mtext mtr munder munderover semantics mstyle"
    ).split()
)
"""Inline elements of HTML and MathML; others without a hyphen or colon were invented by whoever wrote the page."""
