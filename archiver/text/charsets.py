"""Names of character sets as pages write them, and the Python codec that reads each."""

import codecs
import re

_ALIASES = {
    # WHATWG Encoding Standard §4.2: a label names the superset that publishers mean by it.
    "gb18030": "gb2312 gbk x-gbk gb_2312 gb_2312-80 csgb2312 chinese euc-cn x-euc-cn cp936 ms936 gb18030 gb-2312",
    "big5hkscs": "big5 big-5 big5-hkscs cn-big5 x-x-big5 csbig5 cp950 big5-eten",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 csshiftjis ms932",
    "euc_jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cp949 uhc cseuckr",
    "hz": "hz-gb-2312 hz",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 utf-8-sig utf8mb4 unicode utf-7",
    "utf-16-le": "utf-16le utf-16 ucs-2 iso-10646-ucs-2 csunicode unicodefffe",
    "utf-16-be": "utf-16be unicodefeff",
    "cp1252": "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 ascii us-ascii windows-1252 cp1252 x-cp1252 ansi",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "iso8859-2": "iso-8859-2 iso8859-2 latin2 l2",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251",
    "koi8-r": "koi8-r koi8 koi",
    "koi8-u": "koi8-u koi8-ru",
    "iso8859-5": "iso-8859-5 cyrillic",
    "cp1253": "windows-1253 cp1253",
    "iso8859-7": "iso-8859-7 greek greek8",
    "cp1254": "iso-8859-9 latin5 l5 windows-1254 cp1254",
    "cp1255": "windows-1255 cp1255 iso-8859-8-i logical",
    "iso8859-8": "iso-8859-8 hebrew visual",
    "cp1256": "windows-1256 cp1256",
    "iso8859-6": "iso-8859-6 arabic",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "cp874": "tis-620 iso-8859-11 windows-874 dos-874 cp874",
    "iso8859-15": "iso-8859-15 latin9 l9",
}
CODECS = {label: codec for codec, labels in _ALIASES.items() for label in labels.split()}

MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "hz", "utf-8"})
"""Codecs in which most byte strings are errors, so that decoding without one is evidence."""
WESTERN = frozenset({"cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp1258"})
"""Single-byte codecs of Latin script, which read any bytes."""

_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.ASCII | re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:+-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:+-]{2,40})",
    re.IGNORECASE,
)
_META_WINDOW = 8192  # the standard looks at 1,024 bytes; comments and scripts of real pages push the tag further down


def find_codec(label: str | None) -> str | None:
    """The Python codec for a label of a page, or None when no text encoding has that name.

    Names of Python codecs that are not encodings of text ("zlib_codec", "idna") are refused.

    >>> find_codec("GB2312"), find_codec("zlib_codec"), find_codec("iso-8859-1")
    ('gb18030', None, 'cp1252')
    """
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    if name in CODECS:
        return CODECS[name]
    if not re.fullmatch(r"(?:iso[-_]?8859|windows|cp|mac|ibm)[-_]?\w{1,12}", name, re.ASCII):
        return None
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def label_of_header(content_type: str | None) -> str | None:
    """The charset label in a Content-Type header, as written.

    >>> label_of_header("text/html; charset=gbk")
    'gbk'
    """
    match = _LABEL.search(content_type[:500]) if content_type else None
    return match[1] if match else None


def label_of_markup(body: bytes) -> str | None:
    """The charset label in a page's first meta element or XML prolog, as written."""
    match = _META.search(body, 0, _META_WINDOW)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None
