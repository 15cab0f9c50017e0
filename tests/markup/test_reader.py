"""Markup becomes blocks of text with their spans, nodes, pictures and metadata."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.markup.reader import read_document
from archiver.model.document import Document, Span
from archiver.model.page import Page

pytestmark = pytest.mark.usefixtures("each_way")
CASES = json.loads((Path(__file__).parents[1] / "cases" / "blocks.json").read_text(encoding="utf-8"))


def read(html: str, **selectors: str) -> Document:
    return read_document(Page(url="https://example.org/a", body=html.encode()), selectors=selectors)


def rows() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "fail" else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", rows())
def test_page_is_cut_into_blocks(case: dict[str, Any]) -> None:
    assert [[b.tag, b.text, b.hidden] for b in read(case["html"]).blocks] == case["blocks"]


def test_links_and_marked_elements_are_spans_with_offsets() -> None:
    html = (
        '<p>by <a href="/x" rel=author>Ann</a>, <b>bold</b> <time datetime="2023-07-27">27 July</time> <i>end</i></p>'
    )
    block = read(html).blocks[0]
    assert block.text == "by Ann, bold 27 July end"
    assert block.spans == (
        Span(3, 6, "a", "author", "/x", None),
        Span(13, 20, "time", "", None, "2023-07-27"),
    )
    assert (block.link_chars, block.strong_chars) == (3, 4)


def test_link_round_blocks_is_a_node_and_a_span_of_each() -> None:
    document = read('<div><a href="/x" class="card"><h3>Head</h3><p>Teaser</p></a>after</div>')
    assert [(b.tag, b.text, [s.href for s in b.spans]) for b in document.blocks] == [
        ("h3", "Head", ["/x"]),
        ("p", "Teaser", ["/x"]),
        ("div", "after", []),
    ]
    card = next(node for node in document.nodes if node.marks == "card")
    assert (card.tag, card.start, card.end) == ("a", 0, 2)


def test_nodes_nest_and_cover_their_blocks() -> None:
    document = read("<div id=A class='B c'><p>1</p><section><p>2</p></section></div><p>3</p>")
    shape = [(n.tag, n.marks, n.parent, n.start, n.end, n.depth) for n in document.nodes]
    assert shape == [
        ("html", "", -1, 0, 3, 0),
        ("body", "", 0, 0, 3, 1),
        ("div", "a b c", 1, 0, 2, 2),
        ("p", "", 2, 0, 1, 3),
        ("section", "", 2, 1, 2, 3),
        ("p", "", 4, 1, 2, 4),
        ("p", "", 1, 2, 3, 2),
    ]


def test_pictures_stand_before_the_block_that_follows() -> None:
    document = read(
        '<p>1</p><img src="data:x" data-src="/a.jpg" alt=" A " width=30 class=Photo><p>2 <img src=b.png></p>'
    )
    assert [(i.src, i.alt, i.block, i.width, i.marks) for i in document.images] == [
        ("/a.jpg", "A", 1, 30, "photo"),
        ("b.png", "", 1, 0, ""),
    ]


def test_metadata_is_keyed_by_lower_case_stripped_name() -> None:
    document = read(
        '<html lang="zh-CN"><head><title> A\n B </title><meta name="og:time " content="2020"><meta property="OG:Title" '
        'content="T"><meta itemprop=datePublished content="2021"><link rel="canonical" href="/c"><base href="/b/">'
        '<link rel=alternate type="application/rss+xml" href="/feed"></head><body><time itemprop=dateModified datetime="2022">'
        "</time><p>x</p>"
    )
    assert document.meta == {
        "og:time": ("2020",),
        "og:title": ("T",),
        "datepublished": ("2021",),
        "datemodified": ("2022",),
    }
    assert (document.head_title, document.lang, document.base) == ("A B", "zh-CN", "/b/")
    assert document.links[0] == ("canonical", "/c", "")
    assert document.feeds == ("/feed",)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"@type":"A"}', [{"@type": "A"}]),
        ('[{"@type":"A"},{"@type":"B"}]', [{"@type": "A"}, {"@type": "B"}]),
        ('{"@context":"x","@graph":[{"@type":"A"}]}', [{"@type": "A"}]),
        ('<!-- {"@type":"A",} -->', [{"@type": "A"}]),
        ('//<![CDATA[\n{"@type":"A"}\n//]]>', [{"@type": "A"}]),
        ('{"@type":"A","text":"line\nbreak\tand tab"}', [{"@type": "A", "text": "line\nbreak\tand tab"}]),
        ('{"@type":"A"} {"@type":"B"};', [{"@type": "A"}, {"@type": "B"}]),
        (r'{"@type":"A","text":"it\'s"}', [{"@type": "A", "text": r"it\'s"}]),
    ],
)
def test_json_ld_is_read_as_pages_write_it(script: str, found: list[object]) -> None:
    document = read(f'<script type="application/ld+json">{script}</script>')
    assert list(document.json_ld) == found
    assert document.notes == ()


def test_bad_json_ld_is_noted() -> None:
    assert read('<script type="application/ld+json">{"a": </script><p>x').notes == ("bad_json_ld",)


def test_bold_and_links_go_on_where_a_paragraph_ends_without_an_end_tag() -> None:
    """The standard's list of active formatting elements; a span ends with its paragraph."""
    blocks = read("<p><a href=/x><b><span class=k>one<div>two</div>three</b></a>").blocks
    assert [(b.text, b.link_chars, b.strong_chars, [s.tag for s in b.spans]) for b in blocks] == [
        ("one", 3, 3, ["a", "span"]),
        ("two", 3, 3, ["a"]),
        ("three", 5, 5, ["a"]),
    ]


