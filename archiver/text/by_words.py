"""How by-lines say "by", and which of these words are names elsewhere: "Di" is "by" in Italy and Diana in English."""

import re

# By, von, par …: words that open a by-line, with those of the act of writing before them.
_OPENING = re.compile(
    r"""(?ix) ^\W{0,3} (?:
        (?: posted | written | published | reported | story | words | article | review(?:ed)? | authored | contributed
          | geschrieben | verfasst | écrit | rédigé | propos\ recueillis | escrito | scritto | publié
          | publicado | skrevet | submitted | reporting )? \s?
        (?: by | von | par | por | di | da | door | av | af | de | przez
          | autor(?:in|es|en)?\s?[:：] ) \s+
      | (?: by | texte? | texto | testo | tekst | authors? | autor(?:in|en|es|e)? | auteurs? | autore | words
          | written\ by | reporter | penulis | редактор | автор | авторы | текст | yazar | kirjoittaja | skribent
          | journalist | reportage | fotos?\ (?:und|&)\ text | von | par | por | oleh | del | редакция | contributors? )
        (?:\(s\))? \s? [:：|] \s?
      | opr(?:ac)?\. \s
    )"""
)
_BARE_OPENING = re.compile(
    r"(?i)^\W{0,3}(?:by|von|par|por|oleh|door|tekst|af|av|від|от|بقلم|كتب|كتبت|โดย|מאת)\s+(?=\S)"
)
# The languages in which a word of two or more meanings opens a by-line.
_LANGUAGES = {
    "di": {"it"},
    "da": {"it", "pt"},
    "de": {"ro", "es", "pt", "fr", "gl", "ca", "nl", "ast", "oc"},
    "del": {"es", "it", "ca"},
    "von": {"de", "gsw", "nds", "lb"},
    "par": {"fr"},
    "por": {"es", "pt", "gl"},
    "door": {"nl", "af", "fy"},
    "af": {"da", "no", "nb", "nn", "is", "sv"},
    "av": {"no", "nb", "nn", "sv"},
    "fra": {"no", "nb", "nn", "da"},
    "van": {"nl", "af"},
}
_LATIN = frozenset("en id ms vi tr pl cs sk sl hr hu fi et lt lv sq sw".split()).union(*_LANGUAGES.values())
# Words that stand bare before a name in one language and mean something else in most.
_OWN = {"sw": "na", "fil": "ni", "tl": "ni", "ro": "de", "ca": "per", "eo": "de", "lb": "vun", "ms": "oleh"}


def means_by(word: str, language: str | None) -> bool:
    """False for a capitalised word that means "by" in some language, but not in the page's.

    A word that begins small is no name. Without a language, or in one of another script, anything may open.

    >>> means_by("Di", "en"), means_by("Di", "it"), means_by("di", "en"), means_by("By", "en")
    (False, True, True, True)
    """
    languages = _LANGUAGES.get(word.casefold())
    if languages is None or language is None or word[:1].islower():
        return True
    primary = language.partition("-")[0].casefold()
    return primary in languages or primary not in _LATIN


def own_word(text: str, language: str | None) -> int:
    """Where a name may begin behind the word that the page's language sets bare before it; 0 without one.

    >>> own_word("Na Juma Hassan", "sw"), own_word("Na Juma Hassan", "en")
    (3, 0)
    """
    word = _OWN.get((language or "").partition("-")[0])
    if word is None:
        return 0
    size = len(word) + 1
    return size if text[:size].casefold() == f"{word} " else 0


def drop_opening(text: str, language: str | None = None, *, is_opened: bool = False) -> str:
    """The text without "By", "Von:" and their kin, however many there are.

    `is_opened` says that one was taken off before. Behind "By" a capital tells that the next such word is a name
    (By Di Fox), behind a label it is not (Text: Von …).

    >>> drop_opening("By Di Fox", "en"), drop_opening("Di Maria Rossi", "it")
    ('Di Fox', 'Maria Rossi')
    """
    for _ in range(3):
        match = _OPENING.match(text) or _BARE_OPENING.match(text)
        if match is None:
            start = 0 if is_opened else own_word(text, language)
            return text[start:]
        word = match[0].split()[-1].lstrip("_-–—|·•(*")
        is_label = word[-1] in ":：|"
        if not is_label and ((is_opened and word[:1].isupper() and word != "By") or not means_by(word, language)):
            break
        text, is_opened = text[match.end() :], not is_label
    return text
