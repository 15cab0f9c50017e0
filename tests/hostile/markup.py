"""Pages that are hard to read, pages that hide words, and traps."""

from tests.crawl.server import Asked, Reply, page

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_HIDING = (
    "display:none", "visibility:hidden", "opacity:0", "font-size:0", "width:0;height:0;overflow:hidden",
    "position:absolute;left:-9999px", "text-indent:-9999px", "color:#fff;background:#fff", "clip:rect(0,0,0,0)",
    "transform:scale(0)", "clip-path:inset(100%)", "max-height:0;overflow:hidden", "position:fixed;top:-5000px",
)  # fmt: skip


def markup() -> dict[str, object]:
    """Heavy, broken and lying pages."""
    long = {
        "nested": "<div>" * 1_000_000,
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
        "long-line": "<p>" + "a" * 8_000_000,
        "many-blocks": "<p>x</p>" * 1_000_000,
        "many-inline": "<b>x" * 100_000,
        "many-tables": "<table><tr><td>" * 20_000,
        "spaces": "<p>" + " " * 2_000_000 + "x",
        "dates": "<p>" + "2024-01-01 " * 100_000,
        "digits": "<p>" + "1" * 1_000_000,
        "colons": "<p>来源：" + "：" * 500_000,
        "brackets": "<p>" + "(（[【" * 200_000,
        "open-comment": "<!--" * 200_000,
        "open-script": "<script>" + "<" * 1_000_000,
        "nul": "<h1>a\0b</h1><p>\0</p>" * 99,
        "bidi": "<h1>\u202egnp.exe</h1><p>\u2066x</p>",
        "json-ld-broken": '<script type="application/ld+json">{"@type":"NewsArticle",',
        "json-ld-deep": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "json-ld-number": '<script type="application/ld+json">{"datePublished":' + "9" * 10_000 + "}</script>",
        "script-title": "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>",
        "entities": "<p>" + "&#x110000;&#xd800;&#0;&nosuch;" * 9999,
        "empty": "",
    }
    cases: dict[str, object] = {name: page(text) for name, text in long.items()}
    for real in ("gb18030", "big5", "shift_jis", "euc-kr", "utf-16-le", "utf-8"):
        for label in ("utf-8", "gbk", "nonsense"):
            text = f'<meta charset="{label}"><p>日本大学</p>'.encode(real, "replace")
            cases[f"bytes-{real}-said-{label}"] = Reply(
                body=text, headers={"Content-Type": f"text/html; charset={label}"}
            )
    cases["surrogates"] = Reply(body=b"<p>\xed\xa0\x80\xff\xfe</p>" * 99, headers=_HTML)
    return cases


def hidden() -> dict[str, object]:
    """Pages whose only words nobody sees."""
    words = "casino bonus words hidden from every reader " * 9
    cases: dict[str, object] = {}
    for number, style in enumerate(_HIDING):
        cases[f"hidden-inline-{number}"] = page(f'<div style="{style}">{words}</div>')
        cases[f"hidden-sheet-{number}"] = page(f"<style>.z{{{style}}}</style><div class=z>{words}</div>")
    cases["hidden-attribute"] = page(f"<div hidden>{words}</div>")
    return cases


def trap(asked: Asked) -> Reply | None:
    """Every address below /trap/ leads to more of them."""
    if not asked.path.startswith("/trap/"):
        return None
    kind = asked.path.split("/")[2]
    depth = asked.count + len(asked.path)
    links = {
        "calendar": [f"/trap/calendar/{2000 + depth}/{n}/" for n in range(1, 13)],
        "growing": [asked.path[:1500].rstrip("/") + f"/{n}/" for n in ("a", "b")],
        "session": [f"/trap/session/x.html?sid={depth * 97 + n}" for n in range(9)],
        "soft": [f"/trap/soft/{depth}/{n}.html" for n in range(9)],
    }.get(kind, [])
    return page("<h1>Page</h1>" + "".join(f'<a href="{u}">more of page</a> ' for u in links))


TRAPS = tuple(f"/trap/{kind}/" for kind in ("calendar", "growing", "session", "soft"))
