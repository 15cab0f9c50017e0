"""kill -9 at any moment: nothing is lost and nothing is there twice."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from archiver.store.archive import Archive

URLS = 150
KILLS = 20

# A small crawl: leases, "fetches" and saves in batches until nothing is due. Each page brings an article of its own.
CRAWL = """
import sys
from datetime import UTC, datetime
from archiver.store.archive import Archive
from archiver.model.visit import FoundUrl, Kind, Outcome
from tests.store.pages import BODY, article, visit
from dataclasses import replace
archive = Archive.open(sys.argv[1])
run = archive.start_run("site")
archive.add_urls("site", [FoundUrl(url=f"https://example.cn/{n}.html", found_on="x") for n in range(int(sys.argv[2]))])
print("started", flush=True)
while leased := archive.lease_urls("site", 7, run_id=run):
    now = datetime.now(UTC)
    visits = [
        replace(visit(1, each.url, article=article(each.url, body=each.url * 9 + BODY)), visited_at=now, capture=None)
        for each in leased
    ]
    archive.save_visits(visits, run)
archive.end_run(run)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_kills_lose_nothing_and_double_nothing(database: str, seed: int) -> None:
    moments = random.Random(seed)
    killed = 0
    while killed < KILLS:
        process = subprocess.Popen([sys.executable, "-c", CRAWL, database, str(URLS)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        time.sleep(moments.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
        if process.returncode == 0:
            _make_due(database)
    subprocess.run([sys.executable, "-c", CRAWL, database, str(URLS)], check=True, stdout=subprocess.DEVNULL)
    with Archive.open(database) as archive:
        assert sorted(each.url for each in archive.iter_articles()) == sorted(
            f"https://example.cn/{n}.html" for n in range(URLS)
        )
        assert all(len(archive.versions(number)) == 1 for number in range(1, URLS + 1))
        assert sum(run.counts.get("new", 0) for run in archive.runs()) == URLS
        assert archive.check() == ()


def _make_due(database: str) -> None:
    """All is fetched already: have it looked at again, so that there is something to kill."""
    with Archive.open(database) as archive:
        archive.make_due("site", now=datetime.now(UTC) - timedelta(minutes=1))
