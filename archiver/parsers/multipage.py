"""Articles on several pages: which links lead on to the next pages of the same article, and their articles as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from archiver.model.article import Article, Caption, Repair
from archiver.model.document import Block, Document
from archiver.parsers.repairs import undo

_NEXT_WORDS = re.compile(
    r"^\W*(?:下一?[页頁]|后一页|下一页|next(?:\s+page)?|continue(?:\s+reading)?|weiter|nächste(?:\s+seite)?|(?:page\s+)?suivante?|"
    r"(?:página\s+)?siguiente|pagina\s+successiva|volgende(?:\s+pagina)?|następna(?:\s+strona)?|далее|следующая|次へ|次のページ|"
    r"다음(?:\s*페이지)?|الصفحة التالية|التالي)\W*$",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(r"^\W*(?:第\s*)?(\d{1,2})(?:\s*[页頁])?\W*$")
_PAGE_KEYS = frozenset(
    {"page", "p", "pg", "pageno", "page_no", "pagenum", "pn", "currentpage", "seite", "part", "pagina"}
)
_FILE = re.compile(r"^(?P<stem>.*?[^/])[_-](?P<number>\d{1,2})(?P<ending>\.(?:s?html?|php|aspx?|jsp))?$")
_FOLDER = re.compile(r"^(?P<stem>.+?)/(?:page[/-]?)?(?P<number>\d{1,2})/?$")
_COMMENTS = re.compile(r"comment|repl(?:y|ies)|review|disqus|评论|留言")
_MOST = 40
_REPEAT_CHARS = 15


@dataclass(frozen=True, slots=True)
class PageNumber:
    """An address apart from the number of its page."""

    stem: str
    """What all pages of one article share."""
    number: int
    """1 for an address without a number."""
    is_numbered: bool


def page_number(url: str) -> Iterator[PageNumber]:
    """The ways in which an address can be read as one page of several; the address as it stands comes first.

    >>> [p.number for p in page_number("https://example.cn/t1_2.html")]
    [1, 2]
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    host = f"{parts.scheme}://{parts.netloc}"
    query = parse_qsl(parts.query, keep_blank_values=True)
    yield PageNumber(_stem(host, parts.path, query), 1, is_numbered=False)
    numbers = [(k, v) for k, v in query if k.lower() in _PAGE_KEYS and v.isascii() and v.isdigit() and len(v) < 3]
    if numbers:
        rest = [pair for pair in query if pair not in numbers]
        yield PageNumber(_stem(host, parts.path, rest), int(numbers[-1][1]), is_numbered=True)
    for pattern in (_FILE, _FOLDER):
        found = pattern.match(parts.path[:2000])
        if found:
            path = found["stem"] + (found.groupdict().get("ending") or "")
            yield PageNumber(_stem(host, path, query), int(found["number"]), is_numbered=True)


def _stem(host: str, path: str, query: Sequence[tuple[str, str]]) -> str:
    return f"{host}{path.rstrip('/')}?{urlencode(query)}"


def next_page_links(document: Document) -> tuple[str, ...]:
    """The addresses of the article's further pages, absolute and in order; () when it stands on one page.

    A link counts when it says so (下一页, a number, rel=next) *and* its address is the page's own with another page
    number. The link to the next article of a list says 下一篇 or "next story", or has another address altogether.
    """
    here = tuple(page_number(document.url))
    found: dict[int, str] = {}
    for href, said in _page_links(document):
        address = _absolute(document, href)
        pair = _same_article(here, address) if address else None
        if pair is None or address is None:
            continue
        current, other = pair
        if _is_later(other, current) and _agrees(said, other.number, current):
            found.setdefault(other.number, address)
    return tuple(found[number] for number in _run(sorted(found)))[:_MOST]


def _run(numbers: Sequence[int]) -> Sequence[int]:
    """The numbers up to the first gap: pagers of long lists show the last page too."""
    for place, number in enumerate(numbers):
        if number != numbers[0] + place:
            return numbers[:place]
    return numbers


def _is_later(other: PageNumber, current: PageNumber) -> bool:
    """Some systems call the second page 1: the first one then has no number at all."""
    return other.number > current.number or (other.number == 1 and not current.is_numbered)


def _page_links(document: Document) -> Iterator[tuple[str, int | None]]:
    """Links that speak of pages, with the number that they print; None for "next"."""
    for rel, href, _ in document.links:
        if rel.lower() == "next":
            yield href, None
    for block in document.blocks:
        if not block.link_chars or len(block.text) > 600:
            continue
        found = tuple(_links_in(block))
        if found and not _pages_comments(document, block.node):
            yield from found


def _links_in(block: Block) -> Iterator[tuple[str, int | None]]:
    for span in block.spans:
        if span.href is None or span.end - span.start > 30:
            continue
        words = block.text[span.start : span.end]
        number = _NUMBER_WORDS.match(words)
        if number:
            yield span.href, int(number[1])
        elif _NEXT_WORDS.match(words) or ("next" in span.marks and "next" in span.marks.split()):
            yield span.href, None


def _pages_comments(document: Document, node: int) -> bool:
    """True for a pager of comments: it stands in their box."""
    for _ in range(6):
        if node < 0:
            return False
        if _COMMENTS.search(document.nodes[node].marks):
            return True
        node = document.nodes[node].parent
    return False


