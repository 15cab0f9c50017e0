"""The command `archiver`: finds the subcommand, turns errors into one line and an exit status."""

import contextlib
import logging
import os
import sys
from importlib import import_module
from typing import TextIO, cast

import click

from archiver.cli.commands import COMMANDS
from archiver.model.errors import ArchiverError

INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is called, so that `archiver --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"archiver.cli.{module}"), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, _, short) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="archiver", prog_name="archiver")
def archiver() -> None:
    """Fetch news pages, keep them, read them, and ask the archive.

    \b
    Start with:  archiver demo
    Then:        archiver crawl https://news.example/ && archiver search 'words'

    Exit status: 0 done; 1 something is wrong that the message names; 2 the call was wrong;
    3 a part needed was not there; 4 another run holds the lock; 130 interrupted.
    """


class Messages:
    """Standard error that takes whatever comes: a log on a full disk must not change what a call ends with."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def main() -> None:
    """Run the command line and leave the process with the exit status of contract §1."""
    sys.stderr = cast("TextIO", Messages(sys.stderr))
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit status of one call; messages go to standard error."""
    try:
        result = archiver.main(arguments, prog_name="archiver", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; stop Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ArchiverError as error:
        say(str(error))
        return error.exit_status
    except OSError as error:
        say(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return 3
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected error", exc_info=True)
        say(f"unexpected {type(error).__name__}: {error} (run again with -vv for the traceback, and please report it)")
        return 1
    return result if isinstance(result, int) else 0


def say(message: str) -> None:
    """One line on standard error, without passwords."""
    from archiver.settings import hide_password

    click.echo(f"archiver: {hide_password(message)}", err=True)
