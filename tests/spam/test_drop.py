"""Spam is dropped by named rules, and what newsrooms print stays."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archiver.markup.reader import read_document
from archiver.model.document import Document
from archiver.model.page import Page
from archiver.spam.drop import drop_spam
from archiver.spam.hosts import fingerprint_blocks, learn_host_blocks
from archiver.spam.phrases import is_spam_phrase
from archiver.spam.rules import HIDDEN_RULES, VISIBLE_RULES
from tests.spam.generator import (
    HELD_OUT,
    STRUCTURES,
    entity_head,
    head_line,
    make_page,
    tag_noise,
    tail_places,
)

CASES = json.loads((Path(__file__).parents[1] / "cases" / "spam.json").read_text(encoding="utf-8"))


def read(html: str | bytes, url: str = "https://www.house.example/news/1.html") -> Document:
    return read_document(Page(url=url, body=html if isinstance(html, bytes) else html.encode()))


def rows() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "fail" else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", rows())
def test_page_loses_its_spam_and_nothing_else(case: dict[str, Any]) -> None:
    document = read(case["html"])
    verdict = drop_spam(document, served=document)
    assert [d.rule for d in verdict.dropped] == case["dropped"]
    assert (verdict.score > 0) == any(rule != "hidden_text" for rule in case["dropped"])


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("structures", [STRUCTURES, HELD_OUT], ids=["seen", "held out"])
def test_generated_page_keeps_its_article_and_loses_what_was_planted(structures: Any, seed: int) -> None:
    page, body = make_page(seed, structures)
    document = read(body, "https://mirror.example/a/b.html")
    verdict = drop_spam(document, served=document)
    kept = "".join(b.text for b, k in zip(document.blocks, verdict.kept, strict=True) if k)
    gone = "".join(d.text for d in verdict.dropped)
    assert [text for text in page.honest if text not in kept] == []
    assert [text for text in page.lines if _fold(text) not in _fold(gone)] == []
    assert [text for text in page.hidden if _fold(text)[:300] in _fold(kept)] == []


def _fold(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("seed", range(20))
def test_page_without_injection_is_kept_whole(seed: int) -> None:
    _, body = make_page(seed, ())
    document = read(body)
    verdict = drop_spam(document, served=document)
    assert (all(verdict.kept), verdict.dropped, verdict.cuts, verdict.score, verdict.reasons) == (True, (), (), 0.0, ())


def test_script_clash_is_seen_in_the_page_as_served() -> None:
    """Repair simplifies the article, and with it the difference between it and the spam."""
    page, body = make_page(0, (tail_places,), count=1)
    served = read(body, "https://mirror.example/a/b.html")
    mended = replace(served, blocks=tuple(replace(b, text=b.text[:1] + b.text[1:]) for b in served.blocks))
    verdict = drop_spam(mended, served=served)
    assert [(d.rule, d.place, _fold(d.text)) for d in verdict.dropped] == [("link_farm", "tail", _fold(page.links[0]))]


def test_verdict_names_its_reasons() -> None:
    _, body = make_page(3, (head_line, tag_noise, entity_head), count=3)
    document = read(body, "https://mirror.example/cn/zt/202307/t20230727_7460423.html")
    verdict = drop_spam(document, served=document)
    names = {reason.split(":")[0] for reason in verdict.reasons}
    assert names == {"keyword_line", "keywords_stuffed", "written_as_entities", "invented_elements", "mirror"}
    assert verdict.score > 0.95


def test_notice_names_the_site_that_was_mirrored() -> None:
    page, body = make_page(0, (head_line,), count=1)
    notice = "<p>版权声明:凡注明“来源:青林新闻网”的所有作品，任何媒体转载须注明来源。</p></body>"
    document = read(body.replace(b"</body>", notice.encode()), "https://mirror.example/a.html")
    assert page.lines
    assert "mirror: notice names 青林新闻网" in drop_spam(document, served=document).reasons


def test_spam_phrases_are_known_by_the_page_that_shows_them() -> None:
    page, body = make_page(0, (head_line,), count=1)
    document = read(body, "https://mirror.example/a.html")
    verdict = drop_spam(document, served=document)
    phrase = page.lines[0].replace(" ?", "").split(page.lines[0].replace(" ?", "")[-1:])[0][:6]
    assert phrase
    assert is_spam_phrase("国产精品久久久久久久", verdict)
    assert not is_spam_phrase("水库", verdict)


def test_honest_page_may_be_about_casinos() -> None:
    document = read(
        "<h1>Casino</h1><p>The casino on the old pier will close in May, its owner told the council on Monday.</p>"
    )
    verdict = drop_spam(document, served=document)
    assert not is_spam_phrase("casino", verdict)


def test_phrase_dropped_into_a_sentence_is_cut() -> None:
    line = "国产精品久久久久,亚洲综合色在线视频,天天操天天干天天日,成人影院免费观看"
    html = f"<body>{line}<h1>题</h1><p>入夏以来，青林县气象台先后发布了三次天天操天天干天天日高温预警，水库都做了检查。</p>"
    document = read(html, "https://mirror.example/a.html")
    verdict = drop_spam(document, served=document)
    block, start, end, rule = verdict.cuts[0]
    assert (document.blocks[block].text[start:end], rule) == ("天天操天天干天天日", "spam_phrase")


def test_blocks_of_a_host_are_learnt_from_five_pages() -> None:
    pages = [
        read(f"<div>Menu of the site</div><p>Words of page {name} alone.</p><footer>All rights reserved</footer>")
        for name in "ABCDEF"
    ]
    prints = [fingerprint_blocks(page) for page in pages]
    assert learn_host_blocks(prints[:4]).recurring == frozenset()
    learnt = learn_host_blocks(prints)
    assert (learnt.pages, learnt.recurring) == (6, frozenset({prints[0][0], prints[0][2]}))


def test_recurring_line_in_another_script_is_dropped() -> None:
    """Neither position nor lexicon tells this line; that it stands on all pages of the host does."""
    html = (
        "<h1>題</h1><p>入夏以來，青林縣氣象臺先後發布了三次高溫預警，縣裏的水利部門提前對水庫進行了檢查，確保安全度汛。</p>"
        "<p>热播剧场更新,观众热议话题,独家资讯汇总</p>"
    )
    document = read(html)
    learnt = learn_host_blocks([fingerprint_blocks(document)] * 6)
    assert [d.rule for d in drop_spam(document, served=document, learnt=learnt).dropped] == ["recurring_spam"]
    assert drop_spam(document, served=document).dropped == ()


def test_article_that_waits_for_a_script_is_kept() -> None:
    words = "The town council voted on Tuesday to repair the old bridge before winter, after months of debate. " * 12
    document = read(f"<h1>Bridge</h1><div hidden><p>{words}</p></div><p>Loading the article, please wait.</p>")
    assert drop_spam(document, served=document).kept == (True, True, True)


def test_every_rule_is_named_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "spam.md").read_text(encoding="utf-8")
    assert [rule.__name__ for rule in HIDDEN_RULES + VISIBLE_RULES if f"`{rule.__name__}`" not in docs] == []
