"""Whether a page holds words at all: pictures, archives and damaged downloads come labelled as HTML too."""

from archiver.model.document import Document
from archiver.model.page import Page

_SIGNATURES = (
    *(b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x00\x00\x01\x00", b"RIFF", b"ID3", b"OggS"),
    *(b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"wOFF", b"wOF2"),
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
"""Escape stays: it switches character sets in ISO-2022 text."""
_SAMPLE = 8192
_SHARE = 0.02
_LEAST_LETTERS = 8


def is_readable(page: Page, document: Document) -> bool:
    """False for a page whose bytes are not text: known signatures, or more than a few control characters."""
    head = page.body[:_SAMPLE]
    if head.startswith(_SIGNATURES):
        return False
    if document.encoding.startswith(("utf-16", "utf-32")):
        return True
    return len(head) - len(head.translate(None, _CONTROLS)) <= _SHARE * len(head)


def holds_words(text: str) -> bool:
    """True for a text with a few letters of any script: no article is made of braces and dashes."""
    letters = 0
    for char in text:
        letters += char.isalpha()
        if letters >= _LEAST_LETTERS:
            return True
    return False
