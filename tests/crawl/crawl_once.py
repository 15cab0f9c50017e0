"""One crawl in a process of its own, for tests that kill it: origin, database, captures, delay."""

import sys
from pathlib import Path

from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import run_crawl


def main() -> int:
    origin, db, captures, delay = sys.argv[1:5]
    options = CrawlOptions(
        db=db,
        captures=Path(captures),
        allow=(origin,),
        delay=float(delay),
        concurrency=4,
        workers=int(sys.argv[5]) if len(sys.argv) > 5 else 0,
    )
    reports = run_crawl([origin + "/"], options)
    sys.stdout.write(f"{reports[0]}\n")
    return max(report.exit_status for report in reports)


if __name__ == "__main__":
    sys.exit(main())
