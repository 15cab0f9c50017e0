"""Build the sample site: pages, listings, feeds and truth, out of the words in `sources/`.

    python data/sample_site/build.py

Writes `www/` (the site), `mirror/` (hijacked copies) and `truth.jsonl`. All words, names and events are invented.
The truth is written from the sources, never from what the parsers make of the pages.
"""

import gzip
import html
import json
import struct
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC
from pypinyin import Style, pinyin

HERE = Path(__file__).resolve().parent
ORIGIN = "http://news.plateau.example"  # the server puts its own address in its place
ZONE = "+08:00"
SECTION_PATHS = {"要闻": "yw", "经济": "jj", "文化": "wh", "生态": "st", "旅游": "ly", "教育": "jy"}
PAGE_SIZE = 10
GONE = "/cn/yw/202403/t20240301_7000999.html"
MOVED = "/cn/rd/7001003.html"


@dataclass
class Story:
    """One article of the sources."""

    id: str
    date: datetime
    section: list[str]
    layout: str
    lang: str
    modified: datetime | None = None
    title: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    parts: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    address: str = ""
    folder: str = ""

    @property
    def path(self) -> str:
        """Its address on the site."""
        if self.address:
            return self.address
        if self.layout == "old":
            return f"/old/{self.date:%Y-%m/%d}/content_{self.id}.htm"
        if self.lang == "en":
            return f"/en/{self.date:%Y%m}/t{self.date:%Y%m%d}_{self.id}.html"
        if self.lang == "zh-Hant":
            return f"/tw/{self.date:%Y%m}/t{self.date:%Y%m%d}_{self.id}.html"
        return f"/cn/{SECTION_PATHS[self.section[0]]}/{self.date:%Y%m}/t{self.date:%Y%m%d}_{self.id}.html"

    @property
    def listing(self) -> str:
        """The folder of the listing it stands in."""
        if self.folder:
            return self.folder
        return {"old": "/old", "en": "/en"}.get(self.layout) or (
            "/tw" if self.lang == "zh-Hant" else f"/cn/{SECTION_PATHS[self.section[0]]}"
        )


