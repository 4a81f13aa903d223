"""Records as the worker tells them -> records of the model."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain

from core.model.graph import NodeId
from core.model.record import ColumnKind, ColumnProfile, Record, ValueKind
from core.model.run import NewNulls, NodeRun
from core.worker.messages import OutcomeRecord, ProfileRecord

_COLUMN_KINDS = {kind.value: kind for kind in ColumnKind}
_VALUE_KINDS = {kind.value: kind for kind in ValueKind}
_PROFILE = tuple(part.name for part in fields(ColumnProfile) if part.name != "kind")
_SAME = tuple(
    part.name for part in fields(Record) if part.name not in ("node", "kind", "columns", "inputs")
)
_GROWTH = 1.1
"""How many times the nulls that may come along with rows are more than what came along."""


def record(told: OutcomeRecord) -> Record:
    """Return a record; kinds that the model does not know become `OTHER`."""
    return Record(
        node=NodeId(told.node),
        kind=_VALUE_KINDS.get(told.kind, ValueKind.OTHER),
        columns=tuple(map(_column, told.columns)),
        inputs={NodeId(node): content for node, content in told.inputs.items()},
        **{name: getattr(told, name) for name in _SAME},
    )


def enriched(part: NodeRun, record: Record, known: Mapping[NodeId, Record]) -> NodeRun:
    """Return a node's part of a run with what its record tells; `known` has those of parents."""
    above = [known[parent].rows for parent in record.inputs if parent in known]
    most = max((rows for rows in above if rows), default=0)
    rows = record.rows
    change = rows / most - 1 if most and rows is not None else None
    return replace(
        part,
        nulls=_nulls(record),
        change=change,
        memory=record.memory,
        new_nulls=_new_nulls(record, known),
    )


def _nulls(record: Record) -> float | None:
    counted = [column.nulls for column in record.columns if column.nulls is not None]
    cells = len(counted) * (1 if record.rows is None else record.rows)
    return sum(counted) / cells if cells else None


def _new_nulls(record: Record, known: Mapping[NodeId, Record]) -> NewNulls | None:
    """Return the worst column with more nulls than the one that it may come from.

    That is one of the same name, else any. None where it is not known what went in, or where no
    table did: then nulls came in from outside.
    """
    above = [known.get(parent) for parent in record.inputs]
    longest = max((one.rows or 0 for one in above if one), default=0)
    if None in above or not longest or not record.rows:
        return None
    nulls: dict[str, int] = {}
    for name, count in chain.from_iterable(_named_nulls(one) for one in above if one):
        nulls[name] = max(nulls.get(name, 0), count)
    most, fold = max(nulls.values(), default=0), max(1.0, record.rows / longest)
    begun = [
        (count, name)
        for name, count in _named_nulls(record)
        if count > _GROWTH * fold * nulls.get(name, most)
    ]
    count, name = max(begun, default=(0, ""))
    is_alone = record.kind is ValueKind.COLUMN
    return NewNulls("" if is_alone else name, count / record.rows) if count else None


def _named_nulls(record: Record) -> Iterator[tuple[str, int]]:
    """Return the nulls of each column; one that stands alone has the name of its node."""
    is_alone = record.kind is ValueKind.COLUMN
    for column in record.columns:
        yield record.node if is_alone else column.name, column.nulls or 0


def _column(told: ProfileRecord) -> ColumnProfile:
    kind = _COLUMN_KINDS.get(told.kind, ColumnKind.OTHER)
    return ColumnProfile(kind=kind, **{name: getattr(told, name) for name in _PROFILE})
