"""Articles on several pages in WARC files: one article, wherever its pages stand, with all of them as its captures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archiver.model.page import Page
from archiver.store.archive import Archive
from tests.cli.test_import import START, imported, page, write

STEM = "https://news.example/2024/06/t20240601_77"


def part(number: int, *, of: int = 3, chained: bool = False, minute: int = 0, words: str = "") -> Page:
    """A page of an article on several, with links to the others, or to the next one only."""
    others = [number + 1] if chained else [each for each in range(1, of + 1) if each != number]
    links = "".join(f'<a href="{_address(each)}">{"下一页" if chained else each}</a> ' for each in others if each <= of)
    first = page(77)
    html = first.body.decode().replace("号水库", f"号水库第{number}部分{words}").replace("</body>", f"{links}</body>")
    return replace(
        first, url=_address(number), body=html.encode(), fetched_at=START + timedelta(minutes=100 * minute + number)
    )


def _address(number: int) -> str:
    return f"{STEM}.html" if number == 1 else f"{STEM}_{number}.html"


def held(archive: Archive) -> list[tuple[str, list[int]]]:
    """The addresses of the articles and which parts each holds."""
    found = []
    for article in archive.iter_articles():
        body = article.body or ""
        found.append((article.url, [number for number in range(1, 5) if f"第{number}部分" in body]))
    return found


WHOLE = [(_address(1), [1, 2, 3])]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([part(1), part(2), part(3)], WHOLE),
        ([part(3), part(2), part(1)], WHOLE),
        ([part(2), part(1), part(3)], WHOLE),
        ([part(n, chained=True) for n in (1, 2, 3)], WHOLE),
        ([part(n, chained=True) for n in (3, 1, 2)], WHOLE),
        ([part(1), part(2), part(3), part(1, minute=1)], WHOLE),
        ([part(1), part(1, minute=1), part(2), part(3)], WHOLE),
        ([part(1), part(2)], [(_address(1), [1, 2])]),
        ([part(1), part(3)], [(_address(1), [1])]),
        ([part(1)], [(_address(1), [1])]),
    ],
    ids=[
        "in order", "backwards", "a later one first", "each names the next", "each names the next, the last first",
        "the first one again", "the first one twice", "the last one missing", "one missing in the middle", "the first alone",
    ],
)  # fmt: skip
def test_pages_of_one_article_are_joined(
    tmp_path: Path, pages: Sequence[Page], expected: list[tuple[str, list[int]]]
) -> None:
    file = write(tmp_path / "from", [page(1), *pages, page(2)])
    for _ in range(2):
        status, archive = imported(tmp_path, file)
        with archive:
            assert status == 0
            assert sorted(held(archive)) == sorted([(page(1).url, []), *expected, (page(2).url, [])])
            (joined,) = [each for each in archive.iter_articles() if each.url == _address(1)]
            assert [version.number for version in archive.versions(joined.id or 0)] == [1]
            assert archive.check() == ()


def test_a_page_more_than_a_batch_away_is_joined(tmp_path: Path) -> None:
    between = [page(number) for number in range(1, 60)] * 2
    file = write(tmp_path / "from", [part(1, of=2), *between, part(2, of=2)])
    status, archive = imported(tmp_path, file)
    with archive:
        assert status == 0
        assert (_address(1), [1, 2]) in held(archive)
        assert len(held(archive)) == 60


def test_further_pages_are_captures_of_the_article(tmp_path: Path) -> None:
    status, archive = imported(tmp_path, write(tmp_path / "from", [part(n) for n in (1, 2, 3)]))
    with archive:
        assert status == 0
        (article,) = archive.iter_articles()
        captures = archive.captures_of(_address(1))
        assert sorted((each.url, each.article_id) for each in captures) == [
            (_address(n), article.id) for n in (1, 2, 3)
        ]


@pytest.mark.parametrize("order", [(1, 2, 3), (2, 3, 1), (3, 2, 1)])
def test_a_new_text_of_all_pages_is_one_new_version(tmp_path: Path, order: tuple[int, ...]) -> None:
    pages = [part(n) for n in (1, 2, 3)] + [part(n, minute=1, words="（更新）") for n in order]
    status, archive = imported(tmp_path, write(tmp_path / "from", pages))
    with archive:
        assert status == 0
        assert held(archive) == WHOLE
        (article,) = archive.iter_articles()
        assert (article.body or "").count("（更新）") == 3
        assert [version.number for version in archive.versions(article.id or 0)] == [1, 2]
