"""Which article a page is: one article under many addresses, and no article under another's name."""

from dataclasses import replace

from archiver.model.article import CaptureRef
from archiver.store.archive import Archive
from tests.store.pages import BODY, article, outcomes, save, start, visit

OTHER = "今天的天气预报说，北方大部分地区将有小雪，气温下降六到八度，请大家出行时注意安全，交通部门已做好准备工作。" * 3
FIRST = "https://example.cn/a/1.html"


def test_the_same_article_at_another_address_is_a_duplicate(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    copy = "https://m.example.cn/a/1.html?from=app"
    saved = save(archive, run, visit(2, copy, article=article(copy, canonical_url=FIRST)))
    assert (outcomes(saved), saved[0].article_id) == (["dropped"], 1)
    assert archive.article_by_url(copy).id == 1
    assert archive.run(run).reasons == {"dropped: duplicate": 1}


def test_copies_in_one_batch_are_one_article(archive: Archive) -> None:
    run = start(archive)
    visits = [
        visit(1, url, article=article(url, canonical_url=FIRST))
        for url in (FIRST, FIRST + "?a=1", FIRST + "?a=2", "https://www.example.cn/a/1.html")
    ]
    assert outcomes(save(archive, run, *visits)) == ["new", "dropped", "dropped", "dropped"]


def test_a_copy_does_not_touch_the_article(archive: Archive) -> None:
    """A print view lacks a paragraph: the article is not edited by it."""
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    view = FIRST + "?print=1"
    shorter = article(view, canonical_url=FIRST, body=BODY[: len(BODY) * 3 // 4])
    assert outcomes(save(archive, run, visit(2, view, article=shorter))) == ["dropped"]
    assert len(archive.versions(1)) == 1


def test_another_article_that_names_this_one_as_its_canonical_address_is_its_own(archive: Archive) -> None:
    """A hijacked site names one page on all of them, and pages of one template share most words."""
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    second = "https://example.cn/a/2.html"
    poisoned = article(second, canonical_url=FIRST, title="另一条新闻的标题", body=BODY[:-20] + "另一条新闻的结尾。")
    saved = save(archive, run, visit(2, second, article=poisoned))
    assert (outcomes(saved), saved[0].article_id) == (["new"], 2)
    assert archive.article(1).body == BODY


def test_an_article_that_names_another_before_that_was_seen_is_its_own(archive: Archive) -> None:
    run = start(archive)
    second = "https://example.cn/a/2.html"
    poisoned = article(FIRST, canonical_url=second)
    save(archive, run, visit(1, FIRST, article=poisoned))
    saved = save(archive, run, visit(2, second, article=article(second, title="另一条新闻的标题", body=OTHER)))
    assert (outcomes(saved), saved[0].article_id) == (["new"], 2)
    assert (archive.article(1).body, archive.article(2).body) == (BODY, OTHER)
    assert (archive.article_by_url(FIRST).id, archive.article_by_url(second).id) == (1, 2)
    again = save(archive, run, visit(3, FIRST, article=poisoned))
    assert (outcomes(again), again[0].article_id) == (["unchanged"], 1)


def test_an_address_with_and_without_a_query_is_one_article(archive: Archive) -> None:
    run = start(archive)
    for order, (one, other) in enumerate([("?from=list", ""), ("", "?from=list"), ("?a=b", "?c=d")]):
        base = f"https://example.cn/2024/05/01/{order}.html"
        saved = save(archive, run, visit(1, base + one))
        again = save(archive, run, visit(2, base + other))
        assert outcomes(again) == ["dropped"], base
        assert again[0].article_id == saved[0].article_id


def test_a_query_that_names_another_article_is_another_article(archive: Archive) -> None:
    run = start(archive)
    base = "https://example.cn/2024/05/01/1.html"
    save(archive, run, visit(1, base + "?id=1"))
    other = base + "?id=2"
    saved = save(archive, run, visit(2, other, article=article(other, title="天气", body=OTHER)))
    assert outcomes(saved) == ["new"]


def test_a_site_that_names_its_home_page_on_all_keeps_its_articles_apart(archive: Archive) -> None:
    run = start(archive)
    home = "https://example.cn/"
    save(archive, run, visit(1, FIRST, article=article(FIRST, canonical_url=home)))
    second = "https://example.cn/a/2.html"
    saved = save(archive, run, visit(2, second, article=article(second, canonical_url=home, title="天气", body=OTHER)))
    assert (outcomes(saved), saved[0].article_id) == (["new"], 2)
    assert archive.article(2).canonical_url == second


def test_a_mirror_that_names_the_original_does_not_change_it(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    mirror = "http://hijacked.example/a/1.html"
    spam = article(mirror, canonical_url=FIRST, body=BODY[:-30] + "澳门新葡京" * 8, spam_score=0.9)
    saved = save(archive, run, visit(2, mirror, article=spam))
    assert (outcomes(saved), saved[0].article_id) == (["new"], 2)
    assert archive.article(1).body == BODY


def test_a_redirect_to_a_new_address_is_a_move(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    new = "https://news.example.cn/2026/1"
    saved = save(archive, run, visit(2, FIRST, final_url=new, article=article(new)))
    assert (outcomes(saved), saved[0].article_id) == (["unchanged"], 1)
    events = [(event.kind, event.url, event.detail, event.capture) for event in archive.events(1)]
    capture = CaptureRef(file="a.warc.gz", offset=archive.captures_of(new)[-1].ref.offset, digest="sha1:2")
    assert events == [("moved", new, FIRST, capture)]
    assert archive.article_by_url(new).id == archive.article_by_url(FIRST).id == 1
    assert outcomes(save(archive, run, visit(3, new))) == ["unchanged"]


def test_a_redirect_to_something_else_is_no_move(archive: Archive) -> None:
    """An address such as /latest leads to another article each day."""
    run = start(archive)
    latest = "https://example.cn/latest"
    save(archive, run, visit(1, latest, final_url=FIRST, article=article(FIRST)))
    second = "https://example.cn/a/2.html"
    saved = save(archive, run, visit(2, latest, final_url=second, article=article(second, title="天气", body=OTHER)))
    assert (outcomes(saved), saved[0].article_id) == (["new"], 2)
    assert archive.events(1) == ()


def test_a_page_replaced_at_its_address_is_a_version(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, FIRST))
    saved = save(archive, run, visit(2, FIRST, article=article(FIRST, title="天气", body=OTHER)))
    assert (outcomes(saved), saved[0].version) == (["changed"], 2)


def test_a_change_of_scheme_is_followed(archive: Archive) -> None:
    run = start(archive)
    old, new = "http://example.cn/b", "https://example.cn/b"
    save(archive, run, visit(1, old))
    saved = save(archive, run, visit(2, old, article=article(old, canonical_url=new)))
    assert outcomes(saved) == ["unchanged"]
    assert archive.article_by_url(new).id == 1
    assert outcomes(save(archive, run, visit(3, new))) == ["unchanged"]
    assert outcomes(save(archive, run, replace(visit(4, old), article=article(old, canonical_url=new)))) == ["dropped"]


def test_a_very_long_address_is_kept(archive: Archive) -> None:
    """PostgreSQL refuses an index key over 8 KB."""
    run = start(archive)
    long = "https://example.cn/" + "a" * 20_000
    save(archive, run, visit(1, long))
    assert archive.article_by_url(long).id == 1
