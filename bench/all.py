"""Runs every measurement of this folder, one after the other: `make bench DATA=../shared/data`.

Each is a command of its own (`python -m bench.NAME --help`); what they print is what docs/benchmarks.md reports.
"""

import argparse
import subprocess
import sys
from pathlib import Path

WITH_DATA = ("extraction", "steps", "repair", "spam")
WITHOUT = ("crawl", "scale", "reparse", "store", "families", "search")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="Folders of pages with truth.")
    parser.add_argument("names", nargs="*", help="Only these.")
    args = parser.parse_args()
    failed = []
    for name in args.names or [*WITH_DATA, *WITHOUT]:
        print(f"== bench.{name}", flush=True)
        words = ["--data", str(args.data)] if name in WITH_DATA else []
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *words], check=False).returncode:
            failed.append(name)
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
