"""A small archive with all that pages show: versions, a family, a mirror's spam, runs, and text that means harm."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from archiver.captures.writer import CaptureWriter
from archiver.model.article import Article, Caption, Dropped, Evidence, Repair
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.visit import Kind, Outcome, Visit
from archiver.store.archive import Archive

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HARM = "<script>document.title='owned'</script><img src=x onerror=alert(1)>\"'`{{7*7}}\x07\x1b[31m\u202e"

BODY = (
    "图为河北援藏工作队在阿里地区走访牧民。\n\n7月的阿里，阳光洒满草原。河北援藏干部人才与当地群众一起，把一座座温室大棚建在了海拔4300米的高原上。\n\n产业发展\n\n"
    "“过去吃菜靠外运，现在自己种。”村民扎西说，大棚一年能收三茬，收入比三年前翻了一番。工作队还请来技术员，手把手教大家育苗、施肥、防虫。\n\n"
    "教育帮扶\n\n阿里地区高级中学的高考上线率连续两年提高，全校专科及以上上线率达到百分之九十八。援藏教师和本地教师结成对子，共同备课。"
)
STORY = Article(
    url="https://news.example.cn/2023/0727/1.html",
    title="把温室建在高原上——河北援藏工作纪实",
    publisher="示例新闻网",
    published_at=datetime(2023, 7, 27, 9, 34, tzinfo=CHINA),
    published_precision="second",
    published_text="2023-07-27 09:34:00",
    source="西藏日报",
    authors=("张三", "李四"),
    editor="常邦丽",
    section=("新闻", "援藏"),
    keywords=("援藏", "温室"),
    body=BODY,
    captions=(
        Caption(
            text="图为技术员查看番茄长势。", credit="阿里地委宣传部 提供", image_url="https://img.example.cn/1.jpg"
        ),
    ),
    images=("https://img.example.cn/1.jpg",),
    language="zh-Hans",
    copyright="版权声明：凡注明来源为示例新闻网的稿件，版权归本网所有。",
    repairs=(
        Repair(kind="reading", field="body", offset=2, before="(hé)", after=""),
        Repair(kind="slip", field="body", offset=90, before="??萍", after="专科", certain=False),
    ),
    dropped=(Dropped(text="关键词一，关键词二，关键词三", rule="keyword_line", place="head"),),
    evidence={"title": Evidence(source="h1", score=0.98), "source": Evidence(source="label 来源", score=0.97)},
    parser_version="1",
)
HUGE = Article(
    url="https://news.example.cn/huge.html", title="长" * 5000, source="源" * 5000, authors=tuple(f"作者{n}" * 40 for n in range(100)), publisher="社" * 5000,
    editor="编" * 5000, section=("段" * 1000,) * 20, keywords=("键" * 1000,) * 50, copyright="版" * 5000, language="zh-Hans",
    published_at=datetime(2022, 1, 1, tzinfo=CHINA), body="\n\n".join(f"第{n}段，词{n * n}与{chr(0x4E00 + n % 9000)}{chr(0x5E00 + n * 7 % 9000)}。" * 9 for n in range(1500)),
    captions=(Caption(text="图" * 5000, credit="摄" * 5000, image_url="https://img.example.cn/" + "a" * 900),) * 100,
    images=tuple(f"https://img.example.cn/{n}/" + "b" * 900 for n in range(200)), dropped=(Dropped(text="垃圾" * 3000, rule="r", place="body"),) * 300,
    repairs=tuple(Repair(kind="slip", field="body", offset=n * 9, before="前" * 500, after="后" * 500) for n in range(500)),
)  # fmt: skip
"""More of everything than any page has."""

HTML = "<html><head><title>{title}</title><script>parent.document.title='owned'</script></head><body><h1>{title}</h1>{body}</body></html>"


def fill(archive: Archive, captures: Path) -> None:
    """Save the articles through the archive's own door, in three runs."""
    writer = CaptureWriter(captures)
    first = archive.start_run(
        "example", Site(publisher="示例新闻网", domains=("news.example.cn",), timezone="Asia/Shanghai"), now=NOW
    )
    visits = [_visit(writer, STORY, NOW)]
    visits += [_visit(writer, each, NOW + timedelta(seconds=n)) for n, each in enumerate(_others(), 1)]
    visits.append(_visit(writer, HUGE, NOW + timedelta(minutes=1)))
    visits.append(
        Visit(
            url="https://news.example.cn/broken",
            kind=Kind.ARTICLE,
            outcome=Outcome.FAILED,
            reason="timeout",
            visited_at=NOW,
        )
    )
    archive.save_visits(visits, first, now=NOW)
    archive.end_run(
        first,
        requests=20,
        warnings=("robots.txt answered slowly",),
        pages_per_second=1.5,
        now=NOW + timedelta(minutes=2),
    )
    later = NOW + timedelta(days=1)
    second = archive.start_run("example", now=later)
    grown = replace(HUGE, body=(HUGE.body or "").replace("词", "字"))
    archive.save_visits([_visit(writer, grown, later)], second, now=later)
    changed = replace(
        STORY,
        title="把温室建在高原上——河北援藏三年纪实",
        body=BODY.replace("翻了一番", "增加了八成") + "\n\n（完）",
        captured_at=later,
    )
    archive.save_visits([_visit(writer, changed, later)], second, now=later)
    gone = "https://news.example.cn/p/0.html"
    visit = Visit(url=gone, kind=Kind.ARTICLE, outcome=Outcome.GONE, reason="404", status=404, visited_at=later)
    archive.save_visits([visit], second, now=later)
    archive.end_run(second, requests=3, now=later + timedelta(minutes=1))
    mirror = archive.start_run(
        "mirror", Site(publisher="x", domains=("mirror.example.com",), timezone="Asia/Shanghai"), now=later
    )
    copy = replace(
        STORY,
        url="https://mirror.example.com/a/1",
        spam_score=0.95,
        spam_reasons=("keyword_line",),
        publisher=None,
        published_at=STORY.published_at + timedelta(days=3) if STORY.published_at else None,
    )
    archive.save_visits([_visit(writer, copy, later)], mirror, now=later)
    archive.end_run(mirror, status="failed", requests=1, now=later + timedelta(minutes=1))
    archive.save_search("aid", "援藏 OR 援疆", now=later, source="西藏日报")
    writer.close()


