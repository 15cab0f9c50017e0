"""How surely a page is injected, or a hijacked copy of another site's page, and why."""

import re
from collections import Counter

from archiver.model.document import Document
from archiver.spam.lexicon import count_spam_words, fold_spam, has_strong_word
from archiver.spam.scene import Scene
from archiver.spam.shapes import registrable
from archiver.text.urls import host_of

# How much each rule says about the page by itself. Hidden text alone says nothing: honest pages have it.
_WEIGHTS = {
    "keyword_line": 0.8,
    "lone_keyword": 0.7,
    "keyword_mass": 0.8,
    "link_farm": 0.8,
    "place_list": 0.6,
    "hidden_keywords": 0.8,
    "hidden_links": 0.6,
    "recurring_spam": 0.5,
    "spam_paragraph": 0.4,
    "filler_paragraph": 0.4,
    "emoji_line": 0.2,
}
_TRS_PATH = re.compile(r"/t(?:19|20)\d{6}_\d{5,}\.s?html?$")
_NOTICE = re.compile(r"版[权權][声聲]明|[版权權]+所有|凡[注註]明|©|Copyright", re.IGNORECASE)
_OWNER = re.compile(r"(?:[来來]源|作品[来來]源)\s*[:：]\s*[“\"「]?\s*([^\s”\"」“:：,，。]{2,20})")
_MAX_TOLD = 3000  # characters of a page's keywords or description
_DAMAGED = 5  # blocks whose words were repaired


def head_words(scene: Scene) -> str:
    """The page's title, keywords and description, one a line."""
    return "\n".join((scene.document.head_title or "", *_told(scene.document)))


def find_head_signs(scene: Scene, *, has_words: bool = True) -> dict[str, float]:
    """Signs of injection in what the page says about itself: the weight of each by name.

    `has_words` is False where a strong word is known to stand nowhere in it.
    """
    document = scene.document
    signs: dict[str, float] = {}
    if has_words and has_strong_word(head_words(scene)):
        if _is_stuffed(document.head_title or "", scene):
            signs["title_stuffed"] = 0.8
        if any(_is_stuffed(value, scene) for value in _told(document)):
            signs["keywords_stuffed"] = 0.8
    for note in document.notes:
        if note.startswith("written_as_entities") and signs:
            signs["written_as_entities"] = 0.4
        elif note.startswith("invented_elements"):
            signs["invented_elements"] = 0.6
    return signs


def weigh(
    scene: Scene, document: Document, found: dict[int, str], signs: dict[str, float]
) -> tuple[float, tuple[str, ...]]:
    """The score of the page, 0 to 1, and the reasons, strongest first."""
    counts = Counter(found.values())
    weighed = [(_WEIGHTS[rule], f"{rule}: {count}") for rule, count in counts.items() if rule in _WEIGHTS]
    weighed += [(weight, name) for name, weight in signs.items()]
    damaged = 0
    if document is not scene.document:
        damaged = sum(a is not b and a.text != b.text for a, b in zip(document.blocks, scene.blocks, strict=True))
    if damaged >= _DAMAGED:
        weighed.append((0.5, f"damaged_text: {damaged}"))
    if weighed:
        weighed += [(0.2, reason) for reason in find_mirror_signs(scene, document)]
    rest = 1.0
    for weight, _ in weighed:
        rest *= 1.0 - weight
    weighed.sort(reverse=True)
    return round(1.0 - rest, 3), tuple(reason for _, reason in weighed)


def find_mirror_signs(scene: Scene, document: Document) -> list[str]:
    """What on a page points home to another site than the host that served it."""
    signs = []
    notice = next((block.text for block in reversed(document.blocks) if _NOTICE.search(block.text[:60])), "")
    owner = _OWNER.search(notice)
    if owner:
        signs.append(f"mirror: notice names {owner[1]}")
    canonical = next((href for rel, href, _ in document.links if rel == "canonical"), None)
    for name, address in (("canonical", canonical), ("og:url", next(iter(document.meta.get("og:url", ())), None))):
        host = host_of(address) if address else None
        if host and registrable(host) != scene.domain:
            signs.append(f"mirror: {name} names {host}")
    if _TRS_PATH.search(document.url.split("?")[0]) and not scene.domain.endswith((".cn", ".org.cn", ".gov.cn")):
        signs.append("mirror: path of a Chinese newsroom's system")
    return signs


def _told(document: Document) -> list[str]:
    return [value[:_MAX_TOLD] for name in ("keywords", "description") for value in document.meta.get(name, ())]


def _is_stuffed(text: str, scene: Scene) -> bool:
    """Whether a title or keyword list is the spam's: its words are the lexicon's, and the article does not use them."""
    if len(text) < 4:
        return False
    strong, words, share = count_spam_words(text)
    if strong < 2 or words < 3 or share < 0.35:
        return False
    article = fold_spam(scene.sample)
    return not any(word in article for word in fold_spam(text).replace("_", ",").split(",") if len(word) >= 2)
