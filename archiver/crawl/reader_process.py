"""A process that reads pages and nothing else: it can be stopped without losing the run.

Tasks come in and results go out as pickles with their length in front. A page that needs more time or memory than it
may have ends this process, and the run begins another.
"""

import contextlib
import pickle
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from archiver.crawl.reading import ReadResult, ReadTask, read_task

SECONDS = 5.0
"""Processor time that one page may take (facts of hostile sites: honest pages need less than a tenth of a second)."""
MEGABYTES = 320
"""Above what the process needs by itself. An honest page of 8 MB takes 130; a whole crawl is to stay below 400."""
LENGTH = struct.Struct(">Q")


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message; None when the other side has closed."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    data = stream.read(LENGTH.unpack(head)[0])
    return data if len(data) == LENGTH.unpack(head)[0] else None


def bounded_read(task: ReadTask, *, megabytes: int = MEGABYTES) -> ReadResult:
    """Read a page; running out of memory, and faults of ours, become the result's problem."""
    try:
        return read_task(task)
    except MemoryError:
        return ReadResult(problem=f"parse_memory: more than {megabytes} MB")
    except RecursionError:
        return ReadResult(problem="parse_depth: nested too deep")
    except Exception as error:  # noqa: BLE001  # whatever one page does to the parsers, the run goes on
        return ReadResult(problem=f"parse_error: {type(error).__name__}: {str(error)[:200]}")


def main(seconds: float, megabytes: int) -> None:
    """Serve tasks from standard input until it closes."""
    tasks, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that prints may write into the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its processes itself
    _limit_memory(megabytes)
    while (data := read_message(tasks)) is not None:
        task: ReadTask = pickle.loads(data)  # noqa: S301  # from the run that started us, over its own pipe
        signal.setitimer(signal.ITIMER_PROF, seconds)  # unhandled SIGPROF ends the process, inside C code too
        result = bounded_read(task, megabytes=megabytes)
        signal.setitimer(signal.ITIMER_PROF, 0)
        answer = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
        results.write(LENGTH.pack(len(answer)) + answer)
        results.flush()
        if result.problem and result.problem.startswith("parse_memory"):
            return  # what is left of the heap is not to be trusted


def memory_in_use() -> int:
    """Bytes of this process's address space; raises `OSError` where /proc is not there."""
    with Path("/proc/self/statm").open(encoding="ascii") as stream:
        return int(stream.read().split()[0]) * resource.getpagesize()


def _limit_memory(megabytes: int) -> None:
    """Allow this much above what the process needs before its first page."""
    with contextlib.suppress(OSError, ValueError):
        limit = memory_in_use() + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
