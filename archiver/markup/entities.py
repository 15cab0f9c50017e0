"""Character references into characters, quickly: a page repeats a few of them many times."""

import html
import re

_REFERENCE = re.compile(r"&(?:#(?:\d{1,10}|[xX][0-9a-fA-F]{1,10})|[a-zA-Z][a-zA-Z0-9]{1,31});?")
# In an attribute a name without semicolon before a letter, digit or equals sign is none: ?a=1&copy=2 is an address
# (HTML standard, 13.2.5.73).
_IN_ATTRIBUTE = re.compile(
    r"&(?:#(?:\d{1,10}|[xX][0-9a-fA-F]{1,10});?|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![a-zA-Z0-9=])))"
)
_KNOWN = {"&amp;": "&", "&nbsp;": "\xa0", "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&#160;": "\xa0"}
_MOST = 5000


def _character(match: re.Match[str]) -> str:
    written = match[0]
    found = _KNOWN.get(written)
    if found is None:
        found = html.unescape(written)
        if len(_KNOWN) < _MOST:
            _KNOWN[written] = found
    return found


def unescape(text: str) -> str:
    """Text with its character references replaced, as browsers do.

    >>> unescape("A&amp;B &lt; &#20013;&#x6587; &nosuch; & &copy")
    'A&B < 中文 &nosuch; & ©'
    """
    return _REFERENCE.sub(_character, text)


def unescape_value(text: str) -> str:
    """The same for the value of an attribute, where addresses hold ampersands that begin no reference.

    >>> unescape_value("?a=1&copy=2&amp;b=3&#38;c&quot")
    '?a=1&copy=2&b=3&c"'
    """
    return _IN_ATTRIBUTE.sub(_character, text)
