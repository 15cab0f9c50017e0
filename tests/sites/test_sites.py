"""Each known site's page gives its whole record."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.crawl.sites import find_site, known_sites
from archiver.crawl.verdict import article_refusal
from archiver.model.page import Page
from archiver.parsers.article import parse_article

HERE = Path(__file__).parent
PAGES = sorted(path.relative_to(HERE).as_posix().removesuffix(".json") for path in HERE.glob("*/*.json"))
OWN_MARKS = {"id", "version", "evidence", "spam_score", "spam_reasons", "parser_version", "captured_at", "capture"}
"""What the archive adds, and how sure the parsers are: tested elsewhere."""

KNOWN_WRONG: dict[str, dict[str, object]] = {}
"""What is still read wrongly, by site: a row goes when it is read right."""


def read(name: str) -> tuple[dict[str, object], dict[str, object]]:
    told = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    body = gzip.decompress((HERE / f"{name}.html.gz").read_bytes())
    site_name = name.partition("/")[0]
    page = Page(
        url=told["record"]["url"],
        body=body,
        content_type=told["origin"]["content_type"],
        fetched_at=datetime.fromisoformat(told["origin"]["day"]).replace(hour=12, tzinfo=UTC),
    )
    site = find_site(site_name)
    article = parse_article(page, site=site)
    assert article_refusal(article, url=page.url) is None
    found = {key: value for key, value in article.to_dict().items() if key not in OWN_MARKS}
    return {**found, "site": site_name}, told["record"]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_gives_its_whole_record(name: str) -> None:
    found, expected = read(name)
    known = {
        field: wrong for field, wrong in KNOWN_WRONG.get(name.partition("/")[0], {}).items() if found[field] == wrong
    }
    assert found == {**expected, **known}


def test_every_known_site_has_a_page() -> None:
    have = {name.partition("/")[0] for name in PAGES}
    assert set(known_sites()) - have <= {"plateau_news"}, "the sample site is tested whole by the demo"
