"""The page as read, for people: every step's doing is on it."""

import re
from datetime import UTC, date, datetime

from archiver.model.site import Layout, Site
from archiver.parsers.explain import explain_page
from archiver.parsers.layouts import layout_of
from tests.parsers.pages import page_of, paragraphs

HTML = (
    "<html lang=zh><title>大桥合龙_某某网</title><nav><a href=/a>首页</a></nav><h1>大桥合龙</h1>"
    f"<p>2024-05-01 09:30 来源：某某日报</p><div>{paragraphs()}<figure><img src='/a.jpg'><figcaption>图为大桥。 张三 摄"
    "</figcaption></figure></div><p>（责任编辑：李四）</p><div style='display:none'>看不见的文字，一整段都看不见，读者看不到它的。</div>"
)


def test_explanation_names_fields_rules_and_what_is_left_out() -> None:
    page = explain_page(page_of(HTML))
    for kind in ("k-title", "k-body", "k-caption", "k-field"):
        assert f"block {kind}" in page
    for words in ("title: h1 agreed by metadata", "source: ", "caption: figcaption", "published_at: ", "editor: "):
        assert words in page


def test_explanation_holds_every_block_of_the_page() -> None:
    words = re.sub(r"<[^>]+>", "", explain_page(page_of(HTML)))
    assert [text for text in ("大桥合龙", "首页", "图为大桥。", "看不见的文字") if text not in words] == []


def test_explanation_needs_nothing_from_elsewhere() -> None:
    page = explain_page(page_of(HTML))
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)


def test_repairs_stand_before_and_after() -> None:
    words = "國(guó)家發(fā)展現(xiàn)代產(chǎn)業(yè)，經(jīng)濟關(guān)係進(jìn)入新階段，學(xué)習實(shí)踐，"
    page = explain_page(
        page_of(f"<h1>國(guó)家發(fā)展</h1><div><p>{words}</p><p>{words}工作隊堅持，關(guān)心。</p></div>")
    )
    assert "<del title='reading'>(guó)</del>" in page


def test_layout_of_the_day() -> None:
    old, new = Layout(until=date(2024, 3, 1), title="h2"), Layout(title="h1")
    site = Site(publisher="某网", domains=("news.example",), timezone="Asia/Shanghai", layouts=(old, new))
    assert layout_of(site, datetime(2024, 3, 1, 12, tzinfo=UTC)) is old
    assert layout_of(site, datetime(2024, 3, 2, tzinfo=UTC)) is new
    assert layout_of(site, None) is new
    assert layout_of(None, None) is None
