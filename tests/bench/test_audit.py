"""`make audit` never calls unknown what is known, nor well what is unknown."""

import json
from pathlib import Path

import pytest

from bench.audit import ask_for_weaknesses, main

KNOWN = {"name": "scrapy", "version": "2.19", "vulns": []}
WEAK = {"name": "lxml", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "brotli", "skip_reason": "not found"}

ANSWERS = {
    "none": ([KNOWN], 0, "none known in 1 packages"),
    "weak": ([KNOWN, WEAK], 1, "lxml 1.0: PYSEC-1 (fixed in 1.1)"),
    "skipped": ([KNOWN, SKIPPED], 3, "NOT KNOWN for 1 of 2 packages"),
    "weak-and-skipped": ([WEAK, SKIPPED], 1, "NOT KNOWN for 1 of 2 packages"),
}


def answering(folder: Path, *lines: str) -> str:
    """A command that answers as pip-audit does."""
    command = folder / "pip-audit"
    command.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n")
    command.chmod(0o755)
    return str(command)


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_known_decides_the_status(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    found, status, words = ANSWERS[name]
    (tmp_path / "answer.json").write_text(json.dumps({"dependencies": found}))
    assert ask_for_weaknesses(Path("x.lock"), answering(tmp_path, f"cat {tmp_path}/answer.json")) == status
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "lines",
    [
        ("echo 'ERROR: no connection to pypi.org' >&2", "exit 1"),
        ("echo 'ERROR: no connection to pypi.org' >&2", "echo '{}'"),
    ],
    ids=["nothing", "nonsense"],
)
def test_a_service_that_cannot_be_reached_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...]
) -> None:
    assert ask_for_weaknesses(Path("x.lock"), answering(tmp_path, *lines)) == 3
    told = capsys.readouterr().out
    assert "NOT KNOWN" in told
    assert "no connection to pypi.org" in told
    assert "none known" not in told


def test_licences_are_listed_even_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "run.lock"
    lock.write_text("scrapy==2.19.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr("sys.argv", ["audit", "--lock", str(lock), "--audit", str(tmp_path / "nothing")])
    assert main() == 3
    told = capsys.readouterr().out
    assert "scrapy 2.19.0: BSD" in told
    assert "licences: all accepted" in told
    assert "NOT KNOWN" in told
