"""Pages injected by seed, in the structures that hijacked sites show, with what is spam on each and what is not.

`STRUCTURES` may be looked at when rules are written; `HELD_OUT` and `LATE` judge them.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from archiver.text.hanzi import traditional_forms
from tests.spam import words

OFFSCREEN = "position:fixed;left:-9000px;top:-9000px;"


@dataclass
class Injected:
    """A page under construction."""

    rng: random.Random
    paragraphs: list[str]
    is_traditional: bool = True
    title: str = "青林县提前检查水库迎战高温"
    head: str = ""
    """Markup in head, beside the title."""
    before: str = ""
    """Before the doctype."""
    top: str = ""
    """At the top of body."""
    bottom: str = ""
    """At the end of body."""
    wrap: tuple[str, str] = ("", "")
    """Around the article."""
    between: dict[int, str] = field(default_factory=dict)
    """Markup after the paragraph of that number."""
    lines: list[str] = field(default_factory=list)
    """Keyword lines that must be dropped."""
    links: list[str] = field(default_factory=list)
    """Texts of link blocks that must be dropped."""
    hidden: list[str] = field(default_factory=list)
    """Hidden texts that must not be kept."""
    honest: list[str] = field(default_factory=list)
    """Texts that must be kept."""

    def pick(self, stock: Sequence[str], low: int, high: int) -> list[str]:
        return self.rng.sample(list(stock), min(len(stock), self.rng.randint(low, high)))

    def host(self) -> str:
        return (
            "www."
            + "".join(self.rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=8))
            + self.rng.choice((".com", ".net", ".top"))
        )

    def anchors(self, phrases: Sequence[str]) -> list[str]:
        return [f'<a href="http://{self.host()}/">{phrase}</a>' for phrase in phrases]

    def render(self) -> bytes:
        """The page's bytes."""
        convert = _to_traditional if self.is_traditional else str
        body = []
        for number, paragraph in enumerate(self.paragraphs):
            body.append(f"<p>　　{convert(paragraph)}</p>")
            body.append(self.between.get(number, ""))
        nav = "".join(f'<li><a href="/{n}/">{convert(name)}</a></li>' for n, name in enumerate(words.NAV))
        friends = "".join(
            f'<a href="http://www.{n}site.gov.cn/">{convert(name)}</a> | ' for n, name in enumerate(words.FRIENDS)
        )
        tags = " ".join(f'<a href="/tag/{n}/">{convert(name)}</a>' for n, name in enumerate(words.TAGS))
        self.honest += [convert(p) for p in self.paragraphs] + [convert(self.title)]
        title = convert(self.title)
        return (
            f'{self.before}<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{self.head}</head>'
            f'<body>{self.top}<div class="head"><ul class="nav">{nav}</ul></div>{self.wrap[0]}<div class="main"><h1>{title}</h1>'
            f'<div class="info">2023-07-27 09:34:00 {convert("来源：东江日报")}</div><div class="text">{"".join(body)}</div>'
            f'<div class="tags">{tags}</div></div>{self.wrap[1]}<div class="links">{convert("友情链接")}：{friends}</div>'
            f'<div class="foot">{convert("版权所有 青林新闻网 未经许可不得转载")}</div>{self.bottom}</body></html>'
        ).encode()


def _to_traditional(text: str) -> str:
    return "".join(traditional_forms().get(c, c) for c in text)


def entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


# -- structures ---------------------------------------------------------------------------------------------------------


def head_line(page: Injected) -> None:
    phrases = page.pick(page.rng.choice((words.ADULT, words.GAMBLING)), 4, 9)
    line = page.rng.choice((",", "，", "-", "_", "|", " ?_")).join(phrases)
    tag = page.rng.choice(("{}", "<p>{}</p>", "<h2>{}</h2>", "<div><span>{}</span></div>", "<marquee>{}</marquee>"))
    page.top += tag.format(line)
    page.lines.append(line)


def lone_name(page: Injected) -> None:
    line = page.rng.choice((*words.GAMBLING, *words.ADULT))
    page.top += page.rng.choice(("{}", "<p>{}</p>", "<div>{}</div>")).format(line)
    page.lines.append(line)


def tail_places(page: Injected) -> None:
    places = page.pick(words.PLACES, 20, 41)
    page.bottom += '<div class="fl">' + "| ".join(page.anchors(places)) + "|</div>"
    page.links.append("| ".join(places) + "|")


def tail_places_as_text(page: Injected) -> None:
    line = "| ".join(page.pick(words.PLACES, 20, 41)) + "|"
    page.bottom += f"<p>{line}</p>"
    page.links.append(line)


def tail_phrases(page: Injected) -> None:
    phrases = page.pick(words.ADULT + words.GAMBLING, 8, 18)
    page.bottom += "<div>" + "| ".join(page.anchors(phrases)) + "</div>"
    page.links.append("| ".join(phrases))


def pharma_links(page: Injected) -> None:
    phrases = page.pick(words.PHARMA + words.CASINO, 6, 10)
    page.bottom += "<p>" + " ".join(page.anchors(phrases)) + "</p>"
    page.links.append(" ".join(phrases))