def test_a_link_ends_the_link_that_is_open() -> None:
    block = read("<p><a href=/1>one <a href=/2>two</a> three").blocks[0]
    assert [(block.text[s.start : s.end], s.href) for s in block.spans] == [("one", "/1"), ("two", "/2")]


def test_language_of_an_html_element_in_a_conditional_comment() -> None:
    assert read('<!--[if IE]><html lang="fr"><![endif]--><p>x').lang == "fr"


def test_selectors_give_block_indexes_and_bad_ones_a_note() -> None:
    html = '<h1 class="t">T</h1><div id=info><span class=time>2020</span> <span class=src>S</span></div><div class=c><p>a<p>b</div>'
    document = read(html, title="h1.t", source=".src", body="div.c", nothing="div.x", bad="p[")
    assert document.selected == {"title": (0,), "source": (1,), "body": (2, 3), "nothing": ()}
    assert document.notes == ("bad_selector: bad",)


def test_selectors_change_nothing_else() -> None:
    html = "<div class=c><p>a <b>b</b><p><a href=x><h3>c</h3></a><a class=k><a>d<i><div>e</div></i></div>"
    assert_selectors_change_nothing(html)


def assert_selectors_change_nothing(html: str) -> None:
    plain, selecting = read(html), read(html, body="div.c", links="li > a, td span")
    assert (plain.blocks, plain.nodes, plain.images) == (selecting.blocks, selecting.nodes, selecting.images)


@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    check(read_document(Page(url="https://example.org/", body=body)))


TAGS = st.sampled_from(
    "<p> </p> <div> </div> <a href=x> </a> <b> </b> <br> <span class=k> </span> <span style=display:none> <table> <td> <li> </ul> "
    "<script> </script> <img src=a> <x-y> </x-y> <button> <pre> </pre> <ruby> <rt> <noscript> <html> <head> </head> <body> </body> <!-- --> &amp; &#0; 文 t "
    '<tr> </table> <p\ttitle=" "> \' <svg> </svg> <select> <textarea> </textarea> <h2> </h3> <em\thidden> <div/> < </'.split()
)


@settings(deadline=None)
@given(st.lists(TAGS, max_size=40))
def test_any_soup_gives_a_sound_document(parts: list[str]) -> None:
    check(read(" ".join(parts)))
    assert_selectors_change_nothing(" ".join(parts))


def check(document: Document) -> None:
    """Every index and offset of a document points where it says."""
    assert document.nodes
    for at, node in enumerate(document.nodes):
        assert -1 <= node.parent < at or at == 0
        assert 0 <= node.start <= node.end <= len(document.blocks)
        if node.parent >= 0:
            parent = document.nodes[node.parent]
            assert parent.start <= node.start <= node.end <= parent.end
    for at, block in enumerate(document.blocks):
        assert block.text
        assert block.text == block.text.strip()
        node = document.nodes[block.node]
        assert node.start <= at < node.end
        assert block.link_chars <= len(block.text)
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
    for image in document.images:
        assert image.block <= len(document.blocks)
