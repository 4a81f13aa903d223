"""One value as named columns over rows, whatever library it is of."""
# pyright: basic

import importlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from ..kinds import kinds_of

_SCALARS = (bool, int, float, str, type(None))
_KEY_KINDS = "iuMOf"
_FEW = 2_000


class Table:
    """Columns by name, as numpy arrays made when they are asked for.

    `labels` are the labels of rows, None where there are only positions. `is_mapping` marks a
    dict: its keys are the labels. Columns of equal names are left out but for the first.
    """

    def __init__(
        self,
        columns: Mapping[str, Any],
        rows: int,
        labels: Any = None,
        index_names: tuple[str, ...] = (),
        *,
        is_mapping: bool = False,
    ) -> None:
        self.np = importlib.import_module("numpy")
        self._columns = columns
        self._arrays: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._nulls: dict[str, Any] = {}
        self.rows = rows
        self.labels = labels
        self.index_names = index_names
        self.is_mapping = is_mapping

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._columns)

    @cached_property
    def duplicates(self) -> int:
        """Number of rows that are equal to an earlier one; of one column, by their labels."""
        if len(self.names) < 2:
            labels = self.labels
            return int(labels.duplicated().sum()) if hasattr(labels, "duplicated") else 0
        whole_first = sorted(self.names, key=lambda name: _KEY_KINDS.find(self.kind(name)))
        if any(self._tells_apart(name) for name in whole_first):
            return 0
        return self.rows - len(self.np.unique(self.hashes(self.names)))

    def hashes(self, names: Iterable[str]) -> Any:
        """Return a number for each row, equal for rows that are equal in some columns."""
        whole = self.np.zeros(self.rows, self.np.uint64)
        for place, name in enumerate(names):
            # odd factors, so that swapped columns do not cancel out
            whole += self._hashes_of(name) * self.np.uint64(2 * place + 3)
        return whole

    def _hashes_of(self, name: str) -> Any:
        values = self.array(name)
        try:
            return importlib.import_module("pandas").util.hash_array(values)
        except (ImportError, TypeError, ValueError):
            return self.np.array([hash(repr(v)) for v in values.tolist()]).astype(self.np.uint64)

    def _tells_apart(self, name: str) -> bool:
        """Whether a column has no value twice: looked into only where a few rows look so."""
        few = self.sample(name, slice(0, _FEW))
        if few.dtype.kind not in _KEY_KINDS:
            return False
        column = self._columns[name]
        try:
            is_so = len(set(few.tolist())) == len(few)
            return is_so and bool(getattr(column, "is_unique", False))
        except TypeError:
            return False

    def kind(self, name: str) -> str:
        """Return what sort of type a column has, in numpy's letters: b, i, u, f, M, m, O."""
        return getattr(getattr(self._columns[name], "dtype", None), "kind", "O")

    def dtype(self, name: str) -> str:
        """Return the name of a column's type."""
        return str(getattr(self._columns[name], "dtype", "object"))

    def sample(self, name: str, places: Any) -> Any:
        """Return some rows of a column, without the work that the whole would be."""
        column = self._columns[name]
        if name not in self._arrays and hasattr(column, "iloc"):
            return _array(self.np, column.iloc[places])
        return self.array(name)[places]

    def array(self, name: str) -> Any:
        """Return a column as a one-dimensional array."""
        if name not in self._arrays:
            self._arrays[name] = _array(self.np, self._columns[name])
        return self._arrays[name]

    def listed(self, name: str) -> list[Any]:
        """Return a column as a list of the values that its library gives."""
        column = self._columns[name]
        return column.tolist() if hasattr(column, "tolist") else list(column)

    def numbers(self, name: str) -> Any:
        """Return a column as floats, None when it does not hold numbers."""
        if name not in self._numbers:
            self._numbers[name] = self._as_numbers(name)
        return self._numbers[name]

    def nulls(self, name: str) -> Any:
        """Return where a column has no value."""
        if name not in self._nulls:
            self._nulls[name] = self._as_nulls(name)
        return self._nulls[name]

    def _as_numbers(self, name: str) -> Any:
        if self.kind(name) not in "iufbO":
            return None
        if self.kind(name) == "O" and not _holds_numbers(self.sample(name, slice(0, 200))):
            return None
        values = self.array(name)
        if values.dtype.kind in "iufb":
            return values.astype(float)
        if values.dtype.kind != "O":
            return None
        numbers = self.np.full(len(values), self.np.nan)
        there = ~self.nulls(name)
        try:
            numbers[there] = values[there].astype(float)
        except (TypeError, ValueError):
            return None
        return numbers

    def _as_nulls(self, name: str) -> Any:
        column = self._columns[name]
        if hasattr(column, "isna"):
            return column.isna().to_numpy()
        values = self.array(name)
        kind = values.dtype.kind
        if kind == "f":
            return self.np.isnan(values)
        if kind in "mM":
            return self.np.isnat(values)
        if kind == "O":
            # nothing is equal to itself but for what stands for nothing
            empty = [v is None or (not isinstance(v, str) and _is_nothing(v)) for v in values]
            return self.np.array(empty, bool)
        return self.np.zeros(len(values), bool)


