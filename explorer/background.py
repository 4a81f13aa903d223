"""A function on another thread, its result on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class Abandoned(Exception):  # noqa: N818
    """Raised by a function that was cancelled: nobody is told of a result."""


class Background(QObject):
    """Runs functions one after the other on one thread of its own."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = True
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(self, function: Callable[[], T], then: Callable[[T], None]) -> None:
        """Call `function` on the other thread, then `then` with its result on this one.

        What `function` raises is raised on this thread, for the excepthook. After `Abandoned`
        nothing more is called. Once closed, it calls nothing at all.
        """
        if not self._is_open:
            return
        future = self._executor.submit(function)
        future.add_done_callback(lambda done: self._tell(done, then))

    def close(self) -> None:
        """Wait for the function that runs; those still waiting, and all results, are dropped.

        Calling it again does nothing.
        """
        self._is_open = False
        self._executor.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """Wait for all functions, also those still waiting; their results are dropped."""
        self._is_open = False
        self._executor.shutdown(wait=True)

    def _tell(self, future: "Future[Any]", then: Callable[[Any], None]) -> None:
        if not future.cancelled():
            self._finished.emit(future, then)

    def _hand_over(self, future: "Future[Any]", then: Callable[[Any], None]) -> None:
        if self._is_open and not isinstance(future.exception(), Abandoned):
            then(future.result())
