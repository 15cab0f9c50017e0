"""Whether a page holds words at all: pictures, archives and damaged downloads come labelled as HTML too."""

import re

from archiver.model.document import Document

_NO_WORD = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SAMPLE_BLOCKS = 60
_SAMPLE_CHARS = 400
_SHARE = 0.08
"""A page decoded by a wrong label keeps below this: its ASCII and most of its characters are whole."""


def is_readable(document: Document) -> bool:
    """False for a page whose text is full of control characters and of bytes that no encoding could read."""
    sample = "".join(block.text[:_SAMPLE_CHARS] for block in document.blocks[:_SAMPLE_BLOCKS])
    return len(_NO_WORD.findall(sample)) <= _SHARE * len(sample)
