"""Exclusions find the same in whichever order the lists of the index are compared."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from archiver.model.search import Filters
from archiver.store import search_without
from archiver.store.search_match import read_condition
from archiver.store.search_without import arranged
from archiver.text.query import parse_query
from tests.search.indexed import put
from tests.search.test_search import article, found, scan

TEXTS = st.text(st.sampled_from("援藏援藏日，ab "), min_size=1, max_size=12)
WORDS = st.text(st.sampled_from("援藏日a"), min_size=1, max_size=3)


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few documents are enough to tell what is common."""
    monkeypatch.setattr(search_without, "PROBED", 1)
    monkeypatch.setattr(search_without, "VERY_COMMON", 1)


@pytest.mark.usefixtures("probed")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(TEXTS, min_size=2, max_size=8),
    wanted=st.lists(WORDS, max_size=2),
    unwanted=st.lists(WORDS, min_size=1, max_size=5),
)
def test_exclusions_agree_with_a_plain_scan(
    connection: Connection, texts: list[str], wanted: list[str], unwanted: list[str]
) -> None:
    articles = [article(number, "", body) for number, body in enumerate(texts, 1)]
    words = " ".join([*wanted, *(f"-{word}" for word in unwanted)])
    with connection.begin_nested() as nested:
        put(connection, articles)
        truth = [each.id for each in articles[::-1] if scan(each, parse_query(words))]
        assert found(connection, words) == truth
        assert found(connection, words, sort="oldest") == truth[::-1]
        nested.rollback()


@pytest.mark.usefixtures("probed")
def test_what_is_common_is_excluded_first(sqlite: Engine) -> None:
    """Of a phrase in every document without a word in most, the few documents without the word are walked."""
    with sqlite.connect().execution_options(writes=True) as connection:
        put(connection, [article(number, "", "援藏干部" + "日报" * (number != 1)) for number in range(1, 5)])
        asked = {
            words: str(arranged(connection, read_condition(parse_query(words), Filters(), sqlite=True)).values["match"])
            for words in ("援藏干部 -日报", "援藏 -日报", "援藏干部 -甲乙 -日报")
        }
        connection.rollback()
    assert asked["援藏干部 -日报"].endswith('NOT "日报") AND ("援藏 藏干 干部")')
    assert asked["援藏 -日报"] == '((("援藏")) NOT "日报")'
    assert asked["援藏干部 -甲乙 -日报"].index("日报") < asked["援藏干部 -甲乙 -日报"].index("甲乙")
