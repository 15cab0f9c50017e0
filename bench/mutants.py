"""How many small faults put into the code do the tests notice? mutmut on four rooms, on a random sample of its mutants.

    PYTHONPATH=.mutants python -m bench.mutants [--room text,spam,dates,store] [--sample 120] [--files 0] [--seed 1]

Of each room the functions' mutants are listed, a sample with a fixed seed is drawn (`--sample 0`: all), and each of it
is tried on the tests of the room that reach the changed function. `--files N` draws so many files first: the others'
mutants need not be made then, but the interval is wider than said. A mutant is killed when a test fails or when it runs
without end; one that no test reaches has survived. Printed are the survivors with what was changed, and a table with
the share killed and its 95 % interval (Wilson). mutmut is not among the project's dependencies: `make mutants` installs
it into `.mutants`. What is written in C is not copied: its twins in Python are tried. The tests of the store ask
SQLite: what survives is tried on PostgreSQL too when ARCHIVER_TEST_POSTGRES names a server, one to write into.
"""

import argparse
import json
import math
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

KILLED = ("killed", "timeout", "segfault")
_Z = 1.96


class Room(NamedTuple):
    """Files whose functions are changed, and the tests that are to notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "text": Room(
        ("archiver/text/*.py", "archiver/text/repair/*.py"),
        (
            "archiver/text",
            "tests/text",
            "tests/repair",
            "tests/search/test_fold.py",
            "tests/search/test_snippet.py",
        ),
    ),
    "spam": Room(("archiver/spam/*.py",), ("archiver/spam", "tests/spam", "tests/parsers/test_unspam.py")),
    "dates": Room(
        ("archiver/parsers/date*.py", "archiver/parsers/printed_dates.py"),
        (
            "tests/parsers/test_dates.py",
            "tests/parsers/test_dates_of_languages.py",
            "tests/parsers/test_date_claims.py",
            "tests/parsers/test_date_choice.py",
            "tests/parsers/test_date_zones.py",
            "tests/parsers/test_printed_dates.py",
        ),
    ),
    "store": Room(("archiver/store/*.py",), ("archiver/store", "tests/store", "tests/search")),
}
# Tests of time say nothing of faults and fail under mutmut's detours; a doc test is copied once for each mutant.
_LEFT_OUT = "not costs and not time_grows and not stays_quick and (not __mutmut_ or __mutmut_orig)"

_QUIET = ("-W", "default", "-p", "no:warnings")


class Tally(NamedTuple):
    """What became of the mutants of a room that were tried."""

    room: str
    made: int
    ends: Counter[str]

    @property
    def tried(self) -> int:
        return sum(self.ends.values())

    @property
    def killed(self) -> int:
        return sum(self.ends[end] for end in KILLED)


def main() -> int:
    """Try the rooms asked for and print what became of their mutants; 1 when fewer than 85 of 100 were killed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--room", default=",".join(ROOMS), help="rooms, parted by commas")
    parser.add_argument("--sample", type=int, default=120, help="mutants a room; 0 for all")
    parser.add_argument("--files", type=int, default=0, help="draw so many of a room's files first; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build/mutants"), help="where the changed copies are kept")
    asked = parser.parse_args()
    tallies = []
    for name in asked.room.split(","):
        place = asked.folder.resolve() / name
        lots = random.Random(asked.seed)
        room = draw_files(ROOMS[name], asked.files, lots)
        _copy(place, room)
        names = mutant_names(place, room)
        chosen = names if not asked.sample else lots.sample(names, min(asked.sample, len(names)))
        ends = _try(place, chosen)
        if name == "store" and os.environ.get("ARCHIVER_TEST_POSTGRES"):
            _write_settings(place, room, databases="postgres")
            ends |= _try(place, [one for one in chosen if ends[one] not in KILLED])
        _print_survivors(place, ends)
        tallies.append(Tally(name, len(names), Counter(ends.values())))
    print_table(tallies)
    return int(any(tally.killed < 0.85 * tally.tried for tally in tallies))


