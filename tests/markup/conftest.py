"""The reader's loops exist twice: in C where a compiler built them, and in Python."""

import pytest

from archiver.markup import walk
from archiver.markup.quick import native


@pytest.fixture(params=["built", "plain"])
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test by the loops in C, where they were built, and by those in Python."""
    if request.param == "plain":
        monkeypatch.setattr(walk, "native", None)
    elif native is None:
        pytest.skip("no C compiler at installation")
