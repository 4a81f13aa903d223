"""Checks that would have passed in all good runs, as decorators to paste into the code.

Only validators that Hamilton has by itself are used: they look at pandas series, numbers and
texts. Of a frame the checks are for its columns, which would have to be nodes of their own. As in
Deequ's constraint suggestions a bound is drawn a little wider than what was seen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from core.model.comparison import Check
from core.model.record import ColumnKind, ColumnProfile, Record, ValueKind

_PANDAS = "pd."
_SLACK = 0.1
"""The part of the range seen that bounds lie outside of it."""
_MOST_VALUES = 12
_FEWEST_ROWS = 20
"""Rows that a column must have had for its values to be taken for all there are."""
_MEANS = 5
"""Good runs from which on the mean is checked: fewer are no range."""
_DEVIATIONS = 4.0
_TYPES = {
    "float64": "float",
    "Float64": "float",
    "int64": "int",
    "Int64": "int",
    "bool": "bool",
    "boolean": "bool",
}
_SCALARS = {"int": "int", "float": "float", "str": "str", "bool": "bool"}


@dataclass(frozen=True, slots=True)
class _Argument:
    """One keyword of `check_output`, why, and whether a column of so many rows passes it."""

    text: str
    reason: str
    passes: Callable[[ColumnProfile, int], bool]


def suggest(records: Sequence[Record]) -> tuple[Check, ...]:
    """Return checks for a node, by its records in good runs; none where nothing fits."""
    if not records or any(record.kind is not records[0].kind for record in records):
        return ()
    kind, name = records[0].kind, records[0].type_name
    if kind is ValueKind.COLUMN and name.startswith(_PANDAS):
        return _of_column("value", records, "")
    if kind is ValueKind.TABLE and name.startswith(_PANDAS):
        columns = (column.name for column in records[0].columns)
        return tuple(check for column in columns for check in _of_column(column, records, column))
    if kind is ValueKind.SCALAR and name in _SCALARS:
        return _of_scalar(records)
    return ()


def _of_column(name: str, records: Sequence[Record], column: str) -> tuple[Check, ...]:
    found = [profile for record in records if (profile := record.column(name))]
    if len(found) < len(records):
        return ()
    rows = [record.rows or 0 for record in records]
    made = (
        *_type(found, _TYPES),
        *_nulls(found, rows),
        *_bounds(found),
        *_values(found, rows),
        *_mean(found),
    )
    arguments = [argument for argument in made if all(map(argument.passes, found, rows))]
    return (_check(arguments, len(records), column),) if arguments else ()


def _of_scalar(records: Sequence[Record]) -> tuple[Check, ...]:
    found = [profile for record in records if (profile := record.column("value"))]
    if len(found) < len(records):
        return ()
    name = _SCALARS[records[0].type_name]
    arguments = [_Argument(f"data_type={name}", f"a {name} each time", _always)]
    if name in ("int", "float"):
        arguments += [one for one in _bounds(found) if all(one.passes(p, 1) for p in found)]
    return (_check(arguments, len(records), ""),)


def _always(_: ColumnProfile, __: int) -> bool:
    return True


def _check(arguments: Sequence[_Argument], runs: int, column: str) -> Check:
    keywords = ", ".join(argument.text for argument in arguments)
    reason = "; ".join(argument.reason for argument in arguments)
    return Check(f'@check_output({keywords}, importance="warn")', reason, runs, column)


def _type(found: Sequence[ColumnProfile], types: Mapping[str, str]) -> Iterator[_Argument]:
    dtypes = {profile.dtype for profile in found}
    name = types.get(next(iter(dtypes)), "")
    if len(dtypes) == 1 and name:
        yield _Argument(
            f"data_type={name}",
            f"always {found[0].dtype}",
            lambda profile, _: types.get(profile.dtype) == name,
        )


def _nulls(found: Sequence[ColumnProfile], rows: Sequence[int]) -> Iterator[_Argument]:
    shares = [
        profile.nulls / max(count, 1)
        for profile, count in zip(found, rows, strict=True)
        if profile.nulls is not None
    ]
    if len(shares) < len(found):
        return
    most = max(shares)
    if most == 0:
        yield _Argument("allow_nans=False", "never null", lambda profile, _: profile.nulls == 0)
    elif most < 0.5:
        bound = min(1.0, ceil(most * 1.2 * 100) / 100)
        yield _Argument(
            f"max_fraction_nans={bound:g}",
            f"up to {most * 100:.1f} % null",
            lambda profile, count: (profile.nulls or 0) <= bound * count,
        )


def _bounds(found: Sequence[ColumnProfile]) -> Iterator[_Argument]:
    """Propose a range; a null would count as out of it, so there must be none."""
    is_number = all(
        profile.kind is ColumnKind.NUMBER and not profile.nulls and not profile.infinities
        for profile in found
    )
    lows = [profile.minimum for profile in found if profile.minimum is not None]
    highs = [profile.maximum for profile in found if profile.maximum is not None]
    if not is_number or not lows or not highs:
        return
    is_whole = all("int" in profile.dtype.lower() for profile in found)
    low, high = _widened(min(lows), max(highs), 1.0 if is_whole else 0.0)
    yield _Argument(
        f"range=({low:.12g}, {high:.12g})",
        f"from {min(lows):.6g} to {max(highs):.6g}",
        lambda profile, _: (
            _is_in(profile.minimum, low, high) and _is_in(profile.maximum, low, high)
        ),
    )


def _is_in(value: float | None, low: float, high: float) -> bool:
    return value is not None and low <= value <= high


def _widened(low: float, high: float, finest: float) -> tuple[float, float]:
    """Return rounder bounds a little outside, in steps no finer than some.

    What was never negative stays so, and shares stay within 0 and 1.
    """
    slack = (high - low or abs(high) or 1.0) * _SLACK
    step = max(10.0 ** floor(log10(slack)), finest)
    lower, upper = floor((low - slack) / step) * step, ceil((high + slack) / step) * step
    if low >= 0:
        lower = 0.0
        if high <= 1 and not finest:
            upper = 1.0
    elif high <= 0:
        upper = 0.0
    return float(f"{lower:.12g}"), float(f"{upper:.12g}")


def _values(found: Sequence[ColumnProfile], rows: Sequence[int]) -> Iterator[_Argument]:
    """Propose a set of texts, where few are there and all of them are known."""
    names: set[str] = set()
    for profile, count in zip(found, rows, strict=True):
        is_whole = profile.distinct == len(profile.top) <= _MOST_VALUES
        if profile.kind is not ColumnKind.TEXT or not is_whole or count < _FEWEST_ROWS:
            return
        names |= {name for name, _ in profile.top}
    if len(names) <= _MOST_VALUES:
        listed = ", ".join(repr(name) for name in sorted(names))
        yield _Argument(
            f"values_in=[{listed}]",
            f"{len(names)} different values",
            lambda profile, _: names.issuperset(name for name, _ in profile.top),
        )


def _mean(found: Sequence[ColumnProfile]) -> Iterator[_Argument]:
    """Propose a range of means from their spread over several runs."""
    means = [profile.mean for profile in found if profile.mean is not None]
    is_number = all(profile.kind is ColumnKind.NUMBER for profile in found)
    if not is_number or len(means) < max(_MEANS, len(found)):
        return
    middle = sum(means) / len(means)
    spread = (sum((mean - middle) ** 2 for mean in means) / (len(means) - 1)) ** 0.5
    margin = max(_DEVIATIONS * spread, 0.01 * abs(middle))
    low, high = middle - margin, middle + margin
    if isfinite(margin) and margin > 0:
        yield _Argument(
            f"mean_in_range=({low:.6g}, {high:.6g})",
            f"a mean about {middle:.6g}",
            lambda profile, _: _is_in(profile.mean, low, high),
        )
