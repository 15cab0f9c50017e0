"""The rules of a page's own style sheets that hide elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archiver.markup.chains import Chains
from archiver.markup.hard import Hard, last_name
from archiver.markup.hiding import find_means, undo

_SIGNS = ("display:none", "visibility:hidden", ":-999", "font-size:0", "rect(")
"""Looked for as they stand: searching a sheet of 500 kB for plain strings costs what parsing 10 kB of it would."""
_MORE_SIGNS = (
    *(
        "display:none",
        "visibility:hidden",
        "visibility:collapse",
        "font-size:0",
        "font-size:.",
        "rect(",
        "clip-path",
        ":-",
    ),
    *(
        "(-",
        "opacity:0",
        "opacity:.0",
        "opacity(0",
        "zoom:0",
        "scale(0",
        "scale3d(0",
        "height:0",
        "height:1px",
        "width:0",
    ),
    *(
        "width:1px",
        "transparent",
        ",0)",
        ", 0)",
        "/0)",
        "/ 0)",
        "00vw",
        "00vh",
        "99vw",
        "calc(",
        "margin:",
        "999px",
        "font:",
    ),
    *("font-size:1", "e-", "text-indent:", "opacity:", "scale(.", "matrix(0", "rotate", "mask", "polygon(", "ellipse("),
)
"""In a small sheet also what only an injected sheet would say."""
_MOVES = re.compile(r"transition|animation|will-change")
"""A sheet's `opacity: 0` is often the first moment of an animation: on 9 of 1,400 honest pages it held the article.
It counts where neither the rule nor a later one of its name moves or shows."""
_WIDE = r"\(\s*min-width\s*:\s*[0-2]?\d?\d(?:px)?\s*\)\s*"
_FOR_ALL = re.compile(
    rf"@(?:media\s+(?:only\s+)?(?:screen|all)\s*(?:and\s*{_WIDE})?|media\s*{_WIDE}|supports[^{{}}]{{0,200}}|layer[^{{}}]{{0,80}})\{{"
)
_SELECTOR = re.compile(r"(?:[a-zA-Z][\w-]*)?(?:[.#][\w-]+)*")
_COMMAS = re.compile(r",(?![^()\[\]]*[)\]])")
_PARTS = re.compile(r"[.#]?[\w-]+")
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[3-9])")
_SMALL = 10_000
_MAX_RULES = 300
_MAX_SHEET = 60_000  # what is injected stands in small sheets; large ones are the site's whole design
_MAX_ALL = 200_000
_MAX_SELECTOR = 2000


@dataclass(slots=True)
class Rule:
    """A selector whose rule seems to hide; looked at closely when the first element matches it."""

    needed: frozenset[str]
    """All parts of the selector: a tag, ".class", "#id"."""
    last: str
    asks_for_more: bool
    """Whether it asks for a tag or an id."""
    css: str
    begin: int
    opening: int
    means: str | None = None
    is_read: bool = False

    def hides(self) -> bool:
        """Whether the rule hides in every reader and in the end; sets `means`."""
        if not self.is_read:
            self.is_read = True
            closing = self.css.find("}", self.opening)
            means = find_means(self.css[self.opening + 1 : closing if closing > 0 else None])
            if (
                means
                and not (means == "opacity" and self._moves(closing))
                and not _is_nested(self.css, self.begin)
                and not _is_taken_back(self.css, self.last, self.opening)
            ):
                self.means = means
        return self.means is not None

    def _moves(self, closing: int) -> bool:
        """Whether what the rule makes faint is shown in a moment."""
        if len(self.css) >= _SMALL or _MOVES.search(self.css, self.opening, closing if closing > 0 else len(self.css)):
            return True
        return any(
            _SHOWN.search(self.css, at, max(at, self.css.find("}", at)))
            or _MOVES.search(self.css, at, max(at, self.css.find("}", at)))
            for at in _rules_of(self.css, self.last)
            if at > self.opening
        )


@dataclass(slots=True)
class Sheet:
    """The hiding rules of a page."""

    classes: dict[str, list[Rule]] = field(default_factory=dict)
    """By the class that their selector ends in."""
    ids: dict[str, list[Rule]] = field(default_factory=dict)
    tags: dict[str, list[Rule]] = field(default_factory=dict)
    chains: Chains = field(default_factory=Chains)
    """Rules for what stands inside something else; of small sheets only."""
    hard: Hard = field(default_factory=Hard)
    """Rules whose selectors ask for more; of small sheets only."""
    left: int = _MAX_ALL
    """Characters that will still be read."""

    def add(self, css: str) -> bool:
        """Take the hiding rules of one style element; gives whether there were any.

        Read are compounds of tag, class and id (in a small sheet also chains of them), at the top level or within an
        at-rule that holds for all readers of screens. Rules for some readers only are left out, and so is what a later
        rule with the same selector takes back. In a small sheet escapes, comments and white space are undone first, in
        a large one only the plainest ways of hiding are seen. Work is bounded: 300 rules and 60,000 characters a sheet.
        """
        css = css[: min(_MAX_SHEET, max(0, self.left))]
        self.left -= len(css)
        small = len(css) < _SMALL  # what stands in a small sheet may be hidden well; a large one costs too much
        css = _tidy(css) if small else css.replace(": ", ":")
        seen: set[int] = set()
        for at in _hints(css) if small else _find_signs(css):
            opening = css.rfind("{", 0, at)
            if opening >= 0 and opening not in seen:
                seen.add(opening)
                _add_rule(self, css, opening)
                if len(seen) > _MAX_RULES:
                    break
        return bool(seen)

    def find(self, tag: str, classes: str, identity: str) -> str | None:
        """By which means the sheet hides an element; None when it does not."""
        names = classes.split()
        if self.classes.keys().isdisjoint(names) and identity not in self.ids and tag not in self.tags:
            return None
        near = [*self.tags.get(tag, ()), *self.ids.get(identity, ())]
        for name in names:
            near += self.classes.get(name, ())
        parts = {tag, "#" + identity, *("." + name for name in names)}
        return next((rule.means for rule in near if rule.needed <= parts and rule.hides()), None)

    def asks_for_more(self, classes: str) -> bool:
        """Whether a rule for one of the classes holds for some tags or ids only."""
        names = classes.split()
        if self.classes.keys().isdisjoint(names):
            return False
        return any(rule.asks_for_more for name in names for rule in self.classes.get(name, ()))


def _tidy(css: str) -> str:
    """A sheet in small letters, without comments, escapes and white space that says nothing."""
    css = undo(css.lower())
    if "<!--" in css:
        css = css.replace("<!--", " ").replace("-->", " ")
    return " ".join(css.split()).replace(": ", ":").replace(" :", ":").replace("; ", ";")


def _hints(css: str) -> Iterator[int]:
    for sign in _MORE_SIGNS:
        if sign in css:
            yield from _places(css, sign)
    for at in _places(css, "background"):  # words in the colour of their ground
        rule = css[css.rfind("{", 0, at) + 1 : css.find("}", at)]
        if ";color:" in rule or rule.startswith("color:"):
            yield at


def _places(css: str, name: str) -> Iterator[int]:
    at = css.find(name)
    while at >= 0:
        yield at
        at = css.find(name, at + len(name))


def _rules_of(css: str, name: str) -> Iterator[int]:
    """Where a name stands whole: `.a` is not the beginning of `.ab`."""
    for at in _places(css, name):
        after = css[at + len(name) : at + len(name) + 1]
        if not (after.isalnum() or after in {"-", "_"}):
            yield at


def _find_signs(css: str) -> Iterator[int]:
    for sign in _SIGNS:
        yield from _places(css, sign)


def _add_rule(sheet: Sheet, css: str, opening: int) -> None:
    begin = max(css.rfind("}", 0, opening), css.rfind("{", 0, opening), css.rfind(";", 0, opening)) + 1
    if opening - begin > _MAX_SELECTOR:
        return
    selectors = css[begin:opening]
    if "*/" in selectors:
        selectors = selectors[selectors.rfind("*/") + 2 :]
    for part in _COMMAS.split(selectors):
        selector = part.strip()
        if selector[:1] == "&":  # within another rule: of that the last step alone is not worth looking for
            selector = selector[1:].strip()
        if not selector or selector in {"body", "html"}:
            continue
        parts = _PARTS.findall(selector)
        if not parts:
            continue
        last = parts[-1]
        if not _SELECTOR.fullmatch(selector):
            if len(css) < _SMALL:
                _add_chain(sheet, selector, Rule(frozenset(), last, False, css, begin, opening))
            continue
        table = {".": sheet.classes, "#": sheet.ids}.get(last[0], sheet.tags)
        table.setdefault(last.lstrip(".#"), []).append(
            Rule(frozenset(parts), last, any(part[0] != "." for part in parts) and last[0] == ".", css, begin, opening)
        )


def _add_chain(sheet: Sheet, selector: str, rule: Rule) -> None:
    """Take a rule of several steps; it counts where no later one of its last name shows."""
    rule.last = last_name(selector)

    def means() -> str | None:
        later = (at for at in _rules_of(rule.css, rule.last) if at > rule.opening)
        if any(_SHOWN.search(rule.css, at, max(at, rule.css.find("}", at))) for at in later):
            return None
        return rule.means if rule.hides() else None

    if not sheet.chains.add(selector, means):
        sheet.hard.add(selector, means)


def _is_nested(css: str, begin: int) -> bool:
    """Whether a rule stands inside an at-rule's braces."""
    at = begin
    for _ in range(4):
        at = css.rfind("@", 0, at)
        if at < 0:
            return False
        if css.count("{", at, begin) > css.count("}", at, begin) and not _FOR_ALL.match(css, at):
            return True
    return False


def _is_taken_back(css: str, selector: str, opening: int) -> bool:
    """Whether a later rule with the same last part shows the element again."""
    at = css.find(selector + "{", opening + 1)
    if at < 0 or not (shown := _SHOWN.search(css, at, max(at, css.find("}", at)))):
        return False
    is_firm = "!important" in css[opening : max(opening, css.find("}", opening))]
    return not is_firm or "!important" in css[shown.start() : css.find("}", at)]
