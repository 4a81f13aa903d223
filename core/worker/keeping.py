"""Keeps values that took long beyond this process, and takes back what an earlier one kept."""
# pyright: basic

from typing import Any

from .keys import Keys
from .messages import Execute, Limits, Recall, Recalled
from .plan import Refusal, Wiring
from .preparing import Preparation
from .spill import LEAST_SECONDS, Kept, Spill
from .userland import Userland
from .values import Held


class Keeping:
    """Decides what is kept: values that take long, are written fast, and are no checks.

    Values whose types the project itself defines are not: those types may change. Main thread.
    """

    def __init__(self, keys: Keys, userland: Userland) -> None:
        self._keys = keys
        self._userland = userland
        self._spill: Spill | None = None

    def begin(self, limits: Limits) -> None:
        """Start a run that may use the disk within `limits`."""
        self._spill = Spill(limits.folder, limits.disk) if limits.folder and limits.disk else None

    def keep(self, node: str, value: Any, held: Held, seconds: float, wiring: Wiring) -> None:
        """Write the value that a node has just made, if it is worth it."""
        if self._spill is None or seconds < LEAST_SECONDS or not held.is_kept:
            return
        digest = self._keys.digest(held.key)
        is_itself = (held.shown is None) == (value is None)
        is_lasting = not held.is_of(wiring.flow.project_modules) and node not in wiring.checks
        if not (digest and is_itself and is_lasting):
            return
        said = Kept(node, seconds, held.summary, held.rows)
        try:
            with self._userland.running(f"keeping `{node}`"):
                self._spill.keep(digest, value, said)
        except (Exception, KeyboardInterrupt):  # it cannot be pickled, or not now
            return

    def recall(self, request: Recall, preparation: Preparation) -> Recalled:
        """Hold again what is there and still true; what is held already is left alone."""
        spill, taken = Spill(request.folder), dict[str, Kept]()
        wiring, held = preparation.wiring, preparation.held
        for node, digests in spill.nodes().items():
            key = self._key(node, request, preparation)
            digest = self._keys.digest(key) if key else ""
            if digest not in digests or node in held:
                continue
            with self._userland.running(f"taking back `{node}`"):
                found = spill.take(digest)
            if found and node in wiring.nodes:
                value, said = found
                held[node] = Held(key, value)
                held[node].summary, held[node].rows = said.summary, said.rows
                taken[node] = said
        return Recalled(
            request.ticket,
            tuple(taken),
            tuple(said.seconds for said in taken.values()),
            tuple(said.summary for said in taken.values()),
            tuple(said.rows for said in taken.values()),
        )

    def _key(self, node: str, request: Recall, preparation: Preparation) -> int:
        """Return the key that a node would have now, 0 when it cannot be computed."""
        known = preparation.wiring.nodes
        inputs = {name: value for name, value in request.inputs.items() if name in known}
        overrides = {name: value for name, value in request.overrides.items() if name in known}
        try:
            return preparation.key_of(node, Execute(request.ticket, (node,), inputs, overrides))
        except (Refusal, KeyboardInterrupt):
            return 0
