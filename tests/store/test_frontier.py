"""The frontier: one row an address, leased once, due when it should be."""

from datetime import timedelta

import pytest

from archiver.model.article import CaptureRef
from archiver.model.visit import FoundUrl, Kind, Outcome
from archiver.store.archive import Archive
from tests.store.pages import NOW, SITE, URL, article, found, hours, outcomes, save, start, visit

A, B, C = (f"https://www.tibet.cn/{name}.html" for name in "abc")


def lease(archive: Archive, run: int, at: float = 0, limit: int = 10) -> list[str]:
    return [each.url for each in archive.lease_urls("tibet_cn", limit, run_id=run, now=hours(at))]


def test_an_address_is_added_once(archive: Archive) -> None:
    start(archive)
    assert archive.add_urls("tibet_cn", found(A, B, A)) == (A, B)
    assert archive.add_urls("tibet_cn", found(B, C)) == (C,)
    assert archive.known_urls([A, "https://other.example/"]) == {A}
    assert archive.count_due("tibet_cn") == 3


def test_what_is_leased_is_leased_once(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A, B, C))
    first, second = lease(archive, run, limit=2), lease(archive, run, limit=2)
    assert sorted(first + second) == [A, B, C]
    assert lease(archive, run) == []
    assert archive.count_due("tibet_cn") == 0


def test_a_lease_ends_by_itself(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A))
    assert lease(archive, run) == [A]
    assert lease(archive, run, at=0.2) == []
    assert lease(archive, run, at=0.3) == [A]


def test_leases_end_with_their_run(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A))
    lease(archive, run)
    archive.end_run(run, status="interrupted", now=NOW)
    assert lease(archive, start(archive)) == [A]


def test_order_is_indexes_then_the_freshest_then_the_most_overdue(archive: Archive) -> None:
    run = start(archive)
    old = "https://www.tibet.cn/old.html"
    archive.add_urls("tibet_cn", found(old))
    save(archive, run, visit(1, old, article=article(old, published_at=hours(0))))
    archive.add_urls(
        "tibet_cn",
        [
            *found(A, lastmod=hours(-48)),
            *found(B, lastmod=hours(-1)),
            *found("https://www.tibet.cn/feed.xml", kind=Kind.FEED),
            *found(C, lastmod=hours(-24)),
        ],
        now=hours(1),
    )
    assert lease(archive, run, at=9) == ["https://www.tibet.cn/feed.xml", B, C, A, old]


def test_kinds_may_be_asked_for(archive: Archive) -> None:
    start(archive)
    archive.add_urls("tibet_cn", [*found(A), FoundUrl(url=B, kind=Kind.SITEMAP)])
    assert [each.url for each in archive.lease_urls("tibet_cn", 10, kinds=(Kind.SITEMAP,))] == [B]


def test_sites_do_not_share_what_is_leased(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("other", found(A))
    assert lease(archive, run) == []


def test_a_start_address_is_due_again_and_belongs_to_who_starts(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("other", found(A))
    save(archive, run, visit(1, A))
    assert lease(archive, run, at=1) == []
    archive.add_urls("tibet_cn", [FoundUrl(url=A)], now=hours(1))
    assert lease(archive, run, at=1) == [A]


def test_what_the_site_sent_comes_back_with_the_lease(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A, lastmod=hours(-5), title="题"))
    save(archive, run, visit(1, A, etag='"x"', last_modified="Sun, 01 Nov 2026 08:00:00 GMT"))
    ref = archive.captures_of(A)[0].ref
    leased = archive.lease_urls("tibet_cn", 1, run_id=run, now=hours(5000))[0]
    assert (leased.url, leased.found_on, leased.tries, leased.depth) == (A, "https://www.tibet.cn/", 0, 0)
    assert (leased.etag, leased.last_modified) == ('"x"', "Sun, 01 Nov 2026 08:00:00 GMT")
    assert (leased.last_capture, leased.last_digest) == (ref, "sha1:1")
    assert (leased.last_outcome, leased.last_visit, leased.lastmod) == (Outcome.NEW, hours(1), hours(-5))


def test_not_modified_keeps_what_the_site_sent(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A, etag='"x"'))
    save(archive, run, visit(2, A, outcome=Outcome.UNCHANGED, status=304, capture=None))
    save(archive, run, visit(3, A, outcome=Outcome.UNCHANGED, status=304, capture=None))
    leased = archive.lease_urls("tibet_cn", 1, now=hours(5000))[0]
    assert (leased.etag, leased.last_digest) == ('"x"', "sha1:1")


