"""The evidence of one article in a zip file: record, versions, captures as WARC, digests, and how to verify them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from archiver.captures.copies import Member, copy_capture
from archiver.model.article import Article, CaptureRef
from archiver.model.errors import ArchiverError, NotFound
from archiver.model.version import Captured, Event, Version
from archiver.store.archive import Archive

README = """\
Evidence for one article of a news archive
==========================================

{title}
{url}

What is here
------------
article.json     the record in its current version, with where each value came from
versions.jsonl   every version: who made the difference (editor, parser), what changed, and the whole record
history.jsonl    what happened to the page: gone, back, moved, edited
captures.warc*   the pages as they were served, record by record, byte for byte from the archive's own files
captures.json    for each of these records: where it stood in the archive, where it stands here, and its digests
SHA256SUMS       the digest of every file above

How to verify it
----------------
1. Nothing was changed since the bundle was made:
       sha256sum -c SHA256SUMS
2. Every record of the captures holds the bytes that its own digests name (pip install warcio):
       warcio check captures.warc.gz
3. The record was read from these bytes: `capture.digest` in article.json is the WARC-Payload-Digest of a record in
   captures.warc.gz: SHA-1, in base 32, of the page's body.
4. The record can be read again from the bytes (pip install archiver):
       archiver import captures.warc.gz
   gives the same values with the parsers of the version that article.json names, and maybe better ones since.
What a digest cannot show is when a page was fetched: that rests on the archive's own clock (WARC-Date).
{missing}"""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the bundle, the first that zip knows: the same evidence gives the same bytes."""


@dataclass
class Captures:
    """The records of the captures, laid one after the other, a file a kind of compression."""

    files: dict[str, bytearray] = field(default_factory=dict)
    listed: list[dict[str, object]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def add(self, members: tuple[Member, ...], about: Mapping[str, object]) -> None:
        """Add the records of one capture; a record that is here already is not added again."""
        for member in members:
            if (member.file, member.offset) in self._seen:
                continue
            self._seen.add((member.file, member.offset))
            name = "captures" + member.ending
            held = self.files.setdefault(name, bytearray())
            self.listed.append(
                {
                    **about,
                    "record": member.kind,
                    "record_url": member.url,
                    "sha256": hashlib.sha256(member.data).hexdigest(),
                    "bytes": len(member.data),
                    "here": {"file": name, "offset": len(held)},
                    "in_archive": {"file": member.file, "offset": member.offset},
                }
            )
            held += member.data


def write_bundle(archive: Archive, article: Article, captures: str, out: Path) -> int:
    """Write the bundle of an article; how many records of captures it holds. The file appears whole or not at all.

    A capture that cannot be read is named in the README. Raises NotFound when none can.
    """
    number = article.id or 0
    versions = archive.versions(number)
    kept = _copies(archive.captures_of(article.url), versions, captures)
    if not kept.listed:
        raise NotFound(f"no capture of this article can be read: {'; '.join(kept.missing) or 'none is known'}")
    lost = "".join(f"\nNot in here, because it could not be read: {line}" for line in kept.missing)
    files = {
        "README.txt": README.format(title=article.title or "(no title)", url=article.url, missing=lost).encode(),
        "article.json": _json(article.to_dict()),
        "versions.jsonl": b"".join(_line(_version(archive, each)) for each in versions),
        "history.jsonl": b"".join(_line(_event(each)) for each in archive.events(number)),
        "captures.json": _json(kept.listed),
        **{name: bytes(data) for name, data in sorted(kept.files.items())},
    }
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    _write_zip(out, {**files, "SHA256SUMS": sums.encode()})
    return len(kept.listed)


def _copies(known: tuple[Captured, ...], versions: tuple[Version, ...], folder: str) -> Captures:
    kept = Captures()
    for ref, about in _wanted(known, versions):
        try:
            kept.add(copy_capture(ref, folder), about)
        except ArchiverError as error:
            kept.missing.append(str(error))
    return kept


def _wanted(
    known: tuple[Captured, ...], versions: tuple[Version, ...]
) -> Iterator[tuple[CaptureRef, dict[str, object]]]:
    """The captures of the article's address and those that a version was read from, each once, oldest first."""
    read: dict[CaptureRef, list[int]] = {}
    for version in versions:
        if version.capture is not None:
            read.setdefault(version.capture, []).append(version.number)
    for each in known:
        about = {"url": each.url, "captured_at": each.captured_at.isoformat(), "payload_digest": each.ref.digest}
        yield each.ref, {**about, "versions_read": read.pop(each.ref, [])}
    for ref, numbers in read.items():
        yield ref, {"payload_digest": ref.digest, "versions_read": numbers}


def _version(archive: Archive, version: Version) -> dict[str, object]:
    return {
        "number": version.number,
        "kind": version.kind,
        "changed": list(version.changed),
        "change_chars": version.change_chars,
        "captured_at": version.captured_at.isoformat(),
        "read_at": version.read_at.isoformat(),
        "parser_version": version.parser_version,
        "record": archive.article(version.article_id, version=version.number).to_dict(),
    }


def _event(event: Event) -> dict[str, object]:
    ref = event.capture
    return {
        "what": event.kind,
        "at": event.at.isoformat(),
        "url": event.url,
        "detail": event.detail,
        "capture": {"file": ref.file, "offset": ref.offset, "digest": ref.digest} if ref else None,
    }


def _write_zip(out: Path, files: Mapping[str, bytes]) -> None:
    half = out.with_name(out.name + ".part")
    with ZipFile(half, "w") as bundle:
        for name, data in files.items():
            info = ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name.endswith((".gz", ".zst")) else ZIP_DEFLATED
            bundle.writestr(info, data)
    half.replace(out)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _line(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")
