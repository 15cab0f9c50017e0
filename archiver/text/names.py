"""By-lines as lists of names: the names alone, without "By", roles, agencies' addresses and e-mails."""

import re
from functools import lru_cache
from html import unescape

from archiver.text.by_words import drop_opening
from archiver.text.han_names import drop_role, is_han_person, split_han_names
from archiver.text.name_words import NOT_NAMES, PAGE_WORDS, TOPIC_WORDS

_HAN = re.compile(r"[㐀-鿿]")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-ヺ]")
_EMAIL = re.compile(r"\S{1,64}@\S{1,255}\.\w{2,24}|https?://\S+|(?<![\w.])@\w{2,30}")
_BRACKETS = re.compile(r"[(\[（【<][^()\[\]（）【】<>]{0,80}[)\]）】>]")
# What parts one name from the next.
_SEPARATOR = re.compile(
    r"""(?ix) \s*(?:[;；、|·•／/\n]|،)\s*
      | \s+(?:and|und|et|och|og|en|ja|ve|&|\+|with|mit|avec|con|و|и|і|та|dan|và|és)\s+ | \s*&\s* """
)
_SPANISH_AND = re.compile(r"\s+[ye]\s+(?=[A-ZÀ-Þ])")
_COMMA = re.compile(r"\s*[,，]\s*")
# What is said of a person after a comma, a bar or a dash.
_ROLE = re.compile(
    r"""(?ix) ^\W*(?: (?:.{0,40}\b)? (?:
        writers? | editors? | reporters? | correspondents? | contributors? | columnist | journalists? | producer
      | anchor | director | manager | chief | founder | co-founder | ceo | cto | president | author | blogger | fellow
      | freelancer? | analyst | expert | specialist | strategist | consultant | intern | staff | photographer | critic
      | host | redakteur(?:in)? | redaktion | korrespondent(?:in)? | volont[äa]r(?:in)? | autor(?:in)? | journaliste
      | rédact\w+ | correspond\w+ | redactora? | periodista | giornalista | redacción | copywriter | marketer
      | professor | lecturer | attorney | esq | contributing | special\ to | for\ the | associated\ press | reuters
      | afp | dpa | bloomberg | network | news | daily | times | post | journal | gazette | tribune | herald | press
      | chronicle | media | magazine | sponsored | inc | llc | updated | published | posted | last\ updated | on
      | min(?:utes?)?\ read | read
      ) \b .{0,60} | \S+\.(?:com|org|net|de|uk|co|tv|ca|news)\b.* ) $"""
)
# Agencies that papers name behind a reporter: Petr Novák, ČTK.
_AGENCY = re.compile(
    r"(?:dpa|DPA|AFP|AP|APA|ČTK|TASR|SITA|PAP|ANSA|EFE|MTI|TASS|ТАСС|РИА Новости|Интерфакс|Укрінформ|DHA|AA|İHA"
    r"|BTA|БТА|Hina|HINA|Beta|Tanjug|STA|STT|NTB|Ritzau|TT|ANP|Belga|BELGA|Lusa|Agerpres|Antara|ANTARA|TTXVN|PTI|ANI|IANS|UPI|SID|KNA|epd"
    r"|Keystone-SDA|SDA|ATS|Reuters|REUTERS|Bloomberg|Xinhua|Associated Press|The Associated Press|agences"
    r"|agencias|Agenturen)$"
)
# What stands right behind a name without a comma: Jane Doe Associated Press, Kari Nordmann Journalist.
_TRAILING_ROLE = re.compile(
    r"(?<=\w )(?:(?:The )?Associated Press|Reuters|Agence France-Presse|USA TODAY|Journalist(?:e|in)?|Reporter(?:in)?"
    r"|le|il|el|am|em|den|Correspondent|(?:Senior |Chief )?Staff [Ww]riter|Staff [Rr]eporter|Redakteur(?:in)?"
    r"|Redaktør|Korrespondent(?:in)?)$"
)
_OTHER_WORK = re.compile(
    r"(?:Edição|Edición|Edited|Editing|Fotos?|Photos?|Photography|Vídeo|Video|Produced|Graphics?) (?:de |by )", re.I
)
_CREDENTIAL = re.compile(
    r"""(?x) ^(?: (?:[A-Z][a-z]?\.?){1,4}\.?®? | Ph\.?\s?D\.? | M\.?D\.? | MBA | RN | RD N? | LCSW | Esq\.?
        | Jr\.? | Sr\.? | II+ | CFP®? | CPA | JD | MPH | MS | MSc | BSc | MA | BA | DDS | DVM | DO | NP | PA-C )$"""
)
_PARTICLES = frozenset(
    "de da do dos di del dela delos della van von der den ter la le bin bint al el y e ibn zu af av dit du des".split()
)
_ONE_NAMED = frozenset({"id", "ms", "jv", "su", "vi"})
_BETWEEN = frozenset("the and of for with in from at und für von et avec pour".split())
_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? )?[^\W\d_a-zß-ÿ][\w'’.-]{0,20}"
    r"(?: (?:de|da|do|dos|di|dela|delos|del|della|van|von|der|den|ter|la|le|bin|bint|al|el|y|e|ibn|zu|af|av|dit)){0,2}"
    r"(?: [^\W\d_a-zß-ÿ][\w'’.-]{0,24}){1,3}$"
)
_TRAILING = re.compile(
    r"""(?ix) \s+(?: (?:updated|published|posted|last\ updated|on|am|at|today|yesterday)\b.* | \d{1,2}[:./-]\d{1,2}.*
      | [-–—|]\s.* | \d+\ min.* | for\ .{3,40} | via\ .{3,40} | \(.* | in\ .{2,30} | is\ an?\ .*
      | \d{1,2}\ \w+\ \d{4}.* | \w+\ \d{1,2},?\ \d{4}.* )$"""
)
_KOREAN = re.compile(
    r"([가-힣]{2,4})\s?(?:선임|수습|인턴|객원|전문|논설|편집)?\s?(?:기자|특파원|논설위원|위원|에디터|앵커|PD|칼럼니스트)"
)
# "Par Jean Dupont avec AFP": the agency is a source.
_WITH_AGENCY = re.compile(
    r"(?<=\w)\s+(?:avec|with|mit|con|com|z|med|met)\s+(?:l['’])?(?:AFP|AP|Reuters|dpa|DPA|EFE|ANSA|Lusa|PAP|TASS|NTB|TT|ANP|Belga|APA|agences"
    r"|agencias|agencies|agenturen)\b.{0,30}$"
)
_CLOCK_OR_DATE = re.compile(r"\d:\d\d|\d\s?[ap]\.?m\b|(?:19|20)\d\d\b|\d[./-]\d", re.IGNORECASE)
MAX_BYLINE = 400
"""Longer texts are prose: nothing is read from what stands behind."""
MAX_NAMES = 25
_ROLE_WORDS = 5


