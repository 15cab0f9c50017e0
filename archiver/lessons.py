"""What an archive's pages teach of their hosts: which blocks stand on most of them."""

import logging
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from archiver.captures.reader import read_capture
from archiver.markup.reader import read_document
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError
from archiver.model.spam import HostBlocks
from archiver.spam.hosts import LEAST_PAGES, fingerprint_blocks, learn_host_blocks
from archiver.store.archive import Archive

logger = logging.getLogger(__name__)

MOST_PAGES = 60
"""Pages of one host that are looked at: what stands on most of them is known by then."""
MOST_HOSTS = 20_000
"""Hosts of which places are remembered; further ones teach nothing."""


class HostLessons:
    """Learns of a host when its first article is asked about, from a sample of its stored captures."""

    def __init__(self, archive: Archive, captures: Path) -> None:
        self._captures = captures
        self._places = _sample(archive)
        self._learn = lru_cache(maxsize=256)(self._learn_host)
        self.hosts: set[str] = set()
        """Hosts that taught something."""

    def of(self, url: str) -> HostBlocks | None:
        """What the host of an address taught; None when too few of its pages are kept."""
        return self._learn(urlsplit(url).netloc.lower())

    def _learn_host(self, host: str) -> HostBlocks | None:
        places = self._places.get(host, ())
        if len(places) < LEAST_PAGES:
            return None
        pages = []
        for place in places:
            try:
                pages.append(fingerprint_blocks(read_document(read_capture(place, self._captures))))
            except ArchiverError as problem:
                logger.info("a capture teaches nothing: %s", problem)
        learnt = learn_host_blocks(pages)
        if learnt.recurring:
            self.hosts.add(host)
        return learnt


def _sample(archive: Archive) -> dict[str, list[CaptureRef]]:
    """The first captures of articles of each host."""
    places: dict[str, list[CaptureRef]] = {}
    for capture in archive.iter_captures():
        if capture.article_id is None or capture.damage is not None:
            continue
        host = urlsplit(capture.url).netloc.lower()
        found = places.get(host)
        if found is None:
            if len(places) >= MOST_HOSTS:
                continue
            found = places[host] = []
        if len(found) < MOST_PAGES:
            found.append(capture.ref)
    return places
