"""Records as the worker tells them -> records of the model."""

from dataclasses import fields

from core.model.graph import NodeId
from core.model.record import ColumnKind, ColumnProfile, Record, ValueKind
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


def _column(told: ProfileRecord) -> ColumnProfile:
    kind = _COLUMN_KINDS.get(told.kind, ColumnKind.OTHER)
    return ColumnProfile(kind=kind, **{name: getattr(told, name) for name in _PROFILE})
