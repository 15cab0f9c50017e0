"""Part markup into tags and the words after each; no tree, no events, only strings."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

Token = tuple[str, str]
"""What stands between a tag's `<` and `>`, and the words after it up to the next tag. The first is "" where words go on
after a seam between two slices of the page."""

_SLICE = 262_144
_MAX_JOINED = 500_000  # characters of one tag whose quoted value holds a `>`
_MAX_VALUES = 50  # such values of one tag
_TAG = re.compile("<([a-zA-Z/!?][^>]*)>")
_CUT_OFF = re.compile("<[a-zA-Z/!?]")
_QUOTE = re.compile("""=\\s*(["'])""")


def read_tokens(text: str, is_enough: Callable[[int], bool] = lambda tags: False) -> Iterator[Token]:
    """Each tag of the text with the words after it; ("", words) where a slice begins.

    The text is parted in slices, so that a page of millions of tags is never held in pieces as a whole; before each
    slice `is_enough` is asked, with the number of tags so far, whether to stop.
    """
    return chain.from_iterable(_read_slices(text, is_enough))


def _read_slices(text: str, is_enough: Callable[[int], bool]) -> Iterator[Iterator[Token]]:
    # Behind the last > no tag can end; without this, [^>]* would run to the end of the page from every <.
    last = text.rfind(">") + 1
    at = tags = 0
    while at < last:
        if is_enough(tags):
            return
        end = last
        if last - at > _SLICE:
            end = text.rfind(">", at, at + _SLICE) + 1 or text.find(">", at + _SLICE) + 1
        parts = _TAG.split(text[at:end])
        tags += len(parts) // 2
        yield iter((("", parts[0]),)) if parts[0] else iter(())
        parts_after = iter(parts)
        next(parts_after)
        yield zip(parts_after, parts_after, strict=False)
        at = end
    cut_off = _CUT_OFF.search(text, last)
    rest = text[last : cut_off.start() if cut_off else None]
    if rest and not is_enough(tags):
        yield iter((("", rest),))


def has_open_quote(raw: str) -> bool:
    """Whether a quoted value has no end within the tag.

    >>> has_open_quote('a title="5 '), has_open_quote('''a title="it's"'''), has_open_quote('a b="c""')
    (True, False, False)
    """
    return _find_end(raw + ">")[0] < 0


def mend_tag(raw: str, words: str, tokens: Iterator[Token]) -> tuple[str, str, list[Token]]:
    """A tag whose quoted value holds a `>`, joined with what follows up to its true end; and the words after it.

    When no end is in sight the tag ends where it seemed to, and the third part is what was looked at, to be read again.
    """
    joined = f"{raw}>{words}"
    seen: list[Token] = []
    for _ in range(_MAX_VALUES):
        end, quote = _find_end(joined)
        if end >= 0:
            return joined[:end], joined[end + 1 :], []
        pieces = [joined]
        size = len(joined)
        for tag, after in tokens:
            seen.append((tag, after))
            piece = f"<{tag}>{after}" if tag else after
            pieces.append(piece)
            size += len(piece)
            if quote in piece or size > _MAX_JOINED:
                break
        if size == len(joined) or size > _MAX_JOINED:
            break
        joined = "".join(pieces)
    return raw, words, seen


def _find_end(markup: str) -> tuple[int, str]:
    """Where the `>` stands that ends a tag, as values in quotes may hold others; or -1 and the mark that is open."""
    at = 0
    while True:
        end = markup.find(">", at)
        match = _QUOTE.search(markup, at, end if end >= 0 else len(markup))
        if match is None:
            return end, ">"
        at = markup.find(match[1], match.end()) + 1
        if not at:
            return -1, match[1]