def read_stories() -> list[Story]:
    stories: list[Story] = []
    for path in sorted((HERE / "sources").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            read_line(stories, line)
    return stories


def read_line(stories: list[Story], line: str) -> None:
    if line.startswith("@@ "):
        facts = dict(p.split("=", 1) for p in line[3:].split())
        stories.append(
            Story(
                id=facts["id"],
                date=datetime.fromisoformat(facts["date"]),
                section=facts["section"].split("/"),
                layout=facts["layout"],
                lang=facts.get("lang", "zh-Hans"),
                modified=datetime.fromisoformat(facts["modified"]) if "modified" in facts else None,
            )
        )
    elif line.startswith("# "):
        stories[-1].title = line[2:]
    elif line.startswith("==="):
        stories[-1].parts.append([])
    elif line[:2] in ("P ", "H ", "I ", "L ", "T "):
        stories[-1].parts[-1].append((line[0], line[2:]))
    elif ": " in line:
        key, value = line.split(": ", 1)
        stories[-1].facts[key] = value


PUBLISHER = {"zh-Hans": "高原新闻网", "zh-Hant": "高原新聞網", "en": "Plateau News"}
NOTICE = {
    "zh-Hans": "版权声明：凡注明“来源：高原新闻网”的所有作品，版权归高原新闻网所有。任何媒体转载、摘编、引用，须注明来源高原新闻网和署著作者名。",
    "zh-Hant": "版權聲明：凡註明「來源：高原新聞網」的所有作品，版權歸高原新聞網所有，轉載須註明來源。",
    "en": "© 2024 Plateau News. All rights reserved.",
}
OLD_NOTICE = "版权所有 高原新闻网 未经书面授权禁止复制或建立镜像"


def printed_date(s: Story) -> str:
    if s.layout == "old":
        return f"{s.date:%Y年%m月%d日%H:%M}"
    if s.layout == "en":
        return f"{s.date.day} {s.date:%B %Y, %H:%M}"
    return f"{s.date:%Y-%m-%d %H:%M:%S}"


def image_path(name: str) -> str:
    return "/img/" + name.replace(".jpg", ".png")


def split_credit(caption: str, credit: str) -> str | None:
    """The name in a credit as printed: `丹增 摄` is by 丹增."""
    for word in ("Photo by ", "记者"):
        credit = credit.removeprefix(word)
    for word in (" 摄", " 攝", "摄", " 供图", " 供圖"):
        if credit.endswith(word):
            return credit[: -len(word)]
    return credit or None


def truth(s: Story) -> dict[str, object]:
    body, captions, images = [], [], []
    for kind, text in (p for part in s.parts for p in part):
        if kind == "I":
            src, caption, credit = text.split("|")
            images.append(image_path(src))
            captions.append({"text": caption, "credit": split_credit(caption, credit), "image_url": image_path(src)})
        elif kind == "T":
            body += text.split("|")
        else:
            body.append(text)
    return {
        "path": s.path,
        "title": s.title,
        "published_at": f"{s.date:%Y-%m-%dT%H:%M:%S}{ZONE}",
        "published_precision": "minute" if s.layout == "old" else "second",
        "published_text": printed_date(s),
        "modified_at": f"{s.modified:%Y-%m-%dT%H:%M:%S}{ZONE}" if s.modified else None,
        "source": s.facts["source"],
        "source_url": s.facts.get("source_url"),
        "authors": s.facts["authors"].split(", ") if "authors" in s.facts else [],
        "editor": s.facts["editor"],
        "publisher": PUBLISHER["zh-Hans"],  # the site's own statement, which holds for its editions in other languages
        "section": s.section,
        "keywords": s.facts["keywords"].split(", ") if "keywords" in s.facts else [],
        "body": "\n\n".join(body),
        "captions": captions,
        "images": images,
        "language": s.lang,
        "copyright": OLD_NOTICE if s.layout == "old" else NOTICE[s.lang],
    }


e = html.escape

# ------------------------------------------------------------------ the three layouts


def trs_page(s: Story, part: int, others: list[Story]) -> str:
    """UTF-8, in the shape of a TRS content system: title box, adjacent spans, paragraphs, 责编 line, notice."""
    hant = s.lang == "zh-Hant"
    words = (
        {"time": "發布時間:", "source": "來源: ", "author": "作者: ", "editor": "責編", "related": "相關閱讀", "next": "下一頁", "prev": "上一頁"}
        if hant
        else {"time": "发布时间:", "source": "来源: ", "author": "作者: ", "editor": "责编", "related": "相关阅读", "next": "下一页", "prev": "上一页"}
    )
    source = e(s.facts["source"])
    if "source_url" in s.facts:
        source = f'<a href="{e(s.facts["source_url"])}">{source}</a>'
    author = f"<span>{words['author']}{e('、'.join(s.facts['authors'].split(', ')))}</span>" if "authors" in s.facts else ""
    blocks = "\n".join(trs_block(kind, text) for kind, text in s.parts[part]).replace("</table>\n<table>", "\n")
    related = "".join(f'<li><a href="{o.path}">{e(o.title)}</a></li>' for o in others[:3])
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{e(s.title)}_{PUBLISHER[s.lang]}</title>
<meta name="keywords" content="{e(s.facts.get("keywords", "").replace(", ", ","))}">
<meta name="description" content="{e(first_words(s))}">
<link rel="canonical" href="{ORIGIN}{s.path}">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<style>.none{{display:none}} .text p{{text-indent:2em}}</style>
</head>
<body>
{header(s.lang)}
<div class="bread">{trail(s)}</div>
<div class="wrap">
<div class="left">
<div class="title_box">
<h2>{e(s.title)}</h2>
<div class="info"><span>{words["time"]}{printed_date(s)}</span><span>{words["source"]}{source}</span> {author}</div>
<div class="share"><a href="#">分享到微信</a> <a href="#">微博</a> <a href="#">打印</a></div>
</div>
<div class="text botborder">
{blocks}
{pager(s, part, words)}
<p class="editor">({words["editor"]}: {e(s.facts["editor"])})</p>
</div>
<div class="notice">{e(NOTICE[s.lang])}</div>
<div class="related"><h3>{words["related"]}</h3><ul>{related}</ul></div>
</div>
<div class="right"><h3>热点排行</h3><ol>{"".join(f'<li><a href="{o.path}">{e(o.title)}</a></li>' for o in others[3:8])}</ol></div>
</div>
{footer()}
</body>
</html>
"""


def trs_block(kind: str, text: str) -> str:
    if kind == "I":
        src, caption, credit = text.split("|")
        return (
            f'<p style="text-align:center"><img src="{image_path(src)}" alt="" width="480"></p>\n'
            f'<p class="pic_note" style="text-align:center">{e(caption)} {e(credit)}</p>'
        )
    if kind == "H":
        return f"<p><strong>{e(text)}</strong></p>"
    if kind == "L":
        return f"<ul><li>{e(text)}</li></ul>"
    if kind == "T":
        return "<table><tr>" + "".join(f"<td>{e(c)}</td>" for c in text.split("|")) + "</tr></table>"
    return f"<p>　　{e(text)}</p>"


def pager(s: Story, part: int, words: dict[str, str]) -> str:
    if len(s.parts) == 1:
        return ""
    links = [f"<span>{i + 1}</span>" if i == part else f'<a href="{part_path(s, i)}">{i + 1}</a>' for i in range(len(s.parts))]
    if part + 1 < len(s.parts):
        links.append(f'<a href="{part_path(s, part + 1)}">{words["next"]}</a>')
    if part:
        links.insert(0, f'<a href="{part_path(s, part - 1)}">{words["prev"]}</a>')
    return '<div class="page_nav">' + " ".join(links) + "</div>"


def part_path(s: Story, part: int) -> str:
    return s.path if part == 0 else s.path.replace(".html", f"_{part}.html")


def old_page(s: Story, others: list[Story]) -> str:
    """GB2312 named in the meta element alone; tables for layout; paragraphs split by `<br>`."""
    out = []
    for kind, text in s.parts[0]:
        if kind == "I":
            src, caption, credit = text.split("|")
            out.append(f'<center><img src="{image_path(src)}" width="400" border="0"></center>')
            out.append(f"<center><font color=#0000ff>{e(caption)} {e(credit)}</font></center>")
        else:
            out.append(f"&nbsp;&nbsp;&nbsp;&nbsp;{e(text)}<br><br>")
    author = f"　作者：{e(s.facts['authors'].replace(', ', ' '))}" if "authors" in s.facts else ""
    hot = "".join(f'<tr><td>・<a href="{o.path}">{e(o.title)}</a></td></tr>' for o in others[:6])
    return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{e(s.title)}-高原新闻网</title>
</head>
<body bgcolor="#ffffff" topmargin="0">
<table width="960" align="center" border="0"><tr><td><a href="/index.html"><img src="/img/logo.png" alt="高原新闻网"></a></td>
<td><a href="/old/index.html">新闻中心</a> | <a href="/about.html">关于我们</a> | <a href="/about.html">联系我们</a></td></tr></table>
<table width="960" align="center"><tr><td>您的位置：<a href="/index.html">高原新闻网</a> &gt; <a href="/old/index.html">{e(s.section[0])}</a> &gt; {e(s.section[1])}</td></tr></table>
<table width="960" align="center" border="0"><tr>
<td width="680" valign="top">
<table width="100%"><tr><td align="center"><h1>{e(s.title)}</h1></td></tr>
<tr><td align="center">{printed_date(s)}　来源：{e(s.facts["source"])}{author}　<a href="#">【字号 大 中 小】</a></td></tr>
<tr><td id="zoom" class="content">
{"".join(out)}
</td></tr>
<tr><td align="right">责任编辑：{e(s.facts["editor"])}</td></tr></table>
</td>
<td width="260" valign="top" bgcolor="#f0f0f0"><table><tr><td><b>热点新闻</b></td></tr>{hot}</table></td>
</tr></table>
<table width="960" align="center"><tr><td align="center">{OLD_NOTICE}</td></tr></table>
</body>
</html>
"""


def en_page(s: Story, others: list[Story]) -> str:
    """Figures, a by-line, JSON-LD and a time element, as English editions have them."""
    authors = s.facts.get("authors", "").split(", ") if "authors" in s.facts else []
    by = f'<p class="byline">By {" and ".join(f"<span class=author>{e(a)}</span>" for a in authors)}</p>' if authors else ""
    iso = f"{s.date:%Y-%m-%dT%H:%M:%S}{ZONE}"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": s.title,
        "datePublished": iso,
        **({"dateModified": f"{s.modified:%Y-%m-%dT%H:%M:%S}{ZONE}"} if s.modified else {}),
        **({"author": [{"@type": "Person", "name": a} for a in authors]} if authors else {}),
        "publisher": {"@type": "Organization", "name": "Plateau News"},
    }
    out = []
    for kind, text in s.parts[0]:
        if kind == "I":
            src, caption, credit = text.split("|")
            out.append(
                f'<figure><img src="{image_path(src)}" alt=""><figcaption>{e(caption)} <span class="credit">{e(credit)}</span></figcaption></figure>'
            )
        else:
            out.append(f"<h2>{e(text)}</h2>" if kind == "H" else f"<p>{e(text)}</p>")
    related = "".join(f'<li><a href="{o.path}">{e(o.title)}</a></li>' for o in others[:4])
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{e(s.title)} | Plateau News</title>
<meta property="og:title" content="{e(s.title)}">
<meta property="og:site_name" content="Plateau News">
<meta property="og:type" content="article">
<meta name="keywords" content="{e(s.facts.get("keywords", ""))}">
<link rel="canonical" href="{ORIGIN}{s.path}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
</head>
<body>
<header><a class="logo" href="/en/index.html">Plateau News</a><nav><ul><li><a href="/en/index.html">English</a></li><li><a href="/index.html">中文</a></li></ul></nav></header>
<nav class="breadcrumb"><a href="/en/index.html">Plateau News</a> &gt; <a href="/en/index.html">{e(s.section[0])}</a> &gt; <span>{e(s.section[1])}</span></nav>
<main><article>
<h1>{e(s.title)}</h1>
{by}
<p class="meta"><time datetime="{iso}">{printed_date(s)}</time> · Source: {e(s.facts["source"])}</p>
<div class="share"><a href="#">Share on Facebook</a> <a href="#">Share on X</a></div>
<div class="article-body">
{"".join(out)}
</div>
<p class="editor">Editor: {e(s.facts["editor"])}</p>
</article>
<aside class="related"><h2>Related stories</h2><ul>{related}</ul></aside>
<section class="newsletter"><h2>Get our newsletter</h2><p>Sign up for the week in the highlands, every Friday in your inbox.</p></section>
</main>
<footer><p>{NOTICE["en"]}</p></footer>
</body>
</html>
"""


def first_words(s: Story) -> str:
    return next(text for kind, text in s.parts[0] if kind == "P")[:60]


def trail(s: Story) -> str:
    home = "/tw/index.html" if s.lang == "zh-Hant" else "/index.html"
    return (
        f'<a href="{home}">{PUBLISHER[s.lang]}</a>\u00a0&gt;\u00a0<a href="{s.listing}/index.html">{e(s.section[0])}</a>'
        f"\u00a0&gt;\u00a0{e(s.section[1])}"
    )


def header(lang: str) -> str:
    links = "".join(f'<li><a href="/cn/{p}/index.html">{n}</a></li>' for n, p in SECTION_PATHS.items())
    return (
        f'<div class="head"><a class="logo" href="/index.html"><img src="/img/logo.png" alt="{PUBLISHER[lang]}"></a>'
        f'<ul class="nav">{links}<li><a href="/old/index.html">往期</a></li><li><a href="/tw/index.html">繁體版</a></li>'
        '<li><a href="/en/index.html">English</a></li></ul></div>'
    )


def footer() -> str:
    return (
        '<div class="foot"><p><a href="/about.html">关于我们</a> | <a href="/about.html">联系我们</a> | <a href="/about.html">网站地图</a></p>'
        '<p>友情链接：<a href="http://museum.plateau.example/">高原州博物馆</a> <a href="http://edu.plateau.example/">高原教育网</a></p></div>'
    )


# ------------------------------------------------------------------ the mirror: hijacked copies

MIRRORED = ("7001001", "7001003", "7001005", "7001008", "7001010", "7001014", "7001017", "7001019")
SLIPPED = ("7001005", "7001014")
# The order in which mirrors put readings after characters, shallow to deep (measured; see docs/repair.md).
GLOSSED = "業現進發創規統協據導設經產鄉網農關區態鎮內節環實動個當標強準機務點構調濟護領學習轉認風應優結質醫術負貿團達礎權聯衛遠訓續監紀責擴擔"
KEPT = "后里采于干系制征余云面并只谷才范志游占"
TURNED = {"为": "為", "台": "臺", "着": "著", "准": "準", "净": "凈", "症": "癥", "复": "復", "历": "歷", "群": "群"}
NARROW = str.maketrans("，：；？！（）", ",:;?!()")
SPAM_HEAD = "亚洲精品久久久久中文字幕,国产在线视频一区二区,久久99精品国产麻豆,欧美激情一区二区三区,成人免费观看视频"
SPAM_TAIL = (
    "华阴市 永登县 安吉县 若尔盖县 松溪县 天峨县 汉川市 武乡县 隆化县 合水县 江山市 新余市 南江县 绥宁县 依兰县 平果县 "
    "灵石县 新龙县 建平县 乐业县 惠来县 句容市 巴中市 甘泉县 临泽县 保亭 紫云 罗田县 涞水县 大埔县"
).split()


def damage(text: str, *, slips: bool) -> str:
    """The text as a mirror serves it: turned traditional, readings put in, marks narrowed, GBK bytes slipped by one."""
    text = "".join(traditional(c) for c in text)
    if slips:
        text = slip(text)
    out = []
    for c in text:
        out.append(c)
        if c in GLOSSED:
            out.append(f"({reading(c)})")
    return "".join(out).translate(NARROW)


@cache
def traditional(character: str) -> str:
    """One character as mirrors' tables turn it: many that are valid in both scripts stay (docs/repair.md)."""
    if character in KEPT:
        return character
    return TURNED.get(character) or converter().convert(character)


