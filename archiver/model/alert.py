"""Alerts: what is told to people outside, where it goes, and how that ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where an alert goes."""

    kind: Literal["webhook", "command"]
    address: str
    """An http or https address that takes a POST, or a command line, run without a shell. `$NAME` as a whole stands for
    the environment variable NAME, so that a secret address need not be stored."""
    allow: tuple[str, ...] = ()
    """Origins (host and port) that a webhook may lead to though they are private."""
    secret_variable: str | None = None
    """The environment variable with the key that a webhook's messages are signed with; None for no signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told."""

    id: str
    """The same for every try, so that the receiver can tell a message sent twice."""
    subject: str
    """One line for people."""
    text: str
    """The rest for people; lines."""
    data: Mapping[str, object] = field(default_factory=dict)
    """The same for programs; goes out as JSON beside the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How sending a message ended."""

    is_done: bool
    """True when the receiver took it."""
    detail: str
    """In words: the status answered, or why nothing was sent. Never holds the address's path or a secret."""
    is_final: bool = False
    """True when trying again is pointless: the address is refused, or the receiver does not want it."""
