"""The files for containers and systemd: no engine runs them here, but what they name is there and can be called."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from archiver.cli.main import archiver

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def check_call(words: list[str]) -> None:
    """Raises when the command line would not take these words."""
    name, *rest = words
    context = click.Context(archiver)
    command = archiver.get_command(context, name)
    assert command is not None, name
    command.make_context(name, rest, parent=context)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_services_are_those_the_guide_names_and_call_commands_that_exist(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"postgres", "worker", "web"}
    for name in ("worker", "web"):
        check_call([str(word) for word in services[name]["command"]])
        assert services[name]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
        assert services[name]["environment"]["ARCHIVER_DB"].startswith("postgresql+psycopg://")


def test_secrets_are_not_in_the_files_and_the_web_is_on_loopback(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")
    assert services["web"]["environment"]["ARCHIVER_TOKEN"].startswith("${ARCHIVER_TOKEN:?")
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["postgres"]


def test_every_volume_that_is_named_is_declared(compose: dict[str, Any]) -> None:
    used = {place.partition(":")[0] for service in compose["services"].values() for place in service["volumes"]}
    assert {name for name in used if not name.startswith(".")} == set(compose["volumes"])
    assert all((DEPLOY / name).exists() for name in used if name.startswith("."))


def test_what_the_container_copies_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
    sources = [source for line in copied for source in line.split()[:-1]]
    assert len(sources) >= 8
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert re.search(r"^USER archiver$", text, re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_calls_a_command_that_exists(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    program, *words = shlex.split(line)
    assert Path(program).name == "archiver"
    check_call(words)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units_but_the_missing_program() -> None:
    names = [str(unit) for unit in UNITS]
    said = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False).stderr
    assert [line for line in said.splitlines() if "is not executable" not in line] == []
