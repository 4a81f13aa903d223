"""What tracing finds."""

from typing import Any, NamedTuple


class Hop(NamedTuple):
    """On the way up: the symptom is in `column` of `node`, which took it from `parent`."""

    node: str
    column: str
    parent: str
    parent_column: str
    how: str
    share: float


class Suspect(NamedTuple):
    """A node that introduced the symptom, or that it came in with.

    `share` is the part of the bad rows at the target that it explains, as far as known. `kind`
    is introduced, input, lacking, entry or unknown. `rows` are places of some bad rows. `reason`
    is a sentence. `bad_at` says of each row whether it is bad, where single rows are; `keys` are
    the entries that a table lacks, or that are odd in it.
    """

    node: str
    column: str
    symptom: str
    kind: str
    share: float
    bad: int
    of: int
    rows: tuple[int, ...]
    reason: str
    bad_at: Any = None
    keys: tuple[Any, ...] = ()


class Finding(NamedTuple):
    """What was found: suspects, most likely first, and the way from the target up to them.

    `seen_at` is the node upstream that shows it, where the target itself shows nothing.
    """

    suspects: tuple[Suspect, ...]
    hops: tuple[Hop, ...]
    seen_at: str = ""
