"""Lets Python's collector of cycles rest while one page is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Within the block no search for cycles begins; afterwards it is as it was before.

    A document is some thousand small objects without a cycle among them, all dropped together a few milliseconds later.
    Searching them again and again costs half of what parsing the page costs (bench/extraction.py, 2026), and finds
    nothing. Reading stays pure: what comes back is the same.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