def test_the_same_bytes_keep_their_first_capture(archive: Archive) -> None:
    """The second time they are kept as a revisit record, which holds no bytes."""
    run = start(archive)
    save(archive, run, visit(1, A))
    first = archive.captures_of(A)[0].ref
    again = CaptureRef(file="b.warc.gz", offset=1, digest=first.digest)
    save(archive, run, visit(2, A, capture=again))
    assert archive.lease_urls("tibet_cn", 1, now=hours(5000))[0].last_capture == first


def test_an_address_not_yet_visited_moves_up_with_a_later_lastmod(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", (*found(A, lastmod=hours(-9)), *found(B, lastmod=hours(-5))))
    archive.add_urls("tibet_cn", found(A, lastmod=hours(-1)), now=hours(1))
    assert lease(archive, run, at=1) == [A, B]


def test_a_later_lastmod_makes_due_and_the_same_does_not(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A, lastmod=hours(-5)))
    save(archive, run, visit(1, A))
    archive.add_urls("tibet_cn", found(A, lastmod=hours(-5)), now=hours(1.1))
    assert lease(archive, run, at=1.1) == []
    archive.add_urls("tibet_cn", found(A, lastmod=hours(1.1)), now=hours(1.2))
    assert lease(archive, run, at=1.2) == [A]


def test_found_addresses_are_saved_with_the_visit(archive: Archive) -> None:
    run = start(archive)
    page = "https://www.tibet.cn/list"
    save(archive, run, visit(1, page, kind=Kind.LISTING, article=None, found=(FoundUrl(url=A), FoundUrl(url=B))))
    leased = archive.lease_urls("tibet_cn", 10, now=hours(1))
    assert [(each.url, each.found_on, each.depth) for each in leased] == [(A, page, 1), (B, page, 1)]


FAILURES = [
    ("page at fault", "parse_timeout: 5 s", 3),
    ("host at fault", "timeout: 60 s", 8),
]


@pytest.mark.parametrize(("label", "reason", "tries"), FAILURES, ids=[row[0] for row in FAILURES])
def test_failures_are_tried_again_and_then_set_aside(archive: Archive, label: str, reason: str, tries: int) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A))
    at, seen = 0.0, 0
    while lease(archive, run, at=at):
        save(archive, run, visit(at, A, outcome=Outcome.FAILED, reason=reason, capture=None, status=None))
        seen += 1
        assert lease(archive, run, at=at + 0.1) == [], "backs off"
        at += 60
    assert seen == tries, label
    assert archive.errors()[0].due_at is None
    archive.add_urls("tibet_cn", found(A, lastmod=hours(at)), now=hours(at + 1))
    assert lease(archive, run, at=at + 1) == [A], "an index that names a change wakes it"


def test_success_forgets_failures(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A, outcome=Outcome.FAILED, reason="timeout", capture=None))
    save(archive, run, visit(2, A))
    assert archive.errors()[0].tries == 0


NEVER = [
    ("dropped", {"outcome": Outcome.DROPPED, "reason": "not_article"}),
    ("private address", {"outcome": Outcome.REFUSED, "reason": "private: 10.0.0.1"}),
]


@pytest.mark.parametrize(("label", "fields"), NEVER, ids=[row[0] for row in NEVER])
def test_some_are_never_asked_again(archive: Archive, label: str, fields: dict[str, object]) -> None:
    run = start(archive)
    save(archive, run, visit(1, A, **fields))
    assert lease(archive, run, at=100_000) == [], label


def test_the_crawl_may_say_when_it_wants_a_page_again(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A, due_at=hours(1.5)))
    assert (lease(archive, run, at=1.4), lease(archive, run, at=1.5)) == ([], [A])


