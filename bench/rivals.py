"""Public extractors on the same pages, in an environment of their own: none of them is ever installed with us.

The first call makes `.venv/rivals` and installs bench/requirements-rivals.txt into it. This file is run there too: it
imports nothing of ours at the top.
"""

import importlib
import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.extraction import Result

ENVIRONMENT = Path(".venv/rivals")
REQUIREMENTS = Path(__file__).parent / "requirements-rivals.txt"
LIMIT_SECONDS = 60
Extract = Callable[[bytes, str], dict[str, Any]]


def _trafilatura() -> Extract:
    trafilatura = importlib.import_module("trafilatura")

    def extract(html: bytes, url: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        record = found.as_dict() if hasattr(found, "as_dict") else found
        return {
            "title": record.get("title"),
            "date": record.get("date"),
            "author": record.get("author"),
            "body": record.get("text"),
        }

    return extract


def _readability() -> Extract:
    readability = importlib.import_module("readability")
    lxml_html = importlib.import_module("lxml.html")

    def extract(html: bytes, url: str) -> dict[str, Any]:
        document = readability.Document(html.decode("utf-8", "replace"), url=url)
        tree = lxml_html.fromstring(document.summary())
        blocks = [
            " ".join(e.text_content().split()) for e in tree.iter("p", "h2", "h3", "h4", "li", "pre", "blockquote")
        ]
        return {"title": document.short_title(), "body": "\n\n".join(block for block in blocks if block)}

    return extract


def _newspaper() -> Extract:
    newspaper = importlib.import_module("newspaper")

    def extract(html: bytes, url: str) -> dict[str, Any]:
        article = newspaper.Article(url or "https://unknown.example/")
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date.date().isoformat() if article.publish_date else None
        return {"title": article.title, "date": date, "author": article.authors, "body": article.text}

    return extract


def _gne() -> Extract:
    extractor = importlib.import_module("gne").GeneralNewsExtractor()

    def extract(html: bytes, _url: str) -> dict[str, Any]:
        found = extractor.extract(html.decode("utf-8", "replace"))
        return {
            "title": found["title"],
            "date": found["publish_time"],
            "author": found["author"],
            "body": found["content"],
        }

    return extract


RIVALS = {"trafilatura": _trafilatura, "readability": _readability, "newspaper": _newspaper, "gne": _gne}


def run_rivals(names: Sequence[str], sets: Sequence[Path]) -> "dict[str, dict[str, list[Result]]]":
    """Each rival's results by set, scored here with our measures."""
    from bench.extraction import Result, read_set
    from bench.scoring import score_page

    python = _environment()
    found: dict[str, dict[str, list[Result]]] = {}
    for name in names:
        if name not in RIVALS:
            raise SystemExit(f"no such rival: {name} (known: {', '.join(RIVALS)})")
        found[name] = {}
        for folder in sets:
            done = subprocess.run([python, __file__, name, str(folder)], capture_output=True, text=True, check=True)
            rows = {row["id"]: row for row in map(json.loads, filter(None, done.stdout.split("\n")))}
            found[name][folder.name] = [
                Result(page, score_page(truth, rows[page]), {}, rows[page]["cpu"], rows[page]["parse"])
                for page, _, _, truth in read_set(folder)
            ]
    return found


def _environment() -> str:
    """The environment's Python; made and filled when it is not there, or was not filled to the end."""
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "filled"
    if not stamp.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        for what in (["--upgrade", "pip"], ["-r", str(REQUIREMENTS)]):  # the pip that comes with Python fails on extras
            subprocess.run([python, "-m", "pip", "install", "-q", *what], check=True)
        stamp.touch()
    return str(python)


def _main(name: str, folder: Path) -> None:
    """Run in the rivals' environment: one line of JSON a page."""
    import gzip

    lxml_html = importlib.import_module("lxml.html")
    extract = RIVALS[name]()
    is_first = True
    for line in filter(None, (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")):
        page = json.loads(line)
        html = gzip.decompress((folder / "html" / f"{page['id']}.html.gz").read_bytes())
        if is_first:
            _quietly(partial(extract, html, page.get("url") or ""))  # imports and tables
            is_first = False
        row: dict[str, Any] = {"id": page["id"]}
        start = time.process_time()
        _quietly(partial(lxml_html.fromstring, html))
        row["parse"] = time.process_time() - start
        start = time.process_time()
        row |= _quietly(partial(extract, html, page.get("url") or "")) or {}
        row["cpu"] = time.process_time() - start
        print(json.dumps(row, ensure_ascii=False, default=str), flush=True)


def _quietly(work: Callable[[], Any]) -> Any:
    """A rival that fails on a page has found nothing there."""
    try:
        return work()
    except Exception as error:
        print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)
        return None


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
