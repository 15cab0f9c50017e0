"""The docs name every command and every field."""

import dataclasses
from pathlib import Path

import pytest

from archiver.cli.commands import COMMANDS
from archiver.model.article import Article

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Article)])
def test_every_field_is_in_the_record_page(field: str) -> None:
    assert f"`{field}`" in (DOCS / "record.md").read_text(encoding="utf-8")


def test_the_record_holds_every_field() -> None:
    assert set(Article(url="https://a.example/").to_dict()) == {f.name for f in dataclasses.fields(Article)}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_running_page(command: str) -> None:
    assert f"archiver {command}" in (DOCS / "running.md").read_text(encoding="utf-8")
