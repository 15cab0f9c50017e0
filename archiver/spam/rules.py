"""The rules that tell spam blocks. Each sees all blocks and a position, and answers yes or no; it removes nothing."""

import re
from collections.abc import Callable

from archiver.spam.lexicon import count_spam_words, strip_weak_words
from archiver.spam.scene import LinkRun, Scene
from archiver.spam.shapes import SENTENCE_MARK, is_sentence, looks_random, place_share, segments_of, words_of

Rule = Callable[[Scene, int], bool]

_LABEL = re.compile(
    r"友情链接|友情鏈接|友情連結|合作伙伴|合作夥伴|合作媒体|合作媒體|相关链接|相關鏈接|相关网站|链接|鏈接|連結|"
    r"links|partner|sponsor|network|our sites|friends|リンク|提携|링크",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"offscreen", "zero_size", "font_size", "colour", "text_indent", "clip", "opacity"})
"""Means that serve to keep text from readers for good; `display` and `visibility` also serve menus."""
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]")
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們到地于於就分对對会會可主年动動同工也能下过過说說"
)


def keyword_line(scene: Scene, at: int) -> bool:
    """A line of keyword phrases joined by any separator, with no sentence, outside the article.

    Words of the lexicon cover much of it; or it is no row of links, stands before the article, and is in another script
    than it (as the page's first text) or shares no word with the whole page.
    """
    block = scene.blocks[at]
    if not scene.may_hold_words(at) and (block.link_chars or (block.text.isascii() and at not in scene.opening)):
        return False
    if is_sentence(block.text):
        return False
    phrases = segments_of(block.text[:2000])
    if len(phrases) < 3:
        return False
    strong, words, share = scene.count_words(at)
    is_spoken = strong >= 2 and words >= 3 and share >= 0.3
    if (is_spoken and scene.is_outside(at)) or (scene.is_suspect and strong and share >= 0.25):
        return True
    if len(phrases) < 4 or block.link_chars or _is_plain(phrases) or at >= scene.first:
        return False
    return (at in scene.opening and scene.clashes(block.text)) or _is_alien(scene, phrases)


def _is_plain(phrases: list[str]) -> bool:
    """Whether phrases are dates, figures or labelled facts, as the lines about an article are."""
    facts = sum(":" in phrase or "：" in phrase or not any(c.isalpha() for c in phrase) for phrase in phrases)
    return facts * 3 >= len(phrases)


def _is_alien(scene: Scene, phrases: list[str]) -> bool:
    """Whether a string of Chinese phrases shares hardly a word with the page's own text."""
    letters = [sum("\u4e00" <= c <= "\u9fff" for c in phrase) for phrase in phrases]
    if sum(letters) < 4 * len(phrases) or sum(map(len, phrases)) > 1.6 * sum(letters):
        return False
    shared = sum(not words_of(strip_weak_words(phrase)).isdisjoint(scene.own_words) for phrase in phrases)
    return shared <= 0.2 * len(phrases)


def lone_keyword(scene: Scene, at: int) -> bool:
    """A single spam phrase as the first text of the page, before its trail and title."""
    block = scene.blocks[at]
    if (
        at not in scene.opening
        or not scene.may_hold_words(at)
        or not 2 <= len(block.text) <= 60
        or block.tag == "h1"
        or is_sentence(block.text)
    ):
        return False
    strong, _, share = scene.count_words(at)
    return (
        strong >= 1 and share >= 0.5 and at < scene.first and (not block.link_chars or bool(scene.foreign_links(block)))
    )


def keyword_mass(scene: Scene, at: int) -> bool:
    """A mass of keywords: long, hardly a sentence, and full of the lexicon's words."""
    block = scene.blocks[at]
    if (
        len(block.text) < 120
        or not scene.may_hold_words(at)
        or len(SENTENCE_MARK.findall(block.text)) * 60 > len(block.text)
    ):
        return False
    strong, words, share = scene.count_words(at)
    return strong >= 4 and words >= 8 and share >= 0.3


def link_farm(scene: Scene, at: int) -> bool:
    """Links that all lead to different foreign hosts: named for places or in spam's words, or in another script.

    A labelled list of partners is boilerplate, and so are government sites of the places they are named for.
    """
    run = scene.link_runs.get(at) if scene.blocks[at].link_chars else None
    if run is None:
        return False
    if run.first not in scene.farms:
        scene.farms[run.first] = _is_farm(scene, run)
    return scene.farms[run.first]


def _is_farm(scene: Scene, run: LinkRun) -> bool:
    anchors, hosts = run.anchors, run.hosts
    least = 4 if scene.is_suspect else 6
    if len(anchors) < least or len(set(hosts)) < 0.6 * len(hosts):
        return False
    strong, words, share = count_spam_words(run.text[:3000]) if scene.has_words else (0, 0, 0.0)
    if strong >= 2 and words >= 4 and share >= 0.2:
        return True
    if _is_labelled(scene, run) or sum(".gov" in host or ".edu" in host for host in hosts) * 3 > len(hosts):
        return False
    if place_share(list(anchors)) >= (0.3 if scene.is_suspect else 0.6):
        return True
    if scene.is_outside(run.first) and _leads_nowhere_known(scene, run):
        return True
    return scene.is_outside(run.first) and (len(anchors) >= 10 or scene.is_suspect) and scene.clashes(run.text)


