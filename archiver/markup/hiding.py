"""By which means a style declaration hides the element that has it."""

import re
from functools import lru_cache

_FAR = r"-\s*(?:\d{4,}|999|\d{3}(?:\.\d+)?(?:r?em|v[hw])|[5-9]\d(?:\.\d+)?r?em)"
_FAR_AFTER = r"\+?(?:9999|\d{5,})(?:px)?\s*(?:!important\s*)?(?:;|$)"
_END = r"\s*(?:!important\s*)?(?:;|$)"
_ZERO = rf"0*(?:\.0+)?(?:px|em|rem|pt|%|v[hw])?{_END}"
_FAINT = rf"(?:0*(?:\.0\d*)?|[0-5]?(?:\.\d+)?%){_END}"
_MEANS = (
    ("display", re.compile(r"display\s*:\s*none")),
    ("visibility", re.compile(r"(?<!-)visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|right|bottom|margin-left|margin-top|inset)\s*:\s*{_FAR}")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|margin-left|margin-top)\s*:\s*{_FAR_AFTER}")),
    ("offscreen", re.compile(rf"(?:transform|translate)\s*:\s*(?:translate[xy3d]*\()?\s*{_FAR}")),
    ("text_indent", re.compile(rf"text-indent\s*:\s*{_FAR}")),
    ("font_size", re.compile(rf"font-size\s*:\s*(?:{_ZERO}|0*\.\d+px|1px)|(?<![-\w])zoom\s*:\s*{_ZERO}")),
    ("opacity", re.compile(rf"(?<!-)opacity\s*:\s*{_FAINT}|opacity\(\s*0*(?:\.0+)?%?\s*\)")),
    (
        "clip",
        re.compile(r"clip\s*:\s*rect\(\s*(?:0|1px)[^)]{0,40}\)|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"),
    ),
    ("zero_size", re.compile(rf"scale[xy3d]*\(\s*0*(?:\.0+)?\s*[,)]|(?<![-\w])scale\s*:\s*{_ZERO}")),
)
_SIZE = re.compile(rf"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*(?:{_ZERO}|1px)")
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]{1,40})")
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})")
_UNSEEN = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:(?:[^(),/]+,){3}|[^(),/]+/)0*(?:\.0+)?%?\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"
)
_THROUGH = "background-clip"
"""Letters that show what is behind them are painted with a transparent colour and well seen."""
_NO_COLOURS = ("inherit", "initial", "unset", "revert", "currentcolor", "var(", "none", "auto")
_WHITE = {
    "white": "#ffffff", "#fff": "#ffffff", "rgb(255,255,255)": "#ffffff",
    "black": "#000000", "#000": "#000000", "rgb(0,0,0)": "#000000",
}  # fmt: skip
# A style must hold one of these to hide anything; looking for them first is far cheaper than the patterns.
_SIGNS = re.compile(
    r"none|hid|coll|:\s*-\s*\d|font-size|opacity|clip|color|\(\s*-|scale|zoom|:\s*\+?\d{4}", re.IGNORECASE
)

_SHORT = 200


def find_means(style: str) -> str | None:
    """By which means a style declaration hides the element that has it; None when it does not.

    >>> find_means("position:absolute;left:-9999px")
    'offscreen'
    >>> find_means("color:#333;font-size:14px") is None
    True
    """
    if not _SIGNS.search(style):
        return None
    return _find_kept(style) if len(style) <= _SHORT else _find(style[:2000])


def _find(style: str) -> str | None:
    text = style.lower()
    for name, pattern in _MEANS:
        if pattern.search(text):
            return name
    if _CLIPPED.search(text) and _SIZE.search(text):
        return "zero_size"
    return "colour" if _is_unseen(text) else None


_find_kept = lru_cache(maxsize=4096)(_find)
"""Pages repeat a few short styles; long ones would fill the memory."""


def _is_unseen(text: str) -> bool:
    """Whether the words have no colour, or that of their ground."""
    found = _COLOUR.search(text)
    if found is None:
        return False
    colour = _plain(found[1])
    if _UNSEEN.fullmatch(colour):
        return _THROUGH not in text
    if colour.startswith(_NO_COLOURS):
        return False
    ground = _GROUND.search(text)
    return ground is not None and colour in (_plain(ground[1]), _plain(ground[1].split()[0]))


def _plain(colour: str) -> str:
    name = "".join(colour.split())
    return _WHITE.get(name, name)
