"""Schedules in the database: added, listed, removed, and moved on after a run."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, Connection, Text, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from archiver.model.errors import NotFound
from archiver.model.schedule import Schedule
from archiver.store.columns import Base, UtcTime


class ScheduleRow(Base):
    """When one site is crawled again."""

    __tablename__ = "schedules"
    __table_args__ = (CheckConstraint("(every_seconds IS NULL) <> (cron IS NULL)", name="one_rule"),)

    site: Mapped[str] = mapped_column(Text, primary_key=True)
    every_seconds: Mapped[int | None] = mapped_column(BigInteger)
    cron: Mapped[str | None] = mapped_column(Text)
    timezone: Mapped[str] = mapped_column(Text)
    next_due: Mapped[datetime] = mapped_column(UtcTime)
    last_started: Mapped[datetime | None] = mapped_column(UtcTime)
    last_status: Mapped[int | None]


def save_schedule(connection: Connection, schedule: Schedule) -> None:
    """Add a site's schedule, or put it in the place of the one it has."""
    connection.execute(delete(ScheduleRow).where(ScheduleRow.site == schedule.site))
    connection.execute(
        insert(ScheduleRow).values(
            site=schedule.site,
            every_seconds=int(schedule.every.total_seconds()) if schedule.every else None,
            cron=schedule.cron,
            timezone=schedule.timezone,
            next_due=schedule.next_due,
            last_started=schedule.last_started,
            last_status=schedule.last_status,
        )
    )


def schedules(connection: Connection) -> tuple[Schedule, ...]:
    """All schedules, the one due first in front."""
    rows = connection.execute(select(*ScheduleRow.__table__.c).order_by(ScheduleRow.next_due, ScheduleRow.site))
    return tuple(
        Schedule(
            site=row.site,
            every=timedelta(seconds=row.every_seconds) if row.every_seconds else None,
            cron=row.cron,
            timezone=row.timezone,
            next_due=row.next_due,
            last_started=row.last_started,
            last_status=row.last_status,
        )
        for row in rows
    )


def remove_schedule(connection: Connection, site: str) -> None:
    """Forget a site's schedule; raises NotFound when it has none."""
    if connection.execute(delete(ScheduleRow).where(ScheduleRow.site == site)).rowcount == 0:
        raise NotFound(f"no schedule for {site}")


def start_scheduled(connection: Connection, site: str, *, due: datetime, now: datetime, next_due: datetime) -> bool:
    """Take a due run: True for the one caller that moved the schedule on, False when another did, or none is due."""
    moved = connection.execute(
        update(ScheduleRow)
        .where(ScheduleRow.site == site, ScheduleRow.next_due == due)
        .values(next_due=next_due, last_started=now)
    )
    return moved.rowcount == 1


def end_scheduled(connection: Connection, site: str, status: int) -> None:
    """Note the exit status of a run that ended."""
    connection.execute(update(ScheduleRow).where(ScheduleRow.site == site).values(last_status=status))
