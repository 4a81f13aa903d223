"""What the colours of cards mean: each node in one class, and the legend that names the classes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import repeat
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from core.model.comparison import Comparison
from core.model.graph import Graph, Node, NodeId
from core.model.run import NodeRun, Status
from core.picture import tints
from core.picture.differing import difference_classes
from core.picture.scales import BYTES, COUNTS, SECONDS, Scale
from core.picture.words import short_type


class ColourBy(Enum):
    """What the colour of a card tells. The values are kept in the settings."""

    STATUS = "status"
    MODULE = "module"
    TYPE = "type"
    TAG = "tag"
    SECONDS = "seconds"
    MEMORY = "memory"
    ROWS = "rows"
    DIFFERENCE = "difference"
    """What became of each node since a good run."""

    @property
    def is_measured(self) -> bool:
        """Whether it comes from runs, not from the graph."""
        return self in (ColourBy.STATUS, ColourBy.SECONDS, ColourBy.MEMORY, ColourBy.ROWS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: one class of nodes. `tint` is one of `core.picture.tints`."""

    title: str
    count: int
    tint: int


@dataclass(frozen=True, eq=False)
class Colouring:
    """The nodes of a graph in classes.

    `classes` is (n,) int8 in the graph's order: places in `entries`.
    """

    by: ColourBy
    graph: Graph
    entries: tuple[Entry, ...]
    classes: NDArray[np.int8]

    @cached_property
    def tints(self) -> NDArray[np.int8]:
        """The tint of each node; cards show their status by themselves."""
        if self.by is ColourBy.STATUS:
            return np.full(len(self.classes), tints.NONE, np.int8)
        return np.array([entry.tint for entry in self.entries], np.int8)[self.classes]

    def nodes_in(self, titles: Iterable[str]) -> frozenset[NodeId]:
        """Return the nodes in some classes, named by the titles of their entries."""
        wanted = frozenset(titles)
        places = [i for i, entry in enumerate(self.entries) if entry.title in wanted]
        ids = tuple(self.graph.nodes)
        found = np.flatnonzero(np.isin(self.classes, places))
        return frozenset(ids[i] for i in found.tolist())


def colouring(
    graph: Graph,
    by: ColourBy,
    results: Mapping[NodeId, NodeRun],
    tag: str = "",
    memory: Mapping[NodeId, float] | None = None,
    comparison: Comparison | None = None,
) -> Colouring:
    """Return the classes of all nodes: some 0.2 microseconds a node.

    `tag` is the key whose values make classes, for `ColourBy.TAG`; `memory` the bytes that nodes
    took at most, for `ColourBy.MEMORY`, where that is known; `comparison` is for
    `ColourBy.DIFFERENCE`.
    """
    match by:
        case ColourBy.STATUS:
            entries, classes = _by_status(graph, results)
        case ColourBy.MODULE | ColourBy.TYPE | ColourBy.TAG:
            entries, classes = _by_words(graph, by, tag)
        case ColourBy.SECONDS:
            values = _values(graph, ((id, _seconds(run)) for id, run in results.items()))
            entries, classes = _by_size(values, SECONDS, "not run")
        case ColourBy.MEMORY:
            values = _values(graph, (memory or {}).items())
            entries, classes = _by_size(values, BYTES, "not measured")
        case ColourBy.ROWS:
            values = _values(graph, ((id, run.rows) for id, run in results.items()))
            entries, classes = _by_size(values, COUNTS, "no row count")
        case ColourBy.DIFFERENCE:
            found, classes = difference_classes(graph, comparison)
            entries = tuple(Entry(*entry) for entry in found)
    return Colouring(by, graph, entries, classes)


def card_tints(by: Colouring, places: NDArray[np.integer], count: int) -> NDArray[np.int8]:
    """Return the tint of each of `count` cards; `places` has the card of each node, -1 for none.

    A card that stands for several nodes takes the tint of the most of them; where tints are from
    little to much, the most that any of them has; of differences the worst.
    """
    if by.by is ColourBy.STATUS:
        return np.full(count, tints.NONE, np.int8)
    if len(places) == count and (places == np.arange(count)).all():
        return by.tints
    if by.by is ColourBy.DIFFERENCE:
        return _worst_tints(by, places, count)
    cards, own = places[places >= 0].astype(np.int64), by.tints[places >= 0]
    weights = np.bincount(cards * tints.COUNT + own, minlength=count * tints.COUNT)
    weights = weights.reshape(count, tints.COUNT)
    has_steps = weights[:, tints.FIRST_STEP : tints.FIRST_STATUS] > 0
    weights[:, tints.FIRST_STEP : tints.FIRST_STATUS] = has_steps * (
        len(places) + np.arange(tints.STEPS)
    )
    return np.where(weights.any(axis=1), weights.argmax(axis=1), tints.NONE).astype(np.int8)


def _worst_tints(by: Colouring, places: NDArray[np.integer], count: int) -> NDArray[np.int8]:
    """Return for each card the tint of the first class that any of its nodes is in."""
    worst = np.full(count, len(by.entries), np.int64)
    is_there = places >= 0
    np.minimum.at(worst, places[is_there].astype(np.int64), by.classes[is_there])
    return np.array([*(entry.tint for entry in by.entries), tints.NONE], np.int8)[worst]


def tag_keys(graph: Graph) -> tuple[str, ...]:
    """Return the keys of tags, those that most nodes have first."""
    counts = Counter(key for node in graph.nodes.values() for key in node.tags)
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))