@cache
def converter() -> "OpenCC":
    return OpenCC("s2t")


@cache
def reading(character: str) -> str:
    """The usual reading, with its tone."""
    return pinyin(character, style=Style.TONE)[0][0]


def slip(text: str) -> str:
    """Put a byte before the code of ！ where 。” holds it astride, and read the bytes as PHP's CP936 does.

    A bad pair becomes one `?`, which eats both bytes when the second is 0x21 to 0x3F.
    """
    at = text.find("。”")
    if at < 0 or not text[at + 2 : at + 3].strip():
        return text
    end = next((i for i in range(at + 2, len(text)) if text[i] in "，。"), len(text))
    data = text[at:end].encode("gbk")
    shifted = data[:1] + b"?" + data[1:]
    out, i = [], 0
    while i < len(shifted):
        if shifted[i] < 0x80:
            out.append(chr(shifted[i]))
            i += 1
        elif shifted[i] == 0x80:
            out.append("€")
            i += 1
        elif i + 1 < len(shifted) and 0x21 <= shifted[i + 1] <= 0x3F:
            out.append("?")
            i += 2
        else:
            try:
                out.append(shifted[i : i + 2].decode("gbk"))
            except UnicodeDecodeError:
                return text  # an unassigned pair would be lost: leave this text unslipped
            i += 2
    return text[:at] + "".join(out) + text[end:]