def _absolute(document: Document, href: str) -> str | None:
    try:
        address = urljoin(urljoin(document.url, document.base or ""), href.strip()).partition("#")[0]
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _same_article(here: Sequence[PageNumber], address: str) -> tuple[PageNumber, PageNumber] | None:
    for other in page_number(address):
        if not other.is_numbered:
            continue
        for current in here:
            if current.stem == other.stem:
                return current, other
    return None


def _agrees(said: int | None, number: int, current: PageNumber) -> bool:
    """A printed number is the address's, or one more where the second page is numbered 1. "Next" from an address that
    ends in a number must lead to the number after it, and that number must be small: larger ones count articles.
    """
    if said is not None:
        return said in {number, number + 1} and said > 1
    if current.is_numbered:
        return number == current.number + 1 and number <= 12
    return number <= 2


def join_pages(articles: Sequence[Article]) -> Article:
    """The articles of one article's pages, in order, as one; fields of the first page, and what only later ones have.

    Paragraphs, captions and pictures that a later page repeats are taken once. Repairs move along, and undoing them
    still gives the pages as served. Raises ValueError without articles.
    """
    if not articles:
        raise ValueError("join_pages: expected at least one article, found none")
    first = articles[0]
    if len(articles) == 1:
        return first
    body, body_repairs = _join_bodies(articles)
    captions, caption_repairs = _join_captions(articles)
    repairs = tuple(r for r in first.repairs if not _is_joined(r)) + tuple(body_repairs) + tuple(caption_repairs)
    joined = replace(
        first,
        body=body,
        captions=captions,
        images=tuple(dict.fromkeys(image for article in articles for image in article.images)),
        dropped=tuple(d for article in articles for d in article.dropped),
        spam_score=max(article.spam_score for article in articles),
        spam_reasons=tuple(dict.fromkeys(r for article in articles for r in article.spam_reasons)),
        repairs=repairs,
        as_served={**{k: v for k, v in first.as_served.items() if not _is_joined_name(k)}},
    )
    served = {name: undo(text, _of_field(repairs, name)) for name, text in _joined_texts(joined)}
    served = {name: text for name, text in served.items() if _of_field(repairs, name)}
    return _with_later_fields(replace(joined, as_served={**joined.as_served, **served}), articles[1:])


def _is_joined(repair: Repair) -> bool:
    return _is_joined_name(repair.field)


def _is_joined_name(name: str) -> bool:
    return name == "body" or name.startswith("captions[")


def _of_field(repairs: Sequence[Repair], name: str) -> tuple[Repair, ...]:
    return tuple(r for r in repairs if r.field == name)


def _joined_texts(article: Article) -> Iterator[tuple[str, str]]:
    if article.body:
        yield "body", article.body
    for number, caption in enumerate(article.captions):
        yield f"captions[{number}].text", caption.text
        if caption.credit:
            yield f"captions[{number}].credit", caption.credit


def _join_bodies(articles: Sequence[Article]) -> tuple[str | None, list[Repair]]:
    kept: list[str] = []
    repairs: list[Repair] = []
    seen: set[str] = set()
    length = 0
    for article in articles:
        start = 0
        for position, paragraph in enumerate((article.body or "").split("\n\n") if article.body else ()):
            end = start + len(paragraph)
            if paragraph not in seen or (len(paragraph) < _REPEAT_CHARS and position > 1):
                moved = length + (2 if kept else 0) - start
                repairs += [
                    replace(r, offset=r.offset + moved)
                    for r in article.repairs
                    if r.field == "body" and start <= r.offset and r.offset + len(r.after) <= end
                ]
                length += len(paragraph) + (2 if kept else 0)
                kept.append(paragraph)
                seen.add(paragraph)
            start = end + 2
    return "\n\n".join(kept) or None, repairs


def _join_captions(articles: Sequence[Article]) -> tuple[tuple[Caption, ...], list[Repair]]:
    kept: list[Caption] = []
    repairs: list[Repair] = []
    for article in articles:
        for number, caption in enumerate(article.captions):
            if caption in kept:
                continue
            old, new = f"captions[{number}].", f"captions[{len(kept)}]."
            repairs += [
                replace(r, field=new + r.field.removeprefix(old)) for r in article.repairs if r.field.startswith(old)
            ]
            kept.append(caption)
    return tuple(kept), repairs


_LATER = ("editor", "source", "copyright", "published_at", "modified_at")
"""What a site may print at the end of the last page only."""


def _with_later_fields(joined: Article, later: Sequence[Article]) -> Article:
    evidence, as_served = dict(joined.evidence), dict(joined.as_served)
    repairs = joined.repairs
    changes: dict[str, object] = {}
    for name in _LATER:
        giver = next((a for a in later if getattr(a, name) is not None), None)
        if getattr(joined, name) is None and giver is not None:
            changes[name] = getattr(giver, name)
            evidence.update({k: e for k, e in giver.evidence.items() if k == name})
            as_served.update({k: v for k, v in giver.as_served.items() if k == name})
            repairs += _of_field(giver.repairs, name)
            if name == "published_at":
                changes |= {"published_precision": giver.published_precision, "published_text": giver.published_text}
    giver = next((a for a in later if a.authors), None)
    if not joined.authors and giver is not None:
        changes["authors"] = giver.authors
    changes |= {"evidence": evidence, "as_served": as_served, "repairs": repairs}
    return replace(joined, **changes)  # type: ignore[arg-type]  # names and types are Article's own
