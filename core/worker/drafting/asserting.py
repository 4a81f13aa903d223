"""What a test finds of `result`, as lines of Python."""
# pyright: basic

from typing import Any

from ..kinds import kinds_of, kinds_of_type
from .literals import literal
from .values import Values

_FRAMES = ("pandas.DataFrame", "polars.DataFrame")
_EQUALITIES = {
    "pandas.DataFrame": "pd.testing.assert_frame_equal(result, expected)",
    "pandas.Series": "pd.testing.assert_series_equal(result, expected)",
    "numpy.ndarray": "np.testing.assert_array_equal(result, expected)",
    "polars.DataFrame": "polars.testing.assert_frame_equal(result, expected)",
    "polars.Series": "polars.testing.assert_series_equal(result, expected)",
}
_OF_COLUMN = {
    "no-nulls": {
        "pandas": "{}.notna().all()",
        "polars": "{}.null_count() == 0",
        "numpy": "not np.isnan({}).any()",
        "": "None not in {}",
    },
    "not-negative": {"": "not ({} < 0).any()"},
    "finite": {"polars": "not {}.is_infinite().any()", "": "not np.isinf({}).any()"},
}
_OF_ROWS = {
    "unique-rows": {"pandas": "not {}.duplicated().any()", "": "not {}.is_duplicated().any()"},
    "unique-index": {"": "{}.index.is_unique"},
}
_NUMBERS_OF_PANDAS = 'result.select_dtypes("number")'
_NUMBERS_OF_POLARS = "result.select(pl.selectors.numeric()).columns"


class Subject:
    """What comes out of the tested function: known by a value, or by its annotation alone."""

    def __init__(self, value: Any, annotation: Any) -> None:
        kinds = kinds_of(value)
        if value is None and isinstance(annotation, type):
            kinds = kinds_of_type(annotation)
        self.kind = next((kind for kind in kinds if not kind.startswith("builtins.")), kinds[0])
        self.package = self.kind.partition(".")[0].replace("builtins", "")
        names = getattr(value, "columns", None)
        self.columns = list(names) if names is not None else []

    def column(self, name: str | None) -> str:
        """Return a column as an expression; the whole where there are no columns, or no name."""
        if name is None or self.kind not in _FRAMES:
            return "result"
        known = {str(column): column for column in self.columns}
        return f"result[{literal(known.get(name, name))}]"


def asserted(kind: str, column: str | None, count: int, subject: Subject) -> list[str]:
    """Return the lines that see to something, none where it is enough that nothing is raised."""
    if kind == "rows":
        return [f"assert len(result) == {count}"]
    if kind in _OF_ROWS:
        return [f"assert {_chosen(_OF_ROWS[kind], subject).format('result')}"]
    if kind not in _OF_COLUMN:
        return []
    text = _chosen(_OF_COLUMN[kind], subject)
    if column is not None or subject.kind not in _FRAMES:
        return [f"assert {text.format(subject.column(column))}"]
    columns = "result.columns"
    if kind != "no-nulls":
        is_pandas = subject.package == "pandas"
        columns = _NUMBERS_OF_PANDAS if is_pandas else _NUMBERS_OF_POLARS
    return [f"for name in {columns}:", f"    assert {text.format('result[name]')}, name"]


def equality(value: Any, values: Values) -> list[str]:
    """Return the lines that compare the result with a value.

    Raises:
        UnwritableError: the value cannot be written down.
    """
    lines = [f"expected = {values.written('expected', value)}"]
    test = next((_EQUALITIES[kind] for kind in kinds_of(value) if kind in _EQUALITIES), "")
    if not test and type(value) is float:
        test = "assert result == pytest.approx(expected, nan_ok=True)"
    return [*lines, test or "assert result == expected"]


def _chosen(texts: dict[str, str], subject: Subject) -> str:
    return texts.get(subject.package, texts[""])