def mirror_page(s: Story, others: list[Story]) -> str:
    """The trs page of a hijacked copy: damaged words, a spam line on top, hidden links, a county list below."""
    page = trs_page(damaged(s), 0, [damaged(o) for o in others])
    page = page.replace(f'<link rel="canonical" href="{ORIGIN}{s.path}">\n', "")
    hidden = "".join(f'<li><a href="/col/{n}/list.html">列表</a></li>' for n in range(1, 8))
    top = f'<body>\n{SPAM_HEAD}\n<div id="body_jx_{s.id}" style="position:fixed;left:-9000px;top:-9000px;"><ul>{hidden}</ul></div>'
    tail = "| ".join(f'<a href="http://{i:x}q.example/">{name}</a>' for i, name in enumerate(SPAM_TAIL, 6700)) + "|"
    return page.replace("<body>", top).replace("</body>", f"{tail}\n</body>")


def damaged(s: Story) -> Story:
    slips = s.id in SLIPPED
    facts = {k: v if k == "source_url" else damage(v, slips=False) for k, v in s.facts.items() if k != "keywords"}
    parts = [
        [(kind, damage_part(kind, text, slips=slips)) for kind, text in part]
        for part in s.parts
    ]
    return replace(s, address=s.path, folder=s.listing, title=damage(s.title, slips=False), section=[damage(x, slips=False) for x in s.section], facts=facts, parts=parts)


