"""Rules of style sheets that hide what stands inside something else: `#box > .inner p { display: none }`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from archiver.markup.tags import INLINES
from archiver.model.document import Block, Node

_COMPOUND = re.compile(r"(?:[a-z][\w-]*)?(?:[.#][\w-]+)*")
_PARTS = re.compile(r"[\w-]+")
_WHOLE_PAGE = ({"html"}, {"body"})
_MOST_RULES = 50
_MOST_STEPS = 6
_FARTHEST = 40
"""Elements above the hidden one that are looked at."""
_PATIENCE = 100_000
"""Rules held against elements, all in all."""

Means = Callable[[], str | None]
"""By which means a rule hides, None when it does not; asked for when the first element matches."""


@dataclass(frozen=True, slots=True)
class Step:
    """One element that a selector asks for."""

    needed: frozenset[str]
    """Its tag, its classes and its id, without dot and hash: nodes keep them so."""
    is_child: bool
    """Whether it must be the child of the step before, and not just any descendant."""


Chain = tuple[tuple[Step, ...], Means]


@dataclass(slots=True)
class Chains:
    """The hiding rules of a page whose selectors have several steps, by one word of the last step."""

    rules: dict[str, list[Chain]] = field(default_factory=dict)
    count: int = 0

    def add(self, selector: str, means: Means) -> bool:
        """Take a rule; False for one with other combinators than descendant and child, with more than names, or for
        inline elements: these are no nodes.
        """
        steps = read_chain(selector)
        if not steps or not steps[-1].needed.isdisjoint(INLINES):
            return False
        if self.count < _MOST_RULES:
            self.count += 1
            self.rules.setdefault(min(steps[-1].needed), []).append((steps, means))
        return True

    def hide(self, nodes: Sequence[Node], blocks: Sequence[Block]) -> None:
        """Mark the blocks of all nodes that a rule hides."""
        if not self.rules:
            return
        left = _PATIENCE
        known: dict[tuple[str, str], tuple[Chain, ...]] = {}
        for node in nodes:
            said = (node.tag, node.marks)
            near = known.get(said)
            if near is None:
                near = known[said] = self._near(*said)
            if not near:
                continue
            left -= len(near)
            if left <= 0:
                return
            for steps, find_means in near:
                if matches(nodes, node, steps) and (means := find_means()):
                    _hide(blocks[node.start : node.end], means)

    def _near(self, tag: str, marks: str) -> tuple[Chain, ...]:
        """The rules whose last step asks for such an element."""
        names = {tag, *marks.split()}
        return tuple(
            rule for name in names & self.rules.keys() for rule in self.rules[name] if rule[0][-1].needed <= names
        )


def read_chain(selector: str) -> tuple[Step, ...]:
    """The steps of a selector, outermost first; () when it has one step or more than can be followed.

    >>> [sorted(step.needed) for step in read_chain("#z>div .y")]
    [['z'], ['div'], ['y']]
    >>> read_chain(".a + .b"), read_chain(".a .b:hover"), read_chain(".a"), read_chain("body .a")
    ((), (), (), ())
    """
    steps: list[Step] = []
    is_child = False
    for word in selector.replace(">", " > ").split():
        if word != ">":
            if not _COMPOUND.fullmatch(word) or len(steps) == _MOST_STEPS:
                return ()
            steps.append(Step(frozenset(_PARTS.findall(word)), is_child))
        is_child = word == ">"
    while steps and steps[0].needed in _WHOLE_PAGE:  # every element stands in these, and they are no nodes
        steps.pop(0)
    return tuple(steps) if len(steps) > 1 else ()


def matches(nodes: Sequence[Node], node: Node, steps: Sequence[Step]) -> bool:
    """Whether a node, which is what the last step asks for, stands inside what the others ask for."""
    place, above = len(steps) - 2, node.parent
    for _ in range(_FARTHEST):
        if place < 0 or above < 0:
            break
        found = _is(nodes[above], steps[place])
        if not found and steps[place + 1].is_child:
            return False
        place -= found
        above = nodes[above].parent
    return place < 0


def _is(node: Node, step: Step) -> bool:
    return step.needed <= {node.tag, *node.marks.split()}


def _hide(blocks: Sequence[Block], means: str) -> None:
    for block in blocks:
        block.hidden = block.hidden or means
