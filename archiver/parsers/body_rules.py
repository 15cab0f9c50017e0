"""Rules that take a block out of the body whatever the model says, and names for what the model leaves out."""

import re

from archiver.model.document import Block, Document
from archiver.parsers.body_blocks import BLOCK_FEATURES, Survey, size_of
from archiver.parsers.body_cues import CUES, inner_cue, opening_cue
from archiver.parsers.body_lines import rule_of_line
from archiver.parsers.body_marks import BIT
from archiver.parsers.body_nodes import LEVEL_KINDS
from archiver.parsers.caption_blocks import caption_rule

_TAIL = re.compile(
    r"(?:\s*[（(\[【]\s*(?:责任编辑|責任編輯|责编|責編|本文编辑|编辑|編輯|来源|來源|稿源|作者系|图源)"
    r"\s*[:：][^（）()\[\]【】\n]{1,40}[）)\]】]"
    r"|\n\s*(?:责任编辑|責任編輯|责编|責編)\s*[:：][^\n]{1,40})\s*$"
)
_COOKIES = re.compile(r"\bcookies?\b|файлы cookie|クッキー|쿠키", re.IGNORECASE)
_MOST_CONSENT = 40
"""Blocks of a question for consent; what is longer is the page."""
_PARAGRAPH, _SENTENCE = 160, 80
_KICKERS, _SHORT = 2, 80
_MOMENT = 40
"""Characters of a line that is all date or time, as the entries of a live report have one."""
_CLOCK = re.compile(r"[012]?\d[:.h][0-5]\d(?::[0-5]\d)?\s*(?:[ap]\.?m\.?|uhr|[a-z]{3,4})?", re.IGNORECASE)
_POPUP = BIT["popup"]
_BOX = BIT["popup"] | BIT["share"] | BIT["embed"] | BIT["ads"]
_AT = {name: i for i, name in enumerate(BLOCK_FEATURES)}
_CUE_RULES = {
    "related": "related", "share": "share", "join": "newsletter", "comment": "comment", "legal": "notice",
    "byline": "byline", "topic": "tags", "action": "button",
}  # fmt: skip
_MARK_RULES = {
    "related": "related", "share": "share", "join": "newsletter", "comment": "comment", "caption": "caption",
    "byline": "byline", "person": "author_box", "legal": "notice", "nav": "navigation", "ads": "advert",
    "topic": "tags",
    "aside": "aside", "embed": "embed", "popup": "popup", "action": "button", "live": "aside",
}  # fmt: skip
_MARKS_AT = [(kind, _AT[f"mark_{kind}"]) for kind in LEVEL_KINDS if kind in _MARK_RULES]
RULES = (
    "title", "caption", "editor_line", "source_line", "notice", "related", "share", "newsletter", "comment", "byline",
    "tags", "button", "consent", "paywall", "view_counter", "repeated", "lone_heading", "author_box", "navigation",
    "advert", "aside", "embed", "popup", "links", "outside", "unlikely",
)  # fmt: skip
"""Every name that stands in `Body.left_out`."""


def find_rule(survey: Survey, index: int) -> str | None:
    """The rule that takes a block out for certain; None when none does."""
    block = survey.document.blocks[index]
    if index == survey.heading or _is_kicker(survey, index):
        return "title"
    text = block.text
    rule = rule_of_line(text)
    if rule:
        return rule
    if len(text) <= _MOMENT and _is_moment(block):
        return "byline"
    if block.link_chars >= 0.8 * len(text) and len(text) <= 240:
        cue = opening_cue(text.lower())
        if cue:
            return _CUE_RULES[CUES[cue - 1]]
    sight = survey.nodes.get(block.node)
    if (sight and sight.far & _POPUP and "cookie" in text.lower()) or _asks_consent(survey, index):
        return "consent"
    return "caption" if is_caption(survey.document, index) else None


def _is_moment(block: Block) -> bool:
    """Whether a line is nothing but a time of day, or all of it stands in a time element."""
    size = len(block.text)
    return any(span.tag == "time" and span.end - span.start == size for span in block.spans) or bool(
        block.text[:1].isdecimal() and _CLOCK.fullmatch(block.text)
    )


def _asks_consent(survey: Survey, index: int) -> bool:
    """Whether a block above the headline stands in an element apart from it that speaks of cookies."""
    if index >= survey.heading:
        return False
    nodes, blocks = survey.document.nodes, survey.document.blocks
    at, apart = blocks[index].node, -1
    while at >= 0 and nodes[at].end <= survey.heading:
        apart, at = at, nodes[at].parent
    if apart < 0:
        return False
    texts = [block.text for block in blocks[nodes[apart].start : nodes[apart].end]]
    return len(texts) <= _MOST_CONSENT and any(_COOKIES.search(text) for text in texts)


def _is_kicker(survey: Survey, index: int) -> bool:
    """Whether a block is a short line right above the headline: the name of a series or a section."""
    return survey.heading - _KICKERS <= index < survey.heading and survey.sizes[index] < _SHORT


def is_caption_by_words(document: Document, index: int) -> bool:
    """Whether only its words and its place make a block a caption, though it is as long as a paragraph."""
    if len(document.blocks[index].text) < _SENTENCE:
        return False
    return caption_rule(document, index) in {"line beside picture", "alone with picture"}


def is_caption(document: Document, index: int) -> bool:
    """Whether the caption rules take a block; a paragraph that shares its element with pictures and another one stays.

    Short articles of two paragraphs and their pictures look like that (seen on a Chinese daily's page, 2022).
    """
    rule = caption_rule(document, index)
    if rule != "alone with picture":
        return rule is not None
    if size_of(document.blocks[index].text) >= _PARAGRAPH:
        return False
    parent = document.nodes[document.nodes[document.blocks[index].node].parent]
    others = (document.blocks[i].text for i in range(parent.start, parent.end) if i != index)
    return not any(size_of(text) >= _SENTENCE for text in others)


def stands_in_box(survey: Survey, index: int) -> bool:
    """Whether an element around the block says that it is a share, embed, consent or advert box."""
    sight = survey.nodes.get(survey.document.blocks[index].node)
    return sight is not None and bool(sight.far & _BOX)


def paragraph_end(text: str) -> int:
    """Where a paragraph ends before an editor's or source's name in brackets, or on a line of its own, that closes it.

    >>> text = "大桥昨天合龙。（责任编辑：李明）"
    >>> text[: paragraph_end(text)]
    '大桥昨天合龙。'
    """
    tail = text[-60:]
    if ":" not in tail and "：" not in tail:
        return len(text)
    found = _TAIL.search(tail)
    return len(text) - len(tail) + found.start() if found else len(text)


def name_exclusion(survey: Survey, index: int, container: int) -> str:
    """What most likely made the model leave a block out; a name for traces, not a decision."""
    if index == survey.heading:
        return "title"
    if index in survey.cards:
        return "related"
    if survey.cues[index]:
        text = survey.document.blocks[index].text.lower()
        return _CUE_RULES[CUES[(opening_cue(text) or inner_cue(text)) - 1]]
    row = survey.rows[index]
    if row is None:
        return "links"
    best, rule = 1, ""
    for kind, at in _MARKS_AT:
        if row[at] > best:
            best, rule = int(row[at]), _MARK_RULES[kind]
    if rule:
        return rule
    if row[_AT["links"]] > 0.5:
        return "links"
    node = survey.document.nodes[container]
    return "unlikely" if node.start <= index < node.end else "outside"
