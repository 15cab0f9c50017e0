"""The article's text on pages in the shape of each hard kind, written for these tests."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model.document import Block, Document, Node
from archiver.model.reading import Body, Reading
from archiver.parsers.body import parse_body
from archiver.parsers.body_hidden import reveal_blocks
from archiver.parsers.body_rules import RULES
from archiver.parsers.title import parse_title
from tests.parsers.pages import read

EN = (
    "The harbour authority said on Tuesday that the new pier would open in March, two months earlier than planned.",
    "Engineers finished the last of the forty-two piles in early autumn, when the sea was unusually calm for the season.",
    "“We were lucky with the weather,” said Maria Holt, who leads the works, “and with a crew that knows these waters.”",
    "The pier will take ferries from both islands and, from summer on, a night boat to the mainland three times a week.",
    "Local fishermen had objected to the plan, fearing for the spawning grounds, but withdrew their complaint last year.",
)
ZH = (
    "记者从市港务局获悉，新建的客运码头将于明年三月启用，比原计划提前两个月，届时两岛之间的航程将缩短一半。",
    "工程人员在初秋完成了最后一根桩基的施工，当时海面异常平静，为抢抓工期创造了有利条件，现场一片忙碌景象。",
    "“我们赶上了好天气，也有一支熟悉这片海域的队伍。”负责施工的项目经理说，下一步将转入设备安装和调试阶段。",
    "码头启用后，每天将有十二个班次往返两岛，夏季还将增开夜航，方便群众出行，也为海产品外运提供新的通道。",
)
MENU = (
    "<nav><ul>" + "".join(f"<li><a href=/{w}>{w}</a></li>" for w in ("Home", "World", "Sport", "Money")) + "</ul></nav>"
)
FOOT = "<footer><p>© 2024 Example Daily. All rights reserved.</p><a href=/terms>Terms</a> <a href=/privacy>Privacy</a></footer>"
TEASERS = "".join(
    f"<div class=teaser><h3><a href=/n/{n}>Council votes on budget number {n}</a></h3>"
    f"<p class=teaser-text>A short summary of another story that is told in full elsewhere, number {n}.</p></div>"
    for n in range(4)
)


def page(inner: str, *, title: str = "New pier opens in March") -> str:
    return f"<html><head><title>{title}</title></head><body>{MENU}{inner}{FOOT}</body></html>"


def paras(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def body_of(html: str) -> tuple[str, ...]:
    reading = read(html)
    body = parse_body(reading, title=parse_title(reading))
    return texts_of(reading, body)


def texts_of(reading: Reading, body: Body | None) -> tuple[str, ...]:
    blocks = reading.document.blocks
    return tuple(blocks[p.block].text[p.start : p.end] for p in body.pieces) if body else ()


H1 = "<h1>New pier opens in March</h1>"
SHAPES = {
    "plain article": (f"<main><article>{H1}{paras(EN)}</article></main>", EN),
    "chinese news": (f"<div class=main><h1>新码头三月启用</h1><div class=text>{paras(ZH)}</div></div>", ZH),
    "editor line and notice": (
        f"<div class=main><h1>新码头三月启用</h1><div class=text>{paras(ZH)}<p>（责任编辑：李明）</p>"
        "<p>版权所有，未经授权不得转载。</p></div></div>",
        ZH,
    ),
    "caption and credit": (
        f"<article>{H1}<figure><img src=a.jpg><figcaption>The pier at dawn. Photo: J. Roe</figcaption></figure>{paras(EN)}</article>",
        EN,
    ),
    "share box": (
        f"<article>{H1}<div class=share-buttons><a href=#>Facebook</a> <a href=#>Twitter</a> Share this story</div>{paras(EN)}</article>",
        EN,
    ),
    "newsletter box in the middle": (
        f"<article>{H1}<div class=article-body>{paras(EN[:3])}<div class=newsletter-signup><h3>Sign up for our newsletter</h3>"
        f"<p>Get the best stories in your inbox every morning.</p></div>{paras(EN[3:])}</div></article>",
        EN,
    ),
    "read more line": (
        f"<article>{H1}<div class=article-body>{paras(EN[:2])}<p><a href=/x>Read more: Storm closes the old harbour</a></p>"
        f"{paras(EN[2:])}</div></article>",
        EN,
    ),
    "comments": (
        f"<article>{H1}<div class=article-body>{paras(EN)}</div></article><section id=comments class=comments><h3>2 comments</h3>"
        "<div class=comment><p class=comment-author>Bob</p><p>I have waited for this pier for twenty years, and it is about time.</p></div>"
        "<div class=comment><p class=comment-author>Ann</p><p>What about the fish? Nobody seems to ask them at all any more.</p></div></section>",
        EN,
    ),
    "teasers after the article": (
        f"<main><article>{H1}<div class=article-body>{paras(EN)}</div></article><section class=related><h2>More stories</h2>{TEASERS}</section></main>",
        EN,
    ),
    "sibling sections": (
        f"<main><article>{H1}<section class=part>{paras(EN[:2])}</section><section class=part>{paras(EN[2:4])}</section>"
        f"<section class=part>{paras(EN[4:])}</section></article></main>",
        EN,
    ),
    "list and sub-heading stay": (
        f"<article>{H1}<div class=article-body>{paras(EN[:2])}<h2>What changes for passengers</h2><ul><li>Ferries leave every hour from both islands.</li>"
        f"<li>Tickets bought this year stay valid on the new line.</li></ul>{paras(EN[2:])}</div></article>",
        (*EN[:2], "What changes for passengers", "Ferries leave every hour from both islands.",
         "Tickets bought this year stay valid on the new line.", *EN[2:]),
    ),
    "pull-quote stays": (
        f"<article>{H1}<div class=article-body>{paras(EN[:3])}<blockquote><p>The sea decides when we work and when we rest.</p></blockquote>{paras(EN[3:])}</div></article>",
        (*EN[:3], "The sea decides when we work and when we rest.", *EN[3:]),
    ),
    "table layout of 2005": (
        "<table width=760><tr><td width=160><table><tr><td><a href=1>首页</a></td></tr><tr><td><a href=2>新闻</a></td></tr></table></td>"
        f"<td><table><tr><td align=center><b>新码头三月启用</b></td></tr><tr><td>{'<br><br>'.join('　　' + t for t in ZH)}</td></tr></table></td></tr></table>",
        ZH,
    ),
    "lines parted by br": (f"<div id=content><h1>新码头三月启用</h1><div id=zoom>{'<br><br>'.join(ZH)}</div></div>", ZH),
    "short notice": (
        "<div class=main><h1>停水通知</h1><div class=content><p>因管道检修，本周六上午八时至下午五时，东城区部分小区停止供水，请居民提前储水。</p></div></div>",
        ("因管道检修，本周六上午八时至下午五时，东城区部分小区停止供水，请居民提前储水。",),
    ),
    "amp page": (f"<amp-sidebar><ul><li><a href=/>Home</a></li></ul></amp-sidebar><main role=main><header>{H1}</header>{paras(EN)}</main>", EN),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_body_of_a_shape(shape: str) -> None:
    inner, expected = SHAPES[shape]
    title = "新码头三月启用" if "新码头" in inner else "停水通知" if "停水" in inner else "New pier opens in March"
    assert body_of(page(inner, title=title)) == expected


def test_cookie_wall_is_not_the_body() -> None:
    wall = f"<div class=cookie-consent><p>{'We and our partners use cookies to store and access personal data on your device. ' * 4}</p></div>"
    assert body_of(page(f"{wall}<article>{H1}<div class=article-body>{paras(EN)}</div></article>")) == EN


def test_lead_stays() -> None:
    lead = "From spring on, ferries reach both islands in half the time, the harbour authority promises."
    body = body_of(page(f"<article>{H1}<p class=lead>{lead}</p><div class=article-body>{paras(EN)}</div></article>"))
    assert body == (lead, *EN)


def test_next_article_on_the_page_is_cut() -> None:
    first = f'<article class=story><h1 class="story-title">New pier opens in March</h1>{paras(EN)}</article>'
    others = "".join(
        f'<article class=story><h1 class="story-title">Another story altogether, number {n}</h1>{paras([f"{t} ({n})" for t in EN])}</article>'
        for n in range(2)
    )
    assert body_of(page(first + others)) == EN


def test_block_emptied_by_repair_does_no_harm() -> None:
    reading = read(page(f"<article>{H1}{paras(EN[:2])}<p><a href=#>!!!</a></p>{paras(EN[2:])}</article>"))
    for block in reading.document.blocks:
        if block.text == "!!!":
            block.text = ""
    assert texts_of(reading, parse_body(reading, title=parse_title(reading))) == EN


def test_page_without_text_has_no_body() -> None:
    assert body_of("<html><body></body></html>") == ()


def test_hidden_text_stays_out_where_the_article_is_shown() -> None:
    hidden = f'<div style="display:none">{paras(["Casino bonus spins and more bonus spins for every new player, today only."] * 3)}</div>'
    assert body_of(page(f"<article>{H1}{paras(EN)}{hidden}</article>")) == EN


def test_article_that_waits_for_its_script_is_read() -> None:
    reading = read(page(f'<div hidden id="S:0"><article>{H1}{paras(EN)}</article></div>'))
    assert sum(reveal_blocks(reading)) > sum(reading.kept)
    assert texts_of(reading, parse_body(reading, title=parse_title(reading)))[-5:] == EN


def test_a_short_post_that_waits_for_its_script_is_read() -> None:
    """WeChat serves its posts so; the element says that it holds the article, and nothing else is to be read."""
    post = f'<div class="rich_media_content" style="visibility: hidden; opacity: 0;">{paras(ZH)}</div>'
    served = f"<html><body><div><h1>新码头三月启用</h1>{post}<p>微信扫一扫</p></div></body></html>"
    assert body_of(served) == ZH
    assert body_of(served.replace("rich_media_content", "wrap-7")) == ()


def test_the_name_of_a_series_above_the_headline_is_no_paragraph() -> None:
    assert body_of(page(f"<div><h4>“向海图强”系列报道</h4><h1>新码头三月启用</h1>{paras(ZH)}</div>")) == ZH


def test_off_screen_text_is_never_revealed() -> None:
    reading = read(f'<div style="position:absolute;left:-9999px">{paras(EN)}</div><p>Short.</p>')
    assert reveal_blocks(reading) == reading.kept


def test_editor_in_brackets_is_cut_from_the_last_paragraph() -> None:
    last = ZH[-1] + "（责任编辑：李明）"
    assert (
        body_of(page(f"<div class=text><h1>新码头三月启用</h1>{paras([*ZH[:-1], last])}</div>", title="新码头三月启用"))
        == ZH
    )


def test_left_out_blocks_are_named_by_known_rules() -> None:
    reading = read(page(SHAPES["newsletter box in the middle"][0]))
    body = parse_body(reading, title=parse_title(reading))
    assert body is not None
    assert body.left_out
    assert {rule for _, rule in body.left_out} <= set(RULES)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any skeleton of nodes with any blocks in it."""
    count = draw(st.integers(1, 25))
    parents = [-1] + [draw(st.integers(0, i)) for i in range(count - 1)]
    blocks, nodes = [], []
    texts = st.text(min_size=1, max_size=120).map(lambda t: " ".join(t.split()) or "x")
    owners = sorted(draw(st.lists(st.integers(0, count - 1), max_size=30)))
    for owner in owners:
        text = draw(texts) * draw(st.integers(1, 6))
        blocks.append(
            Block(
                text,
                draw(st.sampled_from(["p", "div", "li", "h1", "td", "zz"])),
                owner,
                (),
                draw(st.integers(0, len(text))),
                0,
                None,
            )
        )
    for i, parent in enumerate(parents):
        own = [j for j, owner in enumerate(owners) if _is_under(owner, i, parents)]
        start, end = (min(own), max(own) + 1) if own else (0, 0)
        marks = draw(st.sampled_from(["", "share", "article-body x", "s:0", "评论"]))
        depth = 0 if parent < 0 else nodes[parent].depth + 1
        nodes.append(Node("div", marks, parent, start, end, depth))
    return Document(
        url="https://news.example/", encoding="utf-8", encoding_from="bom", lang=None, head_title=None, meta={}, links=(),
        json_ld=(), nodes=tuple(nodes), blocks=tuple(blocks), images=(),
    )  # fmt: skip


