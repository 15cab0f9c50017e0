"""The headline, among what the page prints and what its metadata says."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.page import Page
from archiver.model.site import Layout, Site
from archiver.parsers.article import parse_article
from archiver.parsers.headings import one_line
from archiver.parsers.site_names import strip_site_name
from archiver.parsers.title import parse_title
from tests.parsers.pages import URL, paragraphs, read

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "titles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_title_of_a_page(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    found = parse_title(read(row["html"]))
    assert (found.value if found else None) == row["title"]


def test_printed_title_names_the_slices_it_is_made_of() -> None:
    reading = read("<title>大桥合龙</title><h1>大桥合龙</h1>")
    found = parse_title(reading)
    assert found is not None
    assert [reading.document.blocks[p.block].text[p.start : p.end] for p in found.pieces] == ["大桥合龙"]


def test_site_rule_goes_before_everything() -> None:
    site = Site(publisher="某网", domains=("news.example",), timezone="Asia/Shanghai", layouts=(Layout(title="p.bt"),))
    html = f"<title>别的</title><h1>别的</h1><p class=bt>真正的标题</p>{paragraphs()}"
    article = parse_article(Page(url=URL, body=html.encode()), site=site)
    assert (article.title, article.evidence["title"].source) == ("真正的标题", "site rule title")


@given(st.text(max_size=80), st.sets(st.text(min_size=2, max_size=12), max_size=3))
def test_stripping_a_name_never_adds_and_a_second_pass_changes_nothing_but_names(title: str, names: set[str]) -> None:
    once = strip_site_name(title, frozenset(names))
    assert once in title
    assert len(strip_site_name(once, frozenset(names))) <= len(once)


@given(st.text(max_size=80))
def test_one_line_is_one_line_and_stays(text: str) -> None:
    once = one_line(text)
    assert "\n" not in once
    assert one_line(once) == once
