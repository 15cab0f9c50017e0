"""Who wrote, who is credited, who edited."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model.fields import Byline
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.model.site import Layout, Site
from archiver.parsers.article import parse_article
from archiver.parsers.byline import clean_editor, parse_byline
from archiver.parsers.dates import parse_dates
from archiver.parsers.title import parse_title
from tests.parsers.pages import page_of, paragraphs, read


def page(between: str, *, head: str = "", text: str = "", after: str = "", lang: str = "zh-CN") -> str:
    """A page with words between its title and its text, and behind it."""
    return (
        f"<html lang={lang}><head><title>大桥合龙</title>{head}</head><body><h1>大桥合龙</h1>{between}"
        f"<div class=text>{text or paragraphs()}</div>{after}</body></html>"
    )


def _body(reading: Reading) -> Body:
    """The blocks of the element marked as text: what the body parser would choose on these pages."""
    document = reading.document
    node = next(i for i, n in enumerate(document.nodes) if n.marks == "text")
    first, last = document.nodes[node].start, document.nodes[node].end - 1
    pieces = tuple(Piece(i, 0, len(document.blocks[i].text)) for i in range(first, last + 1))
    return Body(pieces, node, first, last, (), "test", 1.0)


def byline_of(html: str, *, url: str = "https://news.example/a/12.html") -> Byline:
    reading = read(html, url=url)
    title, body = parse_title(reading), _body(reading)
    published = parse_dates(reading, title=title, body=body).published
    return parse_byline(reading, title=title, body=body, published=published)


def authors(html: str) -> list[str]:
    found = byline_of(html).authors
    return list(found.value) if found else []


def value(found: Found[str] | None) -> str | None:
    return found.value if found else None


def json_ld(author: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"大桥合龙","author":{author}}}</script>'
    )


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("nothing between date and source",
         page("<div><span>发布时间:2023-07-27 09:34:00</span><span>来源: 西藏日报</span></div>"), "西藏日报"),
        ("link", page('<p>2024-05-01 来源：<a href="http://paper.example/">某某日报</a> 举报 326</p>'), "某某日报"),
        ("square brackets", page("<p>2005年3月11日12:12 来源：[ 人民网 ] 页面功能 【 我来说两句 】</p>"), "人民网"),
        ("label and value in two blocks", page("<p>2024-05-01</p><p>来源：</p><p>新华社</p>"), "新华社"),
        ("bare outlet beside the date", page("<p>2019-09-26 10:56:28 证券时报网</p>"), "证券时报网"),
        ("account beside the date", page("<p>2019-05-17 · 苏皖城市报道</p>"), "苏皖城市报道"),
        ("behind the text", page("<p>2024-05-01</p>", after="<p>来源：巴彦淖尔日报 编辑：苏亮</p>"), "巴彦淖尔日报"),
        ("element marked source", page("<p>2024-05-01</p><p class=source>光明日报</p>"), "光明日报"),
        ("metadata", page("<p>2024-05-01</p>", head='<meta name=source content="来源：人民网-人民日报">'), "人民网-人民日报"),
        ("dateline", page("", text=f"<p>新华社北京7月27日电 大桥今天合龙。</p>{paragraphs()}"), "新华社"),
        ("english", page("<p>May 1, 2024</p><p>Source: Reuters</p>", lang="en"), "Reuters"),
        ("source of a picture", page("<p>2024-05-01</p>", text=f"<p>图片来源：某官网</p>{paragraphs()}"), None),
        ("read aloud by a sentence", page("<p>2024-05-01</p>", text=f"<p>他说，数据来源于调查。</p>{paragraphs()}"), None),
        ("none", page("<p>2024-05-01</p>"), None),
    ],
)  # fmt: skip
def test_source(label: str, html: str, expected: str | None) -> None:
    assert value(byline_of(html).source) == expected


def test_the_source_s_address_is_made_absolute() -> None:
    found = byline_of(page('<p>2024-05-01 来源：<a href="//paper.example/x">某某日报</a></p>'))
    assert found.source_url == "https://paper.example/x"


def test_a_script_is_no_address() -> None:
    found = byline_of(page('<p>2024-05-01 来源：<a href="javascript:void(0)">某某日报</a></p>'))
    assert (value(found.source), found.source_url) == ("某某日报", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(责编:常邦丽)", "常邦丽"),
        ("（责编：甲、乙）", "甲、乙"),
        ("责任编辑:【王五】", "王五"),
        ("本文来源：新京报 责任编辑：史建磊_NBJ11331", "史建磊"),
        ("[责任编辑：名 PK155]", "名"),
        ("（责任编辑： HN666）", None),
        ("責任編輯：王大明", "王大明"),
        ("来源：某网 编辑：苏亮", "苏亮"),
        ("校对：李四", None),
    ],
)
def test_editor_behind_the_text(text: str, expected: str | None) -> None:
    assert value(byline_of(page("<p>2024-05-01</p>", after=f"<p>{text}</p>")).editor) == expected


def test_the_editor_is_not_the_author() -> None:
    found = byline_of(page("<p>2024-05-01</p>", after="<p>责任编辑：王五</p>"))
    assert (found.authors, value(found.editor)) == (None, "王五")


@pytest.mark.parametrize("text", ["王五_NF4425", " 王五 ", "王五（实习）电话：123"])
def test_editor_s_name_alone(text: str) -> None:
    assert (clean_editor(text) or "").startswith("王五")


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("label", page("<p>2019-09-26 12:11 来源：证券时报网 作者：李在山</p>"), ["李在山"]),
        ("two with a space", page("<p>作者：宋怡 杨志华</p>"), ["宋怡", "杨志华"]),
        ("in brackets at the end", page("", text=f"{paragraphs()}<p>大家都很高兴。（记者 张三 通讯员 李四）</p>"), ["张三", "李四"]),
        ("names alone in brackets at the end", page("", text=f"{paragraphs()}<p>大家都很高兴。（张小三 李四）</p>"), ["张小三", "李四"]),
        ("dateline", page("", text=f"<p>新京报讯（记者 陆一夫）大桥今天合龙。</p>{paragraphs()}"), ["陆一夫"]),
        ("lenticular brackets", page("", text=f"<p>【文/观察者网专栏作者 王文】</p>{paragraphs()}"), ["王文"]),
        ("paragraph", page("", text=f"<p>澎湃新闻记者 段彦超 廖艳</p>{paragraphs()}"), ["段彦超", "廖艳"]),
        ("closing paragraph with other roles", page("", text=f"{paragraphs()}<p>新京报记者 陆一夫 编辑 刘晓阳 校对 李铭</p>"), ["陆一夫"]),
        ("photographer", page("", text=f"{paragraphs()}<p>大家都很高兴。（记者 张三 摄）</p>"), []),
        ("reporter in a sentence", page("", text=f"<p>记者从市政府了解到，大桥今天合龙。</p>{paragraphs()}"), []),
        ("korean", page("<p>홍길동 기자</p>", lang="ko", head='<meta name=author content="홍길동 기자">'), ["홍길동"]),
    ],
)  # fmt: skip
def test_authors_in_chinese_and_korean(label: str, html: str, expected: list[str]) -> None:
    assert authors(html) == expected


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("by", page("<p>By Jane Q. Smith and John O'Neil</p>", lang="en"), ["Jane Q. Smith", "John O'Neil"]),
        ("role and date behind", page("<p>By Jane Smith, Staff Writer | May 1, 2024</p>", lang="en"), ["Jane Smith"]),
        ("name joined to by", page("<p>ByDaryl Austin</p>", lang="en"), ["Daryl Austin"]),
        ("behind the date", page("<p>March 15, 2022 · 3 min read · By Ann Lee</p>", lang="en"), ["Ann Lee"]),
        ("link", page('<p>By <a rel=author href="/author/jane/">Jane Smith</a> Senior Editor</p>', lang="en"), ["Jane Smith"]),
        ("only some are linked", page('<p>Von <a class=author href="/autoren/a/">Ann Arm</a>, Bea Bad und Cem Cek</p>', lang="de"),
         ["Ann Arm", "Bea Bad", "Cem Cek"]),
        ("label in a block of its own", page("<div>By</div><div class=who>Jane Smith</div>", lang="en"), ["Jane Smith"]),
        ("names in blocks of their own", page("<div class=by-line><p class=author>Jane Smith</p><p class=author>John Low</p></div>", lang="en"),
         ["Jane Smith", "John Low"]),
        ("reviewer left out", page("<p>Written by Jane Smith</p><p>Medically reviewed by Al Doe, MD</p>", lang="en"), ["Jane Smith"]),
        ("consent is no by-line", page("<p>By signing up you agree to our terms</p>", lang="en"), []),
        ("photo credit", page("<p class=author-photo>Photo: Jane Smith</p>", lang="en"), []),
        ("written by, far behind", page("", lang="en", after="<div>x</div>" * 30 + "<h3>Written by Jane Smith</h3>"), ["Jane Smith"]),
        ("beside the date", page("<p>Dec 26, 2025 • Mahua Das in Project Management</p>", lang="en"), ["Mahua Das"]),
        ("section beside the date", page("<p>Dec 26, 2025 • Real Estate</p>", lang="en"), []),
    ],
)  # fmt: skip
def test_authors_in_latin_script(label: str, html: str, expected: list[str]) -> None:
    assert authors(html) == expected


@pytest.mark.parametrize(
    ("label", "head", "expected"),
    [
        ("person", json_ld('{"@type":"Person","name":"Jane Smith"}'), ["Jane Smith"]),
        ("list", json_ld('[{"name":"Jane Smith"},{"name":"John Low"}]'), ["Jane Smith", "John Low"]),
        ("string", json_ld('"Jane Smith and John Low"'), ["Jane Smith", "John Low"]),
        ("list of names", json_ld('{"@type":"Person","name":["Jane Smith","John Low"]}'), ["Jane Smith", "John Low"]),
        ("reference", json_ld('{"@id":"#p1"}')
         + '<script type="application/ld+json">{"@type":"Person","@id":"#p1","name":"Jane Smith"}</script>', ["Jane Smith"]),
        ("organisation with and", json_ld('{"@type":"Organization","name":"Centre for Drugs and Research"}'),
         ["Centre for Drugs and Research"]),
        ("meta", '<meta name=author content="Jane Smith">', ["Jane Smith"]),
        ("address", '<meta property="article:author" content="https://social.example/jane">', []),
        ("number", '<meta name=author content="104612">', []),
        ("two of a library", '<meta name=citation_author content="Roy, Ann"><meta name=citation_author content="Das, Ida">',
         ["Ann Roy", "Ida Das"]),
        ("card", '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Smith">', ["Jane Smith"]),
        ("name missing before the paper", json_ld('{"name":", The Daily Journal"}'), []),
    ],
)  # fmt: skip
def test_authors_in_metadata(label: str, head: str, expected: list[str]) -> None:
    assert authors(page("", head=head, lang="en")) == expected


def test_a_printed_person_goes_before_the_site_s_own_name() -> None:
    head = '<meta property="og:site_name" content="The Example Times">' + json_ld('{"name":"The Example Times"}')
    assert authors(page("<p>By Jane Smith</p>", head=head, lang="en")) == ["Jane Smith"]


def test_the_site_s_name_stands_where_no_person_does() -> None:
    head = '<meta property="og:site_name" content="The Example Times">' + json_ld('{"name":"The Example Times"}')
    found = byline_of(page("", head=head, lang="en")).authors
    assert found is not None
    assert (found.value, found.score <= 0.7) == (("The Example Times",), True)


def test_the_source_in_the_author_s_place_is_no_author() -> None:
    found = byline_of(page("<p>2024-05-01 来源：每日经济新闻</p>", head='<meta name=author content="每日经济新闻">'))
    assert (found.authors, value(found.source)) == (None, "每日经济新闻")


def test_a_picture_s_source_is_not_the_article_s() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>Source: Instagram</figcaption></figure>"
    assert byline_of(page("<p>May 1, 2024</p>", text=f"{figure}{paragraphs()}", lang="en")).source is None


def test_agreement_raises_the_score() -> None:
    agreed = byline_of(page("<p>By Jane Smith</p>", head=json_ld('{"name":"Jane Smith"}'), lang="en")).authors
    alone = byline_of(page("<p>By Jane Smith</p>", lang="en")).authors
    disputed = byline_of(page("<p>By Jane Smith</p>", head=json_ld('{"name":"John Low"}'), lang="en")).authors
    assert agreed is not None
    assert alone is not None
    assert disputed is not None
    assert agreed.score > 0.9 > alone.score > disputed.score


def test_related_articles_authors_are_not_taken() -> None:
    after = "<div class=related-posts><div class=author>Ann Other</div><div>By Bob Else</div></div>"
    assert authors(page("<p>By Jane Smith</p>", after=after, lang="en")) == ["Jane Smith"]


def test_a_dropped_block_is_not_read() -> None:
    reading = read(page("<p>来源：垃圾网 作者：王五</p>"))
    kept = tuple("垃圾" not in block.text for block in reading.document.blocks)
    found = parse_byline(replace(reading, kept=kept), title=parse_title(reading))
    assert (found.source, found.authors) == (None, None)


def test_values_are_traced_to_the_page() -> None:
    reading = read(page("<p>2024-05-01 来源：某某日报 作者：李在山 责任编辑：王五_NF1234</p>"))
    found = parse_byline(reading, title=parse_title(reading))
    slices = []
    for part in (found.source, found.authors, found.editor):
        assert part is not None
        (piece,) = part.pieces
        slices.append(reading.document.blocks[piece.block].text[piece.start : piece.end])
    assert slices == ["某某日报", "李在山", "王五_NF1234"]


def test_a_site_s_rules_go_before_all() -> None:
    layout = Layout(source="p.a", authors="p.b", editor="p.c")
    site = Site(publisher="某网", domains=("news.example",), timezone="Asia/Shanghai", layouts=(layout,))
    html = page(
        "<p>来源：别的网 作者：赵六</p>",
        after="<p class=a>来源：真日报</p><p class=b>张三</p><p class=c>（责编：李四）</p>",
    )
    article = parse_article(page_of(html), site=site)
    assert (article.source, article.authors, article.editor) == ("真日报", ("张三",), "李四")
    assert article.evidence["source"].source == "site rule source"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=150), st.text(max_size=150))
def test_any_words_are_read_without_error(between: str, after: str) -> None:
    clean = [t.replace("<", " ").replace("\x00", "") for t in (between, after)]
    found = byline_of(page(f"<p>来源：{clean[0]}</p>", after=f"<p>By {clean[1]}</p>"))
    if found.authors:
        assert all(name.strip() for name in found.authors.value)


ENGLISH = (
    "<p>I built this in a week, and I would do it again. Rain came early that year, which nobody had foreseen.</p>"
)
BOX = "<h3>Ann Brown</h3><p>Ann Brown is a reporter who has covered rivers and rain for twenty years.</p>"


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("a box about the author", f"<div class=text>{ENGLISH * 3}</div>{BOX}", ["Ann Brown"]),
        ("a box by the first name", f"<div class=text>{ENGLISH * 3}</div>{BOX.replace('Ann Brown is', 'Ann is')}", ["Ann Brown"]),
        ("a person in the text", f"<div class=text>{ENGLISH * 3}</div><h3>Ann Brown</h3><p>More rain is on its way.</p>", []),
        ("the by-line goes before the box", f"<p>By Joe Black</p><div class=text>{ENGLISH * 3}</div>{BOX}", ["Joe Black"]),
        ("the owner of a site", f"<div class=text>{ENGLISH * 3}</div><footer><p>© 2024 Eva Stone.</p></footer>", ["Eva Stone"]),
        ("nobody says I", "<div class=text><p>Rain came early.</p></div><footer><p>© 2024 Eva Stone.</p></footer>", []),
        (
            "an organisation runs the site",
            '<script type="application/ld+json">{"@type":"Organization","name":"Stone"}</script>'
            f"<div class=text>{ENGLISH * 3}</div><footer><p>© 2024 Eva Stone.</p></footer>",
            [],
        ),
        ("a pen name that begins small", f"<p>by <a rel=author href=/author/jsmith>jsmith</a></p><div class=text>{ENGLISH}</div>", ["jsmith"]),
    ],
)  # fmt: skip
def test_pages_that_print_no_by_line(label: str, html: str, expected: list[str]) -> None:
    head = "<html lang=en><head><title>Rain ends the drought | Eva Stone</title></head><body>"
    top = "<p><a href=/>Eva Stone</a></p>" if "Eva Stone" in html else ""
    assert authors(f"{head}{top}<h1>Rain ends the drought</h1>{html}") == expected
