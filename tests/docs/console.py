"""Runs what a page of the docs tells its reader to type, in the page's order, in one folder.

- ```` ```console ```` : lines after `$ ` are commands of bash; the lines below are what must come out, in that order,
  where `…` stands for anything. A command that serves until it is stopped goes on until the page ends.
- ```` ```toml title="archiver.toml" ```` (any file's name): the file is written.
- ```` ```python ```` : is run by Python.
- `<!-- not run: reason -->` before a block: it is left out, and a reader of the page's source sees why.

The addresses of the reader's own site are led to the sample site, which is served for the test.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n+)?^```(?P<kind>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<text>.*?)^```",
    re.DOTALL | re.MULTILINE,
)
SERVING = ("archiver serve", "archiver schedule run", "archiver worker", "archiver demo --keep-serving")
OWN_SITE = "https://news.example"
PATIENCE = 90.0


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    kind: str
    text: str
    file: str | None
    reason: str | None
    """Why it is not run; None when it is."""


@dataclass(frozen=True)
class Step:
    """One command, with the lines that must come out."""

    command: str
    expected: tuple[str, ...]


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page that hold something to run or write."""
    return [
        Block(kind=m["kind"], text=m["text"], file=m["file"], reason=m["reason"])
        for m in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if m["kind"] in ("console", "python", "toml")
    ]


def steps_of(text: str) -> Iterator[Step]:
    """The commands of a console block."""
    parts = re.split(r"(?m)^\$ ", text)
    for part in parts[1:]:
        lines = part.splitlines()
        command = lines.pop(0)
        while command.endswith("\\"):
            command = command[:-1] + lines.pop(0).strip()
        yield Step(command=command, expected=tuple(line.strip() for line in lines if line.strip()))


class Reader:
    """Types what a page says."""

    def __init__(self, folder: Path, origin: str, **variables: str) -> None:
        self.folder = folder
        self.origin = origin
        left = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVER_")}
        path = f"{Path(sys.executable).parent}:{left.get('PATH', '')}"
        self.variables = {**left, "PATH": path, "COLUMNS": "120", **variables}
        self._serving: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._serving:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)

    def follow(self, blocks: Sequence[Block]) -> None:
        """Run the blocks in order; AssertionError names the command that did not do as the page says."""
        for block in blocks:
            if block.reason:
                continue
            if block.file:
                self._write(block.file, block.text)
            elif block.kind == "console":
                for step in steps_of(block.text):
                    self._type(step)
            elif block.kind == "python":
                self._check(Step(command=f"python: {block.text}", expected=()), [sys.executable, "-c", block.text])

    def _write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(self._led(text), encoding="utf-8")
        if path.name == "archiver.toml":
            self._allow(path)

    def _led(self, text: str) -> str:
        return text.replace(OWN_SITE, self.origin).replace('"news.example"', f'"{self.origin.partition("//")[2]}"')

    def _allow(self, file: Path) -> None:
        """Loopback is refused to a crawl unless it is allowed by name, and needs no pause; a reader's own site differs."""
        text = re.sub(r"(?m)^delay = .*\n", "", file.read_text(encoding="utf-8"))
        lines = f'[crawl]\nallow = ["{self.origin}"]\ndelay = 0.02\n'
        file.write_text(text.replace("[crawl]\n", lines), encoding="utf-8")

    def _type(self, step: Step) -> None:
        command = self._led(step.command)
        if command.startswith("cd "):
            self.folder = self.folder / command[3:].strip()
            return
        if command.startswith(SERVING):
            self._serve(command)
            return
        self._check(step, ["bash", "-c", command])
        if command.startswith("archiver init"):
            self._allow(self.folder / command.split()[-1] / "archiver.toml")

    def _serve(self, command: str) -> None:
        process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._serving.append(process)
        time.sleep(3)
        assert process.poll() is None, f"ended at once: {command}"

    def _check(self, step: Step, words: Sequence[str]) -> None:
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
        said = done.stdout.decode()
        assert done.returncode == 0, f"{step.command}\nended with {done.returncode}:\n{said}"
        missing = first_missing(step.expected, said)
        assert missing is None, f"{step.command}\nsaid no {missing!r} where the page has it, but:\n{said}"


def first_missing(expected: Sequence[str], said: str) -> str | None:
    """The first expected line that does not follow those before it; None when all come."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in said.splitlines()]
    for line in expected:
        if line == "…":
            continue
        wanted = re.compile(".*".join(re.escape(re.sub(r"\s+", " ", part)) for part in re.split(r"\s*…\s*", line)))
        found = next((place for place, each in enumerate(lines) if wanted.fullmatch(each)), None)
        if found is None:
            return line
        del lines[: found + 1]
    return None
