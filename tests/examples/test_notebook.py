"""The notebook runs on the demo's archive, cell by cell, and shows what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "examples" / "archive_to_plot.ipynb"


@pytest.mark.slow
def test_the_notebook_runs(tmp_path: Path) -> None:
    if "CI" not in os.environ:
        pytest.importorskip("matplotlib", reason="needs matplotlib (make test installs it)")
    demo = [sys.executable, "-m", "archiver", "demo", "--port", "0"]
    subprocess.run(demo, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    program = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    program += "\nfigure.savefig('plot.png')\nassert len(articles) == 50 and links and len(calendar) > 5\n"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=tmp_path,
        env={**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("50 articles")
    assert (tmp_path / "plot.png").stat().st_size > 5_000


def test_no_output_is_kept_in_the_notebook() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert [cell for cell in cells if cell.get("outputs")] == []
