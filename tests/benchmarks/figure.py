"""One measured figure."""

from typing import TypedDict


class Figure(TypedDict):
    """`ok` compares `value` with `asked` (None where nothing was asked).

    `peer` is what another program or the plain way gives in the same run, None where there is none.
    """

    name: str
    value: float
    unit: str
    asked: float | None
    peer: float | None
    ok: bool | None


def at_most(
    name: str, value: float, unit: str, asked: float | None = None, peer: float | None = None
) -> Figure:
    """A figure that should not exceed what is asked."""
    ok = None if asked is None else value <= asked
    return Figure(name=name, value=value, unit=unit, asked=asked, peer=peer, ok=ok)


def at_least(
    name: str, value: float, unit: str, asked: float | None = None, peer: float | None = None
) -> Figure:
    """A figure that should reach what is asked."""
    ok = None if asked is None else value >= asked
    return Figure(name=name, value=value, unit=unit, asked=asked, peer=peer, ok=ok)
