"""The language an article is written in: told from its words, the page's attribute only where they leave it open."""

from dataclasses import replace

from archiver.model.reading import Body, Found, Reading
from archiver.text.language import SAMPLE_CHARS, chinese_script, detect_language

_ENOUGH, _SURE = 0.8, 0.9
_META = ("content-language", "og:locale", "inlanguage", "dc.language", "language")


def parse_language(reading: Reading, *, title: Found[str] | None = None, body: Body | None = None) -> Found[str] | None:
    """The article's language as BCP 47 (`de`, `zh-Hans`); regions are left out. None when neither words nor page tell.

    Chinese pages get their script from the characters of title and text, whatever the attribute says.
    """
    sample = _sample(reading, title, body)
    declared = declared_language(reading)
    found = detect_language(sample, declared)
    if found is None:
        default = reading.site.language if reading.site else None
        return Found(default, "site language", 0.6) if default else None
    tag, score = found
    if tag.startswith("zh") and len(sample) < 40 and (script := chinese_script(sample)):
        tag = f"zh-{script}"
    agrees = declared is not None and declared.partition("-")[0].lower() == tag.partition("-")[0]
    return Found(tag, "words and attribute" if agrees else "words", min(0.99, score + 0.02) if agrees else score)


def declared_language(reading: Reading) -> str | None:
    """What the page says of itself: the html element's attribute, else metadata."""
    if reading.document.lang:
        return reading.document.lang
    for key in _META:
        for value in reading.document.meta.get(key, ()):
            if 2 <= len(value.strip()) <= 12:
                return value.strip().replace("_", "-")
    return None


def with_language(reading: Reading, title: Found[str] | None, language: Found[str] | None = None) -> Reading:
    """The reading with a language for dates and names: what the page declares, unless its words speak against it.

    Words are those of the article, where its `language` is known, and the title's where they are not of Latin letters.
    Many pages declare none, or their system's: a date in French is none in English.
    """
    if reading.is_language_told:
        return reading
    lang = declared_language(reading)
    if language is not None and not _is_same(language.value, lang) and language.score >= _needed(lang):
        lang = language.value
    elif title is not None and not title.value.isascii():
        found = detect_language(title.value, lang)
        if found and found[1] >= _ENOUGH and not _is_same(found[0], lang):
            lang = found[0]
    lang = _with_region(reading, lang)
    document = reading.document if lang == reading.document.lang else replace(reading.document, lang=lang)
    return replace(reading, document=document, is_language_told=True)


def _needed(declared: str | None) -> float:
    """How sure words must be: systems declare English where their users forget to; who declares another means it."""
    if declared is None:
        return _ENOUGH
    return _SURE if _is_same(declared, "en") else 1.0


def _is_same(one: str, other: str | None) -> bool:
    return one.partition("-")[0].lower() == (other or "?").partition("-")[0].lower()


def _with_region(reading: Reading, lang: str | None) -> str | None:
    """The language with the country that og:locale names: en and en_GB are en-GB. The default en_US tells nothing."""
    if lang is None or "-" in lang:
        return lang
    for value in reading.document.meta.get("og:locale", ()):
        primary, _, region = value.strip().replace("-", "_").partition("_")
        if primary == lang and len(region) == 2 and region != "US":
            return f"{lang}-{region}"
    return lang


def _sample(reading: Reading, title: Found[str] | None, body: Body | None) -> str:
    """Words of the article: its title and the beginning of its text, else the page's longest blocks."""
    blocks = reading.document.blocks
    parts = [title.value] if title else []
    size = len(parts[0]) if parts else 0
    pieces = [blocks[p.block].text[p.start : p.end] for p in body.pieces[:30]] if body else []
    if not pieces:
        pieces = [b.text for b, kept in zip(blocks, reading.kept, strict=True) if kept and len(b.text) > 60][:20]
    for text in pieces:
        parts.append(text)
        size += len(text)
        if size > SAMPLE_CHARS:
            break
    return "\n".join(parts)
