"""Bytes to text: what a page says about its encoding, checked against the bytes themselves."""

import re
from dataclasses import dataclass

from archiver.text.charsets import MULTIBYTE, WESTERN, find_codec, label_of_header, label_of_markup
from archiver.text.guess_charset import guess_codec, is_multibyte_looking, is_plainly_right, knows

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, and how it was decoded."""

    text: str
    """Without NUL and lone surrogates, which no database stores; private-use characters and U+FFFD are kept."""
    encoding: str
    """The codec used: utf-8, gb18030, big5hkscs, cp932, euc_jp, cp949, cp1252 …"""
    source: str
    """What decided: bom, header, meta, bytes, or default (ASCII throughout and no label)."""
    notes: tuple[str, ...] = ()
    """What was wrong: "wrong_label: gbk", "unknown_label: zlib_codec", "undecodable_bytes: 3", "nul_removed"."""


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page by its byte-order mark, header, meta element and bytes, in that order; never raises.

    A label that the bytes contradict loses: UTF-8 that decodes without error is UTF-8 whatever the label says, and
    bytes that a label reads as garbage are read by what they look like. gb2312 and gbk are read as gb18030.

    >>> decode("新闻".encode("gbk"), "text/html; charset=gb2312").text
    '新闻'
    >>> decode("新闻".encode(), "text/html; charset=gb2312")
    Decoded(text='新闻', encoding='utf-8', source='bytes', notes=('wrong_label: gb2312',))
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _finish(body[len(mark) :], codec, "bom", [])
    wide = _wide_codec(body)
    if wide:
        return _finish(body, wide, "bytes", [])
    labels = [("header", label_of_header(content_type)), ("meta", label_of_markup(body))]
    notes = [f"unknown_label: {label}" for _, label in labels if label and not find_codec(label)]
    known = [(source, label, found) for source, label in labels if label and (found := find_codec(label))]
    pairs = [(source, codec) for source, _, codec in known]
    if body.isascii():
        chosen, source = _choose_for_ascii(body, pairs)
        return _finish(body, chosen, source, notes)
    text = _read_strictly(body, "utf-8")
    if text is not None:
        chosen, source = "utf-8", _source_of("utf-8", pairs)
    else:
        chosen, source, text = _choose(body, pairs)
    if source == "bytes":
        notes += dict.fromkeys(f"wrong_label: {label}" for _, label, codec in known if codec != chosen)
    return _finish(body, chosen, source, notes, text=text)


def strip_unstorable(text: str) -> str:
    r"""Remove NUL and lone surrogates, which no database stores.

    >>> strip_unstorable("a\0b\ud800c")
    'abc'
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("", text)
    return text


def _choose(body: bytes, labels: list[tuple[str, str]]) -> tuple[str, str, str | None]:
    """The codec of bytes that are not UTF-8, whether a label or the bytes decided, and the text when it was read."""
    for source, codec in labels:
        if codec in WESTERN:
            if not is_multibyte_looking(body):
                return codec, source, None
        elif not knows(codec) and codec not in MULTIBYTE:
            return codec, source, None
        elif codec != "utf-8":
            text = _read_well(body, codec)
            if text is not None:
                return codec, source, text
    if _is_nearly_utf8(body):
        return "utf-8", _source_of("utf-8", labels), None
    text = _read_strictly(body, "gb18030")
    if text is not None and is_plainly_right(text, "gb18030"):  # the commonest case, told at once
        return "gb18030", "bytes", text
    codec = guess_codec(body, [codec for _, codec in labels if codec != "utf-8"])
    return codec, _source_of(codec, labels), None


def _choose_for_ascii(body: bytes, labels: list[tuple[str, str]]) -> tuple[str, str]:
    if b"\x1b$" in body or b"\x1b(" in body:  # ISO 2022 switches character sets by escape sequences
        return "iso2022_jp", _source_of("iso2022_jp", labels)
    for source, codec in labels:
        if codec == "hz" or codec in MULTIBYTE or codec in WESTERN:
            return codec, source
    return "utf-8", "default"


def _source_of(codec: str, labels: list[tuple[str, str]]) -> str:
    return next((source for source, label in labels if label == codec), "bytes")


def _read_strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_nearly_utf8(body: bytes) -> bool:
    """UTF-8 with a few broken characters: cut in the middle by a template, or one widget in another encoding."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text.encode("ascii", "ignore"))
    return bad <= 0.1 * (len(text) - good)


def _read_well(body: bytes, codec: str) -> str | None:
    """The text when an encoding that a label names is right for the bytes, else None."""
    text = _read_strictly(body, codec)
    is_strict = text is not None
    if text is None:
        text = body.decode(codec, "replace")
    if not knows(codec) or is_plainly_right(text, codec):
        return text if is_strict or text.count("\ufffd") <= 0.02 * _count_foreign(text) else None
    return text if guess_codec(body, [codec]) == codec else None


def _count_foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _wide_codec(body: bytes) -> str | None:
    """UTF-16 without a mark: in markup every `<` has a NUL beside it."""
    head = body[:2000]
    if head.count(0) < 8:
        return None
    pairs = [head[i : i + 2] for i in range(0, len(head) - 1, 2)]
    little, big = pairs.count(b"<\0"), pairs.count(b"\0<")
    if max(little, big) < 2:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _finish(body: bytes, codec: str, source: str, notes: list[str], *, text: str | None = None) -> Decoded:
    if text is None:
        try:
            text = body.decode(codec)
        except UnicodeDecodeError:
            text = body.decode(codec, "replace")
            notes.append(f"undecodable_bytes: {text.count(chr(0xFFFD))}")
    elif codec not in {"utf-8", "iso2022_jp"} and "\ufffd" in text:
        notes.append(f"undecodable_bytes: {text.count(chr(0xFFFD))}")
    # Looked for in the bytes first: in a string of wide characters the search stops at every ASCII one.
    if b"\0" in body and "\0" in text:
        notes.append("nul_removed")
        text = text.replace("\0", "")
    return Decoded(text, codec, source, tuple(notes))
