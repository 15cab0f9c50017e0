"""Words that nobody sees never come into a body, whatever hides them; what is seen stays."""

import pytest

import archiver
from tests.crawl.server import Reply
from tests.hostile.hidden import WORDS, hidden

REAL = "Real words of the article, which go on for a while so that it is one."
SEEN = (
    "color:rgb(150,0,0)", "color:rgba(0,0,0,.6)", "opacity:.9", "opacity:50%", "font-size:12px", "left:-5px;position:relative",
    "margin-top:-20px", "transform:scale(1.1)", "background-clip:text;color:transparent", "max-height:400px;overflow:hidden",
    "width:100%;overflow:hidden", "color:#fff;background:#c00", "text-indent:2em", "clip-path:inset(0)", "zoom:1",
    "visibility:visible", "display:block", "transform:translate(-50%,-50%)", "line-height:0.9", "left:100px",
)  # fmt: skip
UNSEEN_BY_TREE_ALONE = {"hidden-nested", "hidden-details", "hidden-body-colour"}
"""A rule with a combinator, a closed box of details (honest pages keep questions and answers there), and a colour that is
told to be the page's own two elements up: not looked for."""


def read(html: str) -> str:
    page = f"<html><body><h1>Real title of the page</h1><p>{REAL}</p><p>{REAL}</p>{html}</body></html>"
    return archiver.extract(page.encode(), url="https://news.example/2024/05/01/1.html").body or ""


def body_of(reply: object) -> str:
    assert isinstance(reply, Reply)
    return reply.body.decode()


@pytest.mark.parametrize("name", [name for name in hidden() if name not in UNSEEN_BY_TREE_ALONE])
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
    ):
        assert words in read(f"<style>{css}</style><p class=z>{words}</p>"), css
