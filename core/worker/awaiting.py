"""Coroutines of async nodes, run to their end one after the other."""
# pyright: basic

import asyncio
from collections.abc import Coroutine
from typing import Any


class Awaiting:
    """One event loop for all async nodes, so that what they share (a session) goes on working."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def has_begun(self) -> bool:
        """Whether any coroutine has been run."""
        return self._loop is not None and not self._loop.is_closed()

    def result_of(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine and return its result."""
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(coroutine)

    def end(self) -> None:
        """Cancel what is still under way, and let it clean up. Runs user code."""
        if self._loop is None:
            return
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
