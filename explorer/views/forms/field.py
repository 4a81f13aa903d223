"""What is asked, as a value."""

from dataclasses import dataclass

from core.model.given import Given
from core.model.graph import Form, NodeId


@dataclass(frozen=True, slots=True)
class Field:
    """One value to ask for.

    `value` is shown at first; `doc` says what it is for, `error` what was wrong with the last
    answer. Without a `form`, text is asked for.
    """

    node: NodeId
    type_name: str = ""
    form: Form | None = None
    value: Given | None = None
    doc: str = ""
    error: str = ""
