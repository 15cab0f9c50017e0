"""A page that says the same words in every place that a parser of ours looks at: each of our patterns meets them."""

import html
import json
from collections.abc import Callable

UNITS = (
    "1", "1 ", "2023-", "12/", "a b ", "By ", "and ", "来源", "来源：a ", "记者 ", "（", "(", "1:", "January ", " ", ".", "@a", "ago ",
    "\u3000", "<", "&amp;", "%41", "/../", "http://a.b/c ", "中(zhong)", "A", "A ", "Aa", "体", "\u0301", "-", '"a" ', "年", "a", "a.",
    "<a ", "<!--", "{", "{a:b;", "/*", "\\61 ", "='", "[", "\n", "\t", " \n", "，", "：", "|", "_", " - ", "责任编辑：", "?a=1&", "//", ",",
    "<p>", "'", "0", "00:", "+", "<script>", "—", "@media x{", "a1", "By A ", "and A ", "A. ", "x@y.z ", "（a）", "【", "12:30 ",
    "2024-01-01 ", "Jan 1, ", "| ", "» ", "1/2 ", "&nbsp;", "©", "图：", "摄 ", "ä", "的 ", "的，", "…", "“a”", "·", "Photo by ", "(AP) ",
    "阅读 1 ", "views 1 ", "微信", "a、", "&#x41;", "★", "——", "==", "\u200b", "\ufeff", "¶", "点击", "评论",
)  # fmt: skip
"""What patterns repeat: a character of each kind, each label, each beginning of a date, a name, an address, a tag."""

_RAW: tuple[Callable[[str], str], ...] = (
    lambda t: f"<style>.a{{{t}}} {t}{{display:none}}</style>",
    lambda t: f"<script>{t}</script><!-- {t} -->",
    lambda t: t,
)
"""Places where words stand as they are."""
_META = (
    *("author", "keywords", "description", "date", "og:title", "og:site_name", "article:published_time"),
    *("article:author", "copyright"),
)
_LD = ("headline", "author", "datePublished", "articleSection", "keywords", "articleBody")
_ESCAPED: tuple[Callable[[str], str], ...] = (
    lambda t: f"<title>{t}</title><h1>{t}</h1>",
    lambda t: "".join(f'<meta name="{name}" content="{t}">' for name in _META),
    lambda t: f"<div class=info>2024-03-01 08:30:00 来源：{t} 作者：{t}</div><div class=byline>By {t}</div>",
    lambda t: f'<div class=breadcrumb><a href="/">首页</a> &gt; <a href="/a/">{t}</a></div>',
    lambda t: f"<div class=content><p>{t}</p><p>Words of the article, which go on for a while.</p>",
    lambda t: f'<figure><img src=a.jpg alt="{t}"><figcaption>{t}</figcaption></figure>',
    lambda t: f'<p><a href="/x">{t}</a> {t}</p><p>a<br>{t}<br>{t}</p><p style="{t}">a</p>',
    lambda t: f'<time datetime="{t}">{t}</time><div class="{t}" id="{t}">words</div><pre>{t}</pre>',
    lambda t: f"<p>end 责任编辑：{t}</p></div><p>版权所有 {t}</p><footer>© {t}</footer>",
)


def page_of(unit: str, size: int) -> bytes:
    """The page for a unit that is said again and again, up to so many characters a place."""
    text = unit * (size // len(unit))
    thing = {"@type": "NewsArticle", **dict.fromkeys(_LD, text), "publisher": {"name": text}}
    linked = json.dumps(thing).replace("</", "<\\/")
    parts = [f'<script type="application/ld+json">{linked}</script>', *(make(html.escape(text)) for make in _ESCAPED)]
    return "".join([*parts, *(make(text) for make in _RAW)]).encode("utf-8", "replace")
