"""The page that started the project reads as the newsroom published it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver import Article, extract

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def article() -> Article:
    return extract(
        (HERE / "page.html").read_bytes(),
        url=EXPECTED["url"],
        content_type="text/html",
        captured_at=datetime(2023, 8, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("field", sorted(EXPECTED))
def test_field_reads_as_published(article: Article, field: str) -> None:
    assert article.to_dict()[field] == EXPECTED[field]


def test_body_has_nineteen_paragraphs_and_twelve_subheading_lines(article: Article) -> None:
    assert article.body is not None
    assert len(article.body.split("\n\n")) == 31


def test_the_thin_reading_is_marked_uncertain_and_the_others_are_not(article: Article) -> None:
    body = article.body or ""
    slips = [r for r in article.repairs if r.field == "body" and "slip" in r.kind]

    def covering(words: str) -> list[bool]:
        at = body.index(words)
        return [r.certain for r in slips if r.offset < at + len(words) and r.offset + len(r.after) > at]

    assert covering("专科及以上上线率") == [False]
    assert covering("。”接受记者采访时") == [True]
    assert covering("当地讲解员") == [True]


def test_replaying_the_repairs_backwards_gives_the_page_as_served(article: Article) -> None:
    record = article.to_dict()
    served = (HERE / "page.html").read_text(encoding="utf-8")
    assert "body" in article.as_served
    for name, as_served in article.as_served.items():
        text = field_text(record, name)
        for repair in reversed([r for r in article.repairs if r.field == name]):
            end = repair.offset + len(repair.after)
            assert text[repair.offset : end] == repair.after
            text = text[: repair.offset] + repair.before + text[end:]
        assert text == as_served
        for paragraph in as_served.split("\n\n"):
            assert paragraph in served


def field_text(record: dict[str, object], name: str) -> str:
    """The text of a field by its address: body, section[1], captions[0].text."""
    value: object = record
    for part in name.replace("[", ".").replace("]", "").split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]  # walks JSON
    assert isinstance(value, str)
    return value


def test_spam_is_dropped_and_named(article: Article) -> None:
    texts = {(d.place, d.rule) for d in article.dropped}
    joined = "\n".join(d.text for d in article.dropped)
    assert "一本久道综合久久精品" in joined
    assert "虎林市" in joined
    assert "国产精品久久" in joined
    assert {place for place, _ in texts} == {"head", "tail", "hidden"}
    assert article.spam_score > 0.9
    assert article.spam_reasons


def test_every_value_has_evidence(article: Article) -> None:
    record = article.to_dict()
    for name in (
        "title",
        "published_at",
        "source",
        "editor",
        "publisher",
        "section",
        "body",
        "captions",
        "language",
        "copyright",
    ):
        assert record[name]
        assert 0 < article.evidence[name].score <= 1
        assert article.evidence[name].source
