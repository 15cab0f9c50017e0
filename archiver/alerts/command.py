"""Giving a message to a command on standard input."""

import shlex
import subprocess

from archiver.model.alert import Delivery

SECONDS = 30
"""A command that takes longer is ended."""


def run_command(line: str, body: bytes, *, seconds: float = SECONDS) -> Delivery:
    """Run a command line without a shell, the message as JSON on its standard input; done when it ends with 0.

    Its output is thrown away.
    """
    try:
        words = shlex.split(line)
        if not words:
            return Delivery(is_done=False, is_final=True, detail="the command is empty")
        ended = subprocess.run(  # noqa: S603  # the archive's owner wrote the command; no shell reads it
            words, input=body, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=False
        )
    except ValueError:
        return Delivery(is_done=False, is_final=True, detail="the command cannot be read: a quote is not closed")
    except subprocess.TimeoutExpired:
        return Delivery(is_done=False, detail=f"the command took more than {seconds:g} s")
    except OSError as error:
        return Delivery(is_done=False, is_final=True, detail=f"the command cannot be run: {error.strerror}")
    return Delivery(is_done=ended.returncode == 0, detail=f"the command ended with {ended.returncode}")