def entity_head(page: Injected) -> None:
    phrases = ",".join(page.pick(words.ADULT, 5, 8))
    page.head += (
        f'<meta name="keywords" content="{entities(phrases)}"><meta name="description" content="{entities(phrases)}">'
    )


def tag_noise(page: Injected) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"

    def name(low: int, high: int) -> str:
        return "".join(page.rng.choices(letters, k=page.rng.randint(low, high)))

    number = "".join(page.rng.choices("123456789", k=6))
    pairs = []
    for _ in range(page.rng.randint(80, 200)):
        outer, inner = "z" + name(2, 4), "q" + name(2, 4)
        pairs.append(f'<{outer} id="{name(5, 7)}"><{inner} class="{name(5, 8)}"></{inner}></{outer}>')
    page.top += f'<div id="body_jx_{number}" style="{OFFSCREEN}">{"".join(pairs)}</div>'


def hidden_mass(page: Injected) -> None:
    text = " ".join(page.rng.choice(words.ADULT + words.GAMBLING) for _ in range(page.rng.randint(60, 300)))
    page.top += f'<div style="{OFFSCREEN}">{entities(text)}</div>'
    page.hidden.append(text)


def hidden_list(page: Injected) -> None:
    items = "".join(f'<li><a href="/col/{n}/list.html">列表</a></li>' for n in range(9))
    page.top += f'<div style="{OFFSCREEN}"><ul>{items}</ul></div>'
    page.hidden.append("列表")


def known_tag_noise(page: Injected) -> None:
    name = "".join(page.rng.choices("abcdef12345", k=5))
    tags = "acronym label menu table ruby strike ol ul p".split()
    noise = "".join(f'<{t} id="{name}"></{t}>' for t in page.rng.choices(tags, k=20))
    page.top += noise
    page.between[0] = page.between.get(0, "") + noise
    page.wrap = (f'<ul id="{name}"><li id="{name}">', "</li></ul>")


def seo_comment(page: Injected) -> None:
    phrases = page.pick(words.PHARMA + words.CASINO, 5, 9)
    page.bottom += f'<!--seo--><div style="display:none">{" ".join(page.anchors(phrases))}</div><!--seo-->'
    page.links.append(" ".join(phrases))


def tiny_marquee(page: Injected) -> None:
    phrases = page.pick(words.GAMBLING, 5, 8)
    page.bottom += f'<marquee style="height:1px;width:1px;overflow:hidden">{" ".join(page.anchors(phrases))}</marquee>'
    page.links.append(" ".join(phrases))


def unseen_paragraph(page: Injected) -> None:
    style = page.rng.choice(
        ("font-size:0", "color:#fff;background:#fff", "text-indent:-9999px", "display:none", "opacity:0")
    )
    text = "本站提供" + "、".join(page.pick(words.ADULT, 3, 4)) + "等内容，欢迎收藏本站最新地址。"
    page.between[1] = f'<p style="{style}">{text}</p>'
    page.hidden.append(text)


def bare_domain(page: Injected) -> None:
    page.before = f"<!--{page.host()}-->"


STRUCTURES: tuple[Callable[[Injected], None], ...] = (
    head_line,
    lone_name,
    tail_places,
    tail_places_as_text,
    tail_phrases,
    pharma_links,
    entity_head,
    tag_noise,
    hidden_mass,
    hidden_list,
    known_tag_noise,
    seo_comment,
    tiny_marquee,
    unseen_paragraph,
    bare_domain,
)

# -- held out -----------------------------------------------------------------------------------------------------------


def held_head_line(page: Injected) -> None:
    phrases = page.pick(page.rng.choice((words.ADULT_HELD, words.GAMBLING_HELD)), 4, 8)
    line = page.rng.choice((" / ", "·", "｜", "、", " - ", ";")).join(phrases)
    tag = page.rng.choice(
        ("<h1>{}</h1>", "<center>{}</center>", "<table><tr><td>{}</td></tr></table>", "<strong>{}</strong>")
    )
    page.top += tag.format(line)
    page.lines.append(line)


def held_tail_line(page: Injected) -> None:
    line = ",".join(page.pick(words.ADULT_HELD, 5, 9))
    page.bottom += f"<p>{line}</p>"
    page.lines.append(line)


def held_list_farm(page: Injected) -> None:
    phrases = page.pick(words.GAMBLING_HELD + words.ADULT_HELD, 8, 14)
    page.bottom += "<ul>" + "".join(f"<li>{a}</li>" for a in page.anchors(phrases)) + "</ul>"
    page.links += phrases


def held_table_farm(page: Injected) -> None:
    places = page.pick(words.PLACES, 12, 30)
    cells = "".join(f"<td>{a}</td>" for a in page.anchors(places))
    page.bottom += f"<table><tr>{cells}</tr></table>"
    page.links += places


def held_middle_farm(page: Injected) -> None:
    phrases = page.pick(words.GAMBLING_HELD, 6, 8)
    page.between[2] = "<div>" + " ".join(page.anchors(phrases)) + "</div>"
    page.links.append(" ".join(phrases))


