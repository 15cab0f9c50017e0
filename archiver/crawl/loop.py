"""One event loop for Scrapy and us, which can be run again and again in one process.

`reactor.run()` can be called once in the life of a process; a reactor that has been started and is driven by asyncio
can be used as often as is wanted.
"""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar, cast

from scrapy.utils.reactor import install_reactor, is_reactor_installed, verify_installed_reactor

from archiver.crawl.resolver import GuardedResolver, NameGuard

T = TypeVar("T")
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ENDINGS = tuple(
    number
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
)
"""The signals that end a run cleanly."""
guard = NameGuard()
_state: dict[str, Any] = {}


def run_in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that uses Scrapy to its end. Must be called from the main thread, outside of any loop."""
    loop = _loop()
    try:
        return loop.run_until_complete(work)
    finally:
        _cancel_rest(loop)


def _loop() -> asyncio.AbstractEventLoop:
    if "loop" not in _state:
        if is_reactor_installed():
            verify_installed_reactor(_REACTOR)
        else:
            install_reactor(_REACTOR)
        from twisted.internet import reactor as installed

        reactor = cast("Any", installed)
        reactor.installNameResolver(GuardedResolver(guard))
        if not reactor.running:
            reactor.startRunning(installSignalHandlers=False)
        _state["loop"] = reactor._asyncioEventloop
    return cast("asyncio.AbstractEventLoop", _state["loop"])


def _cancel_rest(loop: asyncio.AbstractEventLoop) -> None:
    """End what a run that was cut short has left behind."""
    rest = asyncio.all_tasks(loop)
    for task in rest:
        task.cancel()
    if rest:
        loop.run_until_complete(asyncio.wait(rest, timeout=2))