def damage_part(kind: str, text: str, *, slips: bool) -> str:
    if kind != "I":
        return damage(text, slips=slips)
    src, caption, credit = text.split("|")
    return f"{src}|{damage(caption, slips=False)}|{damage(credit, slips=False)}"


def narrowed(value: Any) -> Any:
    """The truth with its wide marks narrowed: a mirror has lost which of them were wide, so they stay as served."""
    if isinstance(value, dict):
        return {k: narrowed(v) for k, v in value.items()}
    if isinstance(value, list):
        return [narrowed(v) for v in value]
    return value.translate(NARROW) if isinstance(value, str) else value


def write_mirror(root: Path, stories: list[Story]) -> list[Story]:
    chosen = [s for s in stories if s.id in MIRRORED]
    for s in chosen:
        page = mirror_page(s, [o for o in chosen if o is not s])
        for word in (NOTICE["zh-Hans"], "发布时间", "来源: ", "作者: ", "责编", "相关阅读", PUBLISHER["zh-Hans"]):
            page = page.replace(word, damage(word, slips=False))
        write(root, s.path, page.encode())
        for _, text in (p for p in s.parts[0] if p[0] == "I"):
            write(root, image_path(text.split("|")[0]), png(int(s.id) % 50))
    rows = "".join(f'<li><a href="{s.path}">{e(damaged(s).title)}</a></li>' for s in chosen)
    home = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>首页</title></head><body><div class="list"><ul>{rows}</ul></div></body></html>\n'
    write(root, "/index.html", home.encode())
    write(root, "/robots.txt", b"User-agent: *\nAllow: /\n")
    return chosen


