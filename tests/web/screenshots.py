"""The pictures of the pages in docs/images, made anew: `python -m tests.web.screenshots [FOLDER]`.

They show what `archiver demo` stored, with one article edited a week later, so that there are versions to compare.
"""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.model.visit import Kind, Outcome, Visit
from archiver.store.archive import Archive
from tests.web.browser import open_browser, serve

WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
EDITED = "雪豹"
"""A word of the article that is edited."""


def edit(archive: Archive) -> int:
    """Have one article change at its site; its number."""
    [hit] = archive.search(f"title:{EDITED}", limit=1)
    found = hit.article
    later = (found.captured_at or archive.clock()) + timedelta(days=7)
    body = (found.body or "").replace("大约两分钟", "将近四分钟").replace("没有伤害牲畜", "没有伤害牲畜和村民")
    changed = replace(
        found, id=None, version=None, title=f"{found.title}（更新）", body=body, captured_at=later, capture=None
    )
    run = archive.start_run(found.site or "plateau_news", now=later)
    visit = Visit(
        url=found.url, kind=Kind.ARTICLE, outcome=Outcome.CHANGED, visited_at=later, status=200, article=changed,
    )  # fmt: skip
    archive.save_visits([visit], run, now=later)
    archive.end_run(run, requests=1, now=later + timedelta(minutes=1))
    archive.save_search("snow", "雪豹 OR 岩羊")
    return found.id or 0


def main(folder: Path) -> None:
    """Make the pictures."""
    with TemporaryDirectory() as name:
        here = Path(name)
        subprocess.run([sys.executable, "-m", "archiver", "demo", "-q", "--port", "0"], cwd=here, check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        database, captures = here / "data/demo/archive.db", here / "data/demo/captures"
        with Archive.open(f"sqlite:///{database}") as archive:
            number = edit(archive)
            [mirrored] = [hit for hit in archive.search("", limit=100, fold=False) if hit.article.repairs][:1]
        shots = (
            ("search", "/?q=高原", WIDE, "light"),
            ("article", f"/articles/{mirrored.article.id}", WIDE, "light"),
            ("versions", f"/articles/{number}/versions", WIDE, "light"),
            ("served", f"/articles/{mirrored.article.id}/served", WIDE, "light"),
            ("runs", "/runs", WIDE, "dark"),
            ("phone", "/?q=雪豹", NARROW, "dark"),
        )
        with serve(database, captures) as origin, open_browser() as browser:
            for picture, path, size, scheme in shots:
                context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")
                page = context.new_page()
                page.goto(origin + path)
                page.screenshot(path=folder / f"{picture}.png")
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
