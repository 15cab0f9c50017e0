"""Which open elements a tag ends: those left without an end tag, and those ended in the wrong order, as browsers do it.

The rules are those of the HTML standard (13.2.6), as far as they decide which words stand in which block.
"""

from archiver.markup.cut import Aside, Cut
from archiver.markup.tags import BEFORE_BODY, ENDS, FORMATTING, KEEPS_PARAGRAPH, SCOPE, SCOPES, STOPS
from archiver.model.document import Span

_FAR = 50
_HEADINGS = ENDS["h1"]
_MARKERS = frozenset({"td", "th", "caption", "button", "html"})


class Ender:
    """Ends the open elements of a cut."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self.patience = 2_000_000
        """Open elements that may still be looked at in vain; a page of end tags that match nothing is a trap."""

    def make_way(self, tag: str) -> None:
        """A block element opens: end what it ends, the run at hand being cut."""
        cut = self._cut
        stack = cut.stack
        if stack[-1].tag in BEFORE_BODY:
            cut.enter_body()
        if tag in ENDS:
            place = self._find_ended(ENDS[tag], STOPS[tag])
            if place:
                cut.end_to(place)
        if tag not in KEEPS_PARAGRAPH:
            place = len(stack) - 1
            while place in cut.held:
                place -= 1
            if stack[place].tag == "p" and not any(
                isinstance(cut.held.get(at), Aside) for at in range(place + 1, len(stack))
            ):
                cut.end_unformatting()
                going = cut.inlines[:]
                cut.inlines.clear()
                cut.end_to(place)
                cut.inlines[:] = going

    def _find_ended(self, ended: frozenset[str], stops: frozenset[str]) -> int:
        """The place of the outermost open element that is ended; 0 when none is."""
        stack = self._cut.stack
        found = 0
        for place in range(len(stack) - 1, max(1, len(stack) - self._reach()), -1):
            name = stack[place].tag
            if name in ended:
                found = place
            elif name in stops:
                break
            self.patience -= 1
        return found

    def _reach(self) -> int:
        return _FAR if self.patience < 0 else len(self._cut.stack)

    def end_block(self, tag: str) -> None:
        """The end tag of a block element that is not the nearest open one."""
        stack = self._cut.stack
        stops = SCOPES.get(tag, SCOPE)
        names = _HEADINGS if tag in _HEADINGS else (tag,)
        for place in range(len(stack) - 1, max(0, len(stack) - self._reach()), -1):
            name = stack[place].tag
            if name in names:
                if tag != "form" or place == len(stack) - 1:
                    self._cut.end_to(place)
                return
            if name in stops:
                return
            self.patience -= 1

    def end_inline(self, tag: str) -> None:
        """The end tag of an inline element that is not the nearest open one."""
        cut = self._cut
        for place in range(len(cut.inlines) - 1, -1, -1):
            if cut.inlines[place].tag == tag:
                cut.inlines.pop(place).end = len(cut.pieces)
                if not cut.pieces:
                    cut.spans[:] = [span for span in cut.spans if span.end < 0]
                return
        if tag == "button":
            self.end_block(tag)
        else:
            self._end_held(tag)

    def end_link(self) -> None:
        """A link opens: it ends the one that is open."""
        if any(span.tag == "a" for span in self._cut.inlines):
            self.end_inline("a")
        elif self._cut.held:
            self._end_held("a")

    def _end_held(self, tag: str) -> None:
        """The end tag of an inline element that a block opened in: it ends, or when blocks are open in it, its span."""
        cut = self._cut
        if not cut.held:
            return
        is_near = True
        for place in range(len(cut.stack) - 1, max(0, len(cut.stack) - self._reach()), -1):
            name = cut.stack[place].tag
            is_held = place in cut.held
            if is_held and name == tag:
                if is_near:
                    cut.end_to(place)
                else:
                    self._release(place)
                return
            if isinstance(cut.held.get(place), Aside):
                return
            is_near = is_near and is_held
            if (not is_near and tag not in FORMATTING) or name in _MARKERS:
                return
            self.patience -= 1

    def _release(self, place: int) -> None:
        """End the span of an inline element in which blocks are open; its node ends with them."""
        cut = self._cut
        held = cut.held[place]
        if isinstance(held, Span):
            held.end = len(cut.pieces)
            cut.held[place] = None
            if not cut.pieces:
                cut.spans[:] = [span for span in cut.spans if span is not held]
