"""Coverage-guided fuzzing of every door that hostile bytes come through: `make fuzz`, ten minutes.

`python -m tests.hostile.fuzz --seconds 600` shares the time among the targets and ends with 1 when one of them broke;
the input that broke it stays in the folder named. `--target NAME FILE…` runs inputs again, without the fuzzer.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

LIMITS = ("-timeout=10", "-rss_limit_mb=1024", "-max_len=4096", "-print_final_stats=1", "-close_fd_mask=1")


def main() -> int:
    """Fuzz all targets in turn, or one of them here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "archiver-fuzz")
    parser.add_argument("--target")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args()
    if asked.here:
        return _fuzz_here(asked.target, asked.folder / asked.target, asked.seconds)
    from tests.hostile.fuzz_targets import TARGETS

    if asked.target and asked.files:
        for file in asked.files:
            TARGETS[asked.target](file.read_bytes())
        return 0
    names = [asked.target] if asked.target else list(TARGETS)
    broken = [name for name in names if not _fuzz(name, asked.folder, max(1, asked.seconds // len(names)))]
    sys.stdout.write(f"{len(names)} targets, broken: {', '.join(broken) or 'none'}\n")
    return 1 if broken else 0


def _fuzz(name: str, folder: Path, seconds: int) -> bool:
    """Fuzz one target in a process of its own; whether it held."""
    words = ["--here", "--target", name, "--folder", str(folder), "--seconds", str(seconds)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz", *words], stderr=subprocess.PIPE, text=True, check=False
    )
    stats = dict(line.split(":", 1) for line in done.stderr.splitlines() if line.startswith("stat::"))
    runs = done.stderr.rpartition("stat::number_of_executed_units:")[2].split()
    sys.stdout.write(f"{name}: {runs[0] if stats or runs else 'no'} inputs, exit {done.returncode}\n")
    if done.returncode:
        sys.stdout.write(done.stderr[-3000:] + f"\nthe input is in {folder / name}\n")
    sys.stdout.flush()
    return done.returncode == 0


def _fuzz_here(name: str, folder: Path, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["archiver"]):
        from tests.hostile.fuzz_targets import TARGETS, seeds
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data)
    atheris.Setup(
        [sys.argv[0], *LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", str(corpus)], TARGETS[name]
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
