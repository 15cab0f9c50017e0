"""Nothing lost, no one let in: the general spider on a hostile site."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.demo.test_demo import archiver, environment
from tests.hostile.articles import Good
from tests.hostile.site import cases, hostile_site


def test_the_cases_have_names() -> None:
    assert len(cases("http://127.0.0.1:8", "http://127.0.0.1:9")) >= 250


def stored(folder: Path, *more: str) -> list[dict[str, object]]:
    done = archiver(folder, "export", "--format", "jsonl", *more)
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_good(records: list[dict[str, object]], origin: str, truth: list[Good], *, dates: bool = True) -> None:
    found = [
        (str(r["url"]).partition("?")[0], r["title"], r["body"], str(r["published_at"])[:10] if dates else "")
        for r in records
    ]
    good = {(origin + a.path, a.title, "\n\n".join(a.paragraphs), a.day if dates else "") for a in truth}
    mine = [row for row in found if "/news/" in str(row[0])]
    assert len(mine) == len({row[0] for row in mine})
    assert set(mine) == good


def check_failures(folder: Path) -> None:
    done = archiver(folder, "errors", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert [row for row in rows if not row["reason"]] == []


def test_the_light_cases_hide_no_good_article(tmp_path: Path) -> None:
    with hostile_site(7, good=20, heavy=False) as (site, other, truth):
        words = ["crawl", site.origin + "/", "--allow", site.origin, "--delay", "0", "--concurrency", "16"]
        done = archiver(tmp_path, *words, "--summary", "json")
        assert done.returncode in (0, 1), done.stderr[-2000:]
        check_good(stored(tmp_path), site.origin, truth)
        assert other.asked == []
    check_failures(tmp_path)


WEIGH = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "archiver", *sys.argv[1:]], timeout=600)
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""


def weighed(folder: Path, *words: str) -> tuple["subprocess.CompletedProcess[str]", int]:
    """What a call did, and the memory of its largest process in KiB.

    A small process of its own starts it: a child's largest size is counted from its parent's at the start, and this one
    holds the hostile site.
    """
    call = [sys.executable, "-c", WEIGH, *words]
    done = subprocess.run(call, cwd=folder, env=environment(), capture_output=True, text=True, timeout=650, check=False)
    return done, int(done.stderr.rpartition("peak ")[2])


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_cases_hide_no_good_article(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed) as (site, other, truth):
        words = ["crawl", site.origin + "/", "--allow", site.origin, "--delay", "0", "--concurrency", "16"]
        began = time.monotonic()
        done, peak = weighed(tmp_path, *words, "--summary", "json")
        took = time.monotonic() - began
        assert done.returncode in (0, 1), done.stderr[-2000:]
        check_good(stored(tmp_path), site.origin, truth)
        assert other.asked == []
        assert len(site.asked) <= 25 * len(truth)
    assert took <= 300
    assert peak <= 400 * 1024
    check_failures(tmp_path)
