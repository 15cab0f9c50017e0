"""Read JSON-LD as pages write it: with comments, control characters, trailing commas, several objects in a row."""

import json
import re

MAX_SIZE = 2_000_000
"""Characters; larger scripts are not read."""
_MAX_OBJECTS = 500
_MAX_DEPTH = 100  # brackets nested deeper than this exhaust Python's own reader

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_DECODER = json.JSONDecoder(strict=False)


def read_json_ld(text: str) -> tuple[tuple[object, ...], bool]:
    """The objects in a JSON-LD script, flattened out of lists and @graph, and whether all of it could be read.

    >>> read_json_ld('<!-- [{"@type": "NewsArticle", "headline": "A",},] -->')
    (({'@type': 'NewsArticle', 'headline': 'A'},), True)
    """
    if len(text) > MAX_SIZE or is_deep(text):
        return (), False
    text = text.strip()
    found, whole = _read_all(text)
    if not whole:
        again = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
        again = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", again))
        found, whole = max((found, whole), _read_all(again), key=lambda result: (result[1], len(result[0])))
    flat: list[object] = []
    for value in found:
        _flatten(value, flat)
    return tuple(flat[:_MAX_OBJECTS]), whole


def _read_all(text: str) -> tuple[list[object], bool]:
    """Each object of a text that may hold several in a row."""
    found: list[object] = []
    at = 0
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, False
        found.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found, bool(found)


def _flatten(value: object, into: list[object]) -> None:
    if isinstance(value, list):
        for part in value:
            _flatten(part, into)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, list | dict):
            _flatten(graph, into)
        if not isinstance(graph, list | dict) or len(value) > 2:
            into.append(value)


def is_deep(text: str) -> bool:
    """Whether brackets nest too deeply for a reader that calls itself."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return False
    depth = deepest = 0
    for bracket in re.findall(r"[\[{}\]]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > _MAX_DEPTH
