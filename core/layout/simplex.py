"""Network simplex: place vertices on a line so that weighted edges are short.

Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), section 2.3.
The spanning tree is kept as a preorder in arrays: a subtree is a slice, so what moving a subtree
gains, what stops it, and the move itself are each a few vector operations.
"""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from core.layout.adjacency import Ints, adjacency, ranges


@dataclass(frozen=True, eq=False)
class Line:
    """Vertices 0 to `count - 1`, connected by edges that want to be short.

    Edge i asks that `place[heads[i]] - place[tails[i]] >= lengths[i]`, and costs `weights[i]` for
    each unit between its ends.
    """

    count: int
    tails: Ints
    heads: Ints
    weights: Ints
    lengths: Ints


def shortened(line: Line, places: Ints, pivots: int) -> Ints:
    """Places with the least cost, or those reached after so many pivots.

    `places` must keep all lengths, and the edges must connect all vertices.
    """
    if line.count < 2:
        return places
    tree = _Tree(line, _Tight(line, places))
    for _ in range(pivots):
        if not tree.pivot():
            break
    return tree.places


class _Tight:
    """A spanning tree of tight edges, grown from vertex 0 (Prim 1957).

    The tree stays where it is; what is outside moves until the nearest edge is tight.
    """

    def __init__(self, line: Line, places: Ints) -> None:
        ends = np.concatenate([line.tails, line.heads])
        incident = adjacency(line.count, ends, np.tile(np.arange(len(line.tails)), 2))
        self._bounds: list[int] = incident.offsets.tolist()
        self._edges: list[int] = incident.others.tolist()
        self._tails: list[int] = line.tails.tolist()
        self._heads: list[int] = line.heads.tolist()
        self._lengths: list[int] = line.lengths.tolist()
        self.places: list[int] = places.tolist()
        self.parents = [-1] * line.count
        self.parent_edges = [-1] * line.count
        self._inside = [False] * line.count
        self._leaving: list[tuple[int, int]] = []
        self._entering: list[tuple[int, int]] = []
        self._grow()

    def _grow(self) -> None:
        self._add(0, -1, -1)
        shift = 0
        for _ in range(len(self.places) - 1):
            self._drop_stale()
            leaving, entering = self._leaving, self._entering
            slack = leaving[0][0] + shift if leaving else None
            other = entering[0][0] - shift if entering else None
            if other is None or (slack is not None and slack <= other):
                edge = heappop(leaving)[1]
                shift -= slack or 0
                vertex, parent = self._heads[edge], self._tails[edge]
            else:
                edge = heappop(entering)[1]
                shift += other
                vertex, parent = self._tails[edge], self._heads[edge]
            self.places[vertex] += shift
            self._add(vertex, parent, edge)

    def _drop_stale(self) -> None:
        inside, heads, tails = self._inside, self._heads, self._tails
        while self._leaving and inside[heads[self._leaving[0][1]]]:
            heappop(self._leaving)
        while self._entering and inside[tails[self._entering[0][1]]]:
            heappop(self._entering)

    def _add(self, vertex: int, parent: int, parent_edge: int) -> None:
        self.parents[vertex], self.parent_edges[vertex] = parent, parent_edge
        self._inside[vertex] = True
        place = self.places[vertex]
        for edge in self._edges[self._bounds[vertex] : self._bounds[vertex + 1]]:
            tail, head = self._tails[edge], self._heads[edge]
            if tail == vertex and not self._inside[head]:
                heappush(self._leaving, (self.places[head] - place - self._lengths[edge], edge))
            elif head == vertex and not self._inside[tail]:
                heappush(self._entering, (place - self.places[tail] - self._lengths[edge], edge))

    def preorder(self) -> list[int]:
        """The vertices, each before those below it, subtree by subtree."""
        children: list[list[int]] = [[] for _ in self.parents]
        for vertex, parent in enumerate(self.parents):
            if parent >= 0:
                children[parent].append(vertex)
        order: list[int] = []
        pending = [0]
        while pending:
            vertex = pending.pop()
            order.append(vertex)
            pending.extend(children[vertex])
        return order


