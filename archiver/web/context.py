"""What every answer needs: the open archive, where captures are, and the counts for /metrics."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from starlette.requests import Request

from archiver.captures.reader import read_capture
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError, NotFound
from archiver.model.page import Page
from archiver.store.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Shared by all requests of one server."""

    archive: Archive
    """Open for reading only."""
    captures: Path | None
    """The captures' folder; None when there is none to read."""
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How many answers were given, by kind of address and status."""

    def page(self, ref: CaptureRef | None) -> Page:
        """The page that was kept at a place. Raises NotFound when it cannot be read, whatever the reason."""
        if ref is None or self.captures is None:
            raise NotFound("no capture of this page can be read here")
        try:
            return read_capture(ref, self.captures)
        except (ArchiverError, OSError, ValueError) as error:
            raise NotFound("the capture of this page cannot be read") from error


def context(request: Request) -> Context:
    """The context of the server that answers a request."""
    return cast(Context, request.app.state.context)
