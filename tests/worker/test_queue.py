"""The queue of a shared PostgreSQL: what is put in once, handed out once, tried again, given up and revived."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from procrastinate import App
from procrastinate.jobs import Job

from archiver.crawl.loop import run_in_loop
from archiver.crawl.options import CrawlOptions
from archiver.model.errors import LockHeld, NotFound, PartMissing, UnknownSite, UsageError
from archiver.model.schedule import Schedule
from archiver.model.site import Site as Facts
from archiver.store.archive import Archive
from archiver.worker.queue import SCHEMA, Queue, conninfo, make_app, open_queue, prepare
from archiver.worker.serve import WorkerOptions, run_worker
from archiver.worker.tasks import MOST_TRIES, Bench, Interrupted, Patience, add_tasks, hand_out_due, rescue_stalled
from tests.crawl.server import Site, article_page, page, serve, xml

NOW = datetime(2024, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def db(postgres_server: str) -> str:
    """A database with an empty archive and an empty queue."""
    url = postgres_server.replace("/postgres?", "/queue_test?")
    Archive.open(url).close()
    prepare(url)
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {SCHEMA}.procrastinate_jobs CASCADE")
        connection.execute(f"TRUNCATE {SCHEMA}.procrastinate_workers CASCADE")
        connection.execute(
            "TRUNCATE schedules, versions, visits, frontier, addresses, articles, captures, runs CASCADE"
        )
    return url


@pytest.fixture
def queue(db: str) -> Iterator[Queue]:
    with open_queue(db) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        for n in range(3):
            served.routes[f"/2024/t20240301_{n}.html"] = page(article_page(f"第{n}条：牧民搬进新居"))
        places = "".join(f"<url><loc>{served.url(f'/2024/t20240301_{n}.html')}</loc></url>" for n in range(3))
        served.routes["/sitemap.xml"] = xml(f"<urlset>{places}</urlset>")
        yield served


def crawl_options(db: str, folder: Path, site: Site | None = None) -> CrawlOptions:
    facts = {}
    if site is not None:
        host = site.origin.partition("://")[2]
        facts["trial"] = Facts(
            publisher="x",
            domains=(host,),
            timezone="UTC",
            sitemaps=(site.url("/sitemap.xml"),),
            article_url=r"/t\d+_\d+",
        )
    allow = (site.origin,) if site else ()
    return CrawlOptions(db=db, captures=folder / "captures", workers=0, delay=0.0, allow=allow, sites=facts)


def work_once(db: str, folder: Path, site: Site | None = None) -> None:
    run_worker(WorkerOptions(crawl=crawl_options(db, folder, site), wait=False, parallel=2))


def test_a_run_of_a_site_waits_only_once(queue: Queue) -> None:
    assert [queue.put_crawl("a"), queue.put_crawl("a"), queue.put_crawl("a", revisit=True)] == [True, False, True]
    assert [(job.work, job.about, job.status) for job in queue.jobs()] == [
        ("crawl", "a", "todo"),
        ("crawl", "a (revisit)", "todo"),
    ]


def test_articles_are_read_again_in_pieces(queue: Queue) -> None:
    assert queue.put_reparse(4_500, site="a", size=2_000) == 3
    assert queue.put_reparse(4_500, site="a", size=2_000) == 0
    assert [job.about for job in queue.jobs()] == [
        "articles 1 to 2000 of a",
        "articles 2001 to 4000 of a",
        "articles 4001 to 4500 of a",
    ]


def test_a_worker_crawls_and_reads_again(db: str, queue: Queue, site: Site, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        # Not due: a worker hands out what is due each full minute, which may pass while this one works.
        later = datetime.now(UTC) + timedelta(days=1)
        archive.save_schedule(Schedule(site="trial", every=timedelta(hours=1), next_due=later))
        queue.put_crawl("trial")
        work_once(db, tmp_path, site)
        assert sorted(article.title or "" for article in archive.iter_articles()) == [
            f"第{n}条：牧民搬进新居" for n in range(3)
        ]
        assert [schedule.last_status for schedule in archive.schedules()] == [0]
        queue.put_reparse(archive.last_article())
        work_once(db, tmp_path, site)
        # The process that reads again does not know the trial's zone: every article gets a new reading.
        assert {article.version for article in archive.iter_articles()} == {2}
    assert queue.jobs() == ()


def test_what_cannot_be_done_is_given_up_and_can_be_revived(db: str, queue: Queue, tmp_path: Path) -> None:
    queue.put_crawl("nobody_knows")
    work_once(db, tmp_path)
    (dead,) = queue.jobs(status="failed")
    assert (dead.about, dead.status) == ("nobody_knows", "failed")
    queue.retry(dead.id)
    assert [job.status for job in queue.jobs()] == ["todo"]
    with pytest.raises(LockHeld, match="todo"):
        queue.retry(dead.id)
    with pytest.raises(NotFound):
        queue.retry(dead.id + 1_000)


@pytest.mark.parametrize(
    ("exception", "attempts", "seconds"),
    [
        (Interrupted(), 0, 0),
        (Interrupted(), 50, 0),
        (LockHeld("busy"), 50, 30),
        (PartMissing("disk"), 0, 30),
        (PartMissing("disk"), 3, 240),
        (OSError("no process"), 1, 60),
        (PartMissing("disk"), MOST_TRIES - 1, None),
        (UnknownSite("x"), 0, None),
        (ValueError("a fault of ours"), 0, None),
    ],
)
def test_when_a_job_is_tried_again(exception: Exception, attempts: int, seconds: int | None) -> None:
    job = Job(id=1, status="doing", queue="q", lock=None, queueing_lock=None, task_name="crawl", attempts=attempts)
    before = datetime.now(UTC)
    decision = Patience().get_retry_decision(exception=exception, job=job)
    if seconds is None:
        assert decision is None
    else:
        assert decision is not None
        assert decision.retry_at is not None
        assert seconds - 1 <= (decision.retry_at - before).total_seconds() <= seconds + 5


def test_due_runs_are_handed_out_once_and_moved_on(db: str, queue: Queue) -> None:
    async def hand_out() -> None:
        app = make_app(db)
        async with app.open_async():
            with Archive.open(db) as archive:
                for _ in range(2):
                    await hand_out_due(app, archive, now=NOW)

    with Archive.open(db) as archive:
        for name, due in (("due", NOW - timedelta(hours=5)), ("later", NOW + timedelta(minutes=1))):
            archive.save_schedule(Schedule(site=name, every=timedelta(hours=2), next_due=due))
        run_in_loop(hand_out())
        assert [job.about for job in queue.jobs()] == ["due"]
        assert {each.site: each.next_due - NOW for each in archive.schedules()} == {
            "due": timedelta(hours=1),
            "later": timedelta(minutes=1),
        }


@pytest.mark.parametrize(("attempts", "status"), [(0, "todo"), (MOST_TRIES - 1, "failed")])
def test_work_of_a_dead_worker_is_taken_over_until_it_has_killed_too_many(
    attempts: int, status: str, db: str, queue: Queue, tmp_path: Path
) -> None:
    async def rescue() -> None:
        app: App = make_app(db)
        add_tasks(app, bench, silence=30.0)
        async with app.open_async():
            await rescue_stalled(app, 30.0)

    queue.put_crawl("a")
    with psycopg.connect(conninfo(db), autocommit=True) as connection:
        connection.execute(f"SET search_path TO {SCHEMA}, public")
        connection.execute(
            f"WITH dead AS (INSERT INTO {SCHEMA}.procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 minute') RETURNING id)"
            f" UPDATE {SCHEMA}.procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = (SELECT id FROM dead)",
            (attempts,),
        )
    with Archive.open(db) as archive:
        bench = Bench(options=crawl_options(db, tmp_path), archive=archive, captures=None)  # type: ignore[arg-type]
        run_in_loop(rescue())
    assert [job.status for job in queue.jobs()] == [status]


def test_sqlite_has_no_queue() -> None:
    with pytest.raises(UsageError, match="PostgreSQL"):
        conninfo("sqlite:///a.db")