@lru_cache(maxsize=1024)
def split_names(text: str, *, language: str | None = None) -> tuple[str, ...]:
    """The names that a by-line gives, in order, without openings, roles, e-mails and what stands in brackets.

    An organisation that is named as author is kept. Empty when nothing in it is a name.

    >>> split_names("By Jane Q. Smith and John O'Neil, Staff Writers"), split_names("Von Anna Müller und Jörg Maier")
    (('Jane Q. Smith', "John O'Neil"), ('Anna Müller', 'Jörg Maier'))
    >>> split_names("Anneice Coady | acoady@example.com"), split_names("홍길동 기자"), split_names("记者 张三、李四")
    (('Anneice Coady',), ('홍길동',), ('张三', '李四'))
    """
    text = " ".join(_drop_addresses(unescape(text[:MAX_BYLINE])).split()) if "\n" not in text else text[:MAX_BYLINE]
    if text.lstrip().startswith(","):  # ", USA TODAY": the name is missing
        return ()
    if _HANGUL.search(text) and (found := _KOREAN.findall(text)):
        return tuple(dict.fromkeys(found))[:MAX_NAMES]
    if _HAN.search(text) and not _KANA.search(text) and not re.search("[A-Za-z]{3}", text):
        return tuple(n for n in split_han_names(_BRACKETS.sub(" ", text)) if n not in NOT_NAMES)[:MAX_NAMES]
    names: list[str] = []
    text = _WITH_AGENCY.sub("", text)
    for piece in _pieces(drop_opening(_BRACKETS.sub(" ", text), language), language):
        name = _clean(piece, language)
        if name and name not in names:
            names.append(name)
    return tuple(names[:MAX_NAMES])


