"""How by-lines begin and end: "By", "Von", "Text:" before the names, dates and marks behind them."""

import re

from archiver.text.by_words import means_by, own_word
from archiver.text.dates import find_dates
from archiver.text.names import is_person_like, is_small

_OPENING = re.compile(
    r"""(?ix) [\W_]{0,3} (?:
        (?: story | words | written | posted | published | reported | reporting | article | text | geschrieben
          | verfasst | ein\ (?:artikel|beitrag|kommentar|bericht) | (?:un\ )?article(?:\ écrit)? | escrito
          | écrit | rédigé | propos\ recueillis | publié | scritto | servizio | intervista
          | analysis | opinion | review | contributed | authored | compiled )?
        \s? \b(?: by | von | par | por | di | door | av | af | przez | oleh | från
          | fra ) (?:\s+|\s?:\s?) (?: unsere[rmn]\ \w+\s+ )?
      | (?: scritto\ da | a\ cura\ di | dal(?:la)?\ nostr[oa]\ \w{5,14} | opr(?:ac)?\. | texto\ de
      | подготовил[аи]? | записал[аи]?
          | беседовал[аи]? | підготува(?:в|ла) | připravila? ) \s+
      | (?: authors? | autor(?:in|en|es|a|/in|:in|\*in)? | auteurs? | autore | texte? | texto | testo | tekst
      | reporter
      | penulis | автор
          | текст | yazar | writer | kirjoittaja | skribent | redaktör | written\ by | story | words )\s?[:：|]\s?
          (?:opr(?:ac)?\.\s)?
      ) (?=\S)"""
)
_OPENERS = frozenset(
    {
        "story", "words", "written", "posted", "published", "reported", "article", "text", "geschrieben", "escrito",
        "écrit", "scritto", "analysis", "opinion", "review", "contributed", "authored", "by", "von", "par", "por",
        "di",
        "door", "av", "af", "przez", "oleh", "från", "fra", "author", "authors", "autor", "autorin", "autoren",
        "autores", "autora", "auteur", "auteurs", "autore", "texte", "texto", "reporting", "verfasst", "rédigé",
        "propos",
        "recueilli", "recueillis", "ein", "un", "autor/in", "autor:in", "autor*in", "a", "servizio", "intervista",
        "compiled", "dal", "dalla", "opr.", "oprac.",
        "подготовил", "подготовила", "подготовили", "записал", "записала", "беседовал",
        "беседовала", "підготував", "підготувала", "připravil", "připravila",
        "testo", "tekst", "reporter", "penulis", "автор", "текст",
        "yazar", "writer", "kirjoittaja", "skribent", "redaktör",
    }
)  # fmt: skip
# Words for an author that newsrooms of other languages put before a colon, and those that stand without one.
_LABELS = frozenset(
    word.casefold()
    for word in (
        "contributors", "contributor", "haber", "muhabir", "yazan", "tác giả", "bài và ảnh", "thực hiện", "phóng viên",
        "ผู้เขียน",
        "ผู้สื่อข่าว", "เรื่อง", "โดย", "كتب", "كتبت", "الكاتب", "الكاتبة", "بقلم", "إعداد", "نویسنده", "نويسنده",
        "خبرنگار", "به قلم", "تحریر", "लेखक", "रिपोर्ट", "রিপোর্ট", "লেখক", "লেখা", "எழுதியவர்", "συντάκτης",
        "συντάκτρια", "γράφει", "γράφει ο", "γράφει η", "κείμενο", "מאת", "כתב", "כתבה", "szerző", "írta",
        "autorka", "autoři", "piše", "pišu", "napisao", "tekst i foto", "аутор", "пише", "журналіст", "журналист",
        "корреспондент", "авторка", "автори", "авторы", "материал подготовил", "подготовил", "höfundur", "teksti",
        "journalist", "opracowanie", "oprac.", "ئاپتور", "ئاپتورى", "مۇخبىر", "རྩོམ་པ་པོ", "གསར་འགོད་པ",
        "skrevet av", "skriven av", "tekstas", "autorius", "autorė", "teksts", "autors",
        "shkruar nga", "nga", "mwandishi", "oleh", "jurnalis", "wartawan", "isinulat ni", "ავტორი", "հեղինակ",
        "муаллиф", "redacción", "text und foto", "texte et photos", "texto y fotos", "text och foto",
        "testo e foto", "redação", "reportagem", "texto e fotos", "edição de texto", "द्वारा", "pewarta", "laporan",
        "liputan", "haberi hazırlayan", "hazırlayan", "текст подготовил", "текст подготовила", "bài",
        "bài, ảnh",
        "ảnh, bài", "bài & ảnh", "tin, ảnh", "tin", "कॉपी", "संवाददाता", "প্রতিবেদক", "செய்தியாளர்", "নিজস্ব প্রতিবেদক",
        "ผู้รายงาน",
        "خبرنگار", "گزارش", "گزارشگر", "رپورٹ", "تحریر و ترتیب", "muallif", "муаллифи", "авторҳо", "зохиогч",
        "сурвалжлагч",
        "автор статьи", "автор матеріалу", "автор материала", "reportáž", "napsal", "napsala", "írta és fényképezte",
        "riporter", "redaktor prowadzący", "de redactie", "schrijver", "tekst og bilder", "text & foto",
        "text och bild",
        "testo e foto", "reportage", "gesprek", "tekst en foto", "tekst og foto", "words and pictures",
    )
)  # fmt: skip
_BARE = frozenset(
    {"بقلم", "โดย", "מאת", "írta", "piše", "γράφει", "nga", "autor:", "ผู้เขียน", "द्वारा", "oleh", "كتب", "كتبت"}
)
# كتب- محمد حسن: the word and a dash.
_WROTE = re.compile(r"(?:كتبت?|بقلم|إعداد|تقرير|متابعة)\s?[-–—:/]\s?(?=\S)")
_BREAK = re.compile(r"[·•|\n]\s?|\s[-–—]\s|(?<=\d)\s(?=by\s|[^\W\da-z])")
_BREAKS = frozenset("·•|-–—\n")
_LONE_OPENING = re.compile(
    r"(?i)^\W*(?:(?:article )?written |posted |story |words |authored |article )?"
    r"(?:by|von|par|por|di|door|av|af|oleh|authors?|author\(s\)|autor|autorin|auteur|text)\s?:?\W*$"
)
_WRITTEN_BY = re.compile(
    r"(?i)(?:(?:this )?(?:post|article|story) (?:was )?)?(?:written|authored|article|posted|report(?:ing|ed)"
    r"|compiled) by\s?:?\s?"
    r"|author\s?:\s?|"
    r"(?:geschrieben|verfasst) von\s?:?\s?|écrit par\s?:?\s?|escrito por\s?:?\s?|about the author\s?:?$"
)
_BARE_LABELS = frozenset("author authors autor autora autorin auteur autore penulis pewarta wartawan".split())
_NAME_END = re.compile(r"[,|·•(/\n\d]|\s[-–—]\s")
_BARE_LINE = 90
_WRITTEN_STARTS = frozenset("TtPpAaWwGgVvÉéEeRrCc")
# Words before a name that say it is somebody else's.
_OTHER_ROLE = re.compile(
    r"(?i)(?:review|edit|fact.?check|verif|updat|medical|translat|photo|illustrat|produc|foto|bearbeit|approv|edited)\w*"
    r"(?:\sfor\s\w+)?\s?(?:by|von|:)?\W*$"
)
_CUT = re.compile(
    r"[\n|·•‧/]|\s[-–—]\s|\b(?:published|updated|posted|last updated|veröffentlicht|publi[ée]|publicado|aktualisiert"
    r"|reviewed|edit(?:ed|ing) by|fact.?checked|medically|\d+ min|on (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec))",
    re.IGNORECASE,
)