# ------------------------------------------------------------------ listings, feeds, sitemaps


def listing_pages(folder: str, name: str, stories: list[Story]) -> dict[str, str]:
    pages = {}
    chunks = [stories[i : i + PAGE_SIZE] for i in range(0, len(stories), PAGE_SIZE)]
    for n, chunk in enumerate(chunks):
        rows = "".join(f'<li><h4><a href="{s.path}">{e(s.title)}</a></h4><span>{s.date:%Y-%m-%d}</span></li>' for s in chunk)
        nxt = f'<a class="next" href="{folder}/index_{n + 1}.html">下一页</a>' if n + 1 < len(chunks) else ""
        file = f"{folder}/index.html" if n == 0 else f"{folder}/index_{n}.html"
        pages[file] = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{name}_高原新闻网</title>'
            f'<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>{header("zh-Hans")}'
            f'<div class="listnews"><ul>{rows}</ul></div><div class="pages">{nxt}</div>{footer()}</body></html>\n'
        )
    return pages


def rss(stories: list[Story]) -> str:
    items = "".join(
        f"<item><title>{e(s.title)}</title><link>{ORIGIN}{s.path}</link>"
        f"<pubDate>{s.date:%a, %d %b %Y %H:%M:%S} +0800</pubDate><guid>{ORIGIN}{s.path}</guid></item>\n"
        for s in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>高原新闻网</title>'
        f"<link>{ORIGIN}/</link><description>高原新闻网最新消息</description>\n{items}</channel></rss>\n"
    )


def sitemap(entries: list[tuple[str, str]], *, news: dict[str, Story] | None = None) -> str:
    rows = []
    for path, lastmod in entries:
        extra = ""
        if news and path in news:
            s = news[path]
            code = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw", "en": "en"}[s.lang]
            extra = (
                f"<news:news><news:publication><news:name>{PUBLISHER[s.lang]}</news:name><news:language>{code}</news:language>"
                f"</news:publication><news:publication_date>{s.date:%Y-%m-%dT%H:%M:%S}{ZONE}</news:publication_date>"
                f"<news:title>{e(s.title)}</news:title></news:news>"
            )
        rows.append(f"<url><loc>{ORIGIN}{path}</loc><lastmod>{lastmod}</lastmod>{extra}</url>\n")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n' + "".join(rows) + "</urlset>\n"
    )


