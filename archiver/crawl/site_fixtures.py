"""Hold a site's facts against its pages on file: tests/sites/NAME/DAY.html.gz beside DAY.json with the true record."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archiver.crawl.site_check import Finding
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.parsers.article import parse_article

FOLDER = Path("tests/sites")


def check_fixtures(name: str, site: Site, folder: Path = FOLDER) -> Iterator[Finding]:
    """One finding a page: which fields are read otherwise than its record says. Nothing when there are no pages."""
    for told in sorted((folder / name).glob("*.json")):
        what = f"page on file {told.with_suffix('').name}"
        try:
            page, record = _read(told)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            yield Finding(what=what, ok=False, found=f"cannot be read: {problem}")
            continue
        found = parse_article(page, site=site).to_dict()
        wrong = [key for key, value in record.items() if key != "site" and found.get(key) != value]
        said = "; ".join(f"{key} is {str(found.get(key))[:60]!r}, not {str(record[key])[:60]!r}" for key in wrong)
        yield Finding(what=what, ok=not wrong, found=said or f"all {len(record)} fields as recorded")


def _read(told: Path) -> tuple[Page, dict[str, object]]:
    data = json.loads(told.read_text(encoding="utf-8"))
    body = gzip.decompress(told.with_suffix(".html.gz").read_bytes())
    day = datetime.fromisoformat(data["origin"]["day"]).replace(hour=12, tzinfo=UTC)
    record = data["record"]
    return Page(url=record["url"], body=body, content_type=data["origin"]["content_type"], fetched_at=day), record
