"""The style sheet of the explained page: one file without scripts, readable in light and dark, and on paper."""

STYLE = """
:root{--ink:#1d2430;--dim:#5d6776;--paper:#fdfdfb;--line:#d9dde3;--body:#1a7f5a;--title:#1f4fbf;--field:#7a3fb0;
--caption:#a05a00;--left:#8a8f98;--drop:#c0292b;--ins:#d8f3e3;--del:#fbdcdc;--mark:#eee6fa}
@media (prefers-color-scheme:dark){:root{--ink:#e4e7ec;--dim:#9aa4b2;--paper:#14171c;--line:#323842;--body:#4cc38a;
--title:#7da6ff;--field:#c19bf0;--caption:#f0b060;--left:#7d848f;--drop:#ff7b7b;
--ins:#1c4a35;--del:#5a2427;--mark:#392b52}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .25rem}
h2{font-size:1.05rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
.address{color:var(--dim);overflow-wrap:anywhere;margin:0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap}
td.score{font-variant-numeric:tabular-nums;white-space:nowrap}
td.low{color:var(--drop)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;font-size:.88rem;padding:0;list-style:none}
.legend span.key{display:inline-block;width:.3rem;height:1rem;vertical-align:-2px;margin-right:.4rem;border-radius:2px}
.block{border-left:4px solid transparent;padding:.15rem .2rem .15rem .8rem;margin:.3rem 0;position:relative}
.block p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
.why{font-size:.78rem;color:var(--dim);letter-spacing:.01em}
.k-title{border-color:var(--title)} .k-title p{font-weight:700}
.k-body{border-color:var(--body)} .key.k-body{background:var(--body)}
.k-field{border-color:var(--field)} .k-caption{border-color:var(--caption)}
.k-left{border-color:var(--left);color:var(--dim)}
.k-dropped{border-color:var(--drop);color:var(--dim)}
.k-dropped p{text-decoration:line-through;text-decoration-color:var(--drop)}
.k-dropped p,.k-left p,.k-outside p{font-size:.9rem}
.k-outside{color:var(--dim)}
.key.k-title{background:var(--title)} .key.k-field{background:var(--field)} .key.k-caption{background:var(--caption)}
.key.k-left{background:var(--left)} .key.k-dropped{background:var(--drop)}
mark{background:var(--mark);color:inherit;border-radius:3px;padding:0 .15em}
ins{background:var(--ins);text-decoration:none;border-radius:2px}
del{background:var(--del);border-radius:2px;font-size:.88em}
ins.turned{background:none;text-decoration:underline dotted var(--left)}
ins.guess{outline:1px dashed var(--drop)}
details{margin:.4rem 0} summary{cursor:pointer;color:var(--dim);font-size:.88rem}
@media print{details>*{display:block}}
"""
