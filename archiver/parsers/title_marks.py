"""Headlines of pages without a heading of the first rank: by the element's class, or by bold type alone."""

import re
from collections.abc import Sequence

from archiver.model.reading import Found, Piece, Reading
from archiver.parsers.headings import read_headings, says_headline, stands_aside
from archiver.parsers.site_names import fold
from archiver.parsers.title_claims import Claim, agreement

_KEYWORD_MARKS = re.compile(r"[,，、_|]")
_BOLD_BLOCKS, _HEAD_BLOCKS, _PARAGRAPH, _SENTENCE = 120, 200, 160, 40


def marked_heading(reading: Reading, claims: Sequence[Claim]) -> Found[str] | None:
    """A second-rank heading that its element calls the headline, where the title element is stuffed with keywords,
    or is the same with the site's name before it or behind.
    """
    document = reading.document
    is_stuffed = any(len(_KEYWORD_MARKS.findall(claim.text)) >= 2 for claim in claims)
    for heading in read_headings(reading, ("h2", "h3")):
        marks = (document.nodes[heading.node].marks, document.nodes[document.nodes[heading.node].parent].marks)
        if not any(map(says_headline, marks)) or heading.is_hidden or stands_aside(document, heading.node):
            continue
        if is_stuffed or agreement(fold(heading.text), claims) > 0:
            return Found(heading.text, f"{heading.tag} marked as headline", 0.75, heading.pieces)
    return _marked_part(reading, claims)


def _marked_part(reading: Reading, claims: Sequence[Claim]) -> Found[str] | None:
    """A block that its element calls the headline, and whose words open or close the title element."""
    document = reading.document
    for index, block in enumerate(document.blocks[:_HEAD_BLOCKS]):
        if not 4 <= len(block.text) <= 200 or not reading.kept[index] or block.link_chars >= len(block.text):
            continue
        marks = document.nodes[block.node].marks
        if says_headline(marks) and not stands_aside(document, block.node) and agreement(fold(block.text), claims) > 0:
            return Found(block.text, "marked as headline", 0.75, (Piece(index, 0, len(block.text)),))
    return None


def marked_block(reading: Reading) -> Found[str] | None:
    """For pages without h1 and metadata: the first block that its element calls the headline, else the first h2."""
    document = reading.document
    for index, block in enumerate(document.blocks[:_HEAD_BLOCKS]):
        marks = document.nodes[block.node].marks
        is_shown = 4 <= len(block.text) <= 200 and reading.kept[index] and block.link_chars < len(block.text)
        if is_shown and says_headline(marks) and not stands_aside(document, block.node):
            return Found(block.text, "marked as headline", 0.6, (Piece(index, 0, len(block.text)),))
    for heading in read_headings(reading, ("h2",))[:1]:
        if not heading.is_hidden and not stands_aside(document, heading.node):
            return Found(heading.text, heading.tag, 0.4, heading.pieces)
    return None


def bold_line(reading: Reading) -> Found[str] | None:
    """For old pages: the first short line that is bold from end to end and no link, before any paragraph."""
    for index, block in enumerate(reading.document.blocks[:_BOLD_BLOCKS]):
        size = len(block.text)
        if size > _PARAGRAPH or (size > _SENTENCE and block.text[-1] in "。！？.”"):
            return None
        if 4 <= size <= 80 and block.strong_chars == size and not block.link_chars and reading.kept[index]:
            return Found(block.text, "bold line", 0.4, (Piece(index, 0, size),))
    return None


def lesser_heading(reading: Reading) -> Found[str] | None:
    """The first h3 that stands in the page's main part, for pages that have no better heading."""
    for heading in read_headings(reading, ("h3",)):
        if not heading.is_hidden and not stands_aside(reading.document, heading.node):
            return Found(heading.text, heading.tag, 0.4, heading.pieces)
    return None
