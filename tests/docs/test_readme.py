"""The READMEs: what they tell to type exists, what they point to is there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from archiver.cli.main import archiver

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands_of(text: str) -> list[list[str]]:
    """The calls of archiver that stand as lines of code or alone in back quotes."""
    lines = re.findall(r"(?m)^(?: {4}|\$ )(?:cd \S+ && )?(archiver [^#\n`]+)", text) + re.findall(
        r"`(archiver [a-z][^`]*)`", text
    )
    calls = [call for line in lines for call in re.split(r"\s+(?:&&|\|)\s+", line)]
    return [
        shlex.split(call)
        for call in calls
        if call.startswith("archiver ") and not re.search(r"[…|\[\]<>]|NAME|SITE", call)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_call_that_is_shown_can_be_made(page: Path) -> None:
    for words in commands_of(page.read_text(encoding="utf-8")):
        command: click.Command = archiver
        context = click.Context(archiver, info_name="archiver")
        rest = words[1:]
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            inner = command.get_command(context, rest[0])
            assert inner is not None, f"{page.name}: {' '.join(words)}"
            command, rest = inner, rest[1:]
        known = {option for each in command.params for option in each.opts}
        for word in rest:
            if word.startswith("--"):
                assert word.partition("=")[0] in known | {"--help", "--version"}, f"{page.name}: {' '.join(words)}"


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_what_the_readme_points_to_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert len(targets) > 3
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_calls_are_found() -> None:
    text = "    archiver init a && cd a\n$ archiver runs --site x\n`archiver db upgrade` `archiver x …`"
    assert commands_of(text) == [
        ["archiver", "init", "a"],
        ["archiver", "runs", "--site", "x"],
        ["archiver", "db", "upgrade"],
    ]
