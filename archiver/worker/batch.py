"""One range of articles read again, in a process of its own: `python -m archiver.worker.batch AFTER UPTO [SITE]`."""

import signal
import sys
from pathlib import Path
from types import FrameType

from archiver.crawl.sites import known_sites
from archiver.model.errors import ArchiverError
from archiver.reparse import ReparseOptions, reparse
from archiver.settings import read_settings
from archiver.store.archive import Archive


def main(words: list[str]) -> int:
    """The exit status: 0 done, 1 when captures could not be read, 3 when database or captures refused."""
    signal.signal(signal.SIGTERM, _stop)
    after, upto, site = int(words[0]), int(words[1]), words[2] if len(words) > 2 else None
    settings = read_settings()
    options = ReparseOptions(captures=Path(settings.captures), site=site, after=after, upto=upto, sites=known_sites())
    try:
        with Archive.open(settings.db) as archive:
            report = reparse(archive, options)
    except ArchiverError as problem:
        print(f"archiver: {problem}", file=sys.stderr)  # noqa: T201  # a program of its own
        return problem.exit_status
    return 1 if report.problems else 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    """What was written stays; the rest is read when the job is taken up again."""
    raise SystemExit(130)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
