"""The article of a page whose markup shows none: its text stands in a script, as JSON-LD or as a program's state."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from archiver.markup.cut import Cut
from archiver.markup.entities import unescape
from archiver.markup.json_ld import is_deep
from archiver.model.document import Block, Node

_SHOWN = 200
"""Letters of running text that a page may show besides: a notice to switch scripts on, a line on cookies."""
_LEAST, _LINE, _PROSE = 300, 60, 40
_MOST_SCRIPT, _MOST_THINGS, _MOST_LINES, _MOST_SCRIPTS = 3_000_000, 60_000, 2000, 12
_STATE = re.compile(
    r"<script\b[^>]{0,300}?(?:\bid=[\"']?__NEXT_DATA__|\btype=[\"']?application/json)[^>]{0,300}>\s*"
    r"|\b(?:window\s*\.\s*|self\s*\.\s*)?(?:__[A-Z_]{4,40}__|Fusion\.globalContent|initialState|_sharedData)\s*=\s*",
    re.IGNORECASE,
)
_BODY_KEYS = frozenset(
    {"articlebody", "body", "bodyhtml", "content", "contenthtml", "html", "text", "story", "fulltext"}
)
_PART_KEYS = ("text", "content", "html", "value", "body", "children", "data")
_BREAK = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|section)\s*>|<br\s*/?>|[\r\n]+", re.IGNORECASE)
_CODE = re.compile(r"<(script|style|figure|iframe)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_DECODER = json.JSONDecoder(strict=False)


def add_scripted(cut: Cut, text: str, json_ld: Sequence[object]) -> bool:
    """Add the article that only a script holds as the last element of the body; gives whether there was one.

    Nothing happens on a page that has running text of its own, hidden or not. JSON-LD's `articleBody` goes first, else
    the longest text among what the page's program starts from.
    """
    if _has_text(cut.blocks):
        return False
    lines = _longest(_bodies_of(json_ld)) or _longest(_texts_of(text))
    if not lines:
        return False
    parent = cut.body or cut.nodes[0]
    first = len(cut.blocks)
    article = Node("article", "articlebody", parent.index, first, first, parent.depth + 1, index=len(cut.nodes))
    cut.nodes.append(article)
    for line in lines[:_MOST_LINES]:
        at = len(cut.blocks)
        node = Node("p", "", article.index, at, at + 1, article.depth + 1, index=len(cut.nodes))
        cut.nodes.append(node)
        cut.blocks.append(Block(line, "p", node.index, (), 0, 0, None))
    for node in (article, parent, cut.nodes[0]):
        node.end = len(cut.blocks)
    return True


def _has_text(blocks: Sequence[Block]) -> bool:
    shown = 0
    for block in blocks:
        if len(block.text) >= _LINE and block.link_chars * 3 <= len(block.text):
            shown += len(block.text)
            if shown > _SHOWN:
                return True
    return False


def _longest(candidates: Iterator[list[str]]) -> list[str]:
    """The candidate with the most running text; none below 300 letters."""
    best: list[str] = []
    most = _LEAST - 1
    for lines in candidates:
        size = sum(len(line) for line in lines if len(line) >= _PROSE)
        if size > most:
            best, most = lines, size
    return best


def _bodies_of(json_ld: Sequence[object]) -> Iterator[list[str]]:
    for thing in json_ld:
        body = thing.get("articleBody") if isinstance(thing, Mapping) else None
        if isinstance(body, str):
            yield _lines_of(body)


def _texts_of(text: str) -> Iterator[list[str]]:
    """The texts of the page's states that may be an article's: those under such a name, and those of lists of parts."""
    for number, state in enumerate(_STATE.finditer(text)):
        if number >= _MOST_SCRIPTS:
            return
        stack = [_read_state(text, state.end())]
        for _ in range(_MOST_THINGS):
            if not stack:
                break
            thing = stack.pop()
            if isinstance(thing, Mapping):
                for key, value in thing.items():
                    if isinstance(value, str):
                        if len(value) >= _LEAST and key.lower().replace("_", "") in _BODY_KEYS:
                            yield _lines_of(value)
                    else:
                        stack.append(value)
            elif isinstance(thing, list):
                yield [line for part in thing for line in _lines_of(_text_of_part(part, 3))]
                stack.extend(thing)


def _read_state(text: str, at: int) -> object:
    """The JSON that begins there; None when it is none, too long or nested too deeply."""
    end = text.find("</script", at, at + _MOST_SCRIPT)
    if end < 0 or text[at : at + 1] not in ("{", "["):
        return None
    content = text[at:end]
    if is_deep(content):
        return None
    try:
        return _DECODER.raw_decode(content)[0]
    except (ValueError, RecursionError):
        return None


def _text_of_part(part: object, levels: int) -> str:
    """The words of one part of a text kept as a list: a string, what stands under a usual name, or its own parts'."""
    if isinstance(part, str):
        return part if " " in part or not part.isascii() else ""
    if not levels:
        return ""
    if isinstance(part, Mapping):
        return next((text for key in _PART_KEYS if (text := _text_of_part(part.get(key), levels - 1))), "")
    if isinstance(part, list):
        return "".join([_text_of_part(each, levels - 1) for each in part[:200]])
    return ""


def _lines_of(text: str) -> list[str]:
    """A text's paragraphs, without markup."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _CODE.sub("", text)))
    lines = (" ".join(unescape(line).split()) for line in text.splitlines())
    return [line for line in lines if line]
