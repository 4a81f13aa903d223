"""Made-up dataflows that look like real ones: modules, stages, hubs, chains, stray pieces.

`dataflow(1000)` is the same for the same arguments, on every machine. Each node belongs to a
module of about 25 functions; modules lie in stages; most edges stay inside a module, some come
from the last third of a module one or two stages up, a few from hubs that a hundred nodes read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.layout import Topology, card_sizes

MODULE_SIZE = 25
FAN_IN = (0.07, 0.34, 0.33, 0.17, 0.09)
"""Shares of nodes that read 0, 1, 2, 3 and 4 others."""

WORDS = (
    "spend signups raw clean feature mean rolling log scaled customer order region price revenue "
    "daily weekly lag train test model score predict target encode bucket join dedup filter ratio "
    "count total avg std age income churn click session device source holdout fold metric report"
)

EXPRESSIONS = {
    "float": "float({})",
    "int": "int({})",
    "str": "str({})",
    "list[float]": "[{}]",
    "dict[str, float]": '{{"value": {}}}',
    "pd.Series": "pd.Series([{}])",
    "pd.DataFrame": 'pd.DataFrame({{"value": [{}]}})',
    "np.ndarray": "np.array([{}])",
}
"""How a generated function makes a value of its type out of a number."""


@dataclass(frozen=True, eq=False)
class Dataflow:
    """Node `i` is `names[i]`, of `types[i]`, in module number `modules[i]`.

    `edges` is (m, 2) int32 from source to target, sorted, without duplicates; a source always
    comes before its targets.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    modules: NDArray[np.int64]
    edges: NDArray[np.int32]

    @property
    def topology(self) -> Topology:
        """What a layout engine takes: cards as large as their texts need."""
        sizes = card_sizes(self.names, self.types, np.zeros(len(self.names), np.int64))
        return Topology(self.names, sizes, self.edges)

    def write(self, folder: Path) -> list[Path]:
        """Write one .py file a module, runnable by Hamilton (with numpy and pandas there)."""
        parents: list[list[int]] = [[] for _ in self.names]
        for source, target in self.edges.tolist():
            parents[target].append(source)
        files: list[Path] = []
        for module in range(int(self.modules.max(initial=-1)) + 1):
            functions = [
                self._function(int(i), parents[i]) for i in np.flatnonzero(self.modules == module)
            ]
            file = folder / f"module_{module:02d}.py"
            file.write_text(HEADER + "".join(functions), "utf-8")
            files.append(file)
        return files

    def _function(self, node: int, parents: list[int]) -> str:
        name, type_name = self.names[node], self.types[node]
        parameters = ", ".join(f"{self.names[p]}: {self.types[p]}" for p in parents)
        total = " + ".join(f"_weight({self.names[p]})" for p in parents) or "1.0"
        return (
            f"\n\ndef {name}({parameters}) -> {type_name}:\n"
            f'    """Made of {len(parents)} others."""\n'
            f"    return {EXPRESSIONS[type_name].format(total)}\n"
        )


HEADER = '''"""A made-up module."""

import numpy as np
import pandas as pd


def _weight(value: object) -> float:
    return float(len(value)) if hasattr(value, "__len__") else 1.0
'''


def dataflow(count: int, seed: int = 7, modules: int | None = None) -> Dataflow:
    """A dataflow of `count` nodes, in exactly `modules` modules where that is given."""
    random = np.random.default_rng((seed, count))
    module = _split(random, count, modules)
    component = _components(random, module)
    edges = _edges(random, module, component)
    edges = _joined(random, edges, component)
    words = WORDS.split()
    names = tuple(
        "_".join(words[w] for w in random.integers(0, len(words), random.integers(1, 5))) + f"_{i}"
        for i in range(count)
    )
    types = tuple(random.choice(list(EXPRESSIONS), count).tolist())
    return Dataflow(names, types, module, edges)


