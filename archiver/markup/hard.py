"""Rules of style sheets whose selectors ask for more than names: for brothers, numbers, attributes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_PSEUDO = re.compile(r":+([\w-]*)")
_KNOWN = frozenset(
    {
        *("first-child", "last-child", "only-child", "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"),
        *("first-of-type", "last-of-type", "only-of-type", "not", "is", "where"),
    }
)
"""Pseudo-classes that hold for every reader from the first moment on."""
_WHOLE_PAGE = re.compile(r".*:not\([^()]*\)\s*[ >+~]|(?:html|body|:root)[^ ]*:not\(|(?:html|body|:root|\*)\Z")
"""What a script shows in a moment: `html:not(.ready) main`; and the page itself."""
_EXTRAS = re.compile(r"\[[^\]]*\]|:[\w-]+(?:\([^()]*\))?")
_NAMES = re.compile(r"[.#]?[\w-]+")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
_LATER = re.compile(
    r"\[(?:[xv]|ng)-cloak|\[[\w-]*src|\[hidden\]|\.anti-flicker|(?:img|input|iframe|video|svg|canvas|svg|source)[^ ]*\Z"
)
"""What scripts take back when they begin; and what holds no words."""
_LONGEST = 200
_MOST_RULES = 20

Means = Callable[[], str | None]


@dataclass(slots=True)
class Hard:
    """Such rules of one page."""

    rules: list[tuple[str, Means]] = field(default_factory=list)

    def add(self, selector: str, means: Means) -> None:
        """Take a rule, if its selector is one that can be followed."""
        if len(self.rules) < _MOST_RULES and is_followed(selector):
            self.rules.append((selector, means))

    def hiding(self, names: frozenset[str], text: str) -> tuple[str, ...]:
        """The selectors that hide, those left out that ask for a class, an id or an attribute which the page has not.

        `names` are the page's classes and ids, in small letters.
        """
        met = (rule for rule in self.rules if names.issuperset(_needed(rule[0])) and _says_all(text, rule[0]))
        return tuple(dict.fromkeys(selector for selector, means in met if means()))


def is_followed(selector: str) -> bool:
    """Whether a selector says what holds for all readers of the page as it is served.

    >>> is_followed("p:nth-child(2)"), is_followed("[data-a] + p"), is_followed("a:hover"), is_followed("a::before")
    (True, True, False, False)
    """
    if len(selector) > _LONGEST or "::" in selector or _WHOLE_PAGE.match(selector) or _LATER.search(selector):
        return False
    return all(name in _KNOWN for name in _PSEUDO.findall(selector))


def _needed(selector: str) -> set[str]:
    """The classes and ids without which a selector matches nothing."""
    return {name[1:] for name in _NAMES.findall(_EXTRAS.sub("", selector)) if name[0] in ".#"}


def _says_all(text: str, selector: str) -> bool:
    """Whether a page writes the attributes that a selector asks for."""
    return all(" " + name in text for name in _ATTRIBUTE.findall(selector) if name not in {"class", "id"})


def last_name(selector: str) -> str:
    """The last name, class or id that a selector asks for; the whole selector when there is none.

    >>> last_name(".box p:nth-child(2)"), last_name("[hidden-by]")
    ('p', '[hidden-by]')
    """
    names = _NAMES.findall(_EXTRAS.sub("", selector))
    return names[-1] if names else selector
