"""Crawls in forked processes, for a test that kills many: all is imported once. A line in, a process number out."""

import os
import sys
from pathlib import Path

import archiver.parsers.article
import archiver.store.archive  # noqa: F401  # so that no child has to
from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import run_crawl


def main() -> None:
    origin, db, captures = sys.argv[1:4]
    options = CrawlOptions(
        db=db, captures=Path(captures), allow=(origin,), delay=0.0, concurrency=4, workers=0, install_signals=False
    )
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            reports = run_crawl([origin + "/"], options)
            os._exit(max(report.exit_status for report in reports))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
