"""Builds what is written in C too where a compiler is; without one the wheel is plain Python."""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_ROOMS = ("archiver/markup", "archiver/parsers", "archiver/text")
"""Each has its sources in `native` and gets one module `_native`."""
_OPTIONS = ["-O2", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-shared"]


class NativeHook(BuildHookInterface[Any]):
    """Called by the build of a wheel, for installing in place too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        built = build_native(Path(self.root))
        if not built:
            self.app.display_warning("No C compiler: pages will be read by the loops in Python, at twice the cost.")
            return
        build_data["artifacts"] += [each.relative_to(self.root).as_posix() for each in built]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def build_native(root: Path) -> list[Path]:
    """The modules built; none when there is no compiler, no header of Python, or the sources do not compile."""
    return [built for room in _ROOMS if (built := _build(root / room)) is not None]


def _build(room: Path) -> Path | None:
    target = room / f"_native{sysconfig.get_config_var('EXT_SUFFIX')}"
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")[:1]
    sources = sorted(str(path) for path in (room / "native").glob("*.c"))
    fresh = target.with_suffix(f".{os.getpid()}")
    more = ["-undefined", "dynamic_lookup"] if sys.platform == "darwin" else []
    words = [*compiler, *_OPTIONS, *more, f"-I{sysconfig.get_paths()['include']}", *sources, "-o", str(fresh)]
    try:
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603 (words of our own)
    except (OSError, subprocess.CalledProcessError):
        target.unlink(missing_ok=True)  # an older one would not fit the Python beside it
        return None
    fresh.replace(target)  # at once: a process that has the old one open goes on with it
    return target


if __name__ == "__main__":
    sys.exit(len(build_native(Path(__file__).parent)) < len(_ROOMS))