def clean_name(text: str) -> str | None:
    """One name without its opening words, role and address; None for what names nobody (numbers, URLs, "admin").

    >>> clean_name("by Terry Pluto, cleveland.com"), clean_name("12345"), clean_name("Elena Oberholzer (obe)")
    ('Terry Pluto', None, 'Elena Oberholzer')
    """
    return _clean(drop_opening(_BRACKETS.sub(" ", unescape(_drop_addresses(text[:MAX_BYLINE])))))


def _clean(text: str, language: str | None = None) -> str | None:
    """The same for a text whose own opening is gone: "Di" is a name then."""
    name = _BRACKETS.sub(" ", unescape(_drop_addresses(text[:MAX_BYLINE])))
    name = " ".join(drop_opening(name, language, is_opened=True).split()).strip(" \t,;:|·•–—-/*\"“”'’‘.") + (
        "." if _ends_in_initial(name) else ""
    )
    name = _TRAILING.sub("", name)
    name = re.sub(r"(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*$", "", name)  # footnote numbers of affiliations
    head, comma, rest = name.partition(",")
    if comma and (_ROLE.match(rest) or not rest.strip()):
        name = head.strip()
    if _OTHER_WORK.match(name):
        return None
    name = drop_trailing_role(name)
    if _HAN.search(name):
        name = drop_role(name)
    return name if _is_name(name) else None


def drop_trailing_role(name: str) -> str:
    """A name of two words or more without the role or agency right behind it, or said of it behind a comma.

    >>> drop_trailing_role("John Doe Associated Press"), drop_trailing_role("Jane Smith, Political Editor")
    ('John Doe', 'Jane Smith')
    """
    name = _WITH_AGENCY.sub("", _BRACKETS.sub(" ", name)).strip()
    head, comma, rest = name.partition("," if "," in name else " / ")
    if comma and " " in head and len(rest.split()) <= _ROLE_WORDS and _ROLE.match(rest.strip()):
        return head.rstrip()
    shorter = _TRAILING_ROLE.sub("", name).rstrip() if name.count(" ") >= 2 else name
    return shorter if " " in shorter else name


def is_plausible_name(name: str, *, opened: bool = False) -> bool:
    """True for what may be a by-line where only the page's marks say so: words of menus and roles are refused.

    `opened` says that "By" stands before it: then a name may hold a digit.

    >>> is_plausible_name("Jane Q. Smith"), is_plausible_name("Follow"), is_plausible_name("Senior Writer")
    (True, False, False)
    >>> is_plausible_name("张彦超"), is_plausible_name("注册"), is_plausible_name("BuzzFeed Staff")
    (True, False, True)
    """
    if _HAN.search(name):
        return is_han_person(name)
    if any(c.isdigit() for c in name) and not (
        opened and sum(c.isalpha() for c in name) > 3 and not _CLOCK_OR_DATE.search(name)
    ):
        return False
    words = [w.strip(".,:'’").casefold() for w in name.split()]
    if any(w in PAGE_WORDS for w in words) or name.startswith(("Red. ", "red. ", "Redaz.")):
        return False
    return name[0].isupper() or not name[0].isascii() or (opened and (name[0].isdigit() or words[0] == "the"))