def test_a_gone_page_is_asked_again_four_times(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(0, A))
    days = (1, 2, 9, 39, 219)
    for day in days:
        save(archive, run, visit(day * 24, A, outcome=Outcome.GONE, status=404))
        assert lease(archive, run, at=day * 24 + 23) == []
        assert (lease(archive, run, at=day * 24 + 180 * 24) == [A]) is (day != days[-1])


def test_make_due_is_for_known_articles(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A), visit(1, B, outcome=Outcome.DROPPED, reason="not_article"))
    assert archive.make_due("tibet_cn", now=hours(1)) == 1
    assert lease(archive, run, at=1) == [A]


def test_a_young_article_is_due_sooner_than_an_old_one(archive: Archive) -> None:
    run = start(archive)
    young, old = (article(url, published_at=at) for url, at in ((A, hours(0)), (B, hours(-24 * 100))))
    save(archive, run, visit(1, A, article=young), visit(1, B, article=old))
    assert lease(archive, run, at=3) == [A]
    assert lease(archive, run, at=24 * 182) == [A, B]


def test_an_import_of_old_pages_does_not_set_back_the_ledger(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(9, A, etag='"new"'))
    archive.save_visits([visit(1, A, etag='"old"')], run, now=hours(10))
    leased = archive.lease_urls("tibet_cn", 1, now=hours(5000))[0]
    assert (leased.etag, leased.last_visit) == ('"new"', hours(9))


def test_sites_and_errors_answer_from_the_ledger(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A, B))
    save(
        archive,
        run,
        visit(1),
        visit(1, A, outcome=Outcome.FAILED, reason="timeout: 60 s", capture=None),
        visit(2, B, outcome=Outcome.REFUSED, reason="robots", capture=None),
    )
    site = archive.sites(now=hours(2))[0]
    assert (site.name, site.publisher, site.domains) == ("tibet_cn", SITE.publisher, SITE.domains)
    assert (site.articles, site.urls, site.due, site.last_run, site.last_status) == (1, 3, 1, run, "running")
    assert [(each.url, each.outcome, each.reason, each.run_id) for each in archive.errors()] == [
        (B, "refused", "robots", run),
        (A, "failed", "timeout: 60 s", run),
    ]
    assert len(archive.errors(site="other")) == 0
    assert len(archive.errors(run_id=run, limit=1)) == 1


def test_clock_jumps_do_not_lose_addresses(archive: Archive) -> None:
    """A clock set back by a year: what was due stays due, nothing is saved twice."""
    run = start(archive)
    archive.add_urls("tibet_cn", found(A), now=NOW)
    saved = archive.save_visits([visit(1, URL)], run, now=NOW - timedelta(days=365))
    assert outcomes(saved) == ["new"]
    assert lease(archive, run, at=2) == [A]
    assert lease(archive, run, at=24 * 365) == [A, URL]


def test_what_redirects_have_shown_of_a_sites_origins_is_known_to_the_next_run(archive: Archive) -> None:
    run = start(archive)
    asked, served = "http://www.tibet.cn/a.html", "https://www.tibet.cn/a.html"
    save(archive, run, visit(1, asked, final_url=served), visit(1.1, B))
    assert archive.moved_origins("tibet_cn") == ((asked, served),)
    assert archive.moved_origins("nobody") == ()


def test_what_a_clock_ahead_of_time_found_is_due_in_the_next_run(archive: Archive) -> None:
    """A clock that stands years ahead for a moment must not put addresses off for years."""
    run = archive.start_run("tibet_cn", SITE, now=NOW)
    ahead = NOW + timedelta(days=4000)
    late = FoundUrl(url="https://example.cn/a/9.html", kind=Kind.ARTICLE, found_on="https://example.cn/")
    archive.add_urls("tibet_cn", [late], now=ahead)
    assert archive.lease_urls("tibet_cn", 5, run_id=run, now=NOW) == ()
    archive.end_run(run, status="done", requests=1, articles_seen=0, warnings=(), now=NOW)
    again = archive.start_run("tibet_cn", SITE, now=NOW)
    assert [lease.url for lease in archive.lease_urls("tibet_cn", 5, run_id=again, now=NOW)] == [late.url]
