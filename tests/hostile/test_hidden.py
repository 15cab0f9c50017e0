"""Words that nobody sees never come into a body, whatever hides them; what is seen stays."""

import time

import pytest

import archiver
from tests.crawl.server import Reply
from tests.hostile.hidden import WORDS, hidden

REAL = "Real words of the article, which go on for a while so that it is one."
SEEN = (
    "color:rgb(150,0,0)", "color:rgba(0,0,0,.6)", "opacity:.9", "opacity:50%", "font-size:12px", "left:-5px;position:relative",
    "margin-top:-20px", "transform:scale(1.1)", "background-clip:text;color:transparent", "max-height:400px;overflow:hidden",
    "width:100%;overflow:hidden", "color:#fff;background:#c00", "text-indent:2em", "clip-path:inset(0)", "zoom:1",
    "margin:0 0 -20px", "font:16px/1.5 serif", "font:italic bold .8em/1.2 serif", "letter-spacing:-.5px", "color:#eee;background:#fff",
    "clip-path:polygon(0 0,100% 0,100% 100%)", "transform:rotate(90deg)", "text-indent:100px", "color:var(--c)", "display:var(--d,block)",
    "font-size:90%", "opacity:1e0", "transform:matrix(1,0,0,1,0,0)", "mask:none", "left:calc(50% - 100px);position:relative",
    "visibility:visible", "display:block", "transform:translate(-50%,-50%)", "line-height:0.9", "left:100px",
)  # fmt: skip
READ = {"hidden-details"}
"""A closed box of details: honest pages keep questions and answers there, and a reader may open it."""


def read(html: str) -> str:
    page = f"<html><body><h1>Real title of the page</h1><p>{REAL}</p><p>{REAL}</p>{html}</body></html>"
    return archiver.extract(page.encode(), url="https://news.example/2024/05/01/1.html").body or ""


def body_of(reply: object) -> str:
    assert isinstance(reply, Reply)
    return reply.body.decode()


@pytest.mark.parametrize("name", [name for name in hidden() if name not in READ])
def test_hidden_words_are_no_body(name: str) -> None:
    body = read(body_of(hidden()[name]))
    assert REAL in body
    assert WORDS.strip() not in body


@pytest.mark.parametrize("style", SEEN)
@pytest.mark.parametrize(
    "form", ['<p style="{}">{}</p>', "<style>.z{{{}}}</style><p class=z>{}</p>"], ids=["inline", "sheet"]
)
def test_words_that_are_seen_stay(style: str, form: str) -> None:
    words = "More words of the same article, which every reader sees on the page."
    assert words in read(form.format(style, words))


def test_what_a_later_rule_shows_stays() -> None:
    words = "More words of the same article, which every reader sees after a moment."
    for css in (
        ".z{opacity:0;transition:opacity 1s}",
        ".z{opacity:0}.z.on{opacity:1}",
        "@media print{.z{display:none}}",
        "@media (max-width:600px){.z{display:none}}",
        "@keyframes a{from{opacity:0}}",
        ".z{display:none}.z{display:block}",
        "/*.z{display:none}*/",
        ".z{display:none}.z{display:block!important}",
        "html:not(.ready) .z{display:none}",
        ".z:hover{display:none}",
        ".z::before{display:none}",
        "p.z:nth-child(9){display:none}",
        ".y + .z, [data-y], .z:not(.z){display:none}",
        "@media (min-width:1px) and (max-width:9px){.z{display:none}}",
        ".z[v-cloak]{display:none}",
    ):
        assert words in read(f"<style>{css}</style><p class=z>{words}</p>"), css


CHAINS = (
    "#z .y", "#z > div .y", "#z>div>.y", "div.box p.y", ".box .y", "body .box .y", "#z *.y, .box p", "div > div > p.y", ".nothing, #z .y",
)  # fmt: skip
OTHERS = ("#z > .y", ".box > .y", "#q .y", ".y .box", "#z + .y", ".box .y:hover", ".js .y", "p.y > div", "html.js .y")


def nested(selector: str, words: str, more: str = "") -> str:
    css = f"<style>{selector}{{display:none}}{more}</style>"
    return read(f'{css}<div id=z class="box wide"><div><p class="x y">{words}</p></div></div>')


@pytest.mark.parametrize("selector", CHAINS)
def test_a_chain_of_elements_hides_its_last(selector: str) -> None:
    assert WORDS.strip() not in nested(selector.replace("*", ""), WORDS * 9)


@pytest.mark.parametrize("selector", OTHERS)
def test_a_chain_that_does_not_hold_hides_nothing(selector: str) -> None:
    words = "More words of the same article, which every reader sees on the page."
    assert words in nested(selector, words)


def test_a_chain_that_is_taken_back_hides_nothing() -> None:
    words = "More words of the same article, which every reader sees on the page."
    assert words in nested(".box .y", words, ".box .y.x{display:block}")
    assert words in read(
        f"<style>@media print{{.a .y{{display:none}}}}</style><div class=a><p class=y>{words}</p></div>"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<div style="background:#fff"><div style="background:#c00"><p style="color:#fff">{}</p></div></div>',
        '<style>.dark{{background:#000}}</style><div style="background:#fff"><div class=dark><p style="color:#fff">{}</p></div></div>',
        '<div style="background:#fff"><div style="background:url(a.png)"><p style="color:#fff">{}</p></div></div>',
        '<style>.a{{}}</style><div class=hero style="background:#fff"><p style="color:#fff">{}</p></div>',
        "<table bgcolor=#ffffff><tr><td bgcolor=#003366><font color=#ffffff>{}</font></td></tr></table>",
    ],
    ids=range(5),
)
def test_another_ground_behind_the_words_leaves_them_seen(html: str) -> None:
    words = "More words of the same article, which every reader sees on the page."
    assert words in read(html.format(words))


def test_many_hard_selectors_end_soon() -> None:
    css = "".join(f".b:nth-child({n}) ~ p[data-a] + .c:not(.d{n}){{display:none}}" for n in range(50))
    html = (
        f"<style>{css}</style><p data-a=1 style='color:#fff'>" + "<p class='b c' data-a=1 bgcolor=#fff>x</p>" * 15_000
    )
    began = time.process_time()
    read(html)
    assert time.process_time() - began < 5
    for count in (1_000, 4_900):
        read(f"<style>{css}</style>" + "<p class='b c' data-a=1>x</p>" * count)
    assert time.process_time() - began < 12


def test_many_chains_over_many_elements_end_soon() -> None:
    css = "".join(f".a{n} .b .c{{display:none}}" for n in range(290))
    html = f"<style>{css}</style>" + "<div class='b c'>" * 100 + "<p class='b c'>x</p>" * 15_000
    began = time.process_time()
    read(html)
    assert time.process_time() - began < 5
