"""What is no text: code, comments, pictures drawn in markup, controls; found by where it ends."""

from collections.abc import Iterator

from archiver.markup.quick import native
from archiver.markup.shapes import name_of
from archiver.markup.tokens import Token

_READINGS = frozenset({"rt", "rp", "rtc", "rb"})
_BOUNDS = ("", " ", "\n", "\t", "\r", "/", "\f")


def read_code(tag: str, words: str, tokens: Iterator[Token]) -> tuple[str, str]:
    """The content of an element in which no tag begins but its own end; and the words after it."""
    end = "/" + tag
    size = len(end)
    pieces = [words]
    for raw, after in tokens:
        if raw[:size].lower() == end and raw[size : size + 1] in _BOUNDS:
            return "".join(pieces), after
        if "<" in raw:  # a comparison in a script, which seems to be a tag and swallows the end
            at = raw.lower().rfind("<" + end)
            if at >= 0:
                return "".join([*pieces, "<", raw[:at]]), after
        pieces += ("<", raw, ">", after) if raw else (after,)
    return "".join(pieces), ""


def skip_code(tag: str, tokens: Iterator[Token]) -> str:
    """The words after such an element, whose content nobody reads."""
    if native and isinstance(tokens, native.Tokens):
        return tokens.skip_code(tag)
    end = "/" + tag
    size = len(end)
    for raw, after in tokens:
        if raw[:1] == "/" and raw[:size].lower() == end and raw[size : size + 1] in _BOUNDS:
            return after
        if "<" in raw and "<" + end in raw.lower():
            return after
    return ""


def skip_comment(words: str, tokens: Iterator[Token]) -> str:
    """The words after a comment that holds a `>`."""
    at = words.find("-->")
    while at < 0:
        raw, words = next(tokens, ("--", ""))
        if raw.endswith(("--", "--!")):
            return words
        at = words.find("-->")
    return words[at + 3 :]


def skip_element(tag: str, parent: str, tokens: Iterator[Token]) -> tuple[str, str]:
    """The words after an element that is left out, and the end tag that ended it when that was not its own.

    An element that is never ended ends with its parent; ruby readings also end where the next one begins.
    """
    is_reading = tag in _READINGS
    if native and not is_reading and isinstance(tokens, native.Tokens):
        return tokens.skip_element(tag, parent)
    depth, parents = 1, 0
    for raw, after in tokens:
        is_end = raw[:1] == "/"
        name = name_of(raw[1:41] if is_end else raw[:40])
        if name == tag and not is_reading:
            depth += -1 if is_end else raw[-1] != "/"
            if not depth:
                return after, ""
        elif is_reading and name in _READINGS:
            if is_end or name == "rb":
                return after, ""
        elif name == parent:
            if is_end and not parents:
                return after, name
            parents += -1 if is_end else raw[-1] != "/"
    return "", ""
