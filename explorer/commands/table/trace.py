"""The commands that trace one symptom of the selected node."""

from functools import partial

from core.model.tracing import Symptom
from core.picture.symptoms import OF_ROWS, WHOLE_REQUESTS
from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.commands.means import Means, Surface

_MENU = "&Node/Trace &only"


def _trace(symptom: Symptom, means: Means, _: Surface) -> None:
    means.tracing.trace(means.store.state.selected, symptom=symptom)


TRACE_COMMANDS = tuple(
    Command(
        f"trace.{symptom.value}",
        request,
        _MENU,
        partial(_trace, symptom),
        hint="Find where this began, for the selected node",
        starts_group=symptom is OF_ROWS[0],
        enabled=when.can_run_selected,
    )
    for symptom, request in WHOLE_REQUESTS.items()
)
