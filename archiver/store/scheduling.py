"""What the archive keeps of scheduled runs."""

from datetime import datetime

from archiver.model.schedule import Schedule
from archiver.store import schedules
from archiver.store.door import Door


class Scheduling(Door):
    """The part of an archive that knows when sites are due."""

    def schedules(self) -> tuple[Schedule, ...]:
        """All schedules, the one due first in front."""
        with self._reading() as connection:
            return schedules.schedules(connection)

    def save_schedule(self, schedule: Schedule) -> None:
        """Add a site's schedule, or put it in the place of the one it has."""
        with self._writing() as connection:
            schedules.save_schedule(connection, schedule)

    def remove_schedule(self, site: str) -> None:
        """Forget a site's schedule. Raises NotFound when it has none."""
        with self._writing() as connection:
            schedules.remove_schedule(connection, site)

    def start_scheduled(self, site: str, *, due: datetime, now: datetime, next_due: datetime) -> bool:
        """Take a due run: True for the one caller that moved the schedule on."""
        with self._writing() as connection:
            return schedules.start_scheduled(connection, site, due=due, now=now, next_due=next_due)

    def end_scheduled(self, site: str, status: int) -> None:
        """Note the exit status of a scheduled run that ended."""
        with self._writing() as connection:
            schedules.end_scheduled(connection, site, status)
