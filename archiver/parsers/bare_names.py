"""Names that nothing marks: alone just behind the title, or beside the date there."""

import re

from archiver.model.reading import Piece, Reading
from archiver.parsers.author_claims import AuthorClaim
from archiver.parsers.surroundings import Surroundings
from archiver.text.dates import find_dates
from archiver.text.names import drop_trailing_role, is_person_like

_PARTS = re.compile(r"\s?[|•·]\s?|\s[-–—]\s|\n|(?<=[a-z])/(?=[A-Z])")
# Two words, the second with a capital or in a script without: what a name of a person has at least.
_CAPITALS = re.compile(r"\S \W{0,2}[^\W\da-z]|\S (?:de|da|do|dos|di|del|van|von|der|den|la|le|al|el|bin|zu|af|av) ")
# "in Berlin" or ", Berlin" behind a name; what parts one name from the next.
_PLACE = re.compile(
    r"\s+(?:in|on|at)\s.*$|,\s+[^\W\d_][\w-]+\s*$|,\s+(?:à|en|em|a|i|w|v|в|у|in|aus|do|da|de|desde|no|na|from|из)\s[^,]{2,30}$|\s[/|]\s[^\W\d_a-z]{3,20}\s*$"
    r"|\s(?:skrifar|schreibt|писал[аи]?)\b.*$"
)
_JOINED = re.compile(r"\s*[/,&]\s*|\s(?:and|und|et|y|e|i|og|och|en|ve|и|та|și|ja|és)\s")
_DIGIT = re.compile(r"\d")
NO_BYLINES = frozenset({"h1", "h2", "h3", "h4", "figcaption", "button", "nav", "label"})
"""Elements whose words are no by-line."""
LONGEST_NAMES = 70
"""A line of names is no longer, in characters."""


def bare_name(reading: Reading, around: Surroundings, index: int, family: str) -> AuthorClaim | None:
    """A name that nothing marks, alone just behind the title or beside the date there."""
    distance, block = around.distance(index), reading.document.blocks[index]
    text = block.text
    if family != "printed" or not -2 <= distance <= 6 or len(text) > LONGEST_NAMES or not _CAPITALS.search(text):
        return None
    moments = (
        find_dates(text, language=reading.document.lang) if block.tag not in NO_BYLINES and _DIGIT.search(text) else ()
    )
    if not moments and distance < 1:
        return None
    for moment in moments:
        text = text[: moment.start] + "|" * (moment.end - moment.start) + text[moment.end :]
    for part in _PARTS.split(text):
        words = drop_trailing_role(_PLACE.sub("", part).strip(" ,"))
        names = tuple(n.strip() for n in _JOINED.split(text if "/" in text else words))
        if not all(is_person_like(name) for name in names):
            names = (words,)
            if not is_person_like(words):
                continue
        words = words if words in text else names[0]
        if not moments and (block.tag in NO_BYLINES or _rest(part, names) < _least(text) * len(text)):
            return None
        start = text.index(words)
        weight = 1.7 if moments else 1.3
        return AuthorClaim(names, family, weight, "bare name", (Piece(index, start, start + len(words)),))
    return None


def _least(text: str) -> float:
    """The share of a line that a lone name must fill; less where a dash and one word follow, the outlet's."""
    _, dash, rest = text.partition(" - ")
    return 0.4 if dash and rest and " " not in rest else 0.6


def _rest(part: str, names: tuple[str, ...]) -> int:
    """How much of a line a part with these names fills; a role behind a comma belongs to the name."""
    return max(len(part.strip()), len(" ".join(names)))
