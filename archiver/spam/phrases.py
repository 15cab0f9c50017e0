"""The spam's own phrases, so that they are known where else the page repeats them: title, keywords, sentences."""

from archiver.model.spam import SpamVerdict
from archiver.spam.lexicon import count_spam_words, fold_spam
from archiver.spam.scene import Scene
from archiver.spam.shapes import segments_of

_KEYWORD_RULES = frozenset(
    {"keyword_line", "lone_keyword", "keyword_mass", "hidden_keywords", "link_farm", "spam_paragraph"}
)
_MAX_PHRASES = 2000


def collect_phrases(scene: Scene, found: dict[int, str]) -> frozenset[str]:
    """The phrases of the dropped keyword lines and of stuffed metadata, folded."""
    phrases: set[str] = set()
    for at, rule in found.items():
        if rule in _KEYWORD_RULES and len(phrases) < _MAX_PHRASES:
            phrases.update(
                fold_spam(part) for part in segments_of(scene.blocks[at].text[:5000]) if 2 <= len(part) <= 60
            )
    return frozenset(phrases)


def is_spam_phrase(text: str, verdict: SpamVerdict) -> bool:
    """Whether a keyword, title or source is the spam's rather than the newsroom's; always False on a page without spam.

    An honest page may well be about casinos: only a page that has shown spam has its words looked up.
    """
    if not verdict.score:
        return False
    folded = fold_spam(text.strip())
    if folded in verdict.phrases:
        return True
    strong, words, share = count_spam_words(text)
    return (strong >= 1 and share >= 0.5) or (strong >= 2 and words >= 3 and share >= 0.35)
