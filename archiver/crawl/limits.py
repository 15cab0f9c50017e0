"""A limit on the time that reading one page may take, where no process of its own can be stopped for it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archiver.crawl.reader_process import SECONDS


class OutOfTime(BaseException):
    """A page took too long. No `Exception`: parsers that pass over what they cannot read must not pass over this."""


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `OutOfTime` in the block after so many seconds of processor time.

    Works in a main thread (that of a pool's process too); elsewhere nothing is limited. What runs in C is ended at its
    next look at signals: regular expressions look often.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime
