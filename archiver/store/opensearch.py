"""Articles for OpenSearch: our own tokens, a mapping that leaves them as they are, and queries in the same tokens.

An analyser of OpenSearch would cut Chinese otherwise than we do, and fold it not at all. So texts are sent as tokens
parted by spaces, which `whitespace` takes apart again; the texts as published are kept beside them, not indexed.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archiver.model.article import Article
from archiver.store.search_words import searched_texts
from archiver.text.words import TOKENS_VERSION, is_unspaced, read_runs, read_tokens

SEARCHED = ("body", "title", "captions", "source", "authors", "section", "publisher")
"""The fields that hold tokens, each named NAME_tokens."""
_VALUES = (
    "site",
    "source",
    "publisher",
    "authors",
    "section",
    "language",
    "editor",
    "keywords",
    "url",
    "canonical_url",
)


def mapping() -> dict[str, Any]:
    """What an index has to be made with (`PUT /articles`) before documents are sent."""
    tokens = {"type": "text", "analyzer": "archiver_tokens", "norms": True}
    properties: dict[str, Any] = {f"{name}_tokens": tokens for name in SEARCHED}
    properties |= {name: {"type": "keyword", "ignore_above": 2048} for name in _VALUES}
    properties |= {name: {"type": "date"} for name in ("published_at", "modified_at", "captured_at")}
    properties |= {name: {"type": "text", "index": False} for name in ("title", "body", "captions")}
    properties |= {"id": {"type": "long"}, "version": {"type": "integer"}, "spam_score": {"type": "float"}}
    analysis = {"analyzer": {"archiver_tokens": {"type": "custom", "tokenizer": "whitespace", "filter": []}}}
    return {
        "settings": {"analysis": analysis},
        "mappings": {"dynamic": "strict", "_meta": {"tokens_version": TOKENS_VERSION}, "properties": properties},
    }


def document(article: Article) -> dict[str, Any]:
    """An article as the mapping has it; fields that the page does not say are left out."""
    record = article.to_dict()
    texts = dict(zip(SEARCHED, searched_texts(article), strict=True))
    found: dict[str, Any] = {f"{name}_tokens": " ".join(read_tokens(text)) for name, text in texts.items() if text}
    found |= {name: record[name] for name in (*_VALUES, "id", "version", "spam_score", "title", "body")}
    found |= {name: record[name] for name in ("published_at", "modified_at", "captured_at")}
    found["captions"] = texts["captions"]
    return {name: value for name, value in found.items() if value not in (None, "", [], ())}


def bulk_lines(articles: Iterable[Article], *, index: str = "articles") -> Iterator[str]:
    """Lines for `POST /_bulk`, an action and a document an article; sent twice they change nothing."""
    for article in articles:
        yield json.dumps({"index": {"_index": index, "_id": str(article.id)}})
        yield json.dumps(document(article), ensure_ascii=False)


def query(words: str) -> dict[str, Any]:
    """The body of a `_search` for words as our search takes them: every run must stand somewhere, as a phrase.

    >>> query("西藏日报")["query"]["bool"]["must"][0]["multi_match"]["query"]
    '西藏 藏日 日报'
    """
    fields = ["title_tokens^3", "body_tokens", "captions_tokens"]
    must = [_clause(run, fields) for run in read_runs(words)]
    return {"query": {"bool": {"must": must}}}


def _clause(run: str, fields: list[str]) -> dict[str, Any]:
    if not is_unspaced(run):
        return {"multi_match": {"query": run, "type": "phrase", "fields": fields}}
    if len(run) == 1:  # it begins a pair, or stands at a run's end
        return {"multi_match": {"query": run, "type": "phrase_prefix", "fields": fields}}
    pairs = " ".join(run[at : at + 2] for at in range(len(run) - 1))
    return {"multi_match": {"query": pairs, "type": "phrase", "fields": fields}}
