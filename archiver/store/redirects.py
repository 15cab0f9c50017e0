"""What redirects have shown of a site's addresses."""

from sqlalchemy import Connection, select

from archiver.store.batch import CAPTURES, FRONTIER

_NEWEST = 2_000


def moved_origins(connection: Connection, site: str) -> tuple[tuple[str, str], ...]:
    """Of a site's newest addresses, those that were served elsewhere at their last visit, with the address that served.

    What redirects have shown about http and https, with and without www, is known to the next run by this.
    """
    newest = select(FRONTIER.c.id).where(FRONTIER.c.site == site).order_by(FRONTIER.c.id.desc()).limit(_NEWEST)
    query = (
        select(FRONTIER.c.url, CAPTURES.c.url)
        .join(CAPTURES, CAPTURES.c.id == FRONTIER.c.last_capture_id)
        .where(FRONTIER.c.id.in_(newest.scalar_subquery()), CAPTURES.c.url_hash != FRONTIER.c.url_hash)
    )
    return tuple((row[0], row[1]) for row in connection.execute(query))