def table_of(value: Any, title: str) -> Table | None:
    """Return a value as a table, None when it is none; `title` names a column without a name."""
    for kind in kinds_of(value):
        if kind in _READERS:
            return _READERS[kind](value, title)
    return None


def _of_frame(value: Any, _: str) -> Table:
    columns: dict[str, Any] = {}
    for position, name in enumerate(value.columns):
        columns.setdefault(str(name), value.iloc[:, position])
    return Table(columns, len(value), value.index, _names(value.index))


def _of_series(value: Any, title: str) -> Table:
    name = title if value.name is None else str(value.name)
    return Table({name: value}, len(value), value.index, _names(value.index))


def _of_polars(value: Any, title: str) -> Table:
    if hasattr(value, "columns"):
        return Table({name: value[name] for name in value.columns}, value.height)
    return Table({value.name or title: value}, len(value))


def _of_array(value: Any, title: str) -> Table | None:
    if value.ndim == 1:
        return Table({title: value}, len(value))
    if value.ndim == 2:
        return Table({str(i): column for i, column in enumerate(value.T)}, len(value))
    return None


def _of_dict(value: Any, title: str) -> Table | None:
    if not value or not all(isinstance(part, _SCALARS) for part in value.values()):
        return None
    return Table({title: list(value.values())}, len(value), list(value), is_mapping=True)


def _of_list(value: Any, title: str) -> Table | None:
    if not value or not all(isinstance(part, _SCALARS) for part in value):
        return None
    return Table({title: value}, len(value))


def _of_scalar(value: Any, title: str) -> Table:
    return Table({title: [value]}, 1)


_READERS: Mapping[str, Callable[[Any, str], Table | None]] = {
    "pandas.DataFrame": _of_frame,
    "pandas.Series": _of_series,
    "polars.DataFrame": _of_polars,
    "polars.Series": _of_polars,
    "numpy.ndarray": _of_array,
    "builtins.dict": _of_dict,
    "builtins.list": _of_list,
    "builtins.int": _of_scalar,
    "builtins.float": _of_scalar,
    "builtins.str": _of_scalar,
}


def _names(index: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in index.names if name is not None)


def _array(np: Any, column: Any) -> Any:
    kinds = kinds_of(column)
    if "pandas.Series" in kinds:
        dtype = column.dtype
        if getattr(dtype, "kind", "O") in "iufb" and not isinstance(dtype, np.dtype):
            has_nulls = bool(column.isna().any())
            return column.to_numpy(float, na_value=np.nan) if has_nulls else column.to_numpy()
        if getattr(dtype, "tz", None) is not None:
            return column.dt.tz_convert(None).to_numpy()
        return column.to_numpy() if isinstance(dtype, np.dtype) else column.to_numpy(object)
    if "polars.Series" in kinds or "numpy.ndarray" in kinds:
        array = column if "numpy.ndarray" in kinds else column.to_numpy()
        return array.astype(object) if array.dtype.kind in "US" else array
    array = np.empty(len(column), object)
    array[:] = column
    if all(isinstance(v, (int, float)) for v in column):
        return array.astype(float)
    return array


def _holds_numbers(values: Any) -> bool:
    looked = [v for v in values[:200] if v is not None]
    return bool(looked) and all(
        isinstance(v, (int, float)) or type(v).__name__ == "Decimal" for v in looked
    )


def _is_nothing(value: Any) -> bool:
    return type(value).__name__ in ("NAType", "NaTType") or (
        isinstance(value, float) and value != value
    )