# "le mercredi" of "Rédigé par Paul Martin le mercredi 1 mai 2024".
_BEFORE_DATE = re.compile(r"\s(?:le|am|il|el|on|den|op|em|dne|dnia)(?:\s[^\W\d_]+)?[\s,]*$", re.IGNORECASE)


def find_opening(text: str, language: str | None = None) -> int:
    """Where the name begins behind "By" and its kin; 0 without them, and in "By signing up you agree".

    Behind a mark (·, |) or a date the words may open too. What means "by" in another language than the page's is a
    name (Di Fox, Von Miller).

    >>> "By Jane Smith"[find_opening("By Jane Smith"):], find_opening("By signing up you agree")
    ('Jane Smith', 0)
    """
    if text[:2] == "By" and text[2:3].isupper():
        return 2
    if end := _opens_at(text, 0, language) or _labelled_at(text) or _bare_word(text, language):
        return end
    if len(text) <= 160 and (not _BREAKS.isdisjoint(text) or " by " in text or ":" in text):
        for mark in _BREAK.finditer(text):
            if end := _opens_at(text, mark.end(), language) or _labelled_at(text, mark.end()):
                return end
    return 0


def _labelled_at(text: str, start: int = 0) -> int:
    """Where the value begins behind a label of another language that stands here; 0 without one."""
    if text[start : start + 1] > "\u0600" and (match := _WROTE.match(text, start)):
        return match.end()
    colon = text.find(":", start + 2, start + 24)
    if colon < 0 and text[start : start + 1] > "\u0530":  # Armenian and Tibetan labels end in signs of their own
        colon = max(text.find("՝", start + 2, start + 24), text.find("།", start + 2, start + 24))
    if colon > 0:
        if text[start:colon].strip(" ✍|·•").casefold() not in _LABELS:
            return 0
        value = colon + 1
    else:
        value = text.find(" ", start + 2, start + 12)
        if value < 0 or text[start:value].casefold() not in _BARE:
            return 0
    while value < len(text) and text[value] == " ":
        value += 1
    return value if value < len(text) and not is_small(text[value]) else 0


