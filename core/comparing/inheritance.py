"""How much of what moved in a node is not in its inputs as well.

A difference in differences: score(n, c) = D(c now, c good) - max over the columns of parents that
c comes from D(parent now, parent good), where D is the strength of a figure's move. It is taken
figure by figure, so that new nulls are not excused by another mean.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.model.comparison import ColumnDifference, Difference, Metric
from core.model.graph import NodeId
from core.model.record import Record, ValueKind

_VALUE = "value"
"""The one column of a series."""


def scored(
    made: Difference,
    record: Record,
    above: Mapping[NodeId, Difference],
    records: Mapping[NodeId, Record],
) -> Difference:
    """Return a difference with the scores of its columns and its own.

    `above` has the differences of the parents, `records` the records of all nodes now.
    """
    parents = [above[parent] for parent in record.inputs if parent in above]
    if not made.is_different:
        came_in = max((_strength(parent) for parent in parents), default=0.0)
        return replace(made, score=-came_in)
    columns = tuple(
        replace(one, score=_score(one, made.node, record, parents, records)) for one in made.columns
    )
    whole = (
        move.strength - max((_of_whole(parent, move.metric) for parent in parents), default=0.0)
        for move in made.moves
    )
    score = max([*whole, *(one.score for one in columns)], default=0.0)
    return replace(made, columns=columns, score=max(-1.0, min(1.0, score)))


def _score(
    one: ColumnDifference,
    node: NodeId,
    record: Record,
    parents: list[Difference],
    records: Mapping[NodeId, Record],
) -> float:
    is_series = record.kind is ValueKind.COLUMN and one.name == _VALUE
    wanted = {node if is_series else one.name}
    came_in = [
        column
        for parent in parents
        for column in parent.columns
        if _name(column.name, parent.node, records) in wanted
    ]
    has_origin = any(wanted.intersection(_names(parent.node, records)) for parent in parents)
    if has_origin:
        return max(move.strength - _of_metric(came_in, move.metric) for move in one.moves)
    # made from several columns: what is in any of them may have come in
    return one.strength - max((_strength(parent) for parent in parents), default=0.0)


def _names(node: NodeId, records: Mapping[NodeId, Record]) -> Iterator[str]:
    if record := records.get(node):
        yield from (_name(column.name, node, records) for column in record.columns)


def _name(column: str, node: NodeId, records: Mapping[NodeId, Record]) -> str:
    """Return what a column of a parent is called further down: a series has its node's name."""
    record = records.get(node)
    return node if record and record.kind is ValueKind.COLUMN else column


def _of_metric(columns: list[ColumnDifference], metric: Metric) -> float:
    moves = (move for column in columns for move in column.moves if move.metric is metric)
    return max((move.strength for move in moves), default=0.0)


def _of_whole(parent: Difference, metric: Metric) -> float:
    return max((move.strength for move in parent.moves if move.metric is metric), default=0.0)


def _strength(found: Difference) -> float:
    """Return how far a node moved at all."""
    moves = (*found.moves, *(move for column in found.columns for move in column.moves))
    return max((move.strength for move in moves), default=0.0)
