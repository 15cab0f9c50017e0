"""A frozen, citable data set: an export with the digest of every record, a manifest, and how to cite it.

Nothing in it depends on when or where it was made: the same records give the same bytes, and so the same name.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

DIGESTS, MANIFEST, CITATION, TEXT = ".digests.tsv", ".manifest.json", ".CITATION.cff", ".cite.txt"
"""What stands beside an exported file, by the end of its name."""


@dataclass
class Frozen:
    """Notes every record of an export while it is written."""

    out: Path
    told: Mapping[str, object]
    """What was asked for: format, words, filters."""
    count: int = 0
    sites: Counter[str] = field(default_factory=Counter)
    parsers: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""
    captured: str = ""
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        self._half = _beside(self.out, DIGESTS + ".part")
        self._digests: IO[str] = self._stack.enter_context(self._half.open("w", encoding="utf-8", newline=""))
        self._digests.write("id\tversion\tsha256\tcapture\turl\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        if kind is not None:
            self._half.unlink(missing_ok=True)

    def noting(self, rows: Iterator[dict[str, object]]) -> Iterator[dict[str, object]]:
        """The rows as they come, noted."""
        for row in rows:
            self._note(row)
            yield row

    def _note(self, row: Mapping[str, object]) -> None:
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
        capture = row.get("capture")
        place = str(capture["digest"]) if isinstance(capture, Mapping) else ""
        self._digests.write(f"{row['id']}\t{row['version']}\t{digest}\t{place}\t{row['url']}\n")
        self.count += 1
        self.sites[str(row.get("site") or "")] += 1
        self.parsers[str(row.get("parser_version") or "")] += 1
        published = str(row.get("published_at") or "")[:10]
        if published:
            self.first, self.last = min(self.first or published, published), max(self.last, published)
        self.captured = max(self.captured, str(row.get("captured_at") or ""))

    def finish(self) -> dict[str, object]:
        """Write the manifest and the ways to cite, once the export itself is in place; what the manifest says."""
        self._stack.close()
        digests = _beside(self.out, DIGESTS)
        self._half.replace(digests)
        files = {each.name: {"bytes": each.stat().st_size, "sha256": file_digest(each)} for each in (self.out, digests)}
        manifest: dict[str, object] = {
            "name": f"sha256:{files[self.out.name]['sha256']}",
            "asked": dict(self.told),
            "records": self.count,
            "published": [self.first or None, self.last or None],
            "captured_until": self.captured or None,
            "sites": dict(sorted(self.sites.items())),
            "parser_versions": dict(sorted(self.parsers.items())),
            "files": files,
            "record_digest": "sha256 of the record as JSON with sorted keys and no spaces, in UTF-8",
        }
        _write(_beside(self.out, MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        _write(_beside(self.out, TEXT), self._sentence(manifest) + "\n")
        _write(_beside(self.out, CITATION), self._cff(manifest))
        return manifest

    def _sentence(self, manifest: Mapping[str, object]) -> str:
        span = f", published {self.first} to {self.last}" if self.first else ""
        return (
            f"{self.out.name}: {self.count} news records of {len(self.sites)} sites{span}, "
            f"captured until {self.captured[:10] or 'unknown'}. Data set {manifest['name']}."
        )

    def _cff(self, manifest: Mapping[str, object]) -> str:
        """The citation in Citation File Format 1.2; its authors are to be filled in."""
        lines = [
            "cff-version: 1.2.0",
            "type: dataset",
            f"message: {json.dumps('If you use this data set, please cite it by its digest.')}",
            f"title: {json.dumps(f'{self.out.name}: {self.count} news records', ensure_ascii=False)}",
            "authors:",
            '  - name: "The operators of the archive"',
            f"version: {json.dumps(str(manifest['name']))}",
            "identifiers:",
            "  - type: other",
            f"    value: {json.dumps(str(manifest['name']))}",
            "    description: digest of the data file",
            f"abstract: {json.dumps(self._sentence(manifest), ensure_ascii=False)}",
        ]
        if self.captured:
            lines.append(f"date-released: {json.dumps(self.captured[:10])}")
        return "\n".join(lines) + "\n"


def file_digest(file: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _beside(out: Path, ending: str) -> Path:
    return out.with_name(out.name + ending)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")
