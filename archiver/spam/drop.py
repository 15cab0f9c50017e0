"""Part the blocks of a page into those kept and those dropped, and say how surely the page is injected."""

import re

from archiver.model.article import Dropped, Place
from archiver.model.document import Document
from archiver.model.spam import HostBlocks, SpamVerdict
from archiver.spam.cuts import find_cuts
from archiver.spam.lexicon import has_strong_word
from archiver.spam.phrases import collect_phrases
from archiver.spam.rules import FIRST_RULES, HIDDEN_RULES, VISIBLE_RULES, hidden_text
from archiver.spam.scene import Scene
from archiver.spam.verdict import find_head_signs, head_words, weigh
from archiver.spam.waiting import find_waiting

_STRUNG = re.compile("[,|/_，、·｜；-][^,|/_，、·｜；-]*[,|/_，、·｜；-]")
"""Marks that string words together, more than once."""
_LOOKED_AT = 5000
_NOT_SPAM = hidden_text.__name__


def drop_spam(document: Document, *, served: Document, learnt: HostBlocks | None = None) -> SpamVerdict:
    """Which blocks stay, which are dropped by which rule, and the verdict on the page; never raises.

    `document` is the page after repair, `served` before it, with the same blocks: that spam is in another script than
    the article shows only there. `learnt` is what many pages of the host taught. Blocks that the page hides are not
    kept; those among them that are spam, or running text, are named in `dropped`, the site's own menus are not.
    """
    scene = Scene(served, learnt or HostBlocks())
    looked_at = _candidates(scene)
    # One look over all that could hold a word; where it finds none, and that is nearly always, the page has none.
    has_words = has_strong_word("\n".join((head_words(scene), *scene.openings(looked_at).values())))
    signs = find_head_signs(scene, has_words=has_words)
    scene.told = None if signs else scene.tell_words(looked_at) if has_words else frozenset()
    scene.is_suspect = bool(signs)
    found = _apply(scene, looked_at)
    if signs or any(rule != _NOT_SPAM for rule in found.values()):
        scene.is_suspect, scene.told = True, None
        scene.farms.clear()
        found |= _apply(scene, [at for at in range(len(served.blocks)) if at not in found])
    return _conclude(scene, document, found, signs)


def _candidates(scene: Scene) -> list[int]:
    """The blocks that could be spam by their looks; on an honest page few are."""
    found = set(scene.away) | scene.opening
    for at, block in enumerate(scene.blocks):
        text = block.text
        if block.hidden:
            if block.hidden != "noscript":
                found.add(at)
        elif len(text) >= 8 and _STRUNG.search(text, 0, _LOOKED_AT) and not (len(text) >= 60 and _has_sentences(text)):
            found.add(at)
    return sorted(found)


def _has_sentences(text: str) -> bool:
    return ". " in text or "。" in text or text[-1] in ".。"


def _apply(scene: Scene, looked_at: list[int]) -> dict[int, str]:
    """The first rule that fires on each of the blocks."""
    found: dict[int, str] = {}
    visible_rules = VISIBLE_RULES if scene.is_suspect else FIRST_RULES
    blocks = scene.blocks
    for at in looked_at:
        for rule in HIDDEN_RULES if blocks[at].hidden else visible_rules:
            if rule(scene, at):
                found[at] = rule.__name__
                break
    return found


def _conclude(scene: Scene, document: Document, found: dict[int, str], signs: dict[str, float]) -> SpamVerdict:
    blocks = scene.blocks
    waiting = find_waiting(scene)
    kept = tuple((block.hidden is None or at in waiting) and at not in found for at, block in enumerate(blocks))
    phrases = collect_phrases(scene, found) if scene.is_suspect else frozenset[str]()
    score, reasons = weigh(scene, document, found, signs)
    order = sorted(found)
    return SpamVerdict(
        kept=kept,
        dropped=tuple(Dropped(text=blocks[at].text, rule=found[at], place=_place(scene, at)) for at in order),
        dropped_blocks=tuple((at, found[at]) for at in order),
        cuts=find_cuts(scene, document, kept, phrases) if scene.is_suspect else (),
        score=score,
        reasons=reasons,
        phrases=phrases,
    )


def _place(scene: Scene, at: int) -> Place:
    if scene.blocks[at].hidden:
        return "hidden"
    if at < scene.first:
        return "head"
    return "tail" if at > scene.last else "body"
