"""The fuzzer's targets hold for what it begins with, and for bytes made by chance (`make fuzz` looks much longer)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.fuzz_targets import TARGETS, seeds


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_its_seeds(name: str) -> None:
    for data in seeds(name):
        for cut in (len(data), len(data) // 2, 1):
            TARGETS[name](data[:cut])


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=12, deadline=None)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_a_target_holds_for_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](data)
