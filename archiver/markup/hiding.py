"""By which means a style declaration hides the element that has it."""

import re

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
_NO_COLOURS = ("inherit", "initial", "unset", "revert", "transparent", "currentcolor", "var(", "none", "auto")
_WHITE = {"white": "#ffffff", "#fff": "#ffffff", "black": "#000000", "#000": "#000000"}
# A text of style must hold one of these to hide anything; looking for them first is far cheaper than the patterns.
# A style must hold one of these to hide anything; looking for them first is far cheaper than the patterns.
_SIGNS = re.compile(r"none|hid|coll|:\s*-\s*\d|font-size|opacity|clip|color|\(\s*-", re.IGNORECASE)


def find_means(style: str) -> str | None:
    """By which means a style declaration hides the element that has it; None when it does not.

    >>> find_means("position:absolute;left:-9999px")
    'offscreen'
    >>> find_means("color:#333;font-size:14px") is None
    True
    """
    if not _SIGNS.search(style):
        return None
    text = style[:2000].lower()
    for name, pattern in _MEANS:
        if pattern.search(text):
            return name
    if _CLIPPED.search(text) and _SIZE.search(text):
        return "zero_size"
    colour, ground = _COLOUR.search(text), _GROUND.search(text)
    if colour and ground and _plain(colour[1]) in (_plain(ground[1]), _plain(ground[1].split()[0])):
        return None if _plain(colour[1]).startswith(_NO_COLOURS) else "colour"
    return None


def _plain(colour: str) -> str:
    name = "".join(colour.split())
    return _WHITE.get(name, name)
