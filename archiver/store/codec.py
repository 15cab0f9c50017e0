"""Articles as JSON and back."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, cast

from archiver.model.article import Article, Caption, CaptureRef, Dropped, Evidence, Repair
from archiver.store.clean import fold_space

CONTENT = ("title", "published_at", "source", "authors", "body")
"""The fields whose change makes a version."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _pieces() -> Callable[[object, int], Iterable[str]]:
    """What the encoder makes anew for every value it is given, made once: a third of the price of a record."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # an interpreter without the part in C
        return lambda value, _: (_ENCODER.encode(value),)
    quote = json.encoder.encode_basestring
    # Cycles are not looked for; then default, quoting, no indent, the separators, no sorting, no skipping, NaN allowed.
    made: Callable[[object, int], Iterable[str]]
    made = make(None, _ENCODER.default, quote, None, ":", ",", False, False, True)
    return made


_encode = _pieces()


def dumps(value: object) -> str:
    """Compact JSON with its characters as they are, so that people can read and search it."""
    return "".join(_encode(value, 0))


_KEY = 24
"""Characters of a key (schema step 0007)."""


@lru_cache(4096)
def url_hash(url: str) -> str:
    """The key under which an address is indexed: 96 bits, in hex. Two of a billion addresses share one by a chance of
    one in a hundred thousand million; each bit less keeps the index of what was seen smaller.
    """
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:_KEY]


def content_digest(record: Mapping[str, Any]) -> str:
    """A digest of what makes a version, in hex: white space that lays out does not count, nor does a time's zone."""
    moment = record["published_at"]
    parts = (
        fold_space(record["title"]),
        str(int(datetime.fromisoformat(moment).timestamp())) if moment else "",
        fold_space(record["source"]),
        "\x1f".join(map(fold_space, record["authors"])),
        fold_space(record["body"]),
    )
    return blake2b("\x1e".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def article_from_record(record: str, body: str | None, **known: object) -> Article:
    """The article as it was saved; what is known better (its number, its version) is given by name."""
    fields: dict[str, Any] = json.loads(record)
    return article_from_dict({**fields, "body": body, **known})


def article_from_dict(d: Mapping[str, Any]) -> Article:
    """The article that `Article.to_dict` wrote."""
    fields: dict[str, Any] = {
        **{name: d[name] for name in _PLAIN},
        **{name: tuple(d[name]) for name in _LISTS},
        **{name: _moment(d[name]) for name in _MOMENTS},
    }
    return Article(
        **fields,
        captions=tuple(Caption(**c) for c in d["captions"]),
        as_served=d["as_served"],
        repairs=tuple(Repair(**r) for r in d["repairs"]),
        dropped=tuple(Dropped(**each) for each in d["dropped"]),
        evidence={k: Evidence(source=e["from"], score=e["score"]) for k, e in d["evidence"].items()},
        capture=CaptureRef(**d["capture"]) if d["capture"] else None,
    )


def names(text: str) -> tuple[str, ...]:
    """A JSON list of words as a tuple."""
    return tuple(cast("list[str]", json.loads(text)))


_PLAIN = (
    "id",
    "version",
    "url",
    "canonical_url",
    "site",
    "publisher",
    "title",
    "published_precision",
    "published_text",
    "source",
    "source_url",
    "editor",
    "body",
    "language",
    "copyright",
    "spam_score",
    "parser_version",
)
_LISTS = ("authors", "section", "keywords", "images", "spam_reasons")
_MOMENTS = ("published_at", "modified_at", "captured_at")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
