"""Results on standard output: a table for people, lines of JSON or CSV for programs."""

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from archiver.model.article import CaptureRef

if TYPE_CHECKING:
    from rich.console import JustifyMethod

MAX_CELL = 60
NARROW_COLUMN = 16
"""A column of such short cells is never broken: a number or a moment cut in two can't be read."""
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")


def print_rows(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str], format_: str) -> int:
    """Print rows in the format asked for and return how many there were.

    A table shows `columns`; JSON lines and CSV hold every key of the row (CSV in the order of the first row).
    """
    if format_ == "table":
        return _print_table(list(rows), columns)
    if format_ == "csv":
        return write_csv(rows, sys.stdout)
    return write_jsonl(rows, sys.stdout)


def write_jsonl(rows: Iterable[Mapping[str, object]], file: IO[str]) -> int:
    """One JSON object a line."""
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[Mapping[str, object]], file: IO[str]) -> int:
    """Comma-separated with a header line; lists and objects as JSON. A leading = + - @ is defused for spreadsheets."""
    writer = None
    count = 0
    for row in rows:
        count += 1
        if writer is None:
            writer = csv.DictWriter(file, fieldnames=list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow({k: _csv_cell(v) for k, v in row.items()})
    return count


def _csv_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    # A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _print_table(rows: list[Mapping[str, object]], columns: Sequence[str]) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    cells = [[cell_text(row.get(column)) for column in columns] for row in rows]
    for place, column in enumerate(columns):
        numeric = all(isinstance(r.get(column), int | float | None) for r in rows)
        narrow = max(len(each[place]) for each in cells) <= NARROW_COLUMN
        justify: JustifyMethod = "right" if numeric else "left"
        least = None if narrow else NARROW_COLUMN
        label = column.replace("_", "\n")
        table.add_column(label, justify=justify, overflow="fold", no_wrap=narrow, min_width=least)
    for each in cells:
        table.add_row(*map(Text, each))
    Console(soft_wrap=not sys.stdout.isatty()).print(table)
    return len(rows)


def cell_text(value: object) -> str:
    """A value as a table shows it: short, in one line, without control characters; a moment to the minute.

    >>> cell_text(None), cell_text(["a", "b"]), cell_text({"new": 2})
    ('', 'a, b', 'new 2')
    >>> cell_text("2024-03-07T18:05:00+08:00")
    '2024-03-07 18:05'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        text = ", ".join(f"{k} {v}" for k, v in value.items())
    elif isinstance(value, list | tuple):
        text = ", ".join(str(v) for v in value)
    else:
        text = str(value)
    text = plain(" ".join(text.split()))
    if time := _MOMENT.fullmatch(text):
        return f"{time[1]} {time[2]}"
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def plain(text: str) -> str:
    r"""The text without control characters, which could steer a terminal.

    >>> plain("a\x1b[31mb")
    'a[31mb'
    """
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def print_pages(text: str) -> None:
    """Print a text; a page at a time where it is longer than the terminal."""
    columns, rows = shutil.get_terminal_size()
    needed = sum(1 + len(line) * 2 // columns for line in text.splitlines())  # Chinese characters are two wide
    if not sys.stdout.isatty() or needed < rows:
        click.echo(text, nl=False)
        return
    os.environ.setdefault("LESS", "-FRX")  # colours as they are, nothing held back that fits the screen
    click.echo_via_pager(text)


def note(message: str, *, quiet: bool = False) -> None:
    """A line for people on standard error."""
    if not quiet:
        click.echo(message, err=True)


def moment(value: datetime | None) -> str | None:
    """A moment in ISO 8601, to the second."""
    return value.isoformat(timespec="seconds") if value else None


def reference(capture: CaptureRef | None) -> dict[str, object] | None:
    """Where a capture is, as JSON."""
    return {"file": capture.file, "offset": capture.offset, "digest": capture.digest} if capture else None
