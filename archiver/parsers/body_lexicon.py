"""Words of short blocks and of class names, weighed by how often such blocks are part of articles."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archiver.model.document import Document

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_GAP = re.compile(r"[\s_\-:/.]+")
_LONGEST = 600
_MOST_WORDS = 40
_LEVELS = 6


def words_of(text: str) -> Iterator[str]:
    """The words that are weighed in a block: the first forty, Chinese and its kin in pairs of characters.

    >>> list(words_of("Read more: 相关阅读"))
    ['read', 'more', '相关', '关阅', '阅读']
    """
    if len(text) > _LONGEST:
        return
    left = _MOST_WORDS
    for word in _WORD.findall(text[:300].lower()):
        if _WIDE.match(word):
            for i in range(min(len(word) - 1, 12)):
                yield word[i : i + 2]
                left -= 1
        else:
            yield word if not word[0].isdigit() else "0"
            left -= 1
        if left <= 0:
            return


def tokens_of(marks: str) -> list[str]:
    """The words of a class or id: without numbers, at least two letters.

    >>> tokens_of("entry-content post_12 s")
    ['entry', 'content', 'post']
    """
    tokens = (token.strip("0123456789") for token in _GAP.split(marks))
    return [token for token in tokens if 2 <= len(token) <= 30]


@dataclass(slots=True)
class Lexicon:
    """Learned weights: above 0 speaks for the article, below against."""

    words: Mapping[str, float]
    tokens: Mapping[str, float]
    marks: dict[str, float] = field(default_factory=dict)
    """Weights of whole marks, kept for pages to come."""

    def weigh_text(self, text: str) -> float:
        """The mean weight of a short block's words; 0 for a long one."""
        total, count, get = 0.0, 0, self.words.get
        for word in words_of(text):
            total += get(word, 0.0)
            count += 1
        return total / (count + 2)

    def weigh_marks(self, marks: str) -> float:
        """The weight of a class and id: the sum of the best and the worst of its words."""
        found = self.marks.get(marks)
        if found is None:
            weights = [self.tokens.get(token, 0.0) for token in tokens_of(marks)]
            found = max(0.0, *weights) + min(0.0, *weights) if weights else 0.0
            if len(self.marks) > 20_000:
                self.marks.clear()
            self.marks[marks] = found
        return found

    def weigh_nodes(self, document: Document) -> list[tuple[float, float, float]]:
        """For each node: the weight of its own marks, of its parent's, and the lowest of its nearest ancestors."""
        nodes = document.nodes
        own = [self.weigh_marks(node.marks) if node.marks else 0.0 for node in nodes]
        out = []
        for i, node in enumerate(nodes):
            low, at = 0.0, node.parent
            for _ in range(_LEVELS):
                if at < 0 or nodes[at].depth < 2:
                    break
                low = min(low, own[at])
                at = nodes[at].parent
            out.append((own[i], own[node.parent] if node.parent >= 0 else 0.0, low))
        return out
