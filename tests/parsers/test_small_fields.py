"""Section, keywords, language, copyright notice, canonical address and publisher."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model.reading import Found, Reading
from archiver.model.site import Layout, Site
from archiver.parsers.article import parse_article
from archiver.parsers.canonical import parse_canonical, registered_name
from archiver.parsers.copyright import parse_copyright
from archiver.parsers.keywords import parse_keywords
from archiver.parsers.language import declared_language, parse_language
from archiver.parsers.publisher import parse_publisher
from archiver.parsers.section import parse_section
from archiver.parsers.title import parse_title
from tests.parsers.pages import URL, page_of, paragraphs, read

TEXT = paragraphs()


def page(before: str = "", *, head: str = "", after: str = "", title: str = "大桥合龙", lang: str = "zh-CN") -> str:
    return (
        f"<html lang={lang}><head><title>{title}</title>{head}</head><body>{before}<h1>大桥合龙</h1>"
        f"<div class=text>{TEXT}</div>{after}</body></html>"
    )


def section(html: str, url: str = URL) -> list[str]:
    reading = read(html, url=url)
    found = parse_section(reading, title=parse_title(reading))
    return list(found.value) if found else []


BREADCRUMB = (
    '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
    '{"position":2,"name":"Politics"},{"position":1,"name":"Home"},{"position":3,"item":{"name":"Europe"}}]}</script>'
)


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("trail", page('<div class=bread><a href="/">中国西藏网</a> &gt; <a href="/yz/">援藏</a> &gt; 资讯</div>'), ["援藏", "资讯"]),
        ("trail without links", page("<div class=bread>中国西藏网 &gt; 援藏 &gt; 资讯</div>"), ["援藏", "资讯"]),
        ("home by name", page('<div class=crumbs><a href="/">首页</a> &gt; <a href="/a">财经</a> &gt; 正文</div>'), ["财经"]),
        ("label before", page('<td>当前位置：<a href="../index.htm">首页</a>-&gt;<a href="../t.htm">军事技术</a></td>'), ["军事技术"]),
        ("list of elements", page("<ol class=breadcrumb><li><a href=/>Home</a></li><li><a href=/p>Politik</a></li><li><a href=/e>Europa</a></li></ol>"),
         ["Politik", "Europa"]),
        ("title at its end", page('<div class=bread><a href="/">首页</a> / <a href="/z">专栏</a> / 大桥合龙</div>'), ["专栏"]),
        ("metadata", page(head='<meta property="article:section" content="Politics">'), ["Politics"]),
        ("json-ld in order of positions", page(head=BREADCRUMB), ["Politics", "Europe"]),
        ("tools are no trail", page("<p>页面功能【 我来说两句(0) 】【 收藏本文 】【 打印 】</p>"), []),
        ("posted time is no section", page("<div class=breadcrumbs><a href=/s>Shopping</a></div><div class=breadcrumbs>Posted 24 hours ago</div>"),
         ["Shopping"]),
        ("menu is no trail", page("<nav><a href=/a>要闻</a> <a href=/b>财经</a> <a href=/c>体育</a></nav>"), []),
        ("none", page(), []),
    ],
)  # fmt: skip
def test_section(label: str, html: str, expected: list[str]) -> None:
    assert section(html) == expected


def test_the_printed_trail_goes_before_metadata_and_is_traced() -> None:
    html = page('<div class=bread><a href="/">首页</a> &gt; <a href="/a">财经</a></div>',
                head='<meta property="article:section" content="finance">')  # fmt: skip
    reading = read(html)
    found = parse_section(reading, title=parse_title(reading))
    assert found is not None
    assert [reading.document.blocks[p.block].text[p.start : p.end] for p in found.pieces] == ["财经"]


@pytest.mark.parametrize(
    ("label", "head", "expected"),
    [
        ("commas", '<meta name=keywords content="龙湖,龙湖集团， 吴亚军,龙湖,">', ["龙湖", "龙湖集团", "吴亚军"]),
        ("spaces in chinese", '<meta name=keywords content="小花 小刚 纸片">', ["小花", "小刚", "纸片"]),
        ("english with spaces", '<meta name=keywords content="climate change, New York">', ["climate change", "New York"]),
        ("news keywords first", '<meta name=keywords content="a1"><meta name=news_keywords content="b2,c3">', ["b2", "c3"]),
        ("tags", '<meta property="article:tag" content="One"><meta property="article:tag" content="Two">', ["One", "Two"]),
        ("json-ld", '<script type="application/ld+json">{"@type":"NewsArticle","keywords":["x1","y2"]}</script>', ["x1", "y2"]),
        ("the title is none", '<meta name=keywords content="大桥合龙">', []),
        ("empty", '<meta name=keywords content=" , ,">', []),
        ("a sentence is none", f'<meta name=keywords content="{"很长的句子" * 12}">', []),
    ],
)  # fmt: skip
def test_keywords(label: str, head: str, expected: list[str]) -> None:
    reading = read(page(head=head))
    found = parse_keywords(reading, title=parse_title(reading))
    assert (list(found.value) if found else []) == expected


def test_keywords_never_hold_the_spam_s() -> None:
    reading = read(page(head='<meta name=keywords content="援藏,久久精品视频,河北">'))
    found = parse_keywords(reading, is_spam=lambda word: "精品" in word)
    assert found is not None
    assert found.value == ("援藏", "河北")


@pytest.mark.parametrize(
    ("label", "after", "expected"),
    [
        ("statement", "<div>版权声明:凡注明“来源:中国西藏网”的所有作品,版权归本网。</div>", "版权声明:凡注明“来源:中国西藏网”的所有作品,版权归本网。"),
        ("foot", "<div>关于我们</div><div>Copyright © 2019 观察者 All rights reserved.</div>", "Copyright © 2019 观察者 All rights reserved."),
        ("one line of several", "<footer>联系我们<br>版权所有 江苏扬子晚报有限公司<br>苏ICP备1号</footer>", "版权所有 江苏扬子晚报有限公司"),
        ("german", "<footer>Alle Rechte vorbehalten. Muster GmbH</footer>", "Alle Rechte vorbehalten. Muster GmbH"),
        ("a link to the terms is none", "<footer><a href=/a>关于我们</a>|<a href=/b>版权声明</a>|<a href=/c>友情链接</a></footer>", None),
        ("a photo's is none", "<p>Photo © Getty Images</p>", None),
        ("none", "<footer>联系我们</footer>", None),
    ],
)  # fmt: skip
def test_copyright(label: str, after: str, expected: str | None) -> None:
    found = parse_copyright(read(page(after=after)))
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("label", "head", "expected"),
    [
        ("link", '<link rel=canonical href="/2024/05/t20240501_12.html?utm_source=x">', URL),
        ("og:url agrees", f'<link rel=canonical href="{URL}"><meta property="og:url" content="{URL}">', URL),
        ("sub-domain", '<link rel=canonical href="https://www.news.example/a/1.html">', "https://www.news.example/a/1.html"),
        ("front page", '<link rel=canonical href="https://news.example/">', None),
        ("a stranger's host", '<link rel=canonical href="https://casino.example.net/x.html">', None),
        ("two that contradict", f'<link rel=canonical href="{URL}"><link rel=canonical href="/other.html">', None),
        ("no web address", '<link rel=canonical href="javascript:void(0)">', None),
        ("none", "", None),
    ],
)  # fmt: skip
def test_canonical(label: str, head: str, expected: str | None) -> None:
    found = parse_canonical(read(page(head=head)))
    assert (found.value if found else None) == expected


def test_a_site_s_own_domains_are_credible() -> None:
    site = Site(publisher="某网", domains=("paper.example", "news.example"), timezone="Asia/Shanghai")
    reading = replace(read(page(head='<link rel=canonical href="https://www.paper.example/a.html">')), site=site)
    found = parse_canonical(reading)
    assert found is not None
    assert found.value == "https://www.paper.example/a.html"


def test_registered_names() -> None:
    hosts = ("www.example.com", "a.b.example.co.uk", "example.cn", "m.news.example.com.cn", "192.168.0.1")
    assert [registered_name(h) for h in hosts] == [
        "example.com",
        "example.co.uk",
        "example.cn",
        "example.com.cn",
        "192.168.0.1",
    ]


def publisher(html: str, url: str = URL) -> str | None:
    reading = read(html, url=url)
    found = parse_publisher(reading, title=parse_title(reading), notice=parse_copyright(reading))
    return found.value if found else None


@pytest.mark.parametrize(
    ("label", "html", "expected"),
    [
        ("site name", page(head='<meta property="og:site_name" content="某某网">'), "某某网"),
        ("json-ld", page(head='<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"某某日报"}}</script>'), "某某日报"),
        ("title's end", page(title="大桥合龙_中国西藏网"), "中国西藏网"),
        ("trail", page('<div class=bread><a href="/">中国西藏网</a> &gt; <a href="/yz/">援藏</a></div>'), "中国西藏网"),
        ("notice", page(after="<div>版权声明：凡注明“来源：中国西藏网”的所有作品，版权归本网。</div>"), "中国西藏网"),
        ("copyright line", page(after="<footer>© 2024 Example Media Ltd</footer>"), "Example Media Ltd"),
        ("never the host", page(), None),
    ],
)  # fmt: skip
def test_publisher(label: str, html: str, expected: str | None) -> None:
    assert publisher(html) == expected


def test_a_mirror_s_page_names_the_paper_it_was_taken_from() -> None:
    trail = '<div class=bread><a href="/">中国西藏网</a> &gt; <a href="/yz/">援藏</a> &gt; 资讯</div>'
    html = page(trail, title="大桥合龙_中国西藏网", head='<meta property="og:site_name" content="kdhe.example">')
    assert publisher(html, url="http://www.kdhe.example/cn/1.html") == "中国西藏网"


def language(html: str) -> str | None:
    reading = read(html)
    found = parse_language(reading, title=parse_title(reading))
    return found.value if found else None


def test_language_is_that_of_the_words() -> None:
    german = "<p>" + "Die Regierung hat sich auf das neue Gesetz geeinigt und will es bald beschließen. " * 3 + "</p>"
    assert language(f"<html><h1>Gesetz</h1>{german}</html>") == "de"
    assert language(f"<html lang=en><h1>Gesetz</h1>{german}</html>") == "de"
    assert language(page(lang="en")) == "zh-Hans"
    assert language("<html lang=zh-CN><h1>大橋合龍</h1><p>" + "這裡的學生和教師都在為當地的發展努力。" * 8) == "zh-Hant"
    assert language("<html></html>") is None


def test_declared_language_comes_from_attribute_or_metadata() -> None:
    assert declared_language(read("<html lang=fr>x")) == "fr"
    assert declared_language(read('<meta property="og:locale" content="pt_BR">x')) == "pt-BR"
    assert declared_language(read("<p>x")) is None


def test_site_rules_and_facts_go_first() -> None:
    layout = Layout(section="p.s", copyright="p.c")
    site = Site(publisher="真正的报", domains=("news.example",), timezone="Asia/Shanghai", layouts=(layout,))
    html = page('<p class=s><a href="/">首页</a> &gt; <a href="/x">真栏目</a></p><div class=bread>假站网 &gt; 假栏目</div>',
                after="<p class=c>真正的版权归本报所有</p><footer>© 2024 别的公司</footer>")  # fmt: skip
    article = parse_article(page_of(html), site=site)
    assert (article.section, article.copyright, article.publisher) == (("真栏目",), "真正的版权归本报所有", "真正的报")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=100), st.text(max_size=100))
def test_any_words_are_read_without_error(one: str, two: str) -> None:
    words = [t.replace("<", " ").replace('"', "").replace("\x00", "") for t in (one, two)]
    html = page(f"<div class=bread><a href=\"{words[0]}\">{words[1]}</a> &gt; {words[0]}</div>",
                head=f'<meta name=keywords content="{words[0]}"><link rel=canonical href="{words[1]}">',
                after=f"<p>版权声明：{words[1]}</p>", title=f"{words[0]}_{words[1]}")  # fmt: skip
    reading: Reading = read(html)
    title = parse_title(reading)
    results: list[Found[str] | Found[tuple[str, ...]] | None] = [
        parse_section(reading, title=title), parse_keywords(reading, title=title), parse_canonical(reading),
        parse_copyright(reading), parse_language(reading, title=title), parse_publisher(reading, title=title),
    ]  # fmt: skip
    assert all(found is None or (found.value and 0 <= found.score <= 1) for found in results)
