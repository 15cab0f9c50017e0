"""What an archive keeps of saved searches and their alerts."""

from datetime import date, datetime
from typing import Unpack

from archiver.model.alert import Delivery, Target
from archiver.model.saved import Alert, SavedSearch, SavedState
from archiver.store import saved, saved_hits
from archiver.store.door import Door
from archiver.store.search_door import FilterValues, read_filters
from archiver.text.query import parse_query


class Watching(Door):
    """The part of an archive that watches for what was asked once."""

    def save_search(
        self,
        name: str,
        words: str = "",
        *,
        target: Target | None = None,
        from_start: bool = False,
        now: datetime | None = None,
        **values: Unpack[FilterValues],
    ) -> SavedSearch:
        """Keep a search under a name; `target` is told of articles that match from now on, each once.

        With `from_start` those that match already are told too. Raises BadQuery for what cannot be searched, UsageError
        for a name that is taken or odd.
        """
        parse_query(words)
        read_filters(**values)
        kept = {key: _plain(value) for key, value in values.items() if value not in (None, (), [])}
        moment = self._moment(now)
        search = SavedSearch(name=name, words=words, filters=kept, target=target, added_at=moment)
        with self._writing() as connection:
            saved.add_search(connection, search, from_start=from_start)
        return search

    def saved_search(self, name: str) -> SavedSearch:
        """The search of a name. Raises NotFound."""
        with self._reading() as connection:
            return saved.saved_search(connection, name)

    def saved_searches(self) -> tuple[SavedState, ...]:
        """All saved searches by name, with what they have brought."""
        with self._reading() as connection:
            return saved.saved_searches(connection)

    def remove_search(self, name: str) -> None:
        """Forget a saved search, what it found and its alerts. Raises NotFound."""
        with self._writing() as connection:
            saved.remove_search(connection, name)

    def collect_alerts(self, *, now: datetime | None = None) -> None:
        """Look at the versions saved since the last look and make alerts of what the saved searches find."""
        looked_at = saved_hits.LOOKED_AT
        while looked_at == saved_hits.LOOKED_AT:
            with self._writing() as connection:
                looked_at = saved_hits.collect(connection, now=self._moment(now))

    def lease_alert(self, *, now: datetime | None = None) -> Alert | None:
        """The next alert to be sent, leased to the caller for ten minutes; None when none is due."""
        with self._writing() as connection:
            return saved_hits.lease_alert(connection, now=self._moment(now))

    def end_alert(self, alert: Alert, ended: Delivery, *, now: datetime | None = None) -> None:
        """Note how sending an alert went: sent, to be tried again later, or given up."""
        with self._writing() as connection:
            saved_hits.end_alert(connection, alert, ended, now=self._moment(now))


def _plain(value: object) -> object:
    """A filter's value as JSON holds it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
