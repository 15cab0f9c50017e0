"""An archive as large as asked, by the commands that people run: import, search, check, backup, export.

WARC files of small made-up Chinese pages are written, then `archiver` does the rest as a process of its own, whose CPU
time and memory (proportional share, children included) are read from the kernel while it works: the rate must not fall
and the memory not grow with the archive. Run: `python -m bench.many --articles 100000 --folder DIR [--workers 2]`.
What is there already in the folder is not made again. Linux only.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from archiver.captures.writer import CaptureWriter
from archiver.model.page import Page
from bench.million import visits

SECTIONS = ("时政", "社会", "体育")
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_示例新闻网</title></head><body>
<div class="path"><a href="/">首页</a> &gt; <a href="/{section}/">{section}</a></div><h1>{title}</h1>
<div class="info"><span class="time">{time}</span> <span>来源：{source}</span> <span>作者：{author}</span></div>
<div class="article">{body}</div><div class="editor">责任编辑：李娜</div></body></html>"""
STEP = 0.5
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """What a process and its children took."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    marks: list[tuple[int, float, float]] = field(default_factory=list)
    """Captures read, CPU seconds by then, megabytes then."""
    status: int = 0


def write_pages(folder: Path, count: int) -> None:
    """WARC files with the articles of bench/million.py as pages, 20 MB a file."""
    with CaptureWriter(folder, max_bytes=20_000_000, prefix="pages") as captures:
        for number, visit in enumerate(visits(7, count), 1):
            article = visit.article
            assert article is not None
            assert article.published_at is not None
            html = PAGE.format(
                title=article.title, section=SECTIONS[len(article.body or "") % 3], source=article.source,
                time=f"{article.published_at + timedelta(hours=8):%Y-%m-%d %H:%M}", author=article.authors[0],
                body="".join(f"<p>{each}</p>" for each in (article.body or "").split("\n\n")),
            )  # fmt: skip
            captures.write(
                Page(
                    url=f"https://{article.site}.example/{article.published_at:%Y/%m}/{number}.html",
                    body=html.encode(), content_type="text/html; charset=utf-8",
                    headers=(("Content-Type", "text/html; charset=utf-8"),), fetched_at=visit.visited_at,
                )
            )  # fmt: skip


def watch(arguments: list[str], log: Path) -> Cost:
    """Run a command and read what it takes."""
    cost, begin = Cost(), time.monotonic()
    with log.open("wb") as err, (log.with_suffix(".out")).open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "archiver", *arguments], stdout=out, stderr=err)
        place = 0
        while process.poll() is None:
            cpu, memory = _tree(process.pid)
            cost.cpu, cost.peak_mb = max(cost.cpu, cpu), max(cost.peak_mb, memory)
            text = log.read_text("utf-8", "replace")
            for line in text[place:].splitlines():
                found = re.match(r"(\d+) captures read", line)
                if found and int(found[1]) % 10_000 == 0:
                    cost.marks.append((int(found[1]), round(cpu, 1), round(memory)))
            place = text.rfind("\n") + 1
            time.sleep(STEP)
    cost.seconds, cost.status = time.monotonic() - begin, process.returncode
    return cost


def _tree(pid: int) -> tuple[float, float]:
    """CPU seconds and proportional memory in megabytes of a process and its children, the dead ones' CPU included."""
    cpu = memory = 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        cpu = sum(map(int, fields[11:15])) / _TICK
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        memory = int(re.search(r"Pss:\s+(\d+)", rollup)[1]) / 1024  # type: ignore[index]  # always there
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, TypeError):
        return cpu, memory
    for child in children:
        more = _tree(int(child))
        cpu, memory = cpu + more[0], memory + more[1]
    return cpu, memory


def measure(folder: Path, count: int, workers: int) -> dict[str, object]:
    pages, data = folder / "pages", folder / "data"
    shared = ["--db", f"sqlite:///{data}/archive.db", "--captures", str(data / "captures")]
    if not pages.is_dir():
        write_pages(pages, count)
    commands = {
        "import": ["import", str(pages), "--workers", str(workers)],
        "search": ["search", "西藏 发展", "--sort", "newest"],
        "check": ["check"],
        "backup": ["db", "backup", str(folder / "copy.db")],
        "export_jsonl": ["export", "--out", str(folder / "all.jsonl")],
        "export_csv": ["export", "--format", "csv", "--out", str(folder / "all.csv")],
        "export_parquet": ["export", "--format", "parquet", "--out", str(folder / "all.parquet")],
    }
    result: dict[str, object] = {"articles": count, "workers": workers}
    for name, arguments in commands.items():
        if name == "import" and (data / "archive.db").exists():
            continue
        cost = watch([*arguments, *shared], folder / f"{name}.log")
        told: dict[str, object] = {"seconds": round(cost.seconds, 1), "cpu": round(cost.cpu, 1)}
        told |= {"peak_mb": round(cost.peak_mb), "status": cost.status}
        if cost.marks:
            told["by_then"] = cost.marks
        result[name] = told
        print(name, json.dumps(told), flush=True)
    result["database_mb"] = round((data / "archive.db").stat().st_size / 1e6)
    return result


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    print(json.dumps(measure(given.folder, given.articles, given.workers), indent=1))
