"""Locks that survive a crash: one run a site, whoever started it and wherever."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from archiver.model.errors import LockHeld
from archiver.store.batch import take_writer
from archiver.store.columns import Base
from archiver.store.ledger import LockRow

LOCKS = Base.metadata.tables[LockRow.__tablename__]

SILENCE = timedelta(minutes=5)
"""A holder on another machine that has not been heard of for so long is taken for dead."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process, told apart from any other that ever had its number."""

    machine: str
    """Host, boot and process namespace: within one of these a process number can be asked about."""
    pid: int
    started: str
    """When the process began, in the kernel's ticks; "" where the kernel does not say."""


def this_process() -> Holder:
    """The process that asks."""
    return Holder(_machine(), os.getpid(), _started(os.getpid()))


def take_lock(connection: Connection, name: str, *, run_id: int | None, now: datetime) -> int | None:
    """Take a lock; the run that held it when it was taken over from the dead, else None.

    Raises LockHeld when a living process holds it.
    """
    take_writer(connection)
    held = connection.execute(select(LOCKS).where(LOCKS.c.name == name)).mappings().first()
    if held is not None:
        holder = Holder(held["machine"], held["pid"], held["pid_started"])
        if is_alive(holder, last_heard=held["beat_at"], now=now):
            raise LockHeld(f"run {held['run_id']} of process {held['pid']} holds {name} since {held['taken_at']:%F %T}")
        connection.execute(delete(LOCKS).where(LOCKS.c.name == name))
    me = this_process()
    values = {"machine": me.machine, "pid": me.pid, "pid_started": me.started, "taken_at": now, "beat_at": now}
    connection.execute(insert(LOCKS).values(name=name, run_id=run_id, **values))
    return held["run_id"] if held is not None else None


def beat(connection: Connection, name: str, run_id: int, now: datetime) -> None:
    """Say that a run still lives; raises LockHeld when another has taken its lock meanwhile."""
    mine = update(LOCKS).where(LOCKS.c.name == name, LOCKS.c.run_id == run_id).values(beat_at=now)
    if connection.execute(mine).rowcount == 0:
        raise LockHeld(f"run {run_id} has lost the lock on {name}; nothing was saved")


def free_lock(connection: Connection, name: str, *, run_id: int | None) -> None:
    """Give a lock back, if that run still has it."""
    connection.execute(delete(LOCKS).where(LOCKS.c.name == name, LOCKS.c.run_id == run_id))


def is_alive(holder: Holder, *, last_heard: datetime, now: datetime) -> bool:
    """Whether a holder lives: asked of the kernel where it can answer, else by when it was last heard of."""
    if holder.machine == _machine():
        return holder.started == _started(holder.pid) != "dead"
    return now - last_heard < SILENCE


def _started(pid: int) -> str:
    """When a process began, in ticks since boot; "dead" when there is none, "" when it lives and nothing is known."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return _asked_by_signal(pid)
    return "dead" if fields[0] in "ZX" else fields[19]


def _asked_by_signal(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "dead"
    except OSError:
        return ""
    return ""


@cache
def _machine() -> str:
    parts = [socket.gethostname()]
    for name in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        path = Path(name)
        try:
            parts.append(str(path.readlink()) if path.is_symlink() else path.read_text(encoding="ascii").strip())
        except OSError:
            parts.append("")
    return " ".join(parts)
