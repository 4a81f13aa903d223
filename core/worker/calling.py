"""Call what makes a node's value, as Hamilton would; once per item inside a block."""
# pyright: basic

from collections.abc import Mapping
from types import CoroutineType
from typing import Any

from .awaiting import Awaiting
from .plan import Wiring
from .userland import Cancelled, Userland


class Caller:
    """Computes single nodes of a run.

    `item` says which item is being computed, "" outside of blocks; `given` is what the function
    was called with last.

    Between an expanding node and the one that collects, nodes run once per item and their
    values are lists. All items go through one node before the next one begins, so that a node
    has one beginning, one end and one stretch of output.
    """

    def __init__(
        self, wiring: Wiring, blocks: Mapping[str, str], awaiting: Awaiting, userland: Userland
    ) -> None:
        self.item = ""
        self.given: dict[str, Any] = {}
        self._calls = wiring.calls
        self._expanding = wiring.expanding
        self._blocks = blocks
        self._awaiting = awaiting
        self._userland = userland

    def gives_items(self, node: str) -> bool:
        """Whether the value of a node is a list with one value per item."""
        return node in self._blocks or node in self._expanding

    def call(self, node: str, arguments: dict[str, Any]) -> Any:
        """Return what a node makes of its arguments. Raises whatever user code raises.

        Raises:
            Cancelled: the run was asked to end between two items.
        """
        if node in self._blocks:
            return self._call_per_item(node, arguments)
        value = self._called(node, arguments)
        return list(value) if node in self._expanding else value

    def _call_per_item(self, node: str, arguments: dict[str, Any]) -> list[Any]:
        inner = [parameter for parameter in arguments if self.gives_items(parameter)]
        count = len(arguments[inner[0]])
        results: list[Any] = []
        for i in range(count):
            if self._userland.is_interrupted:
                raise Cancelled
            self.item = f"item {i + 1:,} of {count:,}"
            own = {parameter: arguments[parameter][i] for parameter in inner}
            results.append(self._called(node, {**arguments, **own}))
        self.item = ""
        return results

    def _called(self, node: str, arguments: dict[str, Any]) -> Any:
        self.given = arguments
        value = self._calls[node](**arguments)
        return self._awaiting.result_of(value) if type(value) is CoroutineType else value