def sitemap_index(paths: list[str]) -> str:
    rows = "".join(f"<sitemap><loc>{ORIGIN}{p}</loc></sitemap>\n" for p in paths)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )


def png(seed: int) -> bytes:
    """A plain picture of one colour, 480 by 270."""
    rgb = bytes((90 + seed * 37 % 120, 110 + seed * 53 % 100, 120 + seed * 71 % 110))
    rows = (b"\0" + rgb * 480) * 270

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    head = struct.pack(">IIBBBBB", 480, 270, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def write(root: Path, path: str, data: bytes) -> None:
    target = root / path.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def write_site(root: Path, stories: list[Story]) -> None:
    newest = sorted(stories, key=lambda s: s.date, reverse=True)
    for s in stories:
        others = [o for o in newest if o.layout == s.layout and o.lang == s.lang and o is not s]
        if s.layout == "old":
            write(root, s.path, old_page(s, others).encode("gb2312"))
        elif s.layout == "en":
            write(root, s.path, en_page(s, others).encode())
        else:
            for part in range(len(s.parts)):
                write(root, part_path(s, part), trs_page(s, part, others).encode())
    write_indexes(root, newest)
    names = {text.split("|")[0] for s in stories for part in s.parts for kind, text in part if kind == "I"} | {"logo.jpg"}
    for n, name in enumerate(sorted(names)):
        write(root, image_path(name), png(n))


def write_indexes(root: Path, newest: list[Story]) -> None:
    folders: dict[str, list[Story]] = {}
    for s in newest:
        folders.setdefault(s.listing, []).append(s)
    for folder, stories in folders.items():
        for path, text in listing_pages(folder, stories[0].section[0], stories).items():
            write(root, path, text.encode())
    home = listing_pages("", "首页", newest[:PAGE_SIZE])["/index.html"]
    write(root, "/index.html", home.encode())
    about = f"<p>{'高原新闻网是一个虚构的新闻网站，供演示和测试使用，所有人名、地名和事件都是编写的。' * 2}</p>"
    write(root, "/about.html", f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于我们</title></head><body>{header("zh-Hans")}<h1>关于我们</h1>{about}{footer()}</body></html>\n'.encode())
    write(root, "/rss.xml", rss(newest[:20]).encode())
    by_path = {s.path: s for s in newest}
    recent = [(s.path, f"{s.date:%Y-%m-%dT%H:%M:%S}{ZONE}") for s in newest if s.layout != "old"]
    old = [(s.path, f"{s.date:%Y-%m-%d}") for s in newest if s.layout == "old"]
    gone, moved = (GONE, "2024-03-01"), (MOVED, "2024-03-07")
    write(root, "/sitemap-2024.xml", sitemap([*recent, gone, moved]).encode())
    write(root, "/sitemap-2019.xml.gz", gzip.compress(sitemap(old).encode(), 9, mtime=0))
    write(root, "/news-sitemap.xml", sitemap(recent[:15], news=by_path).encode())
    write(root, "/sitemap_index.xml", sitemap_index(["/sitemap-2024.xml", "/sitemap-2019.xml.gz", "/news-sitemap.xml"]).encode())
    write(root, "/robots.txt", f"User-agent: *\nDisallow: /admin/\nCrawl-delay: 0.1\n\nSitemap: {ORIGIN}/sitemap_index.xml\n".encode())


def main() -> None:
    stories = read_stories()
    by_id = {s.id: s for s in stories}
    for folder in ("www", "mirror"):
        for old in sorted((HERE / folder).rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() else old.unlink()
    write_site(HERE / "www", stories)
    mirrored = write_mirror(HERE / "mirror", stories)
    with (HERE / "truth.jsonl").open("w", encoding="utf-8") as file:
        for s in sorted(stories, key=lambda s: s.path):
            file.write(json.dumps({"host": "site", **truth(s)}, ensure_ascii=False) + "\n")
        for s in mirrored:
            record = {"host": "mirror", **narrowed(truth(s)), "keywords": []}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    plan = {"redirects": {MOVED: by_id["7001003"].path}, "gone": [GONE]}
    (HERE / "server.json").write_text(json.dumps(plan, indent=1) + "\n", encoding="utf-8")
    print(f"{len(stories)} articles")  # noqa: T201 - a build script speaks


if __name__ == "__main__":
    main()
