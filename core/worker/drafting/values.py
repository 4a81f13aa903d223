"""Values in a test: as expressions where these make the very same, else in files beside it."""
# pyright: basic

import importlib
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from ..kinds import kind_of, type_name
from .literals import NotInlineError, literal, quoted
from .sameness import is_same

_MODULES = {
    "pd": "pandas",
    "np": "numpy",
    "pl": "polars",
    **{name: name for name in ("datetime", "decimal", "pathlib", "uuid")},
}
_NAME = re.compile(r"\b(" + "|".join(_MODULES) + r")\.")
_MOST_CELLS = 100
_MOST_IN_TEXT = 5_000
"""Cells up to which a file is a text, in which one sees what an edit changes."""


Writer = Callable[[Any], tuple[str, bytes]]
"""Returns how to read a file as an expression, and what is in it."""


class UnwritableError(Exception):
    """A value cannot be written down. The message is a sentence."""


class Values:
    """Writes values, and remembers what has to be imported, and what goes into files."""

    def __init__(self, stem: str) -> None:
        self.files: dict[str, bytes] = {}
        self._stem = stem

    def written(self, name: str, value: Any) -> str:
        """Return an expression for a value; `HERE` in it is the folder of the test.

        Raises:
            UnwritableError: there is none that would make the very same.
        """
        inline = _inline(value) if _size(value) <= _MOST_CELLS else None
        found = inline or self._beside(name, value)
        if found is None:
            raise UnwritableError(
                f"`{name}` is a {type_name(value)} that cannot be written down in a test."
            )
        return found

    def _beside(self, name: str, value: Any) -> str | None:
        file = f"{self._stem}_{name}"
        kinds = _FILES.get(kind_of(value), {})
        for suffix in sorted(kinds, reverse=_size(value) > _MOST_IN_TEXT):
            write = kinds[suffix]
            text, data = _tried(write, value)
            if data:
                self.files[f"{file}{suffix}"] = data
                return text.replace("SOURCE", f"HERE / {quoted(file + suffix)}")
        return None


def imports_of(text: str) -> list[str]:
    """Return what a text needs to import, in the order of an import block."""
    named = sorted(set(_NAME.findall(text)), key=lambda short: _MODULES[short])
    return [
        f"import {_MODULES[name]}" + (f" as {name}" if name != _MODULES[name] else "")
        for name in named
    ]


def _tried(write: Writer, value: Any) -> tuple[str, bytes]:
    """Return how to read a file and what is in it; nothing where that is not the very same."""
    try:
        text, data = write(value)
        made = _evaluated(text, SOURCE=io.BytesIO(data))
        return (text, data) if is_same(made, value) else ("", b"")
    except Exception:  # the user's library cannot write or read this
        return "", b""


def _inline(value: Any) -> str | None:
    try:
        text = literal(value)
        return text if is_same(_evaluated(text), value) else None
    except NotInlineError:
        return None
    except Exception:  # the user's library will not make it of that
        return None


def _evaluated(text: str, **known: Any) -> Any:
    names = {short: importlib.import_module(_MODULES[short]) for short in _NAME.findall(text)}
    return eval(text, {**names, **known})  # noqa: S307 - our own text


def _size(value: Any) -> int:
    size = getattr(value, "size", None)
    if isinstance(size, int):
        return size
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return shape[0] * (shape[1] if len(shape) > 1 else 1)
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, (list, tuple)) else 1


def _pandas_parquet(value: Any) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    value.to_parquet(buffer)
    frequency = getattr(value.index, "freqstr", None)
    regular = f".asfreq({quoted(frequency)})" if frequency else ""
    return f"pd.read_parquet(SOURCE){regular}", buffer.getvalue()


def _pandas_csv(value: Any) -> tuple[str, bytes]:
    """Write a text with no more said of types than it takes to read the very same."""
    index = value.index
    is_plain = type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1
    is_plain = is_plain and index.name is None
    data = value.to_csv(index=not is_plain).encode()
    dates = [str(n) for n, dtype in value.dtypes.items() if str(dtype).startswith("datetime64[")]
    parts = ["SOURCE", *([] if is_plain else ["index_col=0"])]
    parts += [f"parse_dates={literal(dates)}"] if dates else []
    plain = f"pd.read_csv({', '.join(parts)})"
    if is_same(_evaluated(plain, SOURCE=io.BytesIO(data)), value):
        return plain, data
    types = {str(name): str(t) for name, t in value.dtypes.items() if str(name) not in dates}
    return f"pd.read_csv({', '.join([*parts, f'dtype={literal(types)}'])})", data


def _series_parquet(value: Any) -> tuple[str, bytes]:
    return _series_by(_pandas_parquet, value)


def _series_csv(value: Any) -> tuple[str, bytes]:
    return _series_by(_pandas_csv, value)


def _series_by(write: Writer, value: Any) -> tuple[str, bytes]:
    column = value.name if isinstance(value.name, str) else "value"
    text, data = write(value.to_frame(column))
    renamed = "" if column == value.name else f".rename({literal(value.name)})"
    return f"{text}[{quoted(column)}]{renamed}", data


def _polars_parquet(value: Any) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    value.write_parquet(buffer)
    return "pl.read_parquet(SOURCE)", buffer.getvalue()


def _array_parquet(value: Any) -> tuple[str, bytes]:
    pandas = importlib.import_module("pandas")
    text, data = _pandas_parquet(pandas.DataFrame({"value": value}))
    return f'{text}["value"].to_numpy()', data


_FILES: Mapping[str, Mapping[str, Writer]] = {
    "pandas.DataFrame": {".parquet": _pandas_parquet, ".csv": _pandas_csv},
    "pandas.Series": {".parquet": _series_parquet, ".csv": _series_csv},
    "polars.DataFrame": {".parquet": _polars_parquet},
    "numpy.ndarray": {".parquet": _array_parquet},
}
