"""Counts of characters, and the compact back-off tables that repair loads."""

from array import array
from collections import defaultdict
from itertools import pairwise
from math import exp, log
from pathlib import Path

PAIRS, TRIPLES = 450_000, 900_000
"""How many pairs and triples are kept: a file of 5.5 MB, less than 4 MB packed."""
DISCOUNT = 1.5e-9
"""Taken from each count for what was never seen: most of an occurrence in open-gram's text (one is 2e-9 of it)."""
FLOOR = 2e-8
LEFT_FOR_PAIRS, LEFT_FOR_TRIPLES = 0.2, 0.4
"""Least share of a context that is left to the shorter one: open-gram's pruned n-grams hide what was rare. Tuned by
perplexity on news (even pages of the development sets)."""
STEP = 1 / 12
"""Nats in one step of the stored byte."""

Pair = tuple[int, int]
Triple = tuple[int, int, int]


class Counts:
    """Expected counts of single characters, pairs and triples, as shares of all words."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.single: dict[int, float] = defaultdict(float)
        self.pair: dict[Pair, float] = defaultdict(float)
        self.triple: dict[Triple, float] = defaultdict(float)

    def spell(self, word: str) -> tuple[int, ...]:
        return tuple(self.numbers.setdefault(char, len(self.numbers)) for char in word)

    def add_word(self, word: tuple[int, ...], mass: float) -> None:
        """All that stands within one word."""
        for char in word:
            self.single[char] += mass
        for pair in pairwise(word):
            self.pair[pair] += mass
        for triple in zip(word, word[1:], word[2:], strict=False):
            self.triple[triple] += mass

    def add_border(self, first: tuple[int, ...], second: tuple[int, ...], mass: float) -> None:
        """All that stands across the border of two words."""
        self.pair[first[-1], second[0]] += mass
        if len(first) > 1:
            self.triple[first[-2], first[-1], second[0]] += mass
        if len(second) > 1:
            self.triple[first[-1], second[0], second[1]] += mass


class Model:
    """Interpolated probabilities with absolute discounting, pruned to the pairs and triples that matter most."""

    def __init__(self, counts: Counts) -> None:
        total = sum(counts.single.values())
        self.single = {c: max(n / total, FLOOR) for c, n in counts.single.items()}
        self.mass = counts.single
        self.pair = self._smooth_pairs(counts)
        self.back = self._backs(self.pair, self.single)
        self.triple = self._smooth_triples(counts)
        self.pair_back = self._backs(self.triple, self.pair)

    def p2(self, first: int, second: int) -> float:
        known = self.pair.get((first, second))
        return known if known is not None else self.back.get(first, 1.0) * self.single[second]

    def _smooth_pairs(self, counts: Counts) -> dict[Pair, float]:
        out, kept = {}, defaultdict(float)
        rows = {p: n - DISCOUNT for p, n in counts.pair.items() if n > DISCOUNT}
        ranked = sorted(
            rows,
            key=lambda p: -rows[p] * max(log(rows[p] / counts.single[p[0]] / self.single[p[1]]), 0.1),
        )[:PAIRS]
        for pair in ranked:
            kept[pair[0]] += rows[pair]
        for pair in ranked:
            mass = max(counts.single[pair[0]], kept[pair[0]] / (1 - LEFT_FOR_PAIRS))
            left = 1 - kept[pair[0]] / mass
            out[pair] = rows[pair] / mass + left * self.single[pair[1]]
        return out

    def _smooth_triples(self, counts: Counts) -> dict[Triple, float]:
        out, kept = {}, defaultdict(float)
        rows = {t: n - DISCOUNT for t, n in counts.triple.items() if n > DISCOUNT and t[:2] in self.pair}

        def gain(triple: Triple) -> float:
            share = rows[triple] / counts.pair[triple[0], triple[1]]
            return rows[triple] * abs(log(max(share, 1e-9) / self.p2(triple[1], triple[2])))

        ranked = sorted(rows, key=gain, reverse=True)[:TRIPLES]
        for triple in ranked:
            kept[triple[:2]] += rows[triple]
        for triple in ranked:
            mass = max(counts.pair[triple[:2]], kept[triple[:2]] / (1 - LEFT_FOR_TRIPLES))
            left = 1 - kept[triple[:2]] / mass
            out[triple] = rows[triple] / mass + left * self.p2(triple[1], triple[2])
        return out

    def _backs(self, rows: dict, lower: dict) -> dict:
        """What is left of a context for what was never seen after it, over what the shorter context gives that."""
        seen, covered = defaultdict(float), defaultdict(float)
        for row, probability in rows.items():
            context = row[:-1] if len(row) == 3 else row[0]
            seen[context] += probability
            covered[context] += self.p2(*row[1:]) if len(row) == 3 else lower[row[1]]
        return {c: max(1 - seen[c], 0.01) / max(1 - covered[c], 0.01) for c in seen}


def write_model(counts: Counts, path: Path) -> None:
    """Three sorted tables, one within the other; layout in archiver/text/repair/language.py."""
    model = Model(counts)
    chars = sorted(model.single, key=lambda c: -model.single[c])
    renumber = {c: i for i, c in enumerate(chars)}
    names = {i: c for c, i in counts.numbers.items()}
    alphabet = "".join(names[c] for c in chars).encode()
    pairs = sorted((renumber[a], renumber[b], p, (a, b)) for (a, b), p in model.pair.items())
    below: dict[Pair, list[tuple[int, float]]] = defaultdict(list)
    for (a, b, c), p in model.triple.items():
        below[a, b].append((renumber[c], p))
    first, start, base = array("I", [0]), array("H"), array("I")
    second, pair_cost, pair_back, third, triple_cost = array("H"), array("B"), array("B"), array("H"), array("B")
    position = 0
    for a in range(len(chars)):
        base.append(len(third))
        while position < len(pairs) and pairs[position][0] == a:
            _, b, p, key = pairs[position]
            second.append(b)
            pair_cost.append(_cost(p))
            pair_back.append(_cost(model.pair_back.get(key, 1.0), offset=4.0))
            start.append(len(third) - base[a])
            for c, q in sorted(below[key]):
                third.append(c)
                triple_cost.append(_cost(q))
            position += 1
        first.append(len(second))
    base.append(len(third))
    single_cost = array("B", [_cost(model.single[c]) for c in chars])
    single_back = array("B", [_cost(model.back.get(c, 1.0), offset=4.0) for c in chars])
    tables = (first, base, second, start, third, pair_cost, pair_back, triple_cost, single_cost, single_back)
    header = array("I", [len(alphabet), *(len(t) for t in tables)])
    padding = b"\0" * (-len(alphabet) % 4)
    path.write_bytes(header.tobytes() + alphabet + padding + b"".join(t.tobytes() for t in tables))
    print(len(chars), "characters", len(second), "pairs", len(third), "triples", path.stat().st_size, "bytes")
    print(exp(-triple_cost[0] * STEP))


def _cost(probability: float, *, offset: float = 0.0) -> int:
    """Minus its logarithm in steps, as a byte; back-off weights may be above 1 and are stored with an offset."""
    return min(max(round((offset - log(probability)) / STEP), 0), 255)
