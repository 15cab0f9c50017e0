"""No page makes the field parsers slow."""

import time

import pytest

from archiver.parsers.byline import parse_byline
from archiver.parsers.canonical import parse_canonical
from archiver.parsers.copyright import parse_copyright
from archiver.parsers.dates import parse_dates
from archiver.parsers.keywords import parse_keywords
from archiver.parsers.language import parse_language
from archiver.parsers.publisher import parse_publisher
from archiver.parsers.section import parse_section
from archiver.parsers.title import parse_title
from tests.parsers.pages import read

LD = '<script type="application/ld+json">{"@type":"NewsArticle",%s}</script>'
PAGES = {
    "many blocks": "<p>2024-05-01 10:20</p>" * 5000,
    "a table of dates": ("<p>" + "1/2/2021 3/4/2021 " * 9 + "</p>") * 80,
    "one long line": "<p>" + "2024-05-01 来源：某网 By Jane " * 3000 + "</p>",
    "many spans": "<p>" + "<span class=author>A b</span>" * 3000 + "</p>",
    "empty spans in one block": "<p>" + "<b class=author></b>" * 3000 + "Jane</p>",
    "lines of labels": "<td>" + "来源：新华社<br>" * 3000 + "</td>",
    "authors in JSON-LD": LD % ('"author":[' + ",".join(f'{{"name":"Jane S{n}"}}' for n in range(5000)) + "]"),
    "lists in lists in JSON-LD": LD % ('"author":' + "[" * 80 + "]" * 80),
    "many JSON-LD articles": (LD % '"datePublished":"2024-05-01"') * 300,
    "many meta dates": "".join(f'<meta name="published_date_{n}" content="2024-05-01">' for n in range(3000)),
    "lines of reporters": "<p>記者張三、李四／台北報導 홍길동 기자 （山田太郎、佐藤花子）</p>" * 3000,
    "captions without end": "<figure><img src=a.jpg><figcaption>x. Photo: Jane Doe/AP</figcaption></figure>" * 1500,
    "headings that lead home": "<h1><a href=/>x</a></h1>" * 3000,
    "a trail without end": "<div class=bread>" + "<a href=/a>x</a> &gt; " * 3000 + "</div>",
    "keywords without end": '<meta name=keywords content="' + "词," * 20000 + '">',
}


@pytest.mark.parametrize("label", sorted(PAGES))
def test_a_page_takes_a_tenth_of_a_second_at_most(label: str) -> None:
    reading = read(f"<h1>大桥合龙</h1>{PAGES[label]}")
    title = parse_title(reading)
    start = time.process_time()
    dates = parse_dates(reading, title=title)
    parse_byline(reading, title=title, published=dates.published)
    parse_section(reading, title=title)
    parse_keywords(reading, title=title)
    parse_language(reading, title=title)
    parse_publisher(reading, title=title, notice=parse_copyright(reading))
    parse_canonical(reading)
    assert time.process_time() - start < 0.1
