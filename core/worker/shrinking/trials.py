"""Calls of one node's function, counted, within a budget; what it prints is dropped."""
# pyright: basic

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from ..drawings import Drawings
from ..userland import Cancelled, Userland


class ExhaustedError(Exception):
    """There is no time, or there are no calls left."""


class Outcome(NamedTuple):
    """What came of a call: a value, or what was raised."""

    value: Any = None
    error: BaseException | None = None


class Trials:
    """Calls a function again and again. Main thread."""

    def __init__(
        self,
        node: str,
        call: Callable[[dict[str, Any]], Any],
        userland: Userland,
        seconds: float,
        most: int,
    ) -> None:
        self.calls = 0
        self._node = node
        self._call = call
        self._userland = userland
        self._most = most
        self._now = time.monotonic
        self._began = self._now()
        self._seconds = seconds

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return self._now() - self._began

    def call(self, arguments: dict[str, Any]) -> Outcome:
        """Return what comes of a call.

        Raises:
            ExhaustedError: the budget is used up.
            Cancelled: it was asked to end.
        """
        if self._userland.is_interrupted:
            raise Cancelled
        if self.calls >= self._most or (self.calls and self.seconds > self._seconds):
            raise ExhaustedError
        self.calls += 1
        drawings = Drawings()
        try:
            with self._userland.running(self._node):
                return Outcome(self._call(arguments))
        except (KeyboardInterrupt, Cancelled) as error:
            raise Cancelled from error
        except BaseException as error:
            if self._userland.is_interrupted:
                raise Cancelled from error
            return Outcome(error=error)
        finally:
            drawings.left_open(close=True)
            self._userland.settle(f"`{self._node}`")
