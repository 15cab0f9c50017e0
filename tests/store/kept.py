"""What a kill must not have touched: an archive and its captures, as seen from outside."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

KILLS = 20


def killed_at_random(
    command: Sequence[str], *, seed: int, longest: float, shortest: float = 0.0, env: dict[str, str] | None = None
) -> bool:
    """Run `archiver` with these words and kill it (SIGKILL) at a random moment; False when it had ended before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "archiver", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env
    )
    time.sleep(random.Random(seed).uniform(shortest, longest))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def time_of(command: Sequence[str]) -> float:
    """How long the command takes when nobody kills it; it must end well."""
    begin = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "archiver", *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.monotonic() - begin
