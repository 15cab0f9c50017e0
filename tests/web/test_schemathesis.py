"""The API keeps what its own description promises, whatever schemathesis thinks of to ask.

Schemathesis pins libraries that ours do not; it lives in an environment of its own:
`python -m venv st && st/bin/pip install schemathesis`, then `SCHEMATHESIS=st/bin/schemathesis make slow`.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.browser import serve

FILE = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")

pytestmark = pytest.mark.slow


@pytest.mark.skipif(FILE is None, reason="schemathesis is not there; see this file's beginning")
def test_schemathesis_finds_nothing(archive_folder: Path, tmp_path: Path) -> None:
    with serve(archive_folder / "archive.db", archive_folder / "captures") as origin:
        done = subprocess.run(
            [
                str(FILE), "run", f"{origin}/openapi.json", "--max-examples=25", "--seed=1", "--workers=1",
                "--checks=all", "--generation-database=none", "--request-timeout=30",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
