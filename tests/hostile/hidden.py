"""Words that nobody sees, by any means of CSS."""

from tests.crawl.server import page

STYLES = (
    "display:none", "display : NONE !important", "visibility:hidden", "visibility:collapse", "opacity:0", "opacity:.001",
    "font-size:0", "font-size:0.1px", "width:0;height:0;overflow:hidden", "width:1px;height:1px;overflow:hidden",
    "position:absolute;left:-9999px", "position:absolute;top:-200em", "text-indent:-9999px", "margin-left:-9999px",
    "color:#fff;background:#fff", "color:transparent", "color:rgba(0,0,0,0)", "clip:rect(0,0,0,0);position:absolute",
    "transform:scale(0)", "transform:translateX(-9999px)", "clip-path:inset(100%)", "max-height:0;overflow:hidden",
    "position:fixed;top:-5000px", "filter:opacity(0)", "content-visibility:hidden", "line-height:0;overflow:hidden;height:0",
)  # fmt: skip
WORDS = "casino bonus words hidden from every reader "


def hidden() -> dict[str, object]:
    """Pages whose only words nobody sees."""
    words = WORDS * 9
    cases: dict[str, object] = {}
    for number, style in enumerate(STYLES):
        cases[f"hidden-inline-{number}"] = page(f'<div style="{style}">{words}</div>')
        cases[f"hidden-sheet-{number}"] = page(f"<style>.z{{{style}}}</style><div class=z>{words}</div>")
    cases["hidden-attribute"] = page(f"<div hidden>{words}</div>")
    cases["hidden-aria"] = page(f'<div aria-hidden=true style="position:absolute;left:-999em">{words}</div>')
    cases["hidden-details"] = page(f"<details><summary></summary>{words}</details>")
    cases["hidden-nested"] = page(
        f"<style>#z>div .y{{display:none}}</style><div id=z><div><p class=y>{words}</div></div>"
    )
    cases["hidden-media"] = page(f"<style>@media screen{{.z{{display:none}}}}</style><p class=z>{words}")
    cases["hidden-escaped"] = page(f"<style>.z{{d\\69splay:none}}</style><p class=z>{words}")
    cases["hidden-comment"] = page(f"<style>.z{{display:/**/none}}</style><p class=z>{words}")
    cases["hidden-body-colour"] = page(f"<body bgcolor=#ffffff><font color=#ffffff>{words}</font></body>")
    return cases
