"""Saving: what makes an article, a version and an event, and that nothing is saved twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from archiver.model.article import Article, Caption, CaptureRef, Dropped, Evidence, Repair
from archiver.model.errors import LockHeld, NotFound
from archiver.model.version import Captured
from archiver.model.visit import Kind, Outcome, Visit
from archiver.store.archive import Archive
from tests.store.pages import BODY, CHINA, NOW, URL, article, found, hours, outcomes, save, start, visit

FULL = article(
    publisher="中国西藏网",
    modified_at=datetime(2023, 7, 28, 1, 2, 3, tzinfo=timezone(timedelta(hours=-5))),
    source_url="https://epaper.example/",
    keywords=("援藏", "河北"),
    captions=(
        Caption(text="图为采访现场", credit="河北省第十批援藏工作队", image_url="https://x/1.jpg"),
        Caption(text="二"),
    ),
    images=("https://x/1.jpg",),
    copyright="版权声明：凡注明来源。",
    as_served={"title": "冀阿情深顯擔當", "captions[0].text": "x"},
    repairs=(Repair(kind="reading", field="title", offset=5, before="擔(dān)", after="担", certain=False),),
    dropped=(Dropped(text="澳门", rule="keyword_line", place="head"),),
    evidence={"title": Evidence(source="h1", score=0.9876)},
    spam_score=0.25,
    spam_reasons=("county_list",),
    captured_at=datetime(2026, 11, 1, 8, 30, 1, 234567, tzinfo=UTC),
    capture=CaptureRef(file="a.warc.gz", offset=17, digest="sha1:x"),
)


def test_an_article_comes_back_as_it_was_saved(archive: Archive) -> None:
    run = start(archive)
    saved = save(archive, run, visit(1, article=FULL, capture=FULL.capture))
    expected = {**FULL.to_dict(), "id": 1, "version": 1, "site": "tibet_cn"}
    assert outcomes(saved) == ["new"]
    assert archive.article(1).to_dict() == expected
    assert archive.article_by_url(URL).to_dict() == expected


def test_saving_the_same_visits_again_changes_nothing(archive: Archive) -> None:
    run = start(archive)
    visits = (visit(1), visit(1, "https://www.tibet.cn/2.html", found=found("https://www.tibet.cn/3.html")))
    first = save(archive, run, *visits)
    counts = archive.run(run).counts
    assert save(archive, run, *visits) == first
    assert archive.run(run).counts == counts == {"new": 2}
    assert len(archive.history(URL)) == 2
    assert len(list(archive.iter_captures())) == 2


def test_the_same_visit_twice_in_one_batch_is_saved_once(archive: Archive) -> None:
    run = start(archive)
    saved = save(archive, run, visit(1), visit(1))
    assert saved[0] == saved[1]
    assert archive.run(run).counts == {"new": 1}


LAYOUT = [
    ("spaces in Chinese", {"body": BODY.replace("，", "， ")}),
    ("paragraphs joined", {"body": BODY.replace("\n\n", "")}),
    ("full-width spaces before paragraphs", {"body": BODY.replace("\n\n", "\n\n\u3000\u3000")}),
    ("title in two lines", {"title": "冀阿情深\n显担当"}),
    ("the same moment in another zone", {"published_at": datetime(2023, 7, 27, 1, 34, tzinfo=UTC)}),
    ("another editor line", {"editor": "张三"}),
    ("another caption", {"captions": (Caption(text="图"),)}),
    ("another copyright notice", {"copyright": "版权所有 2026"}),
]


@pytest.mark.parametrize(("label", "fields"), LAYOUT, ids=[row[0] for row in LAYOUT])
def test_layout_makes_no_version(archive: Archive, label: str, fields: dict[str, Any]) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    saved = save(archive, run, visit(2, article=article(**fields)))
    assert outcomes(saved) == ["unchanged"], label
    assert len(archive.versions(1)) == 1


EDITS = [
    ("title", {"title": "冀阿情深显新担当"}, ("title",), 1),
    ("date", {"published_at": datetime(2023, 7, 27, 9, 35, tzinfo=CHINA)}, ("published_at",), 0),
    ("source", {"source": "西藏日报客户端"}, ("source",), 0),
    ("source gone", {"source": None}, ("source",), 0),
    ("authors", {"authors": ("常川", "李四")}, ("authors",), 0),
    ("one character of the body", {"body": BODY.replace("第十批", "第九批")}, ("body",), 2),
    ("title and body", {"title": "新", "body": BODY + "完"}, ("title", "body"), 9),
]


@pytest.mark.parametrize(("label", "fields", "changed", "size"), EDITS, ids=[row[0] for row in EDITS])
def test_an_edit_makes_a_version(
    archive: Archive, label: str, fields: dict[str, Any], changed: tuple[str, ...], size: int
) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    saved = save(archive, run, visit(2, article=article(**fields)))
    version = archive.versions(1)[-1]
    assert (outcomes(saved), saved[0].version) == (["changed"], 2), label
    assert (version.number, version.kind, version.changed, version.change_chars) == (2, "editor", changed, size)
    assert version.capture == CaptureRef(file="a.warc.gz", offset=2000, digest="sha1:2")
    assert archive.article(1, 1).to_dict()["title"] == "冀阿情深显担当"
    assert [(event.kind, event.capture) for event in archive.events(1)] == [("edited", version.capture)]


def test_spaces_between_english_words_count(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, article=article(body="every day in Tibet")))
    assert outcomes(save(archive, run, visit(2, article=article(body="everyday in Tibet")))) == ["changed"]


KINDS = [
    ("editor", "sha1:2", "1"),
    ("parser", "sha1:1", "2"),
    ("unclear", "sha1:2", "2"),
]


@pytest.mark.parametrize(("kind", "digest", "parser"), KINDS, ids=[row[0] for row in KINDS])
def test_a_version_says_who_made_it(archive: Archive, kind: str, digest: str, parser: str) -> None:
    """The same bytes read otherwise: the parser. Other bytes under the same parser: the editor."""
    run = start(archive)
    save(archive, run, visit(1))
    ref = CaptureRef(file="a.warc.gz", offset=2000, digest=digest)
    save(archive, run, visit(2, article=article(title="新", parser_version=parser), capture=ref))
    assert archive.versions(1)[-1].kind == kind
    assert [event.kind for event in archive.events(1)] == ([] if kind == "parser" else ["edited"])


def test_gone_and_back_are_events_with_their_proof(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    for at in (2, 3):
        saved = save(archive, run, visit(at, outcome=Outcome.GONE, status=404))
        assert (outcomes(saved), saved[0].article_id) == (["gone"], 1)
    save(archive, run, visit(4))
    assert [(event.kind, event.at, event.detail, event.capture) for event in archive.events(1)] == [
        ("gone", hours(2), "404", CaptureRef(file="a.warc.gz", offset=2000, digest="sha1:2")),
        ("back", hours(4), None, CaptureRef(file="a.warc.gz", offset=4000, digest="sha1:4")),
    ]


def test_not_modified_brings_a_gone_article_back(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    save(archive, run, visit(2, outcome=Outcome.GONE, status=410, capture=None))
    saved = save(archive, run, visit(3, outcome=Outcome.UNCHANGED, status=304, capture=None, article=None))
    assert (outcomes(saved), saved[0].article_id) == (["unchanged"], 1)
    assert [event.kind for event in archive.events(1)] == ["gone", "back"]


def test_history_is_in_order_of_time(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    save(archive, run, visit(2, article=article(title="新")))
    save(archive, run, visit(3, outcome=Outcome.FAILED, reason="timeout: 60 s", status=None, capture=None))
    lines = [(line.at, line.what, line.detail) for line in archive.history(URL)]
    assert lines == [
        (hours(1), "visit", "new (200)"),
        (hours(1), "version", "version 1, first"),
        (hours(2), "visit", "changed (200)"),
        (hours(2), "edited", "version 2: title"),
        (hours(2), "version", "version 2, editor: title"),
        (hours(3), "visit", "failed: timeout: 60 s"),
    ]


def test_what_postgresql_refuses_is_cleaned(archive: Archive) -> None:
    run = start(archive)
    dirty = article(title="冀\x00阿\ud83d", body="正文\x00" + BODY, authors=("常\udc00川",), keywords=("\x00",))
    save(archive, run, visit(1, article=dirty))
    saved = archive.article(1)
    assert (saved.title, saved.body, saved.authors) == ("冀阿�", "正文" + BODY, ("常�川",))
    assert outcomes(save(archive, run, visit(2, article=dirty))) == ["unchanged"]


DATES = [datetime(1, 1, 1, tzinfo=CHINA), datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-9))),
         datetime(1989, 12, 30, tzinfo=UTC), datetime(2026, 11, 5, tzinfo=UTC), datetime(2023, 1, 1)]  # fmt: skip


@pytest.mark.parametrize("moment", DATES, ids=str)
def test_impossible_dates_are_not_stored(archive: Archive, moment: datetime) -> None:
    run = start(archive)
    evidence = {"published_at": Evidence(source="meta", score=0.9)}
    save(archive, run, visit(1, article=article(published_at=moment, modified_at=moment, evidence=evidence)))
    saved = archive.article(1)
    assert (saved.published_at, saved.modified_at, saved.published_precision) == (None, None, None)
    assert (saved.published_text, saved.evidence) == ("2023-07-27 09:34:00", {})


def test_a_date_of_tomorrow_is_stored(archive: Archive) -> None:
    run = start(archive)
    moment = datetime(2026, 11, 2, 23, 0, tzinfo=CHINA)
    save(archive, run, visit(1, article=article(published_at=moment)))
    assert archive.article(1).published_at == moment


def test_an_older_page_adds_a_version_that_is_not_current(archive: Archive) -> None:
    """An import of an older capture after the crawl."""
    run = start(archive)
    save(archive, run, visit(9, article=article(title="今")))
    save(archive, run, visit(10, article=article(title="今")))
    assert outcomes(archive.save_visits([visit(2, article=article(title="昔"))], run, now=hours(11))) == ["changed"]
    assert archive.article(1).title == "今"
    assert [archive.article(1, number).title for number in (1, 2)] == ["今", "昔"]


def test_a_batch_is_saved_whole_or_not_at_all(archive: Archive) -> None:
    run = start(archive)
    bad = visit(2, "https://www.tibet.cn/2.html", outcome=Outcome.FAILED, reason=None)
    with pytest.raises(ValueError, match="needs a reason"):
        save(archive, run, visit(1), bad)
    with pytest.raises(NotFound):
        archive.article(1)
    assert archive.run(run).counts == {}


BAD = [
    ("failed without reason", {"outcome": Outcome.FAILED}, "needs a reason"),
    ("new without article", {"article": None}, "brought no article"),
    ("time without zone", {"visited_at": datetime(2026, 1, 1)}, "moment with zone"),
]


@pytest.mark.parametrize(("label", "fields", "words"), BAD, ids=[row[0] for row in BAD])
def test_a_visit_that_contradicts_itself_is_refused(
    archive: Archive, label: str, fields: dict[str, Any], words: str
) -> None:
    run = start(archive)
    with pytest.raises(ValueError, match=words):
        archive.save_visits([visit(1, **fields)], run, now=NOW)


def test_only_a_run_that_goes_on_may_save(archive: Archive) -> None:
    with pytest.raises(NotFound, match="no run 7"):
        archive.save_visits([visit(1)], 7)
    run = start(archive)
    archive.end_run(run, now=NOW)
    with pytest.raises(LockHeld, match="is done"):
        save(archive, run, visit(1))


def test_a_listing_is_new_then_unchanged_until_its_bytes_change(archive: Archive) -> None:
    run = start(archive)
    page = Visit(url="https://www.tibet.cn/", kind=Kind.LISTING, outcome=Outcome.NEW, visited_at=hours(1))
    refs = [CaptureRef(file="l", offset=n, digest=d) for n, d in ((1, "a"), (2, "a"), (3, "b"))]
    ends = [save(archive, run, replace(page, visited_at=hours(n), capture=ref)) for n, ref in enumerate(refs)]
    assert [outcomes(saved)[0] for saved in ends] == ["new", "unchanged", "changed"]


def test_a_batch_may_hold_an_article_and_its_edit(archive: Archive) -> None:
    run = start(archive)
    saved = save(archive, run, visit(1), visit(2, article=article(title="新")), visit(3, article=article(title="新")))
    assert outcomes(saved) == ["new", "changed", "unchanged"]
    assert archive.article(1).title == "新"


def test_every_field_of_the_record_is_there(archive: Archive) -> None:
    run = start(archive)
    bare = Article(url=URL)
    save(archive, run, visit(1, article=bare, capture=None))
    saved = archive.article(1)
    assert saved == replace(
        bare, id=1, version=1, site="tibet_cn", canonical_url=saved.canonical_url, captured_at=hours(1)
    )


def test_the_further_pages_of_an_article_are_indexed_with_it(archive: Archive) -> None:
    run = start(archive)
    part = Captured(url=URL + "?page=2", captured_at=hours(1), ref=CaptureRef(file="a.warc.gz", offset=7, digest="d"))
    (saved,) = save(archive, run, visit(1, parts=(part,)))
    assert replace(part, article_id=saved.article_id) in archive.captures_of(URL)
    save(archive, run, visit(1, parts=(part,)))
    assert len(archive.captures_of(URL)) == 2