def draw_files(room: Room, count: int, lots: random.Random) -> Room:
    """The room with so many of its files; whole for 0."""
    files = [str(path) for pattern in room.files for path in sorted(Path().glob(pattern)) if path.name != "__init__.py"]
    return room._replace(files=tuple(sorted(lots.sample(files, min(count, len(files)))))) if count else room


def mutant_names(place: Path, room: Room) -> list[str]:
    """The names of all mutants that mutmut makes of a room's files, in order."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    before = Path.cwd()
    os.chdir(place)  # mutmut reads its settings from the folder it stands in
    try:
        found = []
        for file in (path for pattern in room.files for path in sorted(Path().glob(pattern))):
            made = mutate_file_contents(str(file), file.read_text(encoding="utf-8"))
            found += [get_mutant_name(file, name) for name in made.mutant_names]
        return found
    finally:
        os.chdir(before)


def interval(killed: int, tried: int) -> tuple[float, float]:
    """The 95 % interval (Wilson) of a share that was counted on a sample.

    >>> [round(bound, 3) for bound in interval(90, 100)]
    [0.826, 0.945]
    """
    share = killed / tried
    middle = share + _Z * _Z / (2 * tried)
    half = _Z * math.sqrt(share * (1 - share) / tried + _Z * _Z / (4 * tried * tried))
    return (middle - half) / (1 + _Z * _Z / tried), (middle + half) / (1 + _Z * _Z / tried)


def print_table(tallies: Iterable[Tally]) -> None:
    """One row a room."""
    print("| room | mutants | tried | killed | without end | survived | reached by no test | share killed (95 %) |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for tally in tallies:
        low, high = interval(tally.killed, tally.tried)
        ends = tally.ends
        print(
            f"| {tally.room} | {tally.made} | {tally.tried} | {ends['killed']} | {ends['timeout']} | {ends['survived']}"
            f" | {ends['no tests']} | {tally.killed / tally.tried:.3f} ({low:.3f} to {high:.3f}) |"
        )


def _copy(place: Path, room: Room) -> None:
    """The project's files with mutmut's settings for one room, in a folder of their own."""
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    for name in listed.split("\0"):
        target = place / name
        if not name or (target.is_file() and target.stat().st_mtime == Path(name).stat().st_mtime):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(name, target)
    _write_settings(place, room, databases="not postgres")


def _write_settings(place: Path, room: Room, *, databases: str) -> None:
    settings = {
        "source_paths": ["archiver"],
        "only_mutate": list(room.files),
        "also_copy": ["spiders", "data", "docs", "README.md", "README.zh.md", "examples"],
        "pytest_add_cli_args_test_selection": list(room.tests),
        "pytest_add_cli_args": ["-m", "not slow", "-k", f"{_LEFT_OUT} and {databases}", *_QUIET],
        # A process that has run no test yet: what functions keep (`@cache`) must be made by the changed code.
        "process_isolation": "forkserver",
        "timeout_constant": 5.0,
        "timeout_multiplier": 4.0,
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    text = Path("pyproject.toml").read_text(encoding="utf-8")
    (place / "pyproject.toml").write_text(f"{text}\n[tool.mutmut]\n{lines}", encoding="utf-8")


def _mutmut(place: Path, *words: str, quiet: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(Path(".mutants").resolve()), "HYPOTHESIS_PROFILE": "mutants"},
        check=False,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
    )
    return done.stdout or ""


def _try(place: Path, chosen: Sequence[str]) -> dict[str, str]:
    """What became of each of these mutants."""
    from mutmut.stats import status_by_exit_code

    if chosen:
        _mutmut(place, "run", "--max-children", "1", *chosen)
    codes: dict[str, int | None] = {}
    for file in sorted((place / "mutants").rglob("*.meta")):
        codes |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    ends = {name: status_by_exit_code[codes.get(name)] for name in chosen}
    if "not checked" in ends.values():
        sys.exit("not all were tried: the tests fail on the code as it is, or were stopped")
    return ends


def _print_survivors(place: Path, ends: Mapping[str, str]) -> None:
    for name, end in ends.items():
        if end not in KILLED:
            print(f"\n{end}: {name}")
            print(_mutmut(place, "show", name, quiet=True))


if __name__ == "__main__":
    sys.exit(main())
