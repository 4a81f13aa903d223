"""Records as the worker tells them -> records of the model."""

from collections.abc import Mapping
from dataclasses import fields, replace

from core.model.graph import NodeId
from core.model.record import ColumnKind, ColumnProfile, Record, ValueKind
from core.model.run import NodeRun
from core.worker.messages import OutcomeRecord, ProfileRecord

_COLUMN_KINDS = {kind.value: kind for kind in ColumnKind}
_VALUE_KINDS = {kind.value: kind for kind in ValueKind}
_PROFILE = tuple(part.name for part in fields(ColumnProfile) if part.name != "kind")
_SAME = tuple(
    part.name for part in fields(Record) if part.name not in ("node", "kind", "columns", "inputs")
)


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
    return replace(part, nulls=_nulls(record), change=change, memory=record.memory)


def _nulls(record: Record) -> float | None:
    counted = [column.nulls for column in record.columns if column.nulls is not None]
    cells = len(counted) * (1 if record.rows is None else record.rows)
    return sum(counted) / cells if cells else None


def _column(told: ProfileRecord) -> ColumnProfile:
    kind = _COLUMN_KINDS.get(told.kind, ColumnKind.OTHER)
    return ColumnProfile(kind=kind, **{name: getattr(told, name) for name in _PROFILE})
