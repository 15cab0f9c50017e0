"""Cues of short blocks and words of class names, weighed by how often such blocks are part of articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archiver.parsers.body_marks import names_of, token_mask

_MOST_KEPT = 20_000
_MOST_MARKS = 100


def tokens_of(marks: str) -> list[str]:
    """The words of a class or id: without numbers, at least two letters.

    >>> tokens_of("entry-content post_12 s")
    ['entry', 'content', 'post']
    """
    tokens = (token.strip("0123456789") for token in _parts_of(marks))
    return [token for token in tokens if 2 <= len(token) <= 30]


def _parts_of(marks: str) -> list[str]:
    # Five plain replacements cost half of what one translation does.
    return marks.replace("-", " ").replace("_", " ").replace(":", " ").replace("/", " ").replace(".", " ").split()


@dataclass(slots=True)
class Lexicon:
    """Learned weights: above 0 speaks for the article, below against."""

    cues: Mapping[str, float]
    """By "opens:" or "holds:" and the kind of cue."""
    tokens: Mapping[str, float]
    seen_marks: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Kinds and weights of whole marks, kept for pages to come."""
    seen_tokens: dict[str, tuple[int, float]] = field(default_factory=dict)

    def weigh_marks(self, marks: str) -> tuple[int, float]:
        """The kinds that a class and id say, as a mask, and their weight: the best and the worst of its words."""
        found = self.seen_marks.get(marks)
        if found is not None:
            return found
        mask, best, worst = 0, 0.0, 0.0
        seen = self.seen_tokens
        for token in _parts_of(marks[:_MOST_MARKS]):
            kinds, weight = seen.get(token) or self._weigh_token(token)
            mask |= kinds
            if weight > best:
                best = weight
            elif weight < worst:
                worst = weight
        if len(self.seen_marks) > _MOST_KEPT:
            self.seen_marks.clear()
        found = self.seen_marks[marks] = (mask, best + worst)
        return found

    def _weigh_token(self, token: str) -> tuple[int, float]:
        if len(self.seen_tokens) > _MOST_KEPT:
            self.seen_tokens.clear()
        mask = token_mask(token)
        weight = self.tokens.get(token.strip("0123456789"))
        if weight is None:
            # A word not learned: what its kinds weigh, the worst of them.
            weight = min([self.tokens.get(f"kind:{kind}", 0.0) for kind in names_of(mask)]) if mask else 0.0
        found = (mask, weight)
        self.seen_tokens[token] = found
        return found
