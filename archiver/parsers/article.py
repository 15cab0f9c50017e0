"""One page in, one article out: the order of the steps stands here and nowhere else."""

from dataclasses import replace
from datetime import datetime

from archiver.markup.reader import read_document
from archiver.model.article import Article
from archiver.model.fields import Byline, Dates
from archiver.model.page import Page
from archiver.model.reading import Reading
from archiver.model.site import Site
from archiver.model.spam import HostBlocks
from archiver.parsers.body import parse_body
from archiver.parsers.body_edges import without_bylines
from archiver.parsers.byline import parse_byline
from archiver.parsers.canonical import parse_canonical
from archiver.parsers.captions import parse_captions
from archiver.parsers.collector import resting_collector
from archiver.parsers.copyright import parse_copyright
from archiver.parsers.dates import parse_dates
from archiver.parsers.images import parse_images
from archiver.parsers.json_ld import article_objects
from archiver.parsers.keywords import parse_keywords
from archiver.parsers.language import parse_language, with_language
from archiver.parsers.layouts import layout_of, selectors_of, without_selected
from archiver.parsers.mending import repair_document
from archiver.parsers.publisher import parse_publisher
from archiver.parsers.readable import holds_words, is_readable
from archiver.parsers.record import body_text, write_record
from archiver.parsers.section import NO_TRAIL, parse_section, read_trail
from archiver.parsers.site_names import site_names
from archiver.parsers.title import parse_title
from archiver.parsers.trace import Findings, Trace
from archiver.parsers.unspam import cut_spam, still_dropped
from archiver.spam.drop import drop_spam


def parse_article(
    page: Page, *, site: Site | None = None, now: datetime | None = None, learnt: HostBlocks | None = None
) -> Article:
    """The article that a page holds, with evidence for every value; pure, and never raises for any bytes.

    `now` stands in for the time of capture where the page has none (`Page.fetched_at`); `learnt` is what other pages of
    the host taught about its blocks.
    """
    with resting_collector():
        return read_article(page, site=site, now=now, learnt=learnt).article


def read_article(
    page: Page, *, site: Site | None = None, now: datetime | None = None, learnt: HostBlocks | None = None
) -> Trace:
    """The same with every step's result kept: what was dropped, repaired and left out, and by which rule.

    The order matters. Words are repaired before anything is read, since damage sits inside labels and dates; spam is
    dropped with both texts in sight, since its script gives it away before repair; the title is read before the body,
    which begins at it; by-line, dates and captions are read around the body.
    """
    captured_at = page.fetched_at or now
    layout = layout_of(site, captured_at)
    served = read_document(page, selectors=selectors_of(layout))
    mended = repair_document(served)
    verdict = drop_spam(mended.document, served=served, learnt=learnt)
    mended, cut = cut_spam(mended, verdict)
    document = mended.document
    kept = without_selected(verdict.kept, document.selected.get("drop", ()))
    reading = Reading(document=document, kept=kept, url=page.url, captured_at=captured_at, site=site, layout=layout)
    findings = (
        parse_fields(reading, now=now) if is_readable(page, document) else Findings(dates=Dates(), byline=Byline())
    )
    dropped, dropped_blocks = still_dropped(verdict, findings.blocks())
    trace = Trace(
        page=page,
        served=served,
        mended=mended,
        reading=reading,
        dropped=dropped + cut,
        dropped_blocks=dropped_blocks,
        spam_score=verdict.score,
        spam_reasons=verdict.reasons,
        findings=findings,
        article=Article(url=page.url),
    )
    return replace(trace, article=write_record(trace))


def parse_fields(reading: Reading, *, now: datetime | None = None) -> Findings:
    """Every field of a document whose words are repaired and whose spam is marked."""
    reading = replace(reading, articles=article_objects(reading.document))
    reading = replace(reading, site_names=site_names(reading))
    title = parse_title(reading)
    body = parse_body(reading, title=title)
    if body is not None and not holds_words(body_text(reading, body)):
        body = None
    language = parse_language(reading, title=title, body=body)
    told = with_language(reading, title, language)
    dates = parse_dates(told, title=title, body=body, now=now)
    byline = parse_byline(told, title=title, body=body, published=dates.published)
    if body is not None:
        body = without_bylines(body, reading.document.blocks, dates, byline)
    captions = parse_captions(reading, title=title, body=body)
    notice = parse_copyright(reading, body=body)
    trail = read_trail(reading, title) or NO_TRAIL
    return Findings(
        title=title,
        body=body,
        dates=dates,
        byline=byline,
        captions=captions,
        images=parse_images(reading, title=title, body=body, captions=captions),
        section=parse_section(reading, title=title, trail=trail),
        keywords=parse_keywords(reading, title=title),
        language=language,
        copyright=notice,
        publisher=parse_publisher(reading, title=title, body=body, notice=notice, trail=trail),
        canonical=parse_canonical(reading),
    )
