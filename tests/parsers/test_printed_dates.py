"""Dates as a page prints them: which are read, what their words and marks say, how much their place is worth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from archiver.model.moment import Moment
from archiver.parsers.printed_dates import Print, read_prints
from archiver.parsers.surroundings import Surroundings
from tests.parsers.pages import read

NOW = datetime(2024, 6, 1, 12, tzinfo=timezone(timedelta(hours=8)))
DAY = datetime(2024, 5, 1)
MINUTE = datetime(2024, 5, 1, 9, 34)
HEAD = "<h1>大桥合龙</h1>"


def prints(
    html: str, around: Surroundings | None = None, *, indexes: Sequence[int] | None = None, lang: str = "zh"
) -> list[Print]:
    """Dates of a page whose first block is its title and which has no known body."""
    reading = read(f"<html lang={lang}><body>{html}")
    count = len(reading.document.blocks)
    around = around or Surroundings(0, range(count), count, -1, range(0))
    which = range(count) if indexes is None else indexes
    return list(read_prints(reading, around, language=lang, now=NOW, indexes=which))


def kinds(html: str) -> list[str]:
    return [found.kind for found in prints(html)]


def test_a_print_says_what_stands_where() -> None:
    (found,) = prints(f"{HEAD}<p>发布时间：2024-05-01 09:34 来源：某网</p>")
    assert replace(found, weight=0.0) == Print(
        kind="published",
        moment=Moment(local=MINUTE, precision="minute", start=5, end=21),
        block=1,
        start=5,
        end=21,
        weight=0.0,
        text="2024-05-01 09:34",
        source="printed, labelled published",
        machine=None,
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("2024-05-01", "unlabelled"),
        ("Published: 2024-05-01", "published"),
        ("来源：某网 2024-05-01", "unlabelled"),
        ("更新时间：2024-05-01", "modified"),
        ("时间：2024-05-01", "published"),
        ("First published yesterday, updated 2024-05-01", "modified"),
        ("Updated copy, first published 2024-05-01", "published"),
        ("2024-05-01 更新", "modified"),
        ("(2024-05-01) 修改", "modified"),
        ("2024-05-01 updated", "modified"),
        ("2024-05-01 来源", "unlabelled"),
    ],
)
def test_the_last_word_before_a_date_names_it(words: str, kind: str) -> None:
    assert kinds(f"{HEAD}<p>{words}</p>") == [kind]


@pytest.mark.parametrize("words", ["Copyright 2024-05-01", "成立于 2024-05-01", "Published issue of 2024-05-01"])
def test_a_date_of_something_else_is_left_out(words: str) -> None:
    assert prints(f"{HEAD}<p>{words}</p>") == []


def test_a_label_names_its_own_date_and_the_next_one_has_another() -> None:
    words = "Published 2024-05-01 | Updated 2024-05-02 | 2024-05-03"
    assert kinds(f"{HEAD}<p>{words}</p>") == ["published", "modified", "unlabelled"]


def test_a_label_reaches_forty_five_characters() -> None:
    assert kinds(f"{HEAD}<p>updated {'x' * 36} 2024-05-01</p>") == ["modified"]
    assert kinds(f"{HEAD}<p>updated {'x' * 37} 2024-05-01</p>") == ["unlabelled"]


def test_a_label_may_be_a_block_of_its_own_before_the_date() -> None:
    assert kinds(f"{HEAD}<div>Updated</div><p>2024-05-01</p>") == ["modified"]
    assert kinds(f"{HEAD}<div>Updated</div><p>: 2024-05-01</p>") == ["modified"]
    assert kinds(f"{HEAD}<div>Updated</div><p>来源 2024-05-01</p>") == ["unlabelled"]
    assert kinds("<p>2024-05-01</p>") == ["unlabelled"]


def test_a_long_block_before_the_date_is_no_label() -> None:
    assert kinds(f"{HEAD}<div>Updated {'x' * 22}</div><p>2024-05-01</p>") == ["modified"]
    assert kinds(f"{HEAD}<div>Updated {'x' * 23}</div><p>2024-05-01</p>") == ["unlabelled"]


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ("date-modified", "modified"),
        ("updated", "modified"),
        ("publi-updated", "unlabelled"),
        ("published updated", "published"),
        ("datepublished", "published"),
        ("pubdate", "published"),
        ("pub-date", "published"),
        ("pubtime", "published"),
        ("entry-date", "published"),
        ("posted", "published"),
        ("meta", "unlabelled"),
    ],
)
def test_marks_name_a_date_that_no_word_names(marks: str, kind: str) -> None:
    assert kinds(f'{HEAD}<p class="{marks}">2024-05-01</p>') == [kind]
    assert kinds(f'{HEAD}<p><span class="{marks}">2024-05-01</span></p>') == [kind]
    assert kinds(f'{HEAD}<p class="{marks}">Copyright 2024-05-01</p>') == []


PLACE = 2.4
"""One block behind the title."""
ALONE = 0.7
"""The date fills its line."""


@pytest.mark.parametrize(
    ("html", "weight"),
    [
        ("<p>2024-05-01</p>", PLACE + ALONE),
        ("<p>2024-05-01 09:34</p>", PLACE + ALONE + 0.8),
        ("<p>更新：2024-05-01</p>", PLACE + ALONE),
        ("<p>发布：2024-05-01</p>", PLACE + ALONE + 1.5),
        ("<p><time class=x>2024-05-01</time></p>", PLACE + ALONE + 1.0),
        ("<p class=datum>2024-05-01</p>", PLACE + ALONE + 0.7),
        ("<div class=datum><div><p>2024-05-01</p></div></div>", PLACE + ALONE + 0.7),
        ("<p><b class=datum>2024-05-01</b></p>", PLACE + ALONE + 0.7),
        ("<p class=teaser>2024-05-01</p>", PLACE + ALONE - 1.5),
        ("<p><a href=/a>2024-05-01</a></p>", PLACE + ALONE - 1.0),
        ("<p><a href=/a>2024-</a>05-01</p>", PLACE + ALONE),
        ("<p>03/05/2024</p>", PLACE + ALONE - 0.5),
        ("<p style=opacity:0>2024-05-01</p>", PLACE + ALONE - 0.5),
        ("<p>2024-05-01 某网记者某某某报道于青林县</p>", PLACE + ALONE),
        ("<p>2024-05-01 某网记者某某某报道于青林县城</p>", PLACE),
        ("<p>2024-05-01\n" + "某" * 40 + "</p>", PLACE),
        ("<p>2024-05-01<br>" + "某" * 90 + "</p>", PLACE + ALONE),
        ("<p>" + "某" * 73 + "2024-05-01</p>", PLACE),
        ("<p>" + "某" * 74 + "2024-05-01</p>", PLACE - 0.7),
        ("<p>" + "某" * 18 + "。2024-05-01</p>", PLACE),
        ("<p>" + "某" * 20 + "。2024-05-01</p>", PLACE - 3.5),
        ("<p>" + "某" * 20 + "。<br>2024-05-01</p>", PLACE + ALONE),
        ("<p>2024-05-01<br>" + "某" * 40 + "。</p>", PLACE + ALONE),
        ("<p>the bridge was open on 2024-05-01 there.</p>", PLACE - 3.5),
        ("<p>the bridge of mr. A. 2024-05-01</p>", PLACE),
    ],
)
def test_what_a_date_s_surroundings_are_worth(html: str, weight: float) -> None:
    (found,) = prints(HEAD + html)
    assert found.weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("around", "at", "weight"),
    [
        # Title at block 20, no body known.
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 20, 2.5),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 24, 2.1),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 28, 1.7),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 29, 1.5),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 35, 1.5),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 36, 0.8),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 19, 1.2),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 17, 1.2),
        (Surroundings(20, range(12, 41), 60, -1, range(0)), 16, 0.3),
        # A body from 30 to 40.
        (Surroundings(20, range(12, 41), 30, 40, range(32, 51)), 31, 1.5),
        (Surroundings(20, range(12, 41), 30, 40, range(32, 51)), 32, -1.0),
        (Surroundings(20, range(12, 41), 30, 40, range(32, 51)), 40, -1.0),
        (Surroundings(20, range(12, 41), 30, 40, range(32, 51)), 41, -0.3),
        (Surroundings(20, range(12, 41), 30, 40, range(32, 51)), 11, -1.0),
        # No title: four blocks before the body stand for it.
        (Surroundings(-1, range(12, 41), 30, 40, range(32, 51)), 26, 2.5),
        (Surroundings(-1, range(12, 41), 30, 40, range(32, 51)), 25, 1.2),
    ],
)
def test_what_a_place_is_worth(around: Surroundings, at: int, weight: float) -> None:
    html = "".join(f"<p>{'2024-05-01' if n == at else '文字'}</p>" for n in range(60))
    (found,) = prints(html, around)
    assert found.weight == pytest.approx(weight + ALONE)


def test_only_the_blocks_asked_for_are_read_and_only_those_readers_see() -> None:
    html = (
        "<p>2024-05-01</p><p>2024-05-02</p><p hidden>2024-05-03</p><p>2024-05-04</p><p style=opacity:0>2024-05-05</p>"
    )
    found = prints(html, indexes=[4, 2, 1, 9, 0])
    assert [(one.block, one.moment.local.day) for one in found] == [(4, 5), (1, 2), (0, 1)]


def test_a_paragraph_of_the_article_is_not_read_and_a_short_line_in_it_is() -> None:
    prose = "2024年5月1日，" + "大桥合龙工程进展顺利" * 6 + "。"
    line = "2024年5月2日 青林"
    html = f"<p>{prose}</p>" * 2 + f"<p>{line}</p><p>{prose}</p>" + f"<p>{prose}</p>"
    found = prints(html, Surroundings(-1, range(5), 0, 3, range(0)))
    assert [(one.block, one.moment.local.day) for one in found] == [(0, 1), (2, 2), (4, 1)]


def test_of_a_long_block_the_opening_is_read_and_its_short_lines() -> None:
    assert len(prints("<p>" + "某" * 79 + " 2024-05-01" + "某" * 200 + "</p>")) == 1
    assert prints("<p>" + "某" * 89 + "2024-05-01" + "某" * 200 + "</p>") == []
    (found,) = prints("<p>" + "某" * 210 + "<br>2024-05-01<br>" + "某" * 210 + "</p>")
    assert (found.start, found.end, found.text) == (211, 221, "2024-05-01")


@pytest.mark.parametrize(
    "html",
    [
        '<p><time datetime="2024-05-01T09:34">昨天</time></p>',
        '<p>来自 <time datetime="2024-05-01T09:34">昨天</time></p>',
    ],
)
def test_a_moment_may_be_told_to_machines_alone(html: str) -> None:
    (found,) = prints(HEAD + html)
    start = html.replace("<p>", "").find("<")
    assert (found.moment.local, found.start, found.end, found.text) == (MINUTE, start, start + 2, "昨天")


def test_one_moment_for_machines_is_read_of_a_block_and_no_other_element_s() -> None:
    value = 'datetime="2024-05-01T09:34"'
    assert len(prints(f"{HEAD}<p><time {value}>one</time> <time {value}>two</time></p>")) == 1
    assert prints(f"{HEAD}<p><span {value}>yesterday</span></p>") == []
    assert prints(f"{HEAD}<p><time>yesterday there</time></p>") == []
    assert prints(f"{HEAD}<p><time datetime=soon>coming up</time></p>") == []
    (found,) = prints(f"{HEAD}<p><time datetime=soon>soon</time> <time {value}>two</time></p>")
    assert found.text == "two"


def test_what_is_printed_goes_before_what_machines_are_told() -> None:
    (found,) = prints(f'{HEAD}<p><time datetime="2024-05-01T09:34:12Z">2024-05-02 10:00</time></p>')
    assert (found.moment.local, found.machine and found.machine.local) == (
        datetime(2024, 5, 2, 10),
        datetime(2024, 5, 1, 9, 34, 12),
    )


def test_hours_ago_are_what_the_element_says() -> None:
    (found,) = prints(f'{HEAD}<p>某网 <time datetime="2024-06-01T09:34:12">3小时前</time></p>')
    assert (found.moment.local, found.start, found.end) == (datetime(2024, 6, 1, 9, 34, 12), 3, 7)
    (bare,) = prints(f"{HEAD}<p>某网 3小时前</p>")
    assert (bare.moment.local, bare.machine) == (datetime(2024, 6, 1, 9), None)


def test_the_value_of_a_small_element_around_the_date_counts() -> None:
    (found,) = prints(f'{HEAD}<div data-time="2024-05-01T09:34:12"><p>2024-05-01</p></div>')
    assert found.machine is None
    (found,) = prints(f'{HEAD}<p data-time="2024-05-01T09:34:12">2024-05-01</p>')
    assert found.machine is not None
    assert found.machine.local == datetime(2024, 5, 1, 9, 34, 12)


def test_the_innermost_element_with_a_value_speaks() -> None:
    inner = "<b class=datum>2024-05-01</b>"
    (found,) = prints(f'{HEAD}<p><time datetime="2024-05-01T09:34:12">am {inner} um</time></p>')
    assert found.machine is not None
    assert found.weight == pytest.approx(PLACE + ALONE + 1.0)
