"""The tables of what was read: sites, articles, their versions, addresses, events and reprint families."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archiver.store.columns import Base, Id, UtcTime


class SiteRow(Base):
    """A site that was crawled, with the facts that its spider states."""

    __tablename__ = "sites"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    publisher: Mapped[str | None] = mapped_column(Text)
    domains: Mapped[str] = mapped_column(Text, default="[]")
    timezone: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    at_least: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime] = mapped_column(UtcTime)


class ArticleRow(Base):
    """One article in its current reading; its words are in `versions`."""

    __tablename__ = "articles"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'gone')", name="state"),
        Index("ix_articles_sorted_at_id", "sorted_at", "id"),
        Index("ix_articles_site_sorted_at_id", "site", "sorted_at", "id"),
        Index("ix_articles_family_id", "family_id"),
        Index("ix_articles_source", "source"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(Text)
    canonical_url: Mapped[str] = mapped_column(Text)
    site: Mapped[str | None] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    """The machine that served it; a mirror's is not the site's."""
    publisher: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)
    published_offset: Mapped[int | None]
    """Minutes east of UTC of the time as the page gives it."""
    published_precision: Mapped[str | None] = mapped_column(String(8))
    modified_at: Mapped[datetime | None] = mapped_column(UtcTime)
    sorted_at: Mapped[datetime] = mapped_column(UtcTime)
    """When published, else when first captured: the order of newest first."""
    source: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[str] = mapped_column(Text)
    editor: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    body_chars: Mapped[int]
    captions: Mapped[int]
    spam_score: Mapped[float] = mapped_column(Float)
    state: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]
    """The number of its current version."""
    versions: Mapped[int]
    """How many it has; an import of an older page adds one that is not current."""
    content_digest: Mapped[str] = mapped_column(String(32))
    parser_version: Mapped[str] = mapped_column(Text)
    family_id: Mapped[int | None] = mapped_column(Id)
    """The family of the same story; None when the article stands alone."""
    first_captured_at: Mapped[datetime] = mapped_column(UtcTime)
    last_captured_at: Mapped[datetime] = mapped_column(UtcTime)
    """When its current version was captured."""


class VersionRow(Base):
    """One reading of an article that differs from the one before."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        CheckConstraint("kind IN ('first', 'editor', 'parser', 'unclear')", name="kind"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    changed: Mapped[str] = mapped_column(Text)
    """JSON list of the fields that differ from the version before."""
    change_chars: Mapped[int]
    """Characters of title and body taken out and put in."""
    capture_id: Mapped[int | None] = mapped_column(Id, ForeignKey("captures.id"))
    captured_at: Mapped[datetime] = mapped_column(UtcTime)
    read_at: Mapped[datetime] = mapped_column(UtcTime)
    parser_version: Mapped[str] = mapped_column(Text)
    content_digest: Mapped[str] = mapped_column(String(32))
    title: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)
    source: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    """The whole record as JSON, except the body, which stands in its own column once."""


class AddressRow(Base):
    """An address under which an article is known."""

    __tablename__ = "addresses"
    __table_args__ = (CheckConstraint("role IN ('canonical', 'fetched', 'asked')", name="role"),)

    url_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    """PostgreSQL refuses an index key over 8 KB, so the hash of the address is indexed."""
    url: Mapped[str] = mapped_column(Text)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), index=True)
    role: Mapped[str] = mapped_column(String(9))


class EventRow(Base):
    """Something that happened to an article, with the capture that proves it."""

    __tablename__ = "events"
    __table_args__ = (CheckConstraint("kind IN ('gone', 'back', 'moved', 'edited')", name="kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcTime)
    url: Mapped[str] = mapped_column(Text)
    capture_id: Mapped[int | None] = mapped_column(Id, ForeignKey("captures.id"))
    run_id: Mapped[int | None] = mapped_column(Id)
    detail: Mapped[str | None] = mapped_column(Text)
    """moved: the address before; edited: the version's number and what changed; gone: the status."""


class FamilyBandRow(Base):
    """A band of an article's MinHash sketch: articles that share one may tell the same story."""

    __tablename__ = "family_bands"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's own form

    band: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
