"""What is left out of a body for certain, what such rules must leave alone, and where the limit of chances lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.parsers.body import best_limit, parse_body
from archiver.parsers.title import parse_title
from tests.parsers.pages import read
from tests.parsers.test_body import EN, ZH, page, paras, texts_of

CHANCES = st.lists(st.tuples(st.integers(1, 1500), st.floats(0.01, 1.0)), min_size=1, max_size=40)


def rules_of(line: str, texts: tuple[str, ...]) -> tuple[tuple[str, ...], set[str]]:
    """The body of an article whose first paragraph is the line, and the rules that left something out."""
    reading = read(page(f"<article><h1>New pier opens in March</h1><p>{texts[0]}</p><p>{line}</p>{paras(texts[1:])}"))
    body = parse_body(reading, title=parse_title(reading))
    assert body is not None
    return texts_of(reading, body), {rule for _, rule in body.left_out}


@pytest.mark.parametrize(
    "line",
    ["阅读 37049", "浏览次数：12", "点击数：1,234", "阅读量：3.2万", "阅读：(12)", "人气：1203 次", "9,801 次阅读"],
)
def test_a_view_counter_is_no_paragraph(line: str) -> None:
    assert line not in rules_of(line, ZH)[0]


@pytest.mark.parametrize("line", ["views 1,234", "1,234 views", "Hits: 5", "Page views: 88", "1 203 просмотра"])
def test_a_view_counter_in_other_languages_is_no_paragraph(line: str) -> None:
    assert line not in rules_of(line, EN)[0]


@pytest.mark.parametrize(
    "line",
    [
        "“Two views of the crisis,” she called the pictures that hang in the hall of the new harbour house.",
        "At noon, 1,234 views of the harbour had been sold, more than in any spring since the pier burnt down.",
    ],
)
def test_a_sentence_about_views_stays(line: str) -> None:
    assert line in rules_of(line, EN)[0]


@pytest.mark.parametrize(
    "line", ["平台声明：该文观点仅代表作者本人，本平台仅提供信息存储空间服务。", "版权声明：未经授权不得转载。"]
)
def test_a_statement_of_the_platform_is_a_notice(line: str) -> None:
    body, rules = rules_of(line, ZH)
    assert line not in body
    assert "notice" in rules


def test_two_paragraphs_stay_beside_their_pictures() -> None:
    """They are no captions, though the element holds nothing but them and pictures."""
    pictures = "".join(f"<p><img src=/pic/{n}.jpg width=600></p>" for n in range(3))
    reading = read(
        page(f"<div class=main><h1>新码头启用</h1><div>{paras(ZH[:1])}{pictures}{paras(ZH[1:2])}</div></div>")
    )
    assert texts_of(reading, parse_body(reading, title=parse_title(reading))) == ZH[:2]


def test_a_front_page_of_headlines_has_no_body() -> None:
    links = "".join(f"<li><a href=/n/{n}.html>Council votes on budget number {n}</a></li>" for n in range(30))
    reading = read(page(f"<ul>{links}</ul>", title="Example Daily"))
    assert parse_body(reading, title=parse_title(reading)) is None


def test_a_wall_of_links_is_never_taken_for_a_short_article() -> None:
    wall = " ".join(f"<a href=http://spam.invalid/{n}>casino bonus slot {n}</a>" for n in range(200))
    reading = read(page(f"<div>{wall}</div><article><h1>新码头启用</h1>{paras(ZH[:3])}</article>"))
    assert texts_of(reading, parse_body(reading, title=parse_title(reading))) == ZH[:3]


@given(CHANCES)
def test_the_likeliest_block_is_always_above_the_limit(blocks: list[tuple[int, float]]) -> None:
    limit = best_limit([size for size, _ in blocks], [chance for _, chance in blocks])
    assert limit <= 0.42
    assert max(chance for _, chance in blocks) > limit


def test_on_a_page_of_unlikely_blocks_the_limit_is_low() -> None:
    assert best_limit([100, 100, 100], [0.25, 0.2, 0.2]) < 0.15


def test_a_few_likely_blocks_keep_unlikely_ones_out() -> None:
    assert best_limit([400, 400, 50, 50], [0.95, 0.9, 0.2, 0.2]) > 0.3
