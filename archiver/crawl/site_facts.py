"""The facts of a site that can be seen on its front page, for a person to correct."""

import re
from collections.abc import Sequence

from archiver.crawl.site_shapes import article_pattern
from archiver.markup.listings import read_listing
from archiver.markup.reader import read_document
from archiver.model.document import Document
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.text.decode import decode
from archiver.text.urls import host_of, is_on_site, normalise_url, origin_of

_ZONES = {"zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "de": "Europe/Berlin", "fr": "Europe/Paris"}
_ZONES |= {"it": "Europe/Rome", "pl": "Europe/Warsaw", "nl": "Europe/Amsterdam", "vi": "Asia/Ho_Chi_Minh"}
_LANDS = {"uk": "Europe/London", "ie": "Europe/Dublin", "in": "Asia/Kolkata", "jp": "Asia/Tokyo", "kr": "Asia/Seoul"}
_LANDS |= {"hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "sg": "Asia/Singapore", "cn": "Asia/Shanghai"}
_LANDS |= {"de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris"}
_LANDS |= {
    "it": "Europe/Rome",
    "es": "Europe/Madrid",
    "pl": "Europe/Warsaw",
    "np": "Asia/Kathmandu",
    "za": "Africa/Johannesburg",
}
_CUT = re.compile(r"\s*[|–—_:：·•]\s*|\s+-\s+|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
_FRONT = re.compile(r"(?i)^(?:首页|主页|首頁|主頁|home(?:\s*page)?|front page|welcome.*|index)$")
_SITE_WORD = re.compile(
    r"(?i)(?:网|網|报|報|社|在线|新闻网|政府|电视台|广播)$|\b(?:news|times|post|daily|gazette|herald|tribune|journal|press|today|online|blog)\b"
)
_HAN, _KANA, _HANGUL = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7af]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def propose_facts(page: Page, *, sitemaps: Sequence[str] = ()) -> Site:
    """The site of a front page: publisher, domain, zone, feeds, the pattern of its articles and a cautious minimum."""
    document = read_document(page)
    listing = read_listing(decode(page.body, page.content_type).text, page.url)
    netloc = origin_of(page.url).partition("://")[2]
    domain = netloc if ":" in netloc else netloc.removeprefix("www.")
    links = [url for link in listing.links if (url := normalise_url(link.url)) and is_on_site(url, (domain,))]
    pattern = article_pattern(links)
    articles = sum(bool(re.search(pattern, url)) for url in dict.fromkeys(links)) if pattern else 0
    language = _language(document)
    return Site(
        publisher=_publisher(document, domain),
        domains=(domain,),
        timezone=_zone(language, host_of(page.url)),
        seeds=(page.url,),
        feeds=tuple(url for url in listing.feeds if is_on_site(normalise_url(url) or "", (domain,))),
        sitemaps=tuple(sitemaps),
        article_url=pattern,
        language=language,
        at_least=max(1, min(20, articles // 3)),
    )


def _language(document: Document) -> str | None:
    """As the page declares it, or as its script shows."""
    stated = (document.lang or "").strip().replace("_", "-")
    if _LANGUAGE.fullmatch(stated):
        return stated
    text = "".join(block.text for block in document.blocks)[:20_000]
    letters = sum(character.isalpha() for character in text) or 1
    if len(_KANA.findall(text)) > 0.1 * letters:
        return "ja"
    if len(_HANGUL.findall(text)) > 0.2 * letters:
        return "ko"
    return "zh" if len(_HAN.findall(text)) > 0.2 * letters else None


def _zone(language: str | None, host: str) -> str:
    """By the host's land, else by the language; UTC when neither names one zone."""
    land = host.rpartition(".")[2]
    return _LANDS.get(land) or _ZONES.get((language or "").lower().partition("-")[0], "UTC")


def _publisher(document: Document, domain: str) -> str:
    """The name that the page gives its site, else the part of its title that names one, else its domain."""
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
        for value in document.meta.get(name, ()):
            if value.strip():
                return " ".join(value.split())
    parts = [part.strip() for part in _CUT.split(document.head_title or "") if part.strip()]
    parts = [part for part in parts if not _FRONT.match(part)]
    label = re.sub(r"[^a-z0-9]", "", max(domain.partition(":")[0].split("."), key=len))
    for part in parts:
        squeezed = re.sub(r"[^a-z0-9]", "", part.lower())
        if len(squeezed) >= 4 and (squeezed in label or label in squeezed):
            return part
    named = [part for part in parts if _SITE_WORD.search(part)]
    return min(named or parts[:1], key=len, default=domain)
