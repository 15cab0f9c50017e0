"""`archiver init`, `doctor` and `completion`: a working folder, a look at the set-up, completion for the shell."""

from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.errors import UsageError
from archiver.project.file import NAME

STARTING = """\
# What this folder says of its archive. Flags and ARCHIVER_* variables win over it.
# Every setting: https://github.com/archiver-developers/archiver, docs/settings.md

[archive]
db = "sqlite:///data/archive.db"      # or postgresql+psycopg://user@host/name
captures = "data/captures"            # WARC files; relative to this file

[crawl]
# contact = "archive@example.org"     # named in the user agent, so that site owners reach you
# delay = 1.0                         # seconds between two requests to one host
# workers = "auto"                    # processes that read pages

[serve]
# port = 8000

# A site of your own, as facts. `archiver site new NAME ADDRESS` looks at a front page and proposes them.
# [sites.example_daily]
# publisher = "Example Daily"
# domains = ["news.example"]
# timezone = "Europe/London"
# seeds = ["https://news.example/"]
# feeds = ["https://news.example/feed.xml"]
# every = "30m"                       # for: archiver schedule run
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("-q", "--quiet", is_flag=True, help="Say nothing.")
def init(folder: Path, quiet: bool) -> None:
    """Make a working folder: archiver.toml, and data/ for the database and the captures.

    \b
    archiver init news-archive
    cd news-archive && archiver crawl https://news.example/
    """
    file = folder / NAME
    if file.exists():
        raise UsageError(f"there is a project already: {file}")
    (folder / "data" / "captures").mkdir(parents=True, exist_ok=True)
    file.write_text(STARTING, encoding="utf-8")
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("/data/\n", encoding="utf-8")
    note(f"made {file}; next: archiver doctor, then archiver crawl ADDRESS", quiet=quiet)


@click.command()
@pass_call
def doctor(call: Call) -> int:
    """Look at the set-up: what is there, what is missing, what to do about it.

    \b
    archiver doctor
    archiver doctor --db postgresql+psycopg://me@localhost/news
    """
    from archiver.cli.ailments import examine

    findings = list(examine(call.settings, call.project))
    rows = [{"state": f.state, "what": f.what, "found": f.found, "advice": f.advice} for f in findings]
    print_rows(rows, columns=("state", "what", "found", "advice"), format_=call.format)
    wrong = sum(f.state == "wrong" for f in findings)
    note(f"{wrong} to be mended" if wrong else "all that is needed is there", quiet=call.quiet)
    return 1 if wrong else 0


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash:  archiver completion bash > ~/.local/share/bash-completion/completions/archiver
    zsh:   archiver completion zsh > "${fpath[1]}/_archiver"
    fish:  archiver completion fish > ~/.config/fish/completions/archiver.fish
    """
    from click.shell_completion import get_completion_class

    from archiver.cli.main import archiver

    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"no completion for {shell}")
    click.echo(kind(archiver, {}, "archiver", "_ARCHIVER_COMPLETE").source())