def _leads_nowhere_known(scene: Scene, run: LinkRun) -> bool:
    """Whether most hosts have names made up by a machine; or, on a page with spam, names that no anchor mentions."""
    hosts = set(run.hosts)
    if sum(map(looks_random, hosts)) >= 0.5 * len(hosts):
        return True
    if not scene.is_suspect:
        return False
    named = sum(
        any(word in host for word in words_of(anchor)) for anchor, host in zip(run.anchors, run.hosts, strict=True)
    )
    return named <= 0.1 * len(run.anchors)


def place_list(scene: Scene, at: int) -> bool:
    """A long row of place names joined by bars outside the article: in another script, or on a page with spam."""
    block = scene.blocks[at]
    if block.text.count("|") + block.text.count("｜") < 6 or is_sentence(block.text):
        return False
    phrases = segments_of(block.text)
    if len(phrases) < 8 or place_share(phrases) < 0.6 or not scene.is_outside(at):
        return False
    if block.link_chars and not scene.foreign_links(block) and not scene.is_suspect:
        return False
    return scene.is_suspect or scene.clashes(block.text) or block.text.rstrip().endswith(("|", "｜"))


def spam_paragraph(scene: Scene, at: int) -> bool:
    """A block outside the article on a page with spam, whose words are mostly the lexicon's."""
    block = scene.blocks[at]
    if not scene.is_suspect or len(block.text) < 4 or block.tag == "h1":
        return False
    strong, words, share = scene.count_words(at)
    if strong >= 2 and words >= 3 and share >= 0.35:
        return True
    return strong >= 1 and share >= 0.45 and (scene.is_outside(at) or bool(scene.foreign_links(block)))


def filler_paragraph(scene: Scene, at: int) -> bool:
    """Random characters strung to sentences between real paragraphs: the commonest characters are missing."""
    block = scene.blocks[at]
    if not scene.is_suspect or len(block.text) < 40 or scene.script != "han":
        return False
    letters = [c for c in block.text if "\u4e00" <= c <= "\u9fff"]
    if len(letters) < 40:
        return False
    return sum(c in _COMMON for c in letters) < 0.04 * len(letters) and block.text.count("、") * 20 < len(letters)


def emoji_line(scene: Scene, at: int) -> bool:
    """A line of nothing but emoji, as doorway text has before and after, on a page with spam."""
    text = "".join(scene.blocks[at].text.split())
    return scene.is_suspect and len(text) >= 4 and len(_EMOJI.findall(text)) >= 0.8 * len(text)


def hidden_keywords(scene: Scene, at: int) -> bool:
    """Hidden text in the spam's words."""
    block = scene.blocks[at]
    if block.hidden == "noscript" or not scene.may_hold_words(at):
        return False
    strong, words, share = scene.count_words(at)
    if strong >= 2 and words >= 3 and share >= 0.25:
        return True
    # A menu may be hidden and hold one such word ("Betting"); it leads to the site's own pages and comes into sight.
    is_for_good = block.hidden in _UNSEEN or bool(scene.foreign_links(block))
    return strong >= 1 and share >= 0.5 and is_for_good and not block.text.isascii()


def hidden_links(scene: Scene, at: int) -> bool:
    """Links hidden for good, to foreign hosts or by the dozen; or hidden at all on a page with spam."""
    block = scene.blocks[at]
    if block.hidden == "noscript" or block.link_chars * 2 < len(block.text):
        return False
    run = scene.link_runs.get(at)
    foreign = len(set(run.hosts)) if run else 0
    if scene.is_suspect:
        return foreign >= 1 or block.hidden in _UNSEEN
    if block.hidden not in _UNSEEN:
        return False
    return foreign >= 3 and (
        scene.clashes(run.text if run else "") or place_share(list(run.anchors) if run else []) >= 0.5
    )


def hidden_text(scene: Scene, at: int) -> bool:
    """Running text that is kept from readers for good, or hidden in the middle of the article."""
    block = scene.blocks[at]
    if block.hidden == "noscript" or len(block.text) < 15 or block.link_chars * 2 > len(block.text):
        return False
    if SENTENCE_MARK.search(block.text) is not None and scene.is_amid_prose(at):
        return True
    return scene.is_suspect and block.hidden in _UNSEEN


def recurring_spam(scene: Scene, at: int) -> bool:
    """A block that stands on most pages of the host, outside the article, in the shape of spam."""
    block = scene.blocks[at]
    if not scene.learnt.recurring or not scene.is_outside(at) or not scene.recurs(at):
        return False
    phrases = segments_of(block.text)
    if len(phrases) >= 3 and not block.link_chars and not is_sentence(block.text) and scene.clashes(block.text):
        return True
    run = scene.link_runs.get(at)
    return run is not None and len(set(run.hosts)) >= 6 and not _is_labelled(scene, run) and scene.clashes(run.text)


def _is_labelled(scene: Scene, run: LinkRun) -> bool:
    """Whether a label before the run, or the marks of its container, call it a list of partners or links."""
    own, before = scene.blocks[run.first].text, scene.blocks[max(0, run.first - 1)].text
    return _LABEL.search(own[:20]) is not None or (len(before) <= 30 and _LABEL.search(before) is not None)


HIDDEN_RULES: tuple[Rule, ...] = (hidden_keywords, hidden_links, hidden_text)
"""For blocks that the page hides, in order; the first that answers yes names the block's rule."""
FIRST_RULES: tuple[Rule, ...] = (
    link_farm,  # before keyword_line: a farm's anchors are such a line too
    place_list,
    keyword_line,
    lone_keyword,
    keyword_mass,
    recurring_spam,
)
"""For blocks that readers see, in order."""
VISIBLE_RULES: tuple[Rule, ...] = (*FIRST_RULES, spam_paragraph, filler_paragraph, emoji_line)
"""The same on a page with spam, where weaker ones may fire."""
