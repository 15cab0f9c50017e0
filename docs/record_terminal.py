"""Records a session on a terminal as pictures in docs/images/: real commands, on the demo's archive, as they print.

Run as `python docs/record_terminal.py` in a checkout, after a change of what commands print. Needs Chromium and a font
whose Chinese characters are twice as wide as its Latin ones (Debian: fonts-noto-cjk).
"""

import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

IMAGES = Path(__file__).parent / "images"
SESSIONS = {
    "terminal-demo.png": ["archiver demo"],
    "terminal-ask.png": [
        "archiver search 黑頸鶴 --sort oldest",
        "archiver reprints 5",
        "archiver runs",
    ],
}
COLUMNS = 104
MOST_LINES = 36


def typed(command: str, folder: Path) -> str:
    """What a command prints on a terminal, with its colours."""
    keeper, terminal = pty.openpty()
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environ = {**os.environ, "PATH": path, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "PAGER": "cat"}
    environ |= {"ARCHIVER_DB": "sqlite:///data/demo/archive.db", "ARCHIVER_CAPTURES": "data/demo/captures"}
    process = subprocess.Popen(  # noqa: S602 - commands written above
        command, shell=True, cwd=folder, env=environ, stdout=terminal, stderr=subprocess.DEVNULL
    )
    os.close(terminal)
    said = b""
    while True:
        try:
            piece = os.read(keeper, 65536)
        except OSError:  # a pseudo-terminal ends so on Linux
            break
        if not piece:
            break
        said += piece
    process.wait()
    os.close(keeper)
    return said.decode().replace("\r\n", "\n")


def main() -> None:
    """Type the sessions in a new folder and write their pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, commands in SESSIONS.items():
            with Path(os.devnull).open("w") as nowhere:
                console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
                for command in commands:
                    console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
                    console.print(Text.from_ansi(elided(typed(command, folder))))
                take_picture(console, IMAGES / file, folder)


def elided(text: str) -> str:
    """The text with the middle of a long table left out."""
    lines = text.splitlines()
    if len(lines) <= MOST_LINES:
        return text
    return "\n".join([*lines[: MOST_LINES // 3], "…", *lines[-MOST_LINES * 2 // 3 :]])


def take_picture(console: Console, file: Path, folder: Path) -> None:
    """What the console printed, as a browser shows it."""
    page = folder / "page.html"
    style = (
        "<style>body{{margin:0;background:{background}}}"
        "pre{{font:15px/1.35 'Noto Sans Mono CJK SC',monospace;margin:16px 20px;color:{foreground}}}</style>"
    )
    html = console.export_html(
        theme=SVG_EXPORT_THEME,
        inline_styles=True,
        clear=False,
        code_format=f"<!doctype html><meta charset=utf-8>{style}<pre>{{code}}</pre>",
    )
    page.write_text(html, encoding="utf-8")
    rows = console.export_text().count("\n")
    size = f"--window-size={COLUMNS * 15 // 2 + 60},{int(rows * 20.25) + 40}"
    words = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1.5", size]
    subprocess.run([*words, f"--screenshot={file}", page.as_uri()], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
