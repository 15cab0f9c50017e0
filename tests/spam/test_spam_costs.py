"""Looking for spam takes time in proportion to the page, whatever stands on it."""

import time

import pytest

from archiver.markup.reader import read_document
from archiver.model.page import Page
from archiver.spam.drop import drop_spam


@pytest.mark.parametrize(
    "unit",
    [
        "国产精品|",
        '<p><a href="http://h%d.example/">国产精品</a></p>',
        "<p hidden>这是一段隐藏的文字，读者看不到它的内容。</p>",
        "<p>夜空剧场更新,观众话题热议,独家资讯汇总,番剧下载</p>",
        "<p>今天天气很好，我们去公园散步了，大家都很高兴。</p>",
        "<p>a, b | c - d_e</p>",
    ],
)
def test_time_grows_with_size_alone(unit: str) -> None:
    """Twice the page takes at most 2.5 times as long, with room for the clock's grain."""
    assert seconds(unit, 4_000) < 2.5 * seconds(unit, 2_000) + 0.02


def seconds(unit: str, count: int) -> float:
    html = "<body>" + "".join(unit.replace("%d", str(n)) for n in range(count))
    document = read_document(Page(url="https://example.org/", body=html.encode()))
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        drop_spam(document, served=document)
        best = min(best, time.process_time() - start)
    return best
