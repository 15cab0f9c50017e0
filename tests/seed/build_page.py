"""Write the seed page (`page.txt`, as it read when served) as HTML in the shape that tibet.cn's pages have.

    python tests/seed/build_page.py ../shared/seed/page.txt

The words are the seed's, byte for byte; the markup is ours (a TRS content system: title box, adjacent spans,
paragraphs indented by two wide spaces). The spam line stands above the trail, the county list below the notice;
two more spam blocks of the kind such mirrors carry are hidden by CSS.
"""

import html
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(source: str) -> None:
    lines = Path(source).read_text(encoding="utf-8").split("\n")
    lines = [line for line in lines if line.strip()]
    spam, trail, title, date = lines[:4]
    editor, notice, counties = lines[-3:]
    label, source_line = date.split("來源")
    captions, paragraphs = lines[4:6], lines[6:-3]
    out = []
    for n, caption in enumerate(captions, 1):
        out.append(f'<p align="center"><img src="./W02023072734{n}.jpg" alt="" /></p>')
        out.append(f'<p align="center">{html.escape(caption, quote=False)}</p>')
    out += [f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs]
    names = [c for c in counties.split("| ") if c]
    links = "| ".join(f'<a href="http://www.{n:x}kdhe.example/">{c.rstrip("|")}</a>' for n, c in enumerate(names, 4096))
    crumbs = trail.split("\u00a0>\u00a0") if "\u00a0>\u00a0" in trail else trail.replace("\u00a0", " ").split(" > ")
    hidden = "".join(f'<li><a href="/col/{n}/list.html">列表</a></li>' for n in range(1, 6))
    page = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_{crumbs[0].strip()}</title>
<style>.nr{{position:absolute;left:-9999px;top:-9999px}} .cont{{width:1000px}}</style>
</head>
<body>
{spam}
<div style="position:fixed;left:-9000px;top:-9000px;"><ul>{hidden}</ul></div>
<div class="nr"><a href="http://av.example/">国产精品久久</a> <a href="http://bv.example/">青青草原在线视频</a></div>
<div class="cont">
<div class="bread"><a href="/">{crumbs[0].strip()}</a>\u00a0>\u00a0<a href="/yz/">{crumbs[1].strip()}</a>\u00a0>\u00a0{crumbs[2].strip()}</div>
<div class="title_box">
<h2>{title}</h2>
<div class="info"><span>{label}</span><span>來源{source_line}</span></div>
</div>
<div class="text botborder">
<div class="TRS_Editor">
{chr(10).join(out)}
</div>
<p>{editor}</p>
</div>
<div class="banquan">{notice}</div>
</div>
<div class="foot_links">{links}|</div>
</body>
</html>
"""
    (HERE / "page.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