def _opens_at(text: str, start: int, language: str | None) -> int:
    word = text[start : start + 24].lstrip(" _-–—|·•(*").partition(" ")[0]
    bare = word.rstrip(":：|")
    if bare.casefold() not in _OPENERS or (bare == word and not means_by(bare, language)):
        return 0
    match = _OPENING.match(text, start)
    if match is None:
        return 0
    value = match.end() + 4 if text.startswith("the ", match.end()) else match.end()  # By the Associated Press
    return match.end() if not text[value : value + 1].islower() else 0


def _bare_word(text: str, language: str | None) -> int:
    """Where a person's name begins behind a word that means "by" in the page's language alone (Na Juma Hassan), or a
    label without a colon (Penulis Budi Santoso); 0 without one.
    """
    if len(text) > _BARE_LINE:
        return 0
    word, _, _ = text.partition(" ")
    start = own_word(text, language) or (len(word) + 1 if word.casefold() in _BARE_LABELS else 0)
    name = _NAME_END.split(text[start:], maxsplit=1)[0].strip() if start else ""
    return start if is_person_like(name) else 0


def is_lone_opening(text: str) -> bool:
    """True for a line that is nothing but "By", "Von:" or "Author:": the names stand in the next one.

    >>> is_lone_opening("Written by:"), is_lone_opening("By the sea")
    (True, False)
    """
    return len(text) < 25 and bool(_LONE_OPENING.match(text))


def names_other_role(before: str) -> bool:
    """True when the words before a name say it is a reviewer's, an editor's, a photographer's.

    >>> names_other_role("Medically reviewed by "), names_other_role("Written by ")
    (True, False)
    """
    return bool(_OTHER_ROLE.search(before[-40:]))


def match_written_by(text: str) -> int | None:
    """Where the name begins behind "This post was written by", "Author:"; None when the line does not begin so.

    >>> match_written_by("Author: Jane Smith"), match_written_by("By Jane Smith")
    (8, None)
    """
    match = _WRITTEN_BY.match(text) if text[:1] in _WRITTEN_STARTS else None
    return match.end() if match else None


def cut_byline(text: str, start: int, language: str | None = None) -> tuple[int, int]:
    """The part of a line that names authors: from `start` to the first mark, date, role or line break.

    >>> cut_byline("By Jane Smith | 3 May 2021", 3)
    (3, 13)
    """
    end = len(text)
    if cut := _CUT.search(text, start + 2):
        end = cut.start()
        while end > start and text[end - 1] == " ":
            end -= 1
    for moment in find_dates(text[start : end + 30], language=language):
        end = min(end, start + moment.start)
        if end > start and (before := _BEFORE_DATE.search(text[start:end])):
            end = start + before.start()
        break
    return start, end
