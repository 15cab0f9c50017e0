"""Markup made to hang a parser ends within seconds, and what can be read of it is read."""

import time

import pytest

from archiver.markup.reader import read_document
from archiver.model.page import Page

ARTICLE = "<html><body><p>The article's own words.</p>"
CASES = {
    "nested 300 deep, beyond what a tree holds": (ARTICLE + "<div>" * 300 + "deep" + "</div>" * 300 + "<p>after", ""),
    "nested 400,000 deep": (ARTICLE + "<div>" * 400_000 + "x", ""),
    "a million paragraphs": (ARTICLE + "<p>x</p>" * 1_000_000, "too_many_nodes"),
    "a million elements": (ARTICLE + "<b>" * 1_000_000 + "x", "too_many_nodes"),
    "100,000 attributes": (ARTICLE + "<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">x</p>", ""),
    "a line of 50 MB": (ARTICLE + "x" * 50_000_000, "truncated"),
    "8 million words in one paragraph": (ARTICLE + "x " * 8_000_000, ""),
    "end tags that match nothing": (ARTICLE + "<div>" * 20_000 + "</p>" * 200_000, "too_deep"),
    "a million line breaks": (ARTICLE + "a<br>" * 1_000_000, "long_text"),
    "open spans round many blocks": (ARTICLE + "<span class=a>" * 5_000 + "<p>x</p>" * 20_000, ""),
    "300,000 hidden words": (ARTICLE + '<span style="display:none">a</span>' * 300_000, ""),
    "a class attribute of 4 MB": (ARTICLE + '<p class="' + "a " * 2_000_000 + '">x', ""),
    "60,000 style rules": (
        ARTICLE + "<style>" + "".join(f".a{n}{{display:none}}" for n in range(60_000)) + "</style><p class=a9>x",
        "",
    ),
    "brackets without end in JSON-LD": (
        ARTICLE + '<script type="application/ld+json">' + "[" * 1_000_000 + "</script>",
        "bad_json_ld",
    ),
    "ampersands": (ARTICLE + "&amp;" * 3_000_000, "long_text"),
    "a comment without end": (ARTICLE + "<!--" + "-" * 10_000_000, ""),
}


@pytest.mark.slow
@pytest.mark.parametrize(("html", "note"), CASES.values(), ids=CASES)
def test_reading_ends_within_seconds(html: str, note: str) -> None:
    body = html.encode()
    start = time.process_time()
    document = read_document(Page(url="https://example.org/", body=body))
    assert time.process_time() - start < 5
    assert document.blocks[0].text.startswith("The article's own words.")
    assert not note or note in document.notes


def test_text_below_the_256th_element_is_read() -> None:
    html, _ = CASES["nested 300 deep, beyond what a tree holds"]
    document = read_document(Page(url="https://example.org/", body=html.encode()))
    assert [block.text for block in document.blocks] == ["The article's own words.", "deep", "after"]


def test_code_in_countless_pieces_never_becomes_text() -> None:
    """A textarea of 250,000 entities comes in as many pieces."""
    html = ARTICLE + "<textarea>" + "&lt;" * 250_000 + "</textarea><p>after"
    document = read_document(Page(url="https://example.org/", body=html.encode()))
    assert [block.text for block in document.blocks] == ["The article's own words.", "after"]


UNITS = (
    "<p>a", "<a href=x>b</a>", "<br>", "<b><i>", "&#", "<td>", '<p style="left:-', "<style>.a{", "</p>", '<a b=">', "<a b='>",
    "<!--", "<svg>", "<svg></div>", "<script>a<b", "<script>", "<select>", "<a href=x><div>", "<li>", "<table><tr>", "</a>",
    "<b><p>", "</b>", "&amp;", "<p/>", "<x-y>", "<rt>", "<textarea><p>", "<span hidden>a", "<div></span>", "<!", "<", "<h1>a",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_size_alone(unit: str) -> None:
    """Twice the input takes at most 2.5 times as long, with room for the clock's grain."""
    half, whole = seconds(unit * 4_000), seconds(unit * 8_000)
    assert whole < 2.5 * half + 0.02


def seconds(html: str) -> float:
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        read_document(Page(url="https://example.org/", body=html.encode()))
        best = min(best, time.process_time() - start)
    return best
