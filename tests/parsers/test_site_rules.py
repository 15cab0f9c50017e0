"""A site's rules override the general parser field by field, on the days they held."""

from datetime import UTC, date, datetime

from archiver.model.page import Page
from archiver.model.site import Layout, Site
from archiver.parsers.article import parse_article
from tests.parsers.pages import URL, paragraphs

HTML = f"""<html lang=zh><title>别的标题_某网</title><body>
<div class=trail><a href=/>某网</a> &gt; <a href=/a>本地</a></div>
<h1>别的标题</h1><p class=bt>真正的标题</p>
<p class=sj>2024年5月1日 09:30</p><p class=ly>某某日报</p><p class=zz>张三</p><p class=bj>李四</p>
<div class=zw>{paragraphs(3)}<p class=ad>这里插进来一段推广的文字，和文章没有关系，请不要读它。</p></div>
<p><img src=/a.jpg></p><p class=tz>大桥在晨光里的样子</p>
<p class=bq>本网所有文字版权归某网所有，转载请注明。</p></body>"""
RULES = Layout(
    title="p.bt", body="div.zw p", published="p.sj", source="p.ly", authors="p.zz", editor="p.bj",
    caption="p.tz", copyright="p.bq", drop="p.ad",
)  # fmt: skip


def _site(*layouts: Layout) -> Site:
    return Site(publisher="某网", domains=("news.example",), timezone="Asia/Shanghai", layouts=layouts)


def _read(site: Site | None, day: datetime) -> dict[str, object]:
    return parse_article(Page(url=URL, body=HTML.encode(), fetched_at=day), site=site).to_dict()


def test_every_stated_field_is_read_where_the_site_says() -> None:
    record = _read(_site(RULES), datetime(2024, 5, 2, tzinfo=UTC))
    assert {name: record[name] for name in ("title", "published_at", "source", "authors", "editor", "copyright")} == {
        "title": "真正的标题",
        "published_at": "2024-05-01T09:30:00+08:00",
        "source": "某某日报",
        "authors": ["张三"],
        "editor": "李四",
        "copyright": "本网所有文字版权归某网所有，转载请注明。",
    }
    assert record["captions"] == [
        {"text": "大桥在晨光里的样子", "credit": None, "image_url": "https://news.example/a.jpg"}
    ]
    body = str(record["body"])
    assert (body.count("\n\n"), "推广" in body) == (2, False)


def test_the_evidence_names_the_rule() -> None:
    evidence = _read(_site(RULES), datetime(2024, 5, 2, tzinfo=UTC))["evidence"]
    assert isinstance(evidence, dict)
    ruled = ("title", "body", "source", "authors", "editor", "captions", "copyright")
    assert [name for name in ruled if not evidence[name]["from"].startswith("site rule")] == []


def test_a_capture_of_another_day_is_read_by_the_rules_of_its_day() -> None:
    site = _site(Layout(until=date(2024, 5, 1), title="p.bt"), Layout())
    assert _read(site, datetime(2024, 5, 1, 3, tzinfo=UTC))["title"] == "真正的标题"
    assert _read(site, datetime(2024, 5, 2, 3, tzinfo=UTC))["title"] == "别的标题"


def test_a_selector_that_matches_nothing_leaves_the_field_to_the_general_parser() -> None:
    record = _read(_site(Layout(title="p.gone", body="div.gone")), datetime(2024, 5, 2, tzinfo=UTC))
    assert (record["title"], "第0段" in str(record["body"])) == ("别的标题", True)


def test_the_rule_for_the_date_goes_before_metadata_and_other_prints() -> None:
    html = (
        "<html lang=zh><head><title>大桥合龙</title><meta property=article:published_time content=2024-05-03T08:00:00Z>"
        "</head><body><h1>大桥合龙</h1><p>2024-05-03 16:00</p><p class=sj>稿件签发：2024年5月1日 09:30</p>"
        f"<div>{paragraphs(3)}</div></body>"
    )
    page = Page(url=URL, body=html.encode(), fetched_at=datetime(2024, 5, 4, tzinfo=UTC))
    record = parse_article(page, site=_site(Layout(published="p.sj"))).to_dict()
    assert record["published_at"] == "2024-05-01T09:30:00+08:00"
    assert record["published_text"] == "2024年5月1日 09:30"
    evidence = parse_article(page, site=_site(Layout(published="p.sj"))).evidence["published_at"]
    assert (evidence.source.partition(" + ")[0], evidence.score) == ("site rule published", 0.99)
