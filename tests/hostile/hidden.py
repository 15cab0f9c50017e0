"""Words that nobody sees, by any means of CSS."""

from tests.crawl.server import page

STYLES = (
    "display:none", "display : NONE !important", "visibility:hidden", "visibility:collapse", "opacity:0", "opacity:.001",
    "font-size:0", "font-size:0.1px", "width:0;height:0;overflow:hidden", "width:1px;height:1px;overflow:hidden",
    "position:absolute;left:-9999px", "position:absolute;top:-200em", "text-indent:-9999px", "margin-left:-9999px",
    "color:#fff;background:#fff", "color:transparent", "color:rgba(0,0,0,0)", "clip:rect(0,0,0,0);position:absolute",
    "transform:scale(0)", "transform:translateX(-9999px)", "clip-path:inset(100%)", "max-height:0;overflow:hidden",
    "position:absolute;left:200vw", "left:calc(-1px * 9999);position:absolute", "margin:-9999px 0 0 -9999px",
    "transform:translateX(9999px)", "text-indent:100%;white-space:nowrap;overflow:hidden", "font:0/0 a", "font:bold 0px serif",
    "font-size:1e-3px", "font-size:1%", "letter-spacing:-1em", "opacity:0e0", "display:/**/none", "d\\69splay:none",
    "--a:none;display:var(--a)", "display:var(--b,none)", "color:#fefefe;background:#fff", "color:white;background:rgb(255,255,255)",
    "color:hsl(0,0%,100%);background:white", "clip-path:polygon(0 0,0 0,0 0)", "clip-path:ellipse(0 0)", "clip-path:inset(0 100% 0 0)",
    "transform:scale(.001)", "transform:matrix(0,0,0,0,0,0)", "transform:rotateX(90deg)", "position:absolute;clip:rect(0 0 0 0)",
    "mask:linear-gradient(transparent,transparent)", "display:block;display:none", "display\t:\tnone",
    "position:fixed;top:-5000px", "filter:opacity(0)", "content-visibility:hidden", "line-height:0;overflow:hidden;height:0",
)  # fmt: skip
SELECTED = (
    (".a + .z", "<div class=a>x</div><p class=z>{}</p>"), (".a ~ .z", "<div class=a>x</div><i>y</i><p class=z>{}</p>"),
    (".box p:nth-child(2)", "<div class=box><p>Seen.</p><p>{}</p></div>"),
    (".box p:nth-of-type(odd)", "<div class=box><p>{}</p><p>Seen.</p></div>"),
    (".box p:first-child", "<div class=box><p>{}</p><p>Seen.</p></div>"),
    (".box :last-child", "<div class=box><p>Seen.</p><p>{}</p></div>"),
    (".box p:not(.shown)", "<div class=box><p>{}</p><p class=shown>Seen.</p></div>"), (".z:not(.y)", "<p class=z>{}</p>"),
    ("[data-z]", "<p data-z>{}</p>"), ('p[data-z="1"]', "<p data-z=1>{}</p>"), ("[class^=zeb]", "<p class=zebra>{}</p>"),
    ("[class*=ebr]", "<p class=zebra>{}</p>"), ("div[id$=x]", "<div id=boxx>{}</div>"), ("[class~=z]", '<p class="a z">{}</p>'),
    ("[lang|=en]", "<p lang=en-GB>{}</p>"), (":is(.z,.y)", "<p class=z>{}</p>"), (":where(.z)", "<p class=z>{}</p>"),
    (".box *", "<div class=box><p>{}</p></div>"), (".box i", "<div class=box><p>Seen words. <i>{}</i> More.</p></div>"),
    (".k", "<p>Seen words. <span class=k>{}</span> More.</p>"), ("i", "<p>Seen words. <i>{}</i> More.</p>"),
)  # fmt: skip
SHEETS = (
    "@supports(display:grid){.z{display:none}}", "@media all{@supports(display:grid){.z{display:none}}}",
    "@media (min-width:1px){.z{display:none}}", "@layer a{.z{display:none}}", ".box{& .z{display:none}} .z{display:none}",
    ":root{--h:none}.z{display:var(--h)}", ".z{display:none!important}.z{display:block}", "<!-- .z{display:none} -->",
    ".z{opacity:0} .zoo{opacity:1}", "@charset 'utf-8';.z{display:none}", "}}} nonsense;; .z{display:none}",
)  # fmt: skip
PAINTED = (
    '<div style="background:#fff"><p style="color:#fff">{}</p></div>',
    "<table bgcolor=#ffffff><tr><td><font color=white>{}</font></td></tr></table>",
    '<div bgcolor=#000000><p><span style="color:#010101">{}</span></p></div>',
)
"""Words in the colour of a ground that an element above them says."""
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
    for number, (css, markup) in enumerate(SELECTED):
        cases[f"hidden-selected-{number}"] = page(f"<style>{css}{{display:none}}</style>{markup.format(words)}")
    for number, css in enumerate(SHEETS):
        cases[f"hidden-at-rule-{number}"] = page(f"<style>{css}</style><p class=z>{words}")
    for number, markup in enumerate(PAINTED):
        cases[f"hidden-painted-{number}"] = page(markup.format(words))
    cases["hidden-popover"] = page(f"<div popover>{words}</div>")
    cases["hidden-body-colour"] = page(f"<body bgcolor=#ffffff><font color=#ffffff>{words}</font></body>")
    return cases