def _others() -> list[Article]:
    evil = replace(
        STORY, url="https://news.example.cn/evil?a=1&b=<script>", title=HARM, source=HARM, publisher=HARM, authors=(HARM,), section=(HARM,),
        editor=HARM, keywords=(HARM,), copyright=HARM, captions=(Caption(text=HARM, credit=HARM, image_url="javascript:alert(1)"),),
        images=("data:text/html,<script>alert(1)</script>",), body="恶意文字测试 " + HARM, language="en\" onload=\"x", published_at=datetime(2024, 1, 1, tzinfo=CHINA),
        dropped=(Dropped(text=HARM, rule=HARM, place="tail"),), repairs=(Repair(kind=HARM, field="body", offset=0, before=HARM, after=HARM),),
        evidence={"title": Evidence(source=HARM, score=0.5)},
    )  # fmt: skip
    english = Article(
        url="https://news.example.cn/en/2.html", title="Solar plant opens on the plateau", language="en", source="Example Daily",
        authors=("Jane Doe",), published_at=datetime(2025, 11, 3, 12, 0, tzinfo=UTC), published_precision="minute",
        body="A solar plant opened on Monday.\n\nIt powers 40,000 homes, the company said.", parser_version="1",
    )  # fmt: skip
    many = [
        Article(
            url=f"https://news.example.cn/p/{n}.html", title=f"高原新闻第{n}期：公路与学校", body=f"第{n}期。" + _filler(n), language="zh-Hans",
            source=("新华社", "人民日报", "西藏日报")[n % 3], published_at=datetime(2023, 1, 10, 8, 0, tzinfo=CHINA) + timedelta(days=17 * n), parser_version="1",
        )
        for n in range(60)
    ]  # fmt: skip
    return [evil, english, *many]


def _filler(n: int) -> str:
    """Sentences that no two issues share, so that they make no family."""
    return "".join(
        f"第{chr(0x4E00 + (n * 97 + k * 13) % 5000)}{chr(0x4E00 + (n * 31 + k * 57) % 5000)}条公路通车{n * k}公里，沿线{chr(0x5000 + (n * 7 + k) % 4000)}校迁入新址。"
        for k in range(8)
    )


def _visit(writer: CaptureWriter, article: Article, moment: datetime) -> Visit:
    body = HTML.format(
        title=article.title, body="".join(f"<p>{text}</p>" for text in (article.body or "").split("\n\n"))
    )
    page = Page(
        url=article.url,
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        fetched_at=moment,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
    )
    ref = writer.write(page)
    return Visit(
        url=article.url, kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=moment, status=200, capture=ref,
        article=replace(article, captured_at=moment, capture=ref),
    )  # fmt: skip
