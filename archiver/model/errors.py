"""Our exceptions.

ArchiverError
├── UsageError            the call was wrong (exit 2)
│   ├── UnknownSite
│   └── BadQuery
├── PartMissing           a part needed was not there (exit 3)
│   ├── DatabaseRefused
│   │   └── SchemaOutdated
│   ├── CapturesRefused   disk full, read-only, no such store
│   └── ExtraMissing      an optional extra is not installed
├── LockHeld              another run holds the lock (exit 4)
└── NotFound              nothing found for an id (exit 1)
"""


class ArchiverError(Exception):
    """Root of our exceptions; `exit_status` is what the command line ends with."""

    exit_status = 1


class UsageError(ArchiverError):
    """The call was wrong."""

    exit_status = 2


class UnknownSite(UsageError):
    """No site of that name is known."""


class BadQuery(UsageError):
    """A search that cannot be read."""


class PartMissing(ArchiverError):
    """A part that is needed was not there."""

    exit_status = 3


class DatabaseRefused(PartMissing):
    """The database cannot be opened, read or written."""


class SchemaOutdated(DatabaseRefused):
    """The database has an older (or newer) schema."""


class CapturesRefused(PartMissing):
    """Captures cannot be written or read: disk full, read-only, no such store."""


class ExtraMissing(PartMissing):
    """An optional extra is not installed."""


class LockHeld(ArchiverError):
    """Another run holds the lock."""

    exit_status = 4


class NotFound(ArchiverError):
    """Nothing was found for an id or address."""