_Classes = tuple[tuple[Entry, ...], NDArray[np.int8]]
_Named = tuple[tuple[str, ...], NDArray[np.int64]]
"""The different names in the graph's order, and the place of each node's own."""
_STATUSES = tuple(Status)


def _by_status(graph: Graph, results: Mapping[NodeId, NodeRun]) -> _Classes:
    idle = NodeRun(Status.IDLE)
    place = {status: i for i, status in enumerate(_STATUSES)}
    codes = np.full(len(graph.nodes), place[Status.IDLE], np.int64)
    if results:
        statuses = map(attrgetter("status"), map(results.get, graph.nodes, repeat(idle)))
        codes = np.fromiter(map(place.__getitem__, statuses), np.int64, len(graph.nodes))
    counts = np.bincount(codes, minlength=len(place))
    there = np.flatnonzero(counts)
    entries = tuple(
        Entry(_STATUS_TITLES[_STATUSES[i]], int(counts[i]), tints.FIRST_STATUS + i)
        for i in there.tolist()
    )
    return entries, np.searchsorted(there, codes).astype(np.int8)


_STATUS_TITLES = {
    Status.IDLE: "not run yet",
    Status.WAITING: "waiting",
    Status.RUNNING: "running",
    Status.DONE: "done",
    Status.REUSED: "reused",
    Status.GIVEN: "given",
    Status.FAILED: "failed",
    Status.SKIPPED: "skipped",
    Status.CANCELLED: "stopped",
}


def _by_words(graph: Graph, by: ColourBy, tag: str) -> _Classes:
    if by is ColourBy.MODULE:
        named = _named(graph, lambda node: node.module)
        return _by_name(_merged(named, _module_titles(named[0])), "no module")
    if by is ColourBy.TYPE:
        named = _named(graph, lambda node: node.type_name)
        return _by_name(_merged(named, [*map(short_type, named[0])]), "no type")
    return _by_name(_named(graph, lambda node: node.tags.get(tag, "")), f"no tag {tag}")


def _named(graph: Graph, name_of: Callable[[Node], str]) -> _Named:
    place: dict[str, int] = {}
    codes = [place.setdefault(name_of(node), len(place)) for node in graph.nodes.values()]
    return tuple(place), np.array(codes, np.int64)


def _by_name(named: _Named, nameless: str) -> _Classes:
    """Give the names that most nodes have a hue each, in the graph's order, so that they stay."""
    names, codes = named
    counts = np.bincount(codes, minlength=len(names))
    known = [i for i, name in enumerate(names) if name]
    is_few = len(known) <= tints.HUES
    chosen = sorted(known if is_few else sorted(known, key=lambda i: -counts[i])[: tints.HUES])
    rest = [i for i in known if i not in chosen]
    entries = [Entry(names[i], int(counts[i]), tints.FIRST_HUE + n) for n, i in enumerate(chosen)]
    classes = np.zeros(len(names), np.int8)
    classes[chosen] = np.arange(len(chosen))
    for places, title, tint in (
        (rest, f"{len(rest):,} others", tints.OTHER),
        ([i for i, name in enumerate(names) if not name], nameless, tints.UNKNOWN),
    ):
        if places:
            classes[places] = len(entries)
            entries.append(Entry(title, int(counts[places].sum()), tint))
    return tuple(entries), classes[codes]


def _merged(named: _Named, titles: Sequence[str]) -> _Named:
    """Return names called by their titles; those with the same title become one."""
    place = {title: i for i, title in enumerate(dict.fromkeys(titles))}
    return tuple(place), np.array([place[title] for title in titles], np.int64)[named[1]]


def _module_titles(modules: Sequence[str]) -> list[str]:
    """Return modules by the last part of their names, where that tells them apart."""
    last = [module.rpartition(".")[2] for module in modules]
    counts = Counter(last)
    return [
        short if counts[short] == 1 else module for short, module in zip(last, modules, strict=True)
    ]


def _seconds(run: NodeRun) -> float | None:
    is_timed = run.status is Status.DONE or run.status is Status.FAILED
    return run.seconds if is_timed else None


def _values(graph: Graph, known: Iterable[tuple[NodeId, float | None]]) -> NDArray[np.float64]:
    """Return a value for each node, NaN where there is none."""
    place = {id: i for i, id in enumerate(graph.nodes)}
    values = np.full(len(place), np.nan)
    for id, value in known:
        if value is not None and id in place:
            values[place[id]] = value
    return values


def _by_size(values: NDArray[np.float64], scale: Scale, valueless: str) -> _Classes:
    """Cut values into classes; the legend begins with the greatest."""
    is_known = ~np.isnan(values)
    bounds = scale.bounds(values[is_known])
    steps = len(bounds) + 1
    # one class stands in the middle, several are as far apart as can be
    shades = np.rint(np.linspace(0, tints.STEPS - 1, steps) if steps > 1 else [tints.STEPS // 2])
    levels = np.searchsorted(bounds, values, side="right")
    counts = np.bincount(levels[is_known], minlength=steps)
    entries = (
        [
            Entry(title, int(count), tints.FIRST_STEP + int(shade))
            for title, count, shade in zip(
                scale.titles(bounds.tolist()), counts, shades, strict=True
            )
        ][::-1]
        if is_known.any()
        else []
    )
    classes = np.where(is_known, steps - 1 - levels, len(entries)).astype(np.int8)
    if not is_known.all():
        entries.append(Entry(valueless, int((~is_known).sum()), tints.UNKNOWN))
    return tuple(entries), classes
