"""Runs nodes again, on copies of what is held: nothing held changes, and nothing is written."""
# pyright: basic

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from ..calling import Caller
from ..failures import message_of
from ..kinds import type_name
from ..plan import Wiring
from ..texts import one_line
from ..userland import Cancelled, Userland
from ..values import Held

Call: TypeAlias = Callable[[dict[str, Any]], Any]
"""Runs a node on arguments. Raises whatever user code raises, `Cancelled` when asked to."""


class UnverifiableError(Exception):
    """Something cannot be run again. The message is a sentence."""


class RaisedError(Exception):
    """A node raised when it was run again. The message is a sentence."""


class Again:
    """Runs nodes again. `ran` are the nodes that ran, in the order of their first time."""

    def __init__(
        self,
        wiring: Wiring,
        held: Mapping[str, Held],
        userland: Userland,
        make_caller: Callable[[Mapping[str, str]], Caller],
    ) -> None:
        self.ran: list[str] = []
        self._wiring = wiring
        self._held = held
        self._userland = userland
        self._make_caller = make_caller

    def value(self, name: str) -> Any:
        """Return a copy of a node's value, to be changed at will.

        Raises:
            UnverifiableError: it is not there any more.
        """
        held = self._held.get(name)
        if held is None or not held.is_kept:
            raise UnverifiableError(f"The value of `{name}` is not at hand. Run it, then verify.")
        value = held.hand_out()
        return copy.deepcopy(value) if value is held.shown else value

    def below(self, name: str, target: str) -> list[str]:
        """Return the nodes from below a node down to the target, in run order."""
        reached = {name}
        order: list[str] = []
        for node in self._wiring.upstream([target], ()):
            if node != name and not reached.isdisjoint(self._wiring.parents[node]):
                reached.add(node)
                order.append(node)
        return order

    def refuse_what_writes(self, names: Iterable[str]) -> None:
        """Pass when none of some nodes has side effects.

        Raises:
            UnverifiableError: one has.
        """
        for name in names:
            if name in self._wiring.savers:
                raise UnverifiableError(f"`{name}` writes to the outside, so it is not run again.")

    def caller(self, name: str) -> Call:
        """Return what runs a node alone."""
        caller = self._make_caller({})
        return lambda arguments: self._called(name, arguments, caller)

    def run_below(self, name: str, good: Any, below: list[str]) -> Any:
        """Return what comes out at the end of some nodes below one that has another value.

        Raises:
            RaisedError: a node on the way raised.
        """
        caller = self._make_caller(self._wiring.blocks(self._wiring.upstream([below[-1]], ())))
        values = {name: good}
        for node in below:
            arguments = {
                parent: values[parent] if parent in values else self.value(parent)
                for parent in self._wiring.parents[node]
            }
            try:
                values[node] = self._called(node, arguments, caller)
            except Exception as error:
                text = f"With `{name}` mended, `{node}` raises {short(error)}."
                raise RaisedError(text) from error
        return values[below[-1]]

    def _called(self, name: str, arguments: dict[str, Any], caller: Caller) -> Any:
        if self._userland.is_interrupted:
            raise Cancelled
        if name not in self.ran:
            self.ran.append(name)
        try:
            with self._userland.running(name):
                return caller.call(name, arguments)
        except KeyboardInterrupt as error:
            raise Cancelled from error
        finally:
            self._userland.settle(f"`{name}`")


def short(error: BaseException) -> str:
    """Return an exception in one line."""
    return one_line(f"{type_name(error)}: {message_of(error)}", 160)
