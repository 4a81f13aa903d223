"""The outcome of a data-quality check, with the rows that it is about."""
# pyright: basic

from typing import Any

from .dataflow import CheckSpec
from .kinds import kinds_of
from .messages import CheckEnded
from .pandas_sheet import label_texts
from .spelling import Speller
from .texts import clip, one_line, plural

_NAMED = 20
_MESSAGE_LIMIT = 2000
_LABEL_LIMIT = 80


def outcome(ticket: int, check: str, spec: CheckSpec, result: Any, raw: Any) -> CheckEnded:
    """Return what a validator found in `raw`; of some built-in ones with the offending rows.

    Runs code of the validator and of the checked value.
    """
    passed = bool(result.passes)
    rows: tuple[str, ...] = ()
    count = 0
    if not passed:
        rows, count = _offending(spec.validator, raw)
    message = clip(str(result.message), _MESSAGE_LIMIT)
    return CheckEnded(ticket, spec.checked, check, passed, spec.importance, message, rows, count)


def outcome_of_items(
    ticket: int, check: str, spec: CheckSpec, results: list[Any], raws: list[Any]
) -> CheckEnded:
    """Return what a validator that ran once per item found in all of them."""
    failed = [i for i, result in enumerate(results) if not result.passes]
    if not failed:
        message = f"Passed for {plural(len(results), 'item')}."
        return CheckEnded(ticket, spec.checked, check, True, spec.importance, message)
    first = outcome(ticket, check, spec, results[failed[0]], raws[failed[0]])
    message = (
        f"Failed for {len(failed):,} of {plural(len(results), 'item')}, first for item "
        f"{failed[0] + 1}: {first.message}"
    )
    return CheckEnded(
        ticket, spec.checked, check, False, spec.importance, message, first.rows, first.row_count
    )


def places(validator: Any, raw: Any) -> tuple[int, ...]:
    """Return the places of the rows that a built-in validator did not pass for, as far as known.

    Runs code of the checked value.
    """
    kinds = kinds_of(raw)
    try:
        if "pandas.Series" in kinds:
            mask = _pandas_mask(validator, raw)
            return () if mask is None else tuple(mask.to_numpy(dtype=bool).nonzero()[0].tolist())
        if "polars.Series" in kinds:
            mask = _polars_mask(validator, raw)
            return () if mask is None else tuple(mask.arg_true().to_list())
    except Exception:  # its cells may be anything
        return ()
    return ()


def _offending(validator: Any, raw: Any) -> tuple[tuple[str, ...], int]:
    found = places(validator, raw)
    if not found:
        return (), 0
    first = list(found[:_NAMED])
    is_labelled = "pandas.Series" in kinds_of(raw)
    try:
        named = label_texts(raw.index[first], Speller()) if is_labelled else map(str, first)
    except Exception:  # its labels may be anything
        return (), len(found)
    return tuple(one_line(name, _LABEL_LIMIT) for name in named), len(found)


def _pandas_mask(validator: Any, series: Any) -> Any:
    argument = _argument(validator)
    if argument == "range":
        return ~series.between(*validator.range).fillna(False)
    if argument == "values_in":
        return ~(series.isin(validator.values) | series.isna())
    if argument in ("allow_nans", "max_fraction_nans"):
        return series.isna()
    return None


def _polars_mask(validator: Any, series: Any) -> Any:
    argument = _argument(validator)
    if argument == "range":
        return ~series.is_between(*validator.range).fill_null(False)
    if argument == "values_in":
        return ~(series.is_in(list(validator.values)).fill_null(True))
    if argument in ("allow_nans", "max_fraction_nans"):
        return series.is_null() | (
            series.is_nan().fill_null(True) if series.dtype.is_float() else False
        )
    return None


def _argument(validator: Any) -> str:
    """Return what `check_output` calls the validator: "range", "values_in", ..."""
    return validator.arg() if hasattr(validator, "arg") else ""
