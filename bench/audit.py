"""What the program is made of: the licence of every run-time dependency, and whether any has a known weakness.

    python -m bench.audit [--lock requirements/run.lock] [--audit pip-audit] [--offline]

Ends with 0 when all licences are accepted and no weakness is known, 1 when one is not or one is, 3 when the list of
weaknesses could not be asked for (with --offline it is not asked, and that is said).
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ACCEPTED = re.compile(
    r"(?i)apache|\bmit\b|\bbsd|\bisc\b|mpl|mozilla|python software|psf|zope|\bzpl"
    r"|unlicense|public domain|cc0|lgpl|lesser"
)
"""Permissive ones, and those whose copyleft ends at the file or the library."""
REFUSED = re.compile(r"(?i)\bagpl|affero|(?<!l)gpl-|(?<!lesser )general public")
ASK_AGAIN = "The licences above are checked all the same. Ask again where https://pypi.org answers: make audit"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?:\s*;\s*(.+?))?\s*\\?$")


def main() -> int:
    """Print the list, ask for weaknesses, give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lock", type=Path, default=Path("requirements/run.lock"))
    parser.add_argument("--audit", default="pip-audit", help="the command of pip-audit")
    parser.add_argument("--offline", action="store_true", help="do not ask for weaknesses")
    asked = parser.parse_args()
    unaccepted = print_licences(asked.lock)
    if asked.offline:
        print("weaknesses: not asked for (--offline)")
        return 1 if unaccepted else 0
    status = ask_for_weaknesses(asked.lock, asked.audit)
    return 1 if unaccepted else status


def print_licences(lock: Path) -> list[str]:
    """Print each package with its licence; those whose licence is not accepted."""
    unaccepted = []
    for name, version in pinned(lock):
        words = licence(name)
        if words is None:
            print(f"{name} {version}: not installed here")
            continue
        good = bool(ACCEPTED.search(words)) and not REFUSED.search(words)
        print(f"{name} {version}: {words}{'' if good else '   <- not on the list of accepted licences'}")
        unaccepted += [] if good else [name]
    print(f"licences: {'all accepted' if not unaccepted else 'to be looked at: ' + ', '.join(unaccepted)}")
    return unaccepted


def pinned(lock: Path) -> Iterator[tuple[str, str]]:
    """The packages of a lock file with their versions."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        found = _PIN.match(line)
        if found:
            yield found[1], found[2]


def licence(name: str) -> str | None:
    """What an installed package says of its licence, in one line; None when it is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    kinds = [value.rpartition(" :: ")[2] for value in said.get_all("Classifier", []) if value.startswith("License")]
    words = said.get("License-Expression") or ", ".join(kinds) or (said.get("License") or "unknown").strip()
    return " ".join(words.split())[:100]


def ask_for_weaknesses(lock: Path, command: str) -> int:
    """Have pip-audit compare the lock file with the list of known weaknesses."""
    words = [command, "-r", str(lock), "--disable-pip", "-f", "json", "--progress-spinner", "off"]
    said = ""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
        said = (done.stderr.strip().splitlines() or [""])[-1]
        found = json.loads(done.stdout)["dependencies"]
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired) as problem:
        print(f"weaknesses: NOT KNOWN, the list could not be asked for: {said[:200] or type(problem).__name__}")
        print(ASK_AGAIN)
        return 3
    skipped = [each["name"] for each in found if "skip_reason" in each]
    weak = [each for each in found if each.get("vulns")]
    for each in weak:
        names = ", ".join(f"{v['id']} (fixed in {', '.join(v['fix_versions']) or 'none'})" for v in each["vulns"])
        print(f"{each['name']} {each['version']}: {names}")
    if skipped:
        print(
            f"weaknesses: NOT KNOWN for {len(skipped)} of {len(found)} packages, the service does not answer for them"
        )
        print(ASK_AGAIN)
    elif not weak:
        print(f"weaknesses: none known in {len(found)} packages")
    return 1 if weak else 3 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
