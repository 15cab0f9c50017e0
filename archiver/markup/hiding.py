"""By which means a style declaration hides the element that has it."""

import colorsys
import re
from collections.abc import Mapping
from functools import lru_cache

_FAR = r"-\s*(?:\d{4,}|999|\d{3}(?:\.\d+)?(?:r?em|v[hw])|[5-9]\d(?:\.\d+)?r?em)"
_END = r"\s*(?:!important\s*)?(?:;|$)"
_FAR_AFTER = rf"\+?(?:(?:9999|\d{{5,}})(?:px)?|(?:[2-9]\d\d|\d{{4,}})v[wh]){_END}"
_ZERO = rf"0*(?:\.0+|\.?\d*e-\d+)?(?:px|em|rem|pt|%|v[hw])?{_END}"
_CALC = r"calc\([^;]{0,40}-[^;]{0,40}\d{4}"
_FAINT = rf"(?:0*(?:\.0\d*)?(?:e\d+)?|\d*\.?\d*e-\d+|[0-5]?(?:\.\d+)?%){_END}"
_MEANS = (
    ("display", re.compile(r"display\s*:\s*none")),
    ("visibility", re.compile(r"(?<!-)visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|right|bottom|margin-left|margin-top|inset)\s*:\s*{_FAR}")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|margin-left|margin-top)\s*:\s*{_FAR_AFTER}")),
    ("offscreen", re.compile(rf"(?<![-\w])margin\s*:\s*(?:[^;\s]{{1,20}}\s+){{0,3}}{_FAR}")),
    ("offscreen", re.compile(rf"(?<![-\w])(?:left|top|margin-left|margin-top|text-indent)\s*:\s*{_CALC}")),
    ("offscreen", re.compile(r"(?:transform|translate)\s*:\s*(?:translate[xy3d]*\()?\s*\+?(?:9999|\d{5,})px")),
    ("offscreen", re.compile(rf"(?:transform|translate)\s*:\s*(?:translate[xy3d]*\()?\s*{_FAR}")),
    ("text_indent", re.compile(rf"text-indent\s*:\s*(?:{_FAR}|\+?[1-9]\d{{2,}}%)")),
    ("font_size", re.compile(r"(?<![-\w])font\s*:\s*(?:[a-z\d-]+\s+){0,4}0(?:\.0+)?(?:px|em|rem|pt|%)?(?:\s*/|\s)")),
    ("font_size", re.compile(r"letter-spacing\s*:\s*-\s*(?:[1-9]\d*(?:\.\d+)?r?em|\d{2,}(?:\.\d+)?px)")),
    (
        "font_size",
        re.compile(rf"font-size\s*:\s*(?:{_ZERO}|0*\.\d+px|1px|[0-2](?:\.\d+)?%)|(?<![-\w])zoom\s*:\s*{_ZERO}"),
    ),
    ("opacity", re.compile(rf"(?<!-)opacity\s*:\s*{_FAINT}|opacity\(\s*0*(?:\.0+)?%?\s*\)")),
    (
        "clip",
        re.compile(
            r"clip\s*:\s*rect\(\s*(?:0|1px)[^)]{0,40}\)|clip-path\s*:\s*(?:inset\([^)]{0,40}?(?<!\d)(?:50|100)%"
            r"|(?:circle|ellipse)\(\s*0|polygon\((?:\s*0(?:px|%)?[\s,]*){2,40}\))"
            r"|mask(?:-image)?\s*:\s*linear-gradient\(\s*transparent\s*,\s*transparent\s*\)"
        ),
    ),
    (
        "zero_size",
        re.compile(r"scale[xy3d]*\(\s*0*\.0\d*\s*[,)]|matrix\(\s*0\s*,\s*0\s*,\s*0\s*,\s*0\s*,|rotate[xy]\(\s*-?90deg"),
    ),
    ("zero_size", re.compile(rf"scale[xy3d]*\(\s*0*(?:\.0+)?\s*[,)]|(?<![-\w])scale\s*:\s*{_ZERO}")),
)
_SIZE = re.compile(rf"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*(?:{_ZERO}|1px)")
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]{1,40})")
GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})")
_UNSEEN = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:(?:[^(),/]+,){3}|[^(),/]+/)0*(?:\.0+)?%?\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"
)
_THROUGH = "background-clip"
"""Letters that show what is behind them are painted with a transparent colour and well seen."""
_NO_COLOURS = ("inherit", "initial", "unset", "revert", "currentcolor", "var(", "none", "auto")
_WHITE = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "snow": "#fffafa",
    "whitesmoke": "#f5f5f5", "ivory": "#fffff0", "ghostwhite": "#f8f8ff", "floralwhite": "#fffaf0",
    "mintcream": "#f5fffa",
    "azure": "#f0ffff",
}  # fmt: skip
"""The names that are found where words are hidden; of others two that are spelt alike are."""
_FUNCTION = re.compile(
    r"(rgb|hsl)a?\((\d+(?:\.\d+)?(?:%|deg)?),?(\d+(?:\.\d+)?%?),?(\d+(?:\.\d+)?%?)(?:[,/](\d*\.?\d+%?))?\)"
)
_NEAR = 12
"""Of 255: a difference in each part of a colour that nobody sees."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)
_VALUE = re.compile(r"(--[\w-]{1,60})\s*:\s*([^;{}]{1,80})")
_VAR = re.compile(r"var\(\s*(--[\w-]{1,60})\s*(?:,([^()]{0,80}))?\)")
# A style must hold one of these to hide anything; looking for them first is far cheaper than the patterns.
_SIGNS = re.compile(
    r"none|hid|coll|:\s*-\s*\d|font|opacity|clip|color|\(\s*-|scale|zoom|:\s*\+?\d{3}|margin\s*:|calc|\(\s*\d{4}"
    r"|matrix|rotate|mask|\\|/\*|var\(",
    re.IGNORECASE,
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
    text = undo(style.lower())
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
    found = COLOUR.search(text)
    if found is None:
        return False
    colour = _plain(found[1])
    if _UNSEEN.fullmatch(colour):
        return _THROUGH not in text
    if colour.startswith(_NO_COLOURS):
        return False
    ground = GROUND.search(text)
    return ground is not None and any(
        is_alike(colour, _plain(words)) for words in (ground[1], (ground[1].split() or [""])[0])
    )


def paints(says: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """The colours of words and of grounds that an element says of itself."""
    style = says.get("style", "").lower()
    colours = {found[1] for found in COLOUR.finditer(style)} | ({says["color"].lower()} if says.get("color") else set())
    grounds = {found[1] for found in GROUND.finditer(style)}
    grounds |= {says["bgcolor"].lower()} if says.get("bgcolor") else set()
    return ({"".join(each.split()) for each in colours}, {"".join(each.split()) for each in grounds})


def is_alike(colour: str, other: str) -> bool:
    """Whether nobody can tell two colours, written without white space in small letters, from one another.

    >>> is_alike("#fff", "rgb(250,255,255)"), is_alike("white", "#eee"), is_alike("nonsense", "white")
    (True, False, False)
    """
    if colour == other:
        return not colour.startswith(_NO_COLOURS)
    seen, behind = read_colour(colour), read_colour(other)
    return bool(seen and behind) and max(abs(a - b) for a, b in zip(seen or (), behind or (), strict=True)) <= _NEAR


def read_colour(colour: str) -> tuple[int, int, int] | None:
    """Red, green and blue of a colour, 0 to 255; None for one that we cannot read, or that lets others through.

    >>> read_colour("#fff"), read_colour("hsl(0,0%,100%)"), read_colour("rgba(0,0,0,.5)")
    ((255, 255, 255), (255, 255, 255), None)
    """
    colour = _WHITE.get(colour, colour)
    if colour[:1] == "#" and len(colour) in (4, 7):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        try:
            return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
        except ValueError:
            return None
    parts = _FUNCTION.fullmatch(colour)
    if parts is None or (parts[5] and float(parts[5].rstrip("%")) < 1):
        return None
    first, second, third = (float(part.rstrip("%deg")) for part in parts.group(2, 3, 4))
    if parts[1] == "hsl":
        mixed = colorsys.hls_to_rgb(first % 360 / 360, min(third, 100) / 100, min(second, 100) / 100)
        return int(mixed[0] * 255), int(mixed[1] * 255), int(mixed[2] * 255)
    scale = 2.55 if "%" in parts[2] else 1
    return int(min(first * scale, 255)), int(min(second * scale, 255)), int(min(third * scale, 255))


def _plain(colour: str) -> str:
    return "".join(colour.split())


def undo(style: str) -> str:
    """A style without the comments, escapes and variables that it is written with.

    >>> undo("d\\\\69splay:/**/none"), undo("--a:none;display:var(--a)"), undo("display:var(--b,none)")
    ('display:none', '--a:none;display:none', 'display:none')
    """
    if "/*" in style:
        style = _COMMENT.sub("", style)
    if "\\" in style:
        style = _ESCAPE.sub(_unescape, style)
    if "var(" in style:
        values = dict(_VALUE.findall(style))
        style = _VAR.sub(lambda found: str(values.get(found[1], found[2] or "")).strip() or found[0], style)
    return style


def _unescape(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    number = int(found[1], 16)
    return chr(number) if 31 < number < 127 else "\ufffd"
