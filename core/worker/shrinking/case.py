"""A small case of something wrong: what a node's function is called with, and what comes of it."""

from typing import Any, NamedTuple


class Case(NamedTuple):
    """`raised` is the exception's type and message, empty where there is a `result`.

    `nodes` run one after the other to have it, the last is the node itself.
    """

    node: str
    symptom: str
    column: str | None
    arguments: dict[str, Any]
    result: Any = None
    raised: str = ""
    nodes: tuple[str, ...] = ()
