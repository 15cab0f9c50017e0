"""A fleet of sites and several workers, some of which are killed: each site by one at a time, nothing lost or twice."""

from pathlib import Path

import pytest

from bench.scale import Server
from bench.workers import DELAY, Fleet, look, run_fleet


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "kills", "seed"), [(2, 4, 1), (4, 6, 2)])
def test_killed_workers_lose_nothing_and_no_site_is_touched_by_two(
    workers: int, kills: int, seed: int, postgres_server: str, tmp_path: Path
) -> None:
    with Server(8, "--pause", "0.005") as origin:
        fleet = Fleet(
            port=int(origin.rpartition(":")[2]),
            sites=40,
            pages=8,
            db=postgres_server.replace("/postgres?", f"/fleet_{workers}?"),
            captures=tmp_path / "captures",
        )
        run_fleet(fleet, workers, kills=kills, seed=seed)
        told = look(fleet)
    assert (told["articles"], told["lost"], told["twice"]) == (40 * 8, 0, 0)
    assert told["answered at a time, most"] == 1
    assert float(str(told["shortest pause, s"])) >= DELAY / 2 * 0.9  # half of the delay is jitter
