"""What is exported for OpenSearch: documents that fit the mapping, and queries in the same tokens.

No OpenSearch runs here: its whitespace tokenizer and phrases are stood in for by `split` and a run of tokens.
"""

import json
from datetime import UTC, datetime

import pytest

from archiver.model.article import Article, Caption
from archiver.store.opensearch import bulk_lines, document, mapping, query

ARTICLE = Article(
    id=7,
    version=2,
    url="http://a.cn/1.html",
    site="a",
    title="西藏日報：牧民搬進新居",
    body="牧民們在三月裡搬進了新居。\n\nThe road was finished in 2023.",
    captions=(Caption(text="新居", credit="王小明"),),
    authors=("王小明",),
    published_at=datetime(2023, 7, 27, 8, tzinfo=UTC),
    language="zh-Hant",
)


def test_every_field_of_a_document_is_in_the_mapping_and_the_other_way_round() -> None:
    full = set(mapping()["mappings"]["properties"])
    said = set(document(ARTICLE))
    assert said <= full
    assert full - said == {
        "source", "source_tokens", "publisher", "publisher_tokens", "section", "section_tokens", "editor", "keywords",
        "canonical_url", "modified_at", "captured_at",
    }  # fmt: skip


def test_bulk_lines_are_an_action_and_a_document_each() -> None:
    lines = list(bulk_lines([ARTICLE], index="news"))
    assert json.loads(lines[0]) == {"index": {"_index": "news", "_id": "7"}}
    assert json.loads(lines[1]) == json.loads(json.dumps(document(ARTICLE)))
    assert all("\n" not in line for line in lines)


def found(words: str) -> bool:
    """Whether OpenSearch would find the article, by what the whitespace tokenizer and a phrase mean."""
    sent = document(ARTICLE)
    texts = [sent[name].split() for name in ("title_tokens", "body_tokens", "captions_tokens")]
    clauses = [each["multi_match"] for each in query(words)["query"]["bool"]["must"]]
    return all(any(has_phrase(text, each["query"].split(), each["type"]) for text in texts) for each in clauses)


def has_phrase(text: list[str], phrase: list[str], kind: str) -> bool:
    if kind == "phrase_prefix":
        return any(token.startswith(phrase[0]) for token in text)
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))


@pytest.mark.parametrize(
    "words", ["西藏日报", "西藏日報", "搬進了新居", "牧民 road", "ROAD", "居", "搬", "王小明", "2023"]
)
def test_what_stands_in_the_article_is_found_in_either_script(words: str) -> None:
    assert found(words)


@pytest.mark.parametrize("words", ["日报西藏", "roads", "牧居", "北京", "牧民 北京"])
def test_what_does_not_is_not(words: str) -> None:
    assert not found(words)
