"""Articles on several pages."""

import pytest

from archiver.model.article import Article, Caption, Evidence, Repair
from archiver.parsers.multipage import join_pages, next_page_links
from archiver.parsers.repairs import undo
from tests.parsers.pages import read

BASE = "https://news.example"


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        (
            "/a/t1.html",
            "<a href='/a/t1_2.html'>2</a> <a href='/a/t1_3.html'>3</a> <a href='/a/t1_2.html'>下一页</a>",
            ["/a/t1_2.html", "/a/t1_3.html"],
        ),
        ("/a/t1.html", "<a href='/a/t1_1.html'>2</a> <a href='/a/t1_2.html'>3</a>", ["/a/t1_1.html", "/a/t1_2.html"]),
        ("/a/story", "<a href='/a/story?page=2'>Next page</a>", ["/a/story?page=2"]),
        ("/a/story/", "<a href='/a/story/2/'>2</a>", ["/a/story/2/"]),
        ("/a/story?id=7", "<a href='?id=7&page=2'>Weiter</a>", ["/a/story?id=7&page=2"]),
        ("/a/t1_2.html", "<a href='/a/t1.html'>1</a> <a href='/a/t1_3.html'>下一页</a>", ["/a/t1_3.html"]),
        ("/a/t20230727_7460423.html", "<a href='/a/t20230727_7460424.html'>下一篇</a>", []),
        ("/a/story-12.html", "<a href='/a/other-13.html'>Next</a>", []),
        ("/a/story", "<a href='/b/story?page=2'>Next page</a>", []),
        ("/a/story", "<a href='https://else.example/a/story?page=2'>2</a>", []),
        ("/a/story", "<a href='/a/story?page=2#comments'>Comments</a>", []),
        ("/a/story", "<div class=comments><a href='?page=2'>2</a></div>", []),
        ("/a/story", "<a href='?page=2'>2</a> … <a href='?page=9'>9</a>", ["/a/story?page=2"]),
        ("/a/story", "<a href='javascript:next()'>下一页</a> <a href='http://[bad'>2</a>", []),
    ],
)
def test_links_to_the_next_pages_of_the_same_article(url: str, links: str, expected: list[str]) -> None:
    document = read(f"<h1>标题</h1><p>正文。</p><div>{links}</div>", url=BASE + url).document
    assert next_page_links(document) == tuple(BASE + path for path in expected)


def test_rel_next_of_the_same_article() -> None:
    document = read("<head><link rel=next href='/a/story?page=2'></head><p>x", url=f"{BASE}/a/story").document
    assert next_page_links(document) == (f"{BASE}/a/story?page=2",)


def test_pages_are_joined_without_repeats() -> None:
    lead = "这是每一页都重复出现的导语，一共三十来个字。"
    first = Article(
        url="u1", title="标题", body=f"{lead}\n\n第一页的段落。", captions=(Caption(text="图一"),), images=("a",)
    )
    last = Article(
        url="u2",
        title="标题",
        body=f"{lead}\n\n第二页的段落。",
        captions=(Caption(text="图一"), Caption(text="图二")),
        images=("a", "b"),
        editor="王芳",
        evidence={"editor": Evidence(source="label 责编", score=0.98)},
    )
    joined = join_pages([first, last])
    assert joined.body == f"{lead}\n\n第一页的段落。\n\n第二页的段落。"
    assert joined.captions == (Caption(text="图一"), Caption(text="图二"))
    assert joined.images == ("a", "b")
    assert (joined.editor, joined.evidence["editor"].source) == ("王芳", "label 责编")


def test_repairs_move_along_and_can_be_undone() -> None:
    one = Article(
        url="u1", body="甲当", repairs=(Repair(kind="reading", field="body", offset=2, before="(dāng)", after=""),)
    )
    two = Article(
        url="u2",
        body="乙国",
        captions=(Caption(text="图"),),
        repairs=(
            Repair(kind="conversion", field="body", offset=1, before="國", after="国"),
            Repair(kind="conversion", field="captions[0].text", offset=0, before="圖", after="图"),
        ),
    )
    joined = join_pages([one, two])
    assert joined.as_served == {"body": "甲当(dāng)\n\n乙國", "captions[0].text": "圖"}
    assert undo(joined.body or "", [r for r in joined.repairs if r.field == "body"]) == joined.as_served["body"]


def test_one_page_stays_as_it_is() -> None:
    article = Article(url="u", body="x")
    assert join_pages([article]) is article


def test_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        join_pages([])
