"""Limits on the time and the memory of reading one page, where no process of its own can be stopped for it."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archiver.crawl.reader_process import MEGABYTES, SECONDS, memory_in_use


class OutOfTime(BaseException):
    """A page took too long. No `Exception`: parsers that pass over what they cannot read must not pass over this."""


@contextmanager
def page_limits(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Raise `OutOfTime` in the block after so many seconds of processor time, `MemoryError` where it wants more memory.

    Works in a main thread (that of a pool's process too); elsewhere nothing is limited. What runs in C is ended at its
    next look at signals: regular expressions look often. Memory is counted from what the process has at the beginning.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    old = _limit_memory(megabytes)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if old:
            resource.setrlimit(resource.RLIMIT_AS, old)


def _limit_memory(megabytes: int) -> tuple[int, int] | None:
    """Allow this much above what the process has now; gives the limits before, None when they are left as they are."""
    try:
        wanted = memory_in_use() + megabytes * 1024 * 1024
    except OSError:  # no /proc here
        return None
    old = resource.getrlimit(resource.RLIMIT_AS)
    if any(limit != resource.RLIM_INFINITY and limit <= wanted for limit in old):
        return None
    resource.setrlimit(resource.RLIMIT_AS, (wanted, old[1]))
    return old


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime
