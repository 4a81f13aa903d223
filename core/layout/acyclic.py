"""Turning edges round so that none lies on a cycle."""

import numpy as np

from core.layout.adjacency import Adjacency, Bools, Ints, adjacency


def back_edges(count: int, edges: Ints) -> Bools:
    """Which edges to turn round so that the rest has no cycle: those that a walk runs back by.

    The walk is depth first, in vertex order, over the part that cycles run through.
    """
    turned = np.zeros(len(edges), bool)
    core = _core(count, edges)
    inside = np.flatnonzero(core[edges[:, 0]] & core[edges[:, 1]])
    if len(inside):
        below = adjacency(count, edges[inside, 0], edges[inside, 1])
        found = _walked_back(np.flatnonzero(core).tolist(), below)
        turned[inside[found]] = True
    return turned


def levels_of(count: int, edges: Ints) -> list[Ints]:
    """Vertices in levels: each comes right after the last of those that lead to it.

    Vertices on a cycle, or behind one, are in no level.
    """
    below = adjacency(count, edges[:, 0], edges[:, 1])
    missing = np.bincount(edges[:, 1], minlength=count)
    front = np.flatnonzero(missing == 0)
    levels: list[Ints] = []
    while len(front):
        levels.append(front)
        reached, _ = below.of(front)
        np.subtract.at(missing, reached, 1)
        front = np.unique(reached[missing[reached] == 0])
    return levels


def _core(count: int, edges: Ints) -> Bools:
    """The vertices left when those that no cycle can run through are peeled off."""
    core = np.ones(count, bool)
    for direction in (edges, edges[:, ::-1]):
        kept = direction[core[direction].all(axis=1)]
        for level in levels_of(count, kept):
            core[level] = False
    return core


def _walked_back(starts: list[int], below: Adjacency) -> list[int]:
    """Edges that lead back to a vertex the walk is still under way from."""
    bounds, others, names = below.offsets.tolist(), below.others.tolist(), below.edges.tolist()
    nexts = bounds[:-1]
    fresh, under_way, done = 0, 1, 2
    state = dict.fromkeys(starts, fresh)
    found: list[int] = []
    for start in starts:
        path = [start] if state[start] == fresh else []
        state[start] = under_way if path else state[start]
        while path:
            vertex = path[-1]
            if nexts[vertex] == bounds[vertex + 1]:
                state[path.pop()] = done
                continue
            place = nexts[vertex]
            nexts[vertex] += 1
            if state[others[place]] == under_way:
                found.append(names[place])
            elif state[others[place]] == fresh:
                state[others[place]] = under_way
                path.append(others[place])
    return found