class _Tree:
    """A spanning tree of tight edges, as a preorder.

    `order` lists the vertices; `at` is where each stands in it; `sizes` and `pulls` are sums over
    the subtree of each vertex: of ones, and of weights coming in less weights going out. `signs`
    tell which way a subtree can move: up (1) where its parent edge leads to it, else down (-1).
    """

    def __init__(self, line: Line, tight: _Tight) -> None:
        self.line = line
        self.places = np.array(tight.places)
        self.leaving = adjacency(line.count, line.tails, line.heads)
        self.entering = adjacency(line.count, line.heads, line.tails)
        self.parents = np.array(tight.parents)
        self.parent_edges = np.array(tight.parent_edges)
        order = tight.preorder()
        self.order = np.array(order)
        self.at = np.empty(line.count, np.int64)
        self.at[self.order] = np.arange(line.count)
        weights = np.bincount(line.heads, line.weights, line.count)
        weights -= np.bincount(line.tails, line.weights, line.count)
        sizes, pulls = [1] * line.count, weights.astype(np.int64).tolist()
        for vertex in order[:0:-1]:
            parent = tight.parents[vertex]
            sizes[parent] += sizes[vertex]
            pulls[parent] += pulls[vertex]
        self.sizes, self.pulls = np.array(sizes), np.array(pulls)
        self.signs = np.where(line.heads[self.parent_edges] == np.arange(line.count), 1, -1)
        self.signs[0] = 0

    def pivot(self) -> bool:
        """Move the subtree that gains most until an edge stops it; False when none gains."""
        vertex = int((self.pulls * self.signs).argmin())
        sign = int(self.signs[vertex])
        if self.pulls[vertex] * sign >= 0:
            return False
        edge, slack = self._stopping(vertex, sign)
        first, count = int(self.at[vertex]), int(self.sizes[vertex])
        self.places[self.order[first : first + count]] += sign * slack
        inner, outer = int(self.line.tails[edge]), int(self.line.heads[edge])
        if sign < 0:
            inner, outer = outer, inner
        self._hang(vertex, inner, outer, edge, -sign)
        return True

    def _stopping(self, vertex: int, sign: int) -> tuple[int, int]:
        """The edge that first stops a subtree moving up (1) or down (-1), and after how far."""
        line, first, size = self.line, int(self.at[vertex]), int(self.sizes[vertex])
        side = self.leaving if sign > 0 else self.entering
        inside = self.order[first : first + size]
        starts = side.offsets[inside]
        found = ranges(starts, side.offsets[inside + 1] - starts)
        stands = self.at[side.others[found]] - first
        edges = side.edges[found[(stands < 0) | (stands >= size)]]
        slacks = self.places[line.heads[edges]] - self.places[line.tails[edges]]
        slacks -= line.lengths[edges]
        best = int(slacks.argmin())
        return int(edges[best]), int(slacks[best])

    def _hang(self, top: int, inner: int, outer: int, edge: int, sign: int) -> None:
        """Cut the subtree of `top` off, turn it round to `inner` and hang it below `outer`."""
        size, pull = int(self.sizes[top]), int(self.pulls[top])
        parent = int(self.parents[top])
        losing, winning = self._ancestors(parent, outer), self._ancestors(outer, top)
        path = self._ancestors(inner, parent)
        self._move(int(self.at[top]), self._turned(path), outer)
        self._reverse(path, size, pull)
        self.parents[inner], self.parent_edges[inner], self.signs[inner] = outer, edge, sign
        self.sizes[losing] -= size
        self.pulls[losing] -= pull
        self.sizes[winning] += size
        self.pulls[winning] += pull

    def _ancestors(self, vertex: int, other: int) -> list[int]:
        """A vertex and those above it, up to the first whose subtree holds the other one too."""
        at, sizes, parents = self.at, self.sizes, self.parents
        goal = at[other]
        path: list[int] = []
        while not at[vertex] <= goal < at[vertex] + sizes[vertex]:
            path.append(vertex)
            vertex = int(parents[vertex])
        return path

    def _turned(self, path: list[int]) -> Ints:
        """The preorder of a subtree seen from another root; `path` leads from it to the old one."""
        parts: list[Ints] = []
        low = high = int(self.at[path[0]])
        for vertex in path:
            first = int(self.at[vertex])
            end = first + int(self.sizes[vertex])
            parts += [self.order[first:low], self.order[high:end]]
            low, high = first, end
        return np.concatenate(parts)

    def _move(self, first: int, block: Ints, outer: int) -> None:
        """Put `block`, in place of the slice at `first` that it reorders, right behind `outer`."""
        end, goal = first + len(block), int(self.at[outer]) + 1
        if goal <= first:
            low, parts = goal, [block, self.order[goal:first]]
        else:
            low, parts = first, [self.order[end:goal], block]
        changed = np.concatenate(parts)
        self.order[low : low + len(changed)] = changed
        self.at[changed] = np.arange(low, low + len(changed))

    def _reverse(self, path: list[int], size: int, pull: int) -> None:
        """Turn the edges of a path round that led from its end to its start."""
        below, above = np.array(path[:-1], np.int64), np.array(path[1:], np.int64)
        edges, signs = self.parent_edges[below], self.signs[below]
        self.sizes[above], self.pulls[above] = size - self.sizes[below], pull - self.pulls[below]
        self.sizes[path[0]], self.pulls[path[0]] = size, pull
        self.parents[above], self.parent_edges[above], self.signs[above] = below, edges, -signs
