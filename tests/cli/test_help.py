"""Every command of the list exists and explains itself."""

import pytest

from archiver.cli.commands import COMMANDS
from archiver.cli.main import run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert run([command, "--help"]) == 0
    assert "Usage: archiver" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_how_it_is_called(capsys: pytest.CaptureFixture[str], command: str) -> None:
    run([command, "--help"])
    _, _, help_ = capsys.readouterr().out.partition("\n")
    assert f"archiver {command}" in help_


@pytest.mark.parametrize("word", [["--help"], ["--version"]])
def test_the_command_itself_answers(capsys: pytest.CaptureFixture[str], word: list[str]) -> None:
    assert run(word) == 0
    assert "archiver" in capsys.readouterr().out
