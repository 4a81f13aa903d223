"""From a request to a plan: values handed in are read, what is held is looked through."""
# pyright: basic

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

from . import given as reading
from .keys import Keys
from .literals import WrongValue, accepts, quoted
from .messages import Execute, Given
from .plan import Plan, Refusal, Wiring, keys_of, plan
from .routing import check_all_there, joined, routed
from .typenames import type_text
from .userland import Userland
from .values import Held


def configured(name: str, wiring: Wiring) -> tuple[str, str]:
    """Return what makes the value that the configuration feeds to an input the same again."""
    text = json.dumps(wiring.flow.config[name], sort_keys=True, default=repr)
    return text, type_text(wiring.nodes[name].type)


@dataclass(frozen=True)
class Preparation:
    """What plans are made from: the loaded graph, and what is held of its nodes."""

    wiring: Wiring
    keys: Keys
    held: dict[str, Held]
    userland: Userland

    def plan(self, request: Execute) -> Plan:
        """Return what to do; `held` has the values that were handed in afterwards.

        Raises:
            Refusal: the request cannot be done; nothing has been changed.
            KeyboardInterrupt: reading a file was interrupted.
        """
        order, taken, keys = self._keyed(request)
        fed = frozenset(taken)
        reusable = frozenset() if request.force else self._reusable(order, keys, request.targets)
        made = plan(request.targets, order, keys, self.wiring, fed, reusable)
        self.held.update(taken)
        return made

    def key_of(self, node: str, request: Execute) -> int:
        """Return the key that a node has with the values of a request, whatever its targets.

        Raises:
            Refusal: the node cannot be computed with these values.
            KeyboardInterrupt: reading a file was interrupted.
        """
        return self._keyed(replace(request, targets=(node,)))[2][node]

    def _keyed(self, request: Execute) -> tuple[list[str], dict[str, Held], dict[str, int]]:
        """Return the targets and all upstream in order, the values handed in, and all keys."""
        given = routed(request, self.wiring)
        order = self.wiring.upstream(request.targets, given)
        check_all_there(order, given, request.targets, self.wiring)
        fed = [name for name in order if name in given or self._is_configured(name)]
        taken = self._taken(fed, given)
        known = {name: held.key for name, held in taken.items()}
        return order, taken, keys_of(order, self.wiring, self.wiring.flow.code, known, self.keys)

    def _is_configured(self, name: str) -> bool:
        return name in self.wiring.flow.config and name in self.wiring.inputs

    def _reusable(
        self, order: Iterable[str], keys: dict[str, int], targets: Container[str]
    ) -> frozenset[str]:
        """Return the nodes whose held value is what computing them would give."""
        wanted_savers = {name for name in self.wiring.savers if name in targets}
        return frozenset(
            name
            for name in order
            if (held := self.held.get(name))
            and held.key == keys[name]
            and held.is_kept
            and held.is_intact
            and name not in wanted_savers
        )

    def _taken(self, names: Iterable[str], given: dict[str, Given]) -> dict[str, Held]:
        """Return the values handed in, read anew where they are not held already."""
        taken: dict[str, Held] = {}
        errors: dict[str, str] = {}
        for name in names:
            key = self._key(name, given)
            held = self.held.get(name)
            if held and held.key == key and held.is_intact:
                taken[name] = held
                continue
            try:
                taken[name] = Held(key, self._value(name, given))
            except WrongValue as problem:
                errors[name] = str(problem)
        if errors:
            raise Refusal(joined([f"`{n}`: {text}" for n, text in errors.items()]), errors)
        return taken

    def _key(self, name: str, given: dict[str, Given]) -> int:
        if name in given:
            kind = type_text(self.wiring.nodes[name].type)
            return self.keys.given(name, (*reading.content(given[name]), kind))
        return self.keys.config(name, configured(name, self.wiring))

    def _value(self, name: str, given: dict[str, Given]) -> Any:
        kind = self.wiring.nodes[name].type
        if name in given:
            with self.userland.running(name):
                return reading.read(given[name], kind)
        value = self.wiring.flow.config[name]
        if not accepts(kind, value):
            said = quoted(value)
            raise WrongValue(f"The configuration says {said}, not {type_text(kind)}.")
        return value
