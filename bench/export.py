"""Export in constant memory: peak memory and CPU of `archiver export` over many rows, in each format.

The rows are a few hundred saved articles over and over, written by bare executemany. Run:
`python -m bench.export --rows 1000000 --folder DIR [--kinds jsonl,csv,parquet]`. Linux only.
"""

import argparse
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from archiver.store.archive import Archive
from bench.many import watch
from bench.store import NOW, visits

SAVED = 300


def make(file: Path, rows: int) -> None:
    with Archive.open(f"sqlite:///{file}") as archive:
        archive.save_visits(visits(SAVED), archive.start_run("bench", now=NOW), now=NOW)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA synchronous = OFF")
        for table, number in (("articles", "id"), ("versions", "article_id")):
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            held = database.execute(f"SELECT * FROM {table}").fetchall()
            places = {name: names.index(name) for name in {"id", number}}
            insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"
            for start in range(SAVED, rows, SAVED):
                shifted = [list(row) for row in held]
                for row in shifted:
                    for place in places.values():
                        row[place] += start
                database.executemany(insert, shifted)
        database.commit()


def measure(folder: Path, rows: int, kinds: list[str]) -> dict[str, object]:
    file = folder / f"{rows}.db"
    if not file.exists():
        make(file, rows)
    result: dict[str, object] = {"rows": rows, "database_mb": round(file.stat().st_size / 1e6)}
    for kind in kinds:
        out = folder / f"{rows}.{kind}"
        command = ["export", "--format", kind, "--out", str(out), "--db", f"sqlite:///{file}"]
        cost = watch(command, folder / f"{kind}.log")
        told = {"status": cost.status, "cpu": round(cost.cpu, 1), "peak_mb": round(cost.peak_mb)}
        result[kind] = {**told, "out_mb": round(out.stat().st_size / 1e6)}
        out.unlink()
        print(kind, json.dumps(result[kind]), flush=True)
    return result


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--kinds", default="jsonl,csv,parquet")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    print(json.dumps(measure(given.folder, given.rows, given.kinds.split(",")), indent=1))