def is_person_like(name: str) -> bool:
    """True for two to four capitalised words that hold no word of topics, places or roles.

    >>> is_person_like("Mahua Das"), is_person_like("Ludwig van Beethoven"), is_person_like("Real Estate")
    (True, True, False)
    """
    if not _PERSON.match(name) or len(name) > 40 or _HAN.search(name):
        return False
    return has_capitals(name) and not any(w.strip(".,").casefold() in TOPIC_WORDS for w in name.split())


def has_capitals(name: str) -> bool:
    """False when a word that is no particle begins small, in scripts that have capitals.

    >>> has_capitals("Ludwig van Beethoven"), has_capitals("Syrian defense ministries"), has_capitals("홍길동")
    (True, False, True)
    """
    return not any(is_small(word[0]) and word not in _PARTICLES for word in name.split())


def is_small(letter: str) -> bool:
    """True for a small letter of a script that has capitals; Georgian prints none, though Unicode calls its letters so.

    >>> is_small("a"), is_small("A"), is_small("ნ")
    (True, False, False)
    """
    return letter.islower() and not "ა" <= letter <= "ჿ"


def is_prose(name: str) -> bool:
    """True for what "By" opens by chance: two words or more that begin small and belong to no name.

    >>> is_prose("Monday on a new plan holds"), is_prose("Ludwig van Beethoven"), is_prose("the Editorial Board")
    (True, False, False)
    """
    return count_small(name) >= 2


def count_small(text: str) -> int:
    """How many words begin small, those aside that stand within names."""
    return sum(is_small(w[0]) and w not in _PARTICLES and w not in _BETWEEN for w in text.split())


def _drop_addresses(text: str) -> str:
    return _EMAIL.sub(" ", text) if "@" in text or "://" in text else text


def _ends_in_initial(text: str) -> bool:
    """True for Jr., Sr. and Ph.D., whose full stop belongs to them."""
    return bool(re.search(r"\b(?:Jr|Sr|Ph\.D|M\.D|[A-Z])\.\s*$", text))


def _pieces(text: str, language: str | None) -> list[str]:
    pieces: list[str] = []
    for part in _SEPARATOR.split(text):
        commas = _COMMA.split(part)
        kept = [commas[0]]
        for piece in commas[1:]:
            if _CREDENTIAL.match(piece) and kept[-1]:
                continue
            if _ROLE.match(piece) or _AGENCY.match(piece) or _is_place(piece, kept[-1], language):
                continue
            kept.append(piece)
        pieces += kept
    if (language or "")[:2] in {"es", "pt", "it", "ca", "gl", "pl"}:
        pieces = [name for piece in pieces for name in _iberian(piece)]
    return pieces


def _is_place(piece: str, before: str, language: str | None) -> bool:
    """True for one capitalised word behind a full name: Anna Müller, Berlin, und Jörg Maier.

    Where people of one name are many it may be one of them.
    """
    if " " not in before or not piece.isalpha() or not piece[0].isupper() or (language or "")[:2] in _ONE_NAMED:
        return False
    return piece[0] < "\u0600"


def _iberian(text: str) -> list[str]:
    """Names joined by y or e; Ortega y Gasset stays one: each side must be two words."""
    sides = _SPANISH_AND.split(text)
    return sides if all(len(side.split()) >= 2 for side in sides) else [text]


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 70 or name.casefold() in NOT_NAMES or re.search(r"://|^www\.|[=\"{}<>\[\]]", name):
        return False
    if name.count(".") > 2 and " " not in name:  # page.head.extra.author: a template's variable
        return False
    letters = sum(c.isalpha() for c in name)
    return letters >= 2 and letters * 2 >= len(name.replace(" ", "")) and len(name.split()) <= 8
