"""Cues of blocks and words of class names on learned pages, and the weights they get: each host has one vote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

from archiver.parsers.body_blocks import SHORT, size_of
from archiver.parsers.body_cues import CUES, inner_cue, opening_cue
from archiver.parsers.body_lexicon import Lexicon, tokens_of
from archiver.parsers.body_marks import marks_mask, names_of
from bench.body_pages import Labelled


class Counts:
    """For each word, by host: in how many blocks it stood, and in how many true ones."""

    def __init__(self) -> None:
        self.by_word: dict[str, dict[str, list[float]]] = defaultdict(dict)
        self.by_host: dict[str, set[str]] = defaultdict(set)

    def add(self, host: str, words: Iterable[str], *, is_true: bool) -> None:
        for word in set(words):
            entry = self.by_word[word].setdefault(host, [0.0, 0.0])
            entry[0] += 1
            entry[1] += is_true
            self.by_host[host].add(word)

    def weights(self, hosts: int, *, most: int) -> dict[str, float]:
        """Log-odds of words seen on so many hosts, the strongest of them; each host has one vote."""
        out = {w: self._weight(w, None) for w, by_host in self.by_word.items() if len(by_host) >= hosts}
        strongest = sorted(out, key=lambda w: -abs(out[w]) * len(self.by_word[w]) ** 0.5)[:most]
        strongest += [w for w in out if ":" in w and w not in strongest]
        return {w: out[w] for w in sorted(strongest)}

    def without(self, host: str, weights: dict[str, float]) -> dict[str, float]:
        """The same weights as they would be without one host's pages."""
        return weights | {w: self._weight(w, host) for w in self.by_host[host] if w in weights}

    def _weight(self, word: str, host: str | None) -> float:
        votes = [true / seen for name, (seen, true) in self.by_word[word].items() if name != host]
        share = (sum(votes) + 2.0) / (len(votes) + 4.0)
        return round(log(share / (1 - share)), 2)


def count_words(pages: Sequence[Labelled]) -> tuple[Counts, Counts]:
    """Cues of short blocks, and words of marks, on the pages."""
    cues, marks = Counts(), Counts()
    for page in pages:
        if not page.is_sound:
            continue
        nodes = page.document.nodes
        for i, block in enumerate(page.document.blocks):
            if not page.kept[i]:
                continue
            if block.link_chars <= 0.9 * len(block.text) and size_of(block.text) <= SHORT:
                cues.add(page.host, cue_words(block.text.lower()), is_true=page.is_true[i])
            at, level = block.node, 0
            while at >= 0 and level < 4 and nodes[at].depth > 1:
                marks.add(page.host, mark_words(nodes[at].marks), is_true=page.is_true[i])
                at, level = nodes[at].parent, level + 1
    return cues, marks


def cue_words(text: str) -> list[str]:
    """What a short block in lower case opens with and holds, as the lexicon names it."""
    opens, holds = opening_cue(text), inner_cue(text)
    return [f"opens:{CUES[opens - 1]}"] * bool(opens) + [f"holds:{CUES[holds - 1]}"] * bool(holds)


def mark_words(marks: str) -> list[str]:
    """The words of a class or id, and their kinds."""
    return [*tokens_of(marks), *(f"kind:{kind}" for kind in names_of(marks_mask(marks)))]


def lexicon_of(counts: tuple[Counts, Counts]) -> Lexicon:
    """The weights to keep."""
    cues, marks = counts
    return Lexicon(cues.weights(6, most=100), marks.weights(4, most=1500))


def lexicons_without(counts: tuple[Counts, Counts], hosts: Iterable[str]) -> dict[str, Lexicon]:
    """For each host the lexicon learned without its pages."""
    cues, marks = counts
    full = lexicon_of(counts)
    return {h: Lexicon(cues.without(h, dict(full.cues)), marks.without(h, dict(full.tokens))) for h in hosts}