def held_slot_farm(page: Injected) -> None:
    phrases = page.pick(words.SLOT_HELD, 5, 5) + page.pick(words.RUSSIAN_HELD, 4, 5)
    page.bottom += "<div>" + " - ".join(page.anchors(phrases)) + "</div>"
    page.links.append(" - ".join(phrases))


def held_japanese(page: Injected) -> None:
    phrases = page.pick(words.JAPANESE_HELD, 5, 5) + [
        f"{p} {n}" for n, p in enumerate(page.pick(words.JAPANESE_HELD, 5, 5))
    ]
    page.bottom += "<div>" + " | ".join(page.anchors(phrases)) + "</div>"
    page.links.append(" | ".join(phrases))


def held_sheet(page: Injected) -> None:
    style = page.rng.choice(
        (
            ".kq{display:none}",
            ".kq{position:absolute;left:-9999px}",
            ".kq{visibility:hidden}",
            ".kq{height:0;overflow:hidden}",
        )
    )
    phrases = page.pick(words.ADULT_HELD, 5, 8)
    page.head += f"<style>{style}</style>"
    page.bottom += f'<div class="kq">{" ".join(page.anchors(phrases))}</div>'
    page.links.append(" ".join(phrases))


def held_clip(page: Injected) -> None:
    phrases = page.pick(words.GAMBLING_HELD, 5, 8)
    page.top += f'<div style="position:absolute;clip:rect(0,0,0,0)">{",".join(phrases)}</div>'
    page.hidden.append(",".join(phrases))


HELD_OUT: tuple[Callable[[Injected], None], ...] = (
    held_head_line,
    held_tail_line,
    held_list_farm,
    held_table_farm,
    held_middle_farm,
    held_slot_farm,
    held_japanese,
    held_sheet,
    held_clip,
)


# -- the third group: written after the rules, measured once before anything was changed for it ---------------------------


def late_broken_line(page: Injected) -> None:
    phrases = page.pick(words.APPS, 4, 8)
    page.top += "<div>" + "<br>".join(phrases) + "</div>"
    page.lines.append("\n".join(phrases))


def late_line_below_nav(page: Injected) -> None:
    line = ", ".join(page.pick(words.BRANDS + words.APPS, 5, 8))
    page.wrap = (f"<h3>{line}</h3>", "")
    page.lines.append(line)


def late_services(page: Injected) -> None:
    phrases = page.pick(words.SERVICES, 6, 8)
    page.bottom += "<p>" + "&nbsp;".join(page.anchors(phrases)) + "</p>"
    page.links.append(" ".join(phrases))


def late_korean(page: Injected) -> None:
    phrases = page.pick(words.KOREAN, 6, 7)
    page.bottom += "<div>" + " ".join(page.anchors(phrases)) + "</div>"
    page.links.append(" ".join(phrases))


def late_many_tongues(page: Injected) -> None:
    phrases = page.pick(words.VIETNAMESE, 3, 6) + page.pick(words.TURKISH, 3, 6)
    page.bottom += "<ul>" + "".join(f"<li>{a}</li>" for a in page.anchors(phrases)) + "</ul>"
    page.links += phrases


def late_goods(page: Injected) -> None:
    phrases = page.pick(words.GOODS, 6, 7)
    page.bottom += f'<p style="position:absolute;top:-5000px">{" ".join(page.anchors(phrases))}</p>'
    page.links.append(" ".join(phrases))


def late_domains(page: Injected) -> None:
    hosts = [page.host() for _ in range(page.rng.randint(12, 24))]
    page.bottom += "<div>" + " ".join(f'<a href="http://{h}/">{h}</a>' for h in hosts) + "</div>"
    page.links.append(" ".join(hosts))


def late_mixed_places(page: Injected) -> None:
    phrases = [place + page.rng.choice(("外围", "体育", "棋牌", "视频")) for place in page.pick(words.PLACES, 10, 20)]
    page.bottom += '<div class="foot">' + "|".join(page.anchors(phrases)) + "</div>"
    page.links.append("|".join(phrases))


def late_unclosed_top(page: Injected) -> None:
    line = "_".join(page.pick(words.BRANDS, 4, 7))
    page.top += f"<b><font><p>{line}"
    page.lines.append(line)


LATE: tuple[Callable[[Injected], None], ...] = (
    late_broken_line,
    late_line_below_nav,
    late_services,
    late_korean,
    late_many_tongues,
    late_goods,
    late_domains,
    late_mixed_places,
    late_unclosed_top,
)


def make_page(seed: int, structures: Sequence[Callable[[Injected], None]], *, count: int = 3) -> tuple[Injected, bytes]:
    """A page with a few of the structures, chosen by seed; every third page is English, every third simplified."""
    rng = random.Random(seed)
    is_english = seed % 3 == 2
    stock = words.ENGLISH if is_english else words.PARAGRAPHS
    page = Injected(rng, rng.sample(list(stock), rng.randint(4, len(stock))), is_traditional=seed % 3 == 0)
    if is_english:
        page.title = "Old bridge to be repaired before winter"
    for structure in rng.sample(list(structures), min(count, len(structures))):
        structure(page)
    return page, page.render()
