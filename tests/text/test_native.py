"""What is done to every character exists twice, in C and in Python: both say the same of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text import fold, quick, words

TEXTS = st.text(st.characters()) | st.text(st.sampled_from("西藏發ａＣ，é́️𠮷\U0010ffff\ud800 \n1ก가"), max_size=200)
RUNS = st.lists(st.text(st.sampled_from("西藏日報𠮷かก가"), min_size=1, max_size=9), min_size=1, max_size=40)

pytestmark = pytest.mark.skipif(quick.native is None, reason="no C compiler at installation")


def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the parts in Python."""
    monkeypatch.setattr(fold, "native", None)
    monkeypatch.setattr(words, "native", None)


@given(TEXTS)
def test_folding(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        built = fold.fold(text)
        plain(monkeypatch)
        assert built == fold.fold(text)


@given(RUNS)
def test_pairs(runs: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        built = words.tokens_of(runs)
        plain(monkeypatch)
        other = words.tokens_of(runs)
    plainly = [
        token
        for before, run in zip([None, *runs], runs, strict=False)
        for token in (*words.start_tokens(before, run), *words.run_tokens(run))
    ]
    assert built.row.split() == other.row.split() == plainly
    assert (built.count, built.unspaced) == (other.count, other.unspaced)


@given(TEXTS.map(lambda text: text.replace("\ud800", "")).filter(lambda text: text.isprintable()))
def test_distinct_characters(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        built = words.distinct(text)
        plain(monkeypatch)
        other = words.distinct(text)
    assert sorted(built) == sorted(other) == sorted(set(text))


def test_what_is_no_text_is_refused() -> None:
    assert quick.native is not None
    for call in (quick.native.pairs, quick.native.distinct):
        with pytest.raises(TypeError):
            call(1)  # type: ignore[arg-type]  # that is asked
    with pytest.raises(TypeError):
        quick.native.pairs([b"a"])  # type: ignore[list-item]  # that is asked
    with pytest.raises(TypeError):
        quick.native.fold("a", "b")  # type: ignore[arg-type]  # that is asked
