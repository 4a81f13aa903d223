"""Read data files with the libraries that the user has."""
# pyright: basic

import importlib
import json
import os
import pathlib
import typing
from collections.abc import Callable
from typing import Any

from .kinds import kinds_of_type
from .texts import plural

_SORTS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
_SEPARATORS = {"csv": ",", "tsv": "\t"}
_UNNAMED_INDEX = "Unnamed: 0"
_FRAMES = (
    "pandas.DataFrame pandas.Series numpy.ndarray polars.DataFrame polars.Series pyarrow.Table"
)
FROM_PLAIN = frozenset(_FRAMES.split())
"""The kinds (see `kinds`) that can be made of lists and dicts."""


class UnreadableError(Exception):
    """A file that cannot be what is asked for; the text says why."""


def read(path: str, kind: Any) -> Any:
    """Return the content of a file as `kind`; as a pandas frame when `kind` leaves it open.

    Raises:
        UnreadableError: the file is of no known sort, or does not fit.
        Exception: whatever the library that reads it raises.
    """
    plain = typing.get_origin(kind) or kind
    wanted = kinds_of_type(plain) if isinstance(plain, type) else ()
    for name, take in _WHOLE.items():
        if name in wanted:
            return take(pathlib.Path(path))
    sort = _SORTS.get(os.path.splitext(path)[1].lower())
    if sort is None:
        raise UnreadableError(f"{os.path.basename(path)} is no CSV, Parquet or JSON file.")
    for name, reader in _READERS.items():
        if name in wanted:
            return reader(path, sort)
    is_open = plain in (Any, object) or not wanted
    if sort in ("json", "lines") and not is_open:
        return _plain(path, sort)
    return _pandas_frame(path, sort)


def from_plain(value: Any, kind: str) -> Any:
    """Return a frame, a series or an array (of `FROM_PLAIN`) with the content of a list or dict."""
    package, name = kind.split(".")
    library = importlib.import_module(package)
    if package == "numpy":
        return library.array(value)
    if package == "pyarrow":
        make = library.Table.from_pylist if isinstance(value, list) else library.Table.from_pydict
        return make(value)
    return getattr(library, name)(value)


def _plain(path: str, sort: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return (
            [json.loads(line) for line in file if line.strip()]
            if sort == "lines"
            else json.load(file)
        )


def _pandas_frame(path: str, sort: str) -> Any:
    pandas = importlib.import_module("pandas")
    if sort == "parquet":
        return pandas.read_parquet(path)
    if sort in _SEPARATORS:
        frame = pandas.read_csv(path, sep=_SEPARATORS[sort])
        if len(frame.columns) > 1 and frame.columns[0] == _UNNAMED_INDEX:
            frame = frame.set_index(_UNNAMED_INDEX).rename_axis(None)
        return frame
    return pandas.DataFrame(_plain(path, sort))


def _pandas_series(path: str, sort: str) -> Any:
    frame = _pandas_frame(path, sort)
    return frame.iloc[:, _only_column(path, frame.shape[1])]


def _array(path: str, sort: str) -> Any:
    if sort in ("json", "lines"):
        return importlib.import_module("numpy").array(_plain(path, sort))
    frame = _pandas_frame(path, sort)
    return frame.iloc[:, 0].to_numpy() if frame.shape[1] == 1 else frame.to_numpy()


def _polars_frame(path: str, sort: str) -> Any:
    polars = importlib.import_module("polars")
    if sort == "parquet":
        return polars.read_parquet(path)
    if sort in _SEPARATORS:
        return polars.read_csv(path, separator=_SEPARATORS[sort])
    return polars.DataFrame(_plain(path, sort))


def _polars_series(path: str, sort: str) -> Any:
    frame = _polars_frame(path, sort)
    return frame.to_series(_only_column(path, frame.width))


def _polars_lazy(path: str, sort: str) -> Any:
    return _polars_frame(path, sort).lazy()


def _arrow_table(path: str, sort: str) -> Any:
    if sort == "parquet":
        return importlib.import_module("pyarrow.parquet").read_table(path)
    if sort in _SEPARATORS:
        arrow = importlib.import_module("pyarrow.csv")
        return arrow.read_csv(
            path,
            parse_options=arrow.ParseOptions(delimiter=_SEPARATORS[sort]),
            convert_options=arrow.ConvertOptions(strings_can_be_null=True),
        )
    return from_plain(_plain(path, sort), "pyarrow.Table")


def _only_column(path: str, count: int) -> int:
    if count != 1:
        raise UnreadableError(
            f"{os.path.basename(path)} has {plural(count, 'column')}; a series needs one."
        )
    return 0


_WHOLE: dict[str, Callable[[pathlib.Path], Any]] = {
    "pathlib.PurePath": lambda path: path,
    "builtins.str": lambda path: path.read_text(encoding="utf-8"),
    "builtins.bytes": lambda path: path.read_bytes(),
}
_READERS: dict[str, Callable[[str, str], Any]] = {
    "pandas.DataFrame": _pandas_frame,
    "pandas.Series": _pandas_series,
    "numpy.ndarray": _array,
    "polars.DataFrame": _polars_frame,
    "polars.Series": _polars_series,
    "polars.LazyFrame": _polars_lazy,
    "pyarrow.Table": _arrow_table,
}
