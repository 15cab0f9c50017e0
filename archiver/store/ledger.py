"""The tables of what was done: runs, locks, the frontier, every visit, and the index of captures."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archiver.store.columns import Base, Id, UtcTime


class RunRow(Base):
    """One crawl of one site."""

    __tablename__ = "runs"
    __table_args__ = (
        CheckConstraint("status IN ('running', 'done', 'failed', 'interrupted', 'abandoned')", name="status"),
        Index("ix_runs_site_started_at", "site", "started_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    site: Mapped[str] = mapped_column(Text, ForeignKey("sites.name"))
    status: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    minimum: Mapped[int]
    articles_seen: Mapped[int] = mapped_column(default=0)
    requests: Mapped[int] = mapped_column(default=0)
    pages_per_second: Mapped[float | None] = mapped_column(Float)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    reasons: Mapped[str] = mapped_column(Text, default="{}")
    coverage: Mapped[str] = mapped_column(Text, default="{}")
    warnings: Mapped[str] = mapped_column(Text, default="[]")


class RunFieldRow(Base):
    """How many of a run's articles have a field."""

    __tablename__ = "run_fields"

    run_id: Mapped[int] = mapped_column(Id, ForeignKey("runs.id"), primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(32), primary_key=True)
    articles: Mapped[int]
    present: Mapped[int]


class LockRow(Base):
    """Who works on a site, so that two runs never do."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    run_id: Mapped[int | None] = mapped_column(Id)
    machine: Mapped[str] = mapped_column(Text)
    pid: Mapped[int] = mapped_column(BigInteger)
    pid_started: Mapped[str] = mapped_column(Text)
    """When that process began, as the system tells: a number used again is not the same process."""
    taken_at: Mapped[datetime] = mapped_column(UtcTime)
    beat_at: Mapped[datetime] = mapped_column(UtcTime)


class FrontierRow(Base):
    """One address: who found it, what came of it, when it is due."""

    __tablename__ = "frontier"
    __table_args__ = (
        UniqueConstraint("url_hash"),
        CheckConstraint(
            "state IN ('new', 'waiting', 'gone', 'dropped', 'refused', 'failed', 'set_aside')", name="state"
        ),
        CheckConstraint("kind IN ('article', 'listing', 'feed', 'sitemap', 'robots')", name="kind"),
        Index("ix_frontier_site_state_priority", "site", "state", "priority"),
        Index("ix_frontier_site_kind_due_at", "site", "kind", "due_at"),
        Index("ix_frontier_article_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(Text)
    url_hash: Mapped[str] = mapped_column(String(32))
    site: Mapped[str] = mapped_column(Text, ForeignKey("sites.name"))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    found_on: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    depth: Mapped[int]
    priority: Mapped[int] = mapped_column(BigInteger)
    """Of addresses never visited, the highest goes first: the moment of its lastmod, in seconds."""
    found_at: Mapped[datetime] = mapped_column(UtcTime)
    lastmod: Mapped[datetime | None] = mapped_column(UtcTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """None: never again."""
    tries: Mapped[int]
    """Failures in a row."""
    visits: Mapped[int]
    changes: Mapped[int]
    unchanged: Mapped[int]
    """Visits in a row that brought nothing new."""
    outcome: Mapped[str | None] = mapped_column(String(9))
    reason: Mapped[str | None] = mapped_column(Text)
    visited_at: Mapped[datetime | None] = mapped_column(UtcTime)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    last_digest: Mapped[str | None] = mapped_column(Text)
    last_capture_id: Mapped[int | None] = mapped_column(Id)
    """The capture that holds the bytes of `last_digest`."""
    article_id: Mapped[int | None] = mapped_column(Id)
    lease_owner: Mapped[str | None] = mapped_column(Text)
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)


class VisitRow(Base):
    """One fetch of one address and its outcome."""

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("url_id", "visited_at"),
        Index("ix_visits_run_id_outcome", "run_id", "outcome"),
        Index("ix_visits_outcome_visited_at", "outcome", "visited_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    url_id: Mapped[int] = mapped_column(Id, ForeignKey("frontier.id"))
    run_id: Mapped[int] = mapped_column(Id, ForeignKey("runs.id"))
    visited_at: Mapped[datetime] = mapped_column(UtcTime)
    outcome: Mapped[str] = mapped_column(String(9))
    reason: Mapped[str | None] = mapped_column(Text)
    status: Mapped[int | None]
    capture_id: Mapped[int | None] = mapped_column(Id)
    article_id: Mapped[int | None] = mapped_column(Id)
    version: Mapped[int | None]


class CaptureRow(Base):
    """Where the bytes of one page are kept."""

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("file", "file_offset"),
        Index("ix_captures_url_hash_captured_at", "url_hash", "captured_at"),
        Index("ix_captures_article_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(Text)
    url_hash: Mapped[str] = mapped_column(String(32))
    captured_at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[str] = mapped_column(String(8))
    status: Mapped[int | None]
    content_type: Mapped[str | None] = mapped_column(Text)
    length: Mapped[int | None] = mapped_column(BigInteger)
    """Bytes of the page."""
    file: Mapped[str] = mapped_column(Text)
    file_offset: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(Text)
    run_id: Mapped[int | None] = mapped_column(Id)
    article_id: Mapped[int | None] = mapped_column(Id)
    damage: Mapped[str | None] = mapped_column(Text)
    """What `archiver check` found wrong with it; None when nothing."""
    opt_outs: Mapped[str | None] = mapped_column(Text)
    """What the page says about archiving and machine use, words with blanks between; None when nothing."""
    rendered_by: Mapped[str | None] = mapped_column(Text)
    """The browser that made the page out of what was served; None for a page as served."""
    further_pages: Mapped[int | None]
    """Of how many further pages of its article an imported page tells; None when that is not known."""
