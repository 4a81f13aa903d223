"""What is left of values of earlier runs."""

from core.model.graph import NodeId
from core.model.history import PastOutcome
from core.model.preview import OpaqueView, Preview
from explorer.views.data.profiles import figures
from explorer.views.runs.history import when

_NO_VALUE = "It had no value in the run of {when}."
_GONE = "Values of earlier runs are not kept. What is known of the one of {when}:"
_NOTHING = "Nothing is known of its value in the run of {when}."


def remembered(past: PastOutcome, node: NodeId) -> Preview:
    """Return what is left of the value of a node that an earlier run has."""
    record, told = past.records.get(node), when(past.run.started)
    if record:
        view = OpaqueView(_GONE.format(when=told), figures(record))
        return Preview(node, "opaque", record.type_name, record.shape, view)
    had_value = past.nodes[node].status.has_value
    text = (_NOTHING if had_value else _NO_VALUE).format(when=told)
    return Preview(node, "opaque", "", (), OpaqueView(text))
