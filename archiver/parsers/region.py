"""Where on the page the article stands: from its headline to what follows its last paragraph."""

from archiver.model.reading import Body, Found, Reading

_BEFORE = 8
_AFTER = 4


def article_region(reading: Reading, body: Body, title: Found[str] | None = None) -> tuple[int, int]:
    """First and last block of the article with its headline, pictures and captions, both included.

    A lead picture may stand above the headline and a last one below the text, so the region reaches a few blocks
    beyond both.
    """
    first, last = body.first, body.last
    if title is not None and title.pieces:
        heading = title.pieces[0].block
        if first - 80 < heading < first:
            first = heading
    return max(0, first - _BEFORE), min(len(reading.document.blocks) - 1, last + _AFTER)