def _is_under(at: int, top: int, parents: Sequence[int]) -> bool:
    while at >= 0:
        if at == top:
            return True
        at = parents[at]
    return False


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_any_document_gives_pieces_in_order_within_kept_blocks(document: Document, data: st.DataObject) -> None:
    kept = tuple(data.draw(st.lists(st.booleans(), min_size=len(document.blocks), max_size=len(document.blocks))))
    body = parse_body(Reading(document=document, kept=kept, url="https://news.example/"), title=None)
    if body is None:
        return
    places = [piece.block for piece in body.pieces]
    assert places == sorted(set(places))
    assert all(0 <= p.start < p.end <= len(document.blocks[p.block].text) and kept[p.block] for p in body.pieces)
    assert (body.first, body.last) == (places[0], places[-1])
    assert not {i for i, _ in body.left_out} & set(places)
    assert 0 <= body.score <= 1


def _seconds(count: int) -> float:
    html = page(
        "<div class=a>"
        + "<div><p>One more line of words, and another one.</p><span><a href=#>x</a></span></div>" * count
        + "</div>"
    )
    reading = read(html)
    began = time.process_time()
    parse_body(reading, title=None)
    return time.process_time() - began


@pytest.mark.slow
def test_doubled_page_takes_no_more_than_two_and_a_half_times() -> None:
    _seconds(100)
    half, whole = (min(_seconds(n) for _ in range(3)) for n in (5000, 10_000))
    assert whole < 2.5 * half
