"""The run's readers: processes that read pages, one page each at a time, and are replaced when they fall."""

import asyncio
import logging
import os
import pickle
import re
import signal
import sys

from archiver.crawl.reader_process import LENGTH, MEGABYTES, SECONDS, bounded_read
from archiver.crawl.reading import ReadResult, ReadTask

logger = logging.getLogger(__name__)

WALL = 6
"""Times the processor time after which a reader is stopped by the wall's clock: one that sleeps uses none."""
_PLAIN_BYTES = 400_000
_PLAIN_TAGS = 20_000
_HUGE_TAG = re.compile(rb"<[^<>]{8000}")
_STRETCH = 4_000
"""Half of the above: a tag of that size covers one whole stretch of a page, in which there is no bracket then."""


def is_plain(task: ReadTask) -> bool:
    """Whether a page is small and of common build, so that reading it cannot take long."""
    body = task.page.body
    if len(body) > _PLAIN_BYTES or body.count(b"<") > _PLAIN_TAGS:
        return False
    starts = range(0, len(body) - _STRETCH, _STRETCH)
    if all(body.find(b">", at, at + _STRETCH) >= 0 or body.find(b"<", at, at + _STRETCH) >= 0 for at in starts):
        return True
    return not _HUGE_TAG.search(body)


_HEAVY = 2_000_000
"""Bytes; a process that has read so large a page is ended, and its memory is free again."""


_TRIES = 3
_CRASH = "parse_crash: the reader ended with {}"
_KILLED = frozenset(_CRASH.format(-number) for number in (signal.SIGKILL, signal.SIGTERM))


class Reader:
    """One process."""

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._process: asyncio.subprocess.Process | None = None

    async def read(self, task: ReadTask) -> ReadResult:
        """Read a page; a page that kills the process, or hangs it, gives a result with a problem.

        When the process is killed from outside, which is no fault of the page, another reads it, twice at most.
        """
        data = pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL)
        for _ in range(_TRIES - 1):
            result = await self._read(task, data)
            if result.problem not in _KILLED:
                return result
        return await self._read(task, data)

    async def _read(self, task: ReadTask, data: bytes) -> ReadResult:
        try:
            result = await asyncio.wait_for(self._ask(data), self._seconds * WALL)
        except TimeoutError:
            await self.stop()
            return ReadResult(problem=f"parse_timeout: more than {self._seconds * WALL:.0f} s on the wall")
        except (asyncio.IncompleteReadError, ConnectionError, pickle.UnpicklingError, EOFError):
            return ReadResult(problem=await self._fell())
        except OSError as error:  # no descriptor for another process: raised, the run would hang
            return ReadResult(problem=f"no_reader: {error.strerror}")
        if len(task.page.body) > _HEAVY or (result.problem or "").startswith("parse_memory"):
            await self.stop()  # the next page gets a process that has not been blown up
        return result

    async def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()
            await process.wait()

    async def _ask(self, data: bytes) -> ReadResult:
        process = await self._ready()
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("a reader has no pipes")
        process.stdin.write(LENGTH.pack(len(data)) + data)
        await process.stdin.drain()
        head = await process.stdout.readexactly(LENGTH.size)
        answer = await process.stdout.readexactly(LENGTH.unpack(head)[0])
        result: ReadResult = pickle.loads(answer)  # noqa: S301  # from the process we started
        return result

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "archiver.crawl.reader_process",
                str(self._seconds),
                str(self._megabytes),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for the run, which ends us
            )
        return self._process

    async def _fell(self) -> str:
        process, self._process = self._process, None
        code = await process.wait() if process else None
        if code == -27:  # SIGPROF
            return f"parse_timeout: more than {self._seconds:g} s"
        return _CRASH.format(code)


class Readers:
    """Reads pages in `workers` processes; with none, plain pages here and the others in a process begun for them."""

    def __init__(self, workers: int) -> None:
        self._inline = workers == 0
        self._all = [Reader() for _ in range(max(1, workers))]
        self._free: asyncio.Queue[Reader] = asyncio.Queue()
        for reader in self._all:
            self._free.put_nowait(reader)

    async def read(self, task: ReadTask) -> ReadResult:
        """Read a page; never raises for what a page holds."""
        if self._inline and is_plain(task):
            result = bounded_read(task)
            if not (result.problem or "").startswith("parse_memory"):
                return (
                    result  # a plain page needs little: the run itself is short of memory, and a process may have some
                )
        reader = await self._free.get()
        try:
            return await reader.read(task)
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """End all processes."""
        for reader in self._all:
            await reader.stop()


def worker_count(wanted: int | None) -> int:
    """How many readers: as wanted, else one for each processor beside the first, at least one and at most four."""
    return wanted if wanted is not None else max(1, min(4, len(os.sched_getaffinity(0)) - 1))
