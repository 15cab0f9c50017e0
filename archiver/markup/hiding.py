"""By which means a page hides an element: its own style, or a style sheet in the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FAR = r"-\s*(?:\d{4,}|999|\d{3}(?:\.\d+)?r?em|[5-9]\d(?:\.\d+)?r?em)"
_ZERO = r"0*(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:!important\s*)?(?:;|$)"
_MEANS = (
    ("display", re.compile(r"display\s*:\s*none")),
    ("visibility", re.compile(r"(?<!-)visibility\s*:\s*(?:hidden|collapse)")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|right|bottom|margin-left|margin-top|inset)\s*:\s*{_FAR}")),
    ("offscreen", re.compile(rf"transform\s*:\s*translate[xy3d]*\(\s*{_FAR}")),
    ("text_indent", re.compile(rf"text-indent\s*:\s*{_FAR}")),
    ("font_size", re.compile(rf"font-size\s*:\s*(?:{_ZERO}|0*\.\d+px|1px)")),
    ("opacity", re.compile(r"(?<!-)opacity\s*:\s*0*(?:\.0+)?%?\s*(?:!important\s*)?(?:;|$)")),
    ("clip", re.compile(r"clip\s*:\s*rect\(\s*(?:0|1px)[^)]{0,40}\)|clip-path\s*:\s*inset\(\s*(?:50|100)%")),
)
_SIZE = re.compile(rf"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*(?:{_ZERO}|1px)")
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]{1,40})")
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})")
_WHITE = {"white": "#ffffff", "#fff": "#ffffff", "black": "#000000", "#000": "#000000"}
# A text of style must hold one of these to hide anything; looking for them first is far cheaper than the patterns.
_SIGNS = ("none", "hidden", "collapse", ":-", ": -", "font-size", "opacity", "clip", "color", "(-")


def find_means(style: str) -> str | None:
    """By which means a style declaration hides the element that has it; None when it does not.

    >>> find_means("position:absolute;left:-9999px")
    'offscreen'
    >>> find_means("color:#333;font-size:14px") is None
    True
    """
    text = style.lower()
    if not any(sign in text for sign in _SIGNS):
        return None
    text = text[:2000]
    for name, pattern in _MEANS:
        if pattern.search(text):
            return name
    if _CLIPPED.search(text) and _SIZE.search(text):
        return "zero_size"
    colour, ground = _COLOUR.search(text), _GROUND.search(text)
    if colour and ground and _plain(colour[1]) in (_plain(ground[1]), _plain(ground[1].split()[0])):
        return "colour"
    return None


def _plain(colour: str) -> str:
    name = "".join(colour.split())
    return _WHITE.get(name, name)


@dataclass(slots=True)
class Sheet:
    """The rules of a page's own style sheets that hide elements."""

    keys: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)
    """By ".class", "#id" or tag: what else the selector asks of the element, and the means."""

    def find(self, tag: str, classes: str, identity: str) -> str | None:
        """By which means the sheet hides an element; None when it does not."""
        names = {tag, *("." + c for c in classes.split())}
        if identity:
            names.add("#" + identity)
        for name in names & self.keys.keys():
            for needed, means in self.keys[name]:
                if needed <= names:
                    return means
        return None


_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\s*(?:\d{4,}|999)|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0\s*(?:[;}!]|$)|clip\s*:\s*rect)",
    re.IGNORECASE,
)
_SELECTOR = re.compile(r"(?:[a-z][\w-]*)?(?:[.#][\w-]+)*", re.IGNORECASE)
_PARTS = re.compile(r"[.#]?[\w-]+")
_COMMENT = re.compile(r"/\*.{0,20000}?\*/", re.DOTALL)
_MAX_RULES = 500
_MAX_SHEET = 1_000_000


def read_sheets(sheets: Sequence[str]) -> Sheet:
    """The hiding rules of style sheets: compounds of tag, class and id at the top level, no combinators.

    Rules within @media and its kin hold for some readers only and are left out, and so is what a later rule with the
    same selector takes back. Work is bounded: 500 rules, a million characters.
    """
    sheet = Sheet()
    left = _MAX_RULES
    for css in sheets:
        css = css[:_MAX_SHEET]
        if "/*" in css:
            css = _COMMENT.sub("", css)
        for match in _HIDING.finditer(css):
            opening = css.rfind("{", 0, match.start())
            left -= 1
            if left < 0 or opening < 0:
                break
            _add_rule(sheet, css, opening)
    return sheet


def _add_rule(sheet: Sheet, css: str, opening: int) -> None:
    closing = css.find("}", opening)
    means = find_means(css[opening + 1 : closing if closing > 0 else None])
    begin = max(css.rfind("}", 0, opening), css.rfind("{", 0, opening), css.rfind(";", 0, opening)) + 1
    if not means or opening - begin > 4000 or _is_nested(css, begin):
        return
    for selector in css[begin:opening].split(","):
        selector = selector.strip()
        if not selector or not _SELECTOR.fullmatch(selector) or selector.lower() in ("body", "html"):
            continue
        if _is_taken_back(css, selector, opening):
            continue
        parts = [p if p[0] in ".#" else p.lower() for p in _PARTS.findall(selector)]
        sheet.keys.setdefault(parts[-1], []).append((frozenset(parts), means))


def _is_nested(css: str, begin: int) -> bool:
    """Whether a rule stands inside an at-rule's braces."""
    at = begin
    for _ in range(4):
        at = css.rfind("@", 0, at)
        if at < 0:
            return False
        if css.count("{", at, begin) > css.count("}", at, begin):
            return True
    return False


def _is_taken_back(css: str, selector: str, opening: int) -> bool:
    """Whether a later rule with the same selector shows the element again."""
    at = css.find(selector + "{", opening + 1)
    if at < 0:
        return False
    block = css[at : css.find("}", at)]
    return bool(re.search(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*1", block))
