"""Scrapy with somebody else's extractor in its callback, for bench.scale; run by a Python that has these.

    ../rivals/bin/python bench/rival_crawl.py trafilatura http://127.0.0.1:8000 200

`trafilatura` is its bare extraction with metadata; `newsplease` is news-please's own reading of a page that was fetched
(`NewsPlease.from_html`), without its crawler, which costs more. Each article is written as a line of JSON. Tells, as
bench.scale does for the others, the articles written, processor and wall seconds, and the peak of memory in MB.
"""

import argparse
import importlib
import json
import logging
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Extract = Callable[[str, str], dict[str, Any] | None]


def trafilatura() -> Extract:
    module = importlib.import_module("trafilatura")

    def extract(html: str, url: str) -> dict[str, Any] | None:
        found = module.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        return found.as_dict() if found is not None and found.text else None

    return extract


def newsplease() -> Extract:
    reader = importlib.import_module("newsplease").NewsPlease

    def extract(html: str, url: str) -> dict[str, Any] | None:
        found = reader.from_html(html, url=url)
        return found.get_serializable_dict() if found.title else None

    return extract


def crawl(extract: Extract, origin: str, pages: int, out: Path) -> int:
    """Fetch and read the pages; how many articles were written."""
    scrapy = importlib.import_module("scrapy")
    process = importlib.import_module("scrapy.crawler").AsyncCrawlerProcess
    path_of = importlib.import_module("news_site").url_path
    written = 0

    class Reading(scrapy.Spider):
        name = "reading"

        async def start(self):
            for number in range(pages):
                yield scrapy.Request(origin + path_of(number))

        def parse(self, response):
            nonlocal written
            article = extract(response.text, response.url)
            if article is not None:
                lines.write(json.dumps(article, ensure_ascii=False, default=str) + "\n")
                written += 1

    settings = {
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
    }
    with out.open("w", encoding="utf-8") as lines:
        runner = process(settings)
        runner.crawl(Reading)
        runner.start()
    return written


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("rival", choices=("trafilatura", "newsplease"))
    reader.add_argument("origin")
    reader.add_argument("pages", type=int)
    asked = reader.parse_args()
    sys.path.insert(0, str(HERE))
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    extract = {"trafilatura": trafilatura, "newsplease": newsplease}[asked.rival]()
    own, began = time.process_time(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        written = crawl(extract, asked.origin, asked.pages, Path(folder) / "articles.jsonl")
    found = {"pages": written, "cpu": time.process_time() - own, "wall": time.monotonic() - began}
    print(json.dumps({**found, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