def _split(random: np.random.Generator, count: int, modules: int | None) -> NDArray[np.int64]:
    """The module of each node: runs of about `MODULE_SIZE`, or as many runs as asked."""
    if modules is not None:
        cuts = np.sort(random.choice(np.arange(1, max(count, 2)), max(modules - 1, 0), False))
        return np.searchsorted(cuts, np.arange(count), side="right")
    sizes = np.maximum(random.normal(MODULE_SIZE, 9, count // 3 + 1), 3).astype(np.int64)
    return np.searchsorted(np.cumsum(sizes), np.arange(count), side="right")


def _components(random: np.random.Generator, module: NDArray[np.int64]) -> NDArray[np.int64]:
    """The component of each node: one giant of four fifths, then whole small pieces."""
    count = len(module)
    cuts = [int(count * 0.8)]
    while cuts[-1] < count:
        cuts.append(cuts[-1] + int(max(2, random.lognormal(np.log(max(4, count * 0.02)), 0.8))))
    return np.searchsorted(np.array(cuts), np.arange(count), side="right")


def _edges(
    random: np.random.Generator, module: NDArray[np.int64], component: NDArray[np.int64]
) -> NDArray[np.int32]:
    pairs: list[tuple[int, int]] = []
    for value in np.unique(component):
        nodes = np.flatnonzero(component == value)
        runs = np.flatnonzero(np.diff(module[nodes], prepend=-1))
        bounds = [*(nodes[0] + runs).tolist(), int(nodes[-1]) + 1]
        hubs = _hubs(random, int(nodes[0]), len(nodes))
        for target, source in _module_edges(random, bounds, hubs):
            pairs.append((source, target))
        pairs += _hub_edges(random, hubs, int(nodes[0]), int(nodes[-1]) + 1)
    edges = np.array([p for p in pairs if p[0] < p[1]], np.int32).reshape(-1, 2)
    return np.unique(edges, axis=0)


def _hubs(random: np.random.Generator, first: int, count: int) -> list[int]:
    wanted = max(1, count // 700) if count >= 40 else 0
    return [first + int(random.integers(0, max(1, count // 3))) for _ in range(wanted)]


def _hub_edges(
    random: np.random.Generator, hubs: list[int], first: int, end: int
) -> Iterator[tuple[int, int]]:
    readers = min(220, max(12, (end - first) // 8))
    for hub in hubs:
        window = np.arange(hub + 1, min(end, hub + 1 + max(readers * 4, (end - first) // 6)))
        for target in random.choice(window, min(readers, len(window)), replace=False).tolist():
            yield hub, target


def _module_edges(
    random: np.random.Generator, bounds: list[int], hubs: list[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of target and source; `bounds` are the first nodes of the modules, and the end."""
    count = len(bounds) - 1
    stages = max(1, round(count**0.40))
    stage = np.sort(random.integers(0, stages, count))
    place = np.arange(count) - np.searchsorted(stage, stage)
    share = place / np.bincount(stage, minlength=stages)[stage]
    for index in range(count):
        first, end = bounds[index], bounds[index + 1]
        above = np.flatnonzero((stage < stage[index]) & (stage >= stage[index] - 2))
        near = above[np.argsort(np.abs(share[above] - share[index]), kind="stable")[:6]]
        outputs = [
            range(bounds[m + 1] - max(1, (bounds[m + 1] - bounds[m]) // 3), bounds[m + 1])
            for m in near.tolist()
        ]
        if random.random() < 0.05 and end - first > 8:
            chain_end = first + int(random.integers(8, 15))
            yield from ((v, v - 1) for v in range(first + 1, min(chain_end, end)))
            first = min(chain_end, end)
        yield from _local_edges(random, first, end, outputs, hubs)


def _local_edges(
    random: np.random.Generator, first: int, end: int, outputs: list[range], hubs: list[int]
) -> Iterator[tuple[int, int]]:
    level = np.sort(random.integers(0, int(random.integers(3, 7)), end - first))
    earlier = np.searchsorted(level, level)
    for place, target in enumerate(range(first, end)):
        choices = int(earlier[place])
        for _ in range(int(random.choice(5, p=FAN_IN))):
            kind = random.random()
            if kind < 0.74 and choices:
                yield target, first + choices - min(choices, int(random.geometric(0.16)))
            elif kind < 0.95 and outputs:
                yield target, int(random.choice(outputs[int(random.integers(len(outputs)))]))
            elif hubs:
                yield target, hubs[int(random.integers(len(hubs)))]


def _joined(
    random: np.random.Generator, edges: NDArray[np.int32], component: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Edges with enough added that each component hangs together."""
    root = list(range(len(component)))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for source, target in edges.tolist():
        root[find(target)] = find(source)
    extra: list[tuple[int, int]] = []
    firsts = np.searchsorted(component, component)
    for node, first in enumerate(firsts.tolist()):
        if find(node) != find(first):
            source = int(random.integers(max(first, node - 2 * MODULE_SIZE), node))
            while find(source) == find(node):
                source -= 1
            extra.append((source, node))
            root[find(node)] = find(source)
    if not extra:
        return edges
    return np.unique(np.concatenate([edges, np.array(extra, np.int32)]), axis=0)
