"""The page on settings is held to the code: its example is a project file that holds, and it names every setting."""

import re
from dataclasses import fields
from pathlib import Path

from archiver.model.site import Site
from archiver.project.file import Manners, parse_project

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_examples_hold_and_name_every_setting() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    project = parse_project("\n".join(blocks), Path("archiver.toml"))
    assert project.sites["river_daily"].article_url == r"/\d{4}/\d+\.html$"
    assert [layout.body for layout in project.sites["river_daily"].layouts] == [None, "div.article"]


def test_every_setting_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    wanted = {each.name for kind in (Manners, Site) for each in fields(kind)}
    assert [name for name in sorted(wanted) if not re.search(rf"\b{name}\b", text)] == []
