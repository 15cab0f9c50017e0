"""Articles as records: made fit for both databases, compared, and spread over columns."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from archiver.model.article import Article, Caption
from archiver.store.batch import Row
from archiver.store.clean import bounded, clean_value, fold_space, is_clean, offset_minutes
from archiver.store.codec import CONTENT, dumps
from archiver.text.diff import change_size
from archiver.text.urls import host_of

_SEARCHED = ("id", "version", "url", "site", "publisher", "title", "source", "body", "language", "spam_score")


def clean_record(article: Article, now: datetime) -> Row:
    """The article as a record that both databases take: no NUL, no lone surrogates, no impossible dates."""
    record: Row = article.to_dict()
    body, record["body"] = record["body"], None
    rest = dumps(record)
    record["body"] = body
    if not is_clean(body or "") or "\\u0000" in rest or not is_clean(rest):
        record = {key: clean_value(value) for key, value in record.items()}
    for name in ("published_at", "modified_at"):
        if bounded(getattr(article, name), now) is None and record[name] is not None:
            record[name] = None
            record["evidence"].pop(name, None)
            if name == "published_at":
                record["published_precision"] = None
    return record


def version_row(record: Row, **given: Any) -> Row:
    """A row of `versions`; the body stands in its own column and not in the record."""
    body = record.pop("body")
    row = {
        "title": record["title"],
        "published_at": moment(record["published_at"]),
        "source": record["source"],
        "authors": dumps(record["authors"]),
        "parser_version": record["parser_version"],
        "body": body,
        "record": dumps(record),
        **given,
    }
    record["body"] = body
    return row


def article_fields(record: Mapping[str, Any]) -> Row:
    """The columns of `articles` that come from a record."""
    published = moment(record["published_at"])
    return {
        "host": host_of(record["url"]),
        "publisher": record["publisher"],
        "title": record["title"],
        "published_at": published,
        "published_offset": offset_minutes(published),
        "published_precision": record["published_precision"],
        "modified_at": moment(record["modified_at"]),
        "source": record["source"],
        "authors": dumps(record["authors"]),
        "editor": record["editor"],
        "section": dumps(record["section"]),
        "language": record["language"],
        "body_chars": len(record["body"] or ""),
        "captions": len(record["captions"]),
        "spam_score": record["spam_score"],
        "parser_version": record["parser_version"],
    }


def searched_article(record: Mapping[str, Any]) -> Article:
    """The record as an article, as far as search looks at it; a whole one costs four times as much to make."""
    return Article(
        **{name: record[name] for name in _SEARCHED},
        authors=tuple(record["authors"]),
        section=tuple(record["section"]),
        published_at=moment(record["published_at"]),
        captions=tuple([Caption(**each) for each in record["captions"]]),
    )


def moment(text: str | None) -> datetime | None:
    """A record's time."""
    return datetime.fromisoformat(text) if text else None


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the fields that make a version differ, white space folded and zones aside."""
    changed = []
    for name in CONTENT:
        old, new = before[name], after[name]
        if name == "published_at":
            same = moment(old) == moment(new)
        elif name == "authors":
            same = [fold_space(each) for each in old] == [fold_space(each) for each in new]
        else:
            same = fold_space(old) == fold_space(new)
        if not same:
            changed.append(name)
    return tuple(changed)


def change_chars(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """Characters of title and body taken out and put in."""
    return sum(change_size(before[name] or "", after[name] or "") for name in ("title", "body"))


def version_kind(before: Mapping[str, Any], after: Mapping[str, Any], *, same_bytes: bool) -> str:
    """Who made the difference: the same bytes read anew differ by the parser, else by the editor if it is the same."""
    if same_bytes:
        return "parser"
    return "editor" if before["parser_version"] == after["parser_version"] else "unclear"
