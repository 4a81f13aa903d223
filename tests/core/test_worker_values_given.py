"""Values that are handed in are read as their nodes are annotated, or refused in a sentence."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.worker.messages import Given
from tests.core.surroundings import by_library, needs
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import run, seen

FLOW = """
    import dataclasses, datetime, decimal, enum, pathlib, uuid
    from typing import Annotated, Any, Literal, NewType, Optional, TypedDict, Union

    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    class Color(enum.Enum):
        RED = "r"
        BLUE = 2

    @dataclasses.dataclass
    class Point:
        x: int
        y: int = 0

    class Options(TypedDict):
        depth: int

    Money = NewType("Money", float)
    TYPES = {
        "integer": int, "number": float, "boolean": bool, "text": str, "day": datetime.date,
        "moment": datetime.datetime, "color": Color, "literal": Literal["a", "b", 3],
        "maybe": Optional[int], "either": Union[int, str], "listed": list, "numbers": list[int],
        "parts": list[float], "keyed": dict[int, list[float]],
        "mapping": dict[str, int], "pair": tuple[int, int], "some": set[int], "any": Any,
        "money": Money, "marked": Annotated[int, "a count"], "path": pathlib.Path,
        "exact": decimal.Decimal, "identity": uuid.UUID, "point": Point, "options": Options,
        "stamp": pd.Timestamp, "small": np.int64, "frame": pd.DataFrame, "series": pd.Series,
        "polars": pl.DataFrame, "polars_series": pl.Series, "lazy": pl.LazyFrame,
        "arrow": pa.Table, "array": np.ndarray, "raw": bytes,
    }

    def told(value: object) -> str:
        return f"{type(value).__name__} {value!r}"
    """


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("project")
    write(folder, {"given.py": FLOW})
    names = FLOW[FLOW.index("TYPES") :].split('"')[1::2]
    names = [name for name in names if f'"{name}": ' in FLOW]
    with (folder / "given.py").open("a") as file:
        file.writelines(
            f"def is_{name}({name}: TYPES['{name}']) -> object: return {name}\n"
            f"def told_{name}(is_{name}: object) -> str: return told(is_{name})\n"
            for name in names
        )
    rig = Rig(cwd=folder)
    nodes, _ = rig.load(folder, "given")
    assert "told_array" in nodes
    yield rig
    rig.close()


def told(rig: Rig, name: str, given: Given) -> str:
    """How the node sees what it was handed, or why it was not."""
    ran = run(rig, f"told_{name}", inputs={name: given})
    return ran.errors[name] if ran.status == "refused" else seen(rig, f"told_{name}").text


TEXTS = [
    ("integer", "12", "int 12"),
    ("integer", "12.5", "`12.5` is not a whole number."),
    ("integer", "", "`` is not a whole number."),
    ("number", "12", "float 12.0"),
    ("number", "1e3", "float 1000.0"),
    ("number", "twelve", "`twelve` is not a number."),
    ("boolean", "Yes", "bool True"),
    ("boolean", "0", "bool False"),
    ("boolean", "maybe", "`maybe` is not true or false."),
    ("text", "12", "str '12'"),
    ("text", "", "str ''"),
    ("day", "2026-01-31", "date datetime.date(2026, 1, 31)"),
    ("day", "31.1.2026", "`31.1.2026` is not a date such as 2026-01-31."),
    ("moment", "2026-01-31 12:00", "datetime datetime.datetime(2026, 1, 31, 12, 0)"),
    (
        "moment",
        "2026-01-31T12:00:00Z",
        "datetime datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.timezone.utc)",
    ),
    ("stamp", "2026-01-31", "Timestamp Timestamp('2026-01-31 00:00:00')"),
    ("color", "RED", "Color <Color.RED: 'r'>"),
    ("color", "r", "Color <Color.RED: 'r'>"),
    ("color", "2", "Color <Color.BLUE: 2>"),
    ("color", "green", "`green` is none of r, 2."),
    ("literal", "b", "str 'b'"),
    ("literal", "3", "int 3"),
    ("literal", "c", "`c` is none of a, b, 3."),
    ("maybe", "", "NoneType None"),
    ("maybe", "None", "NoneType None"),
    ("maybe", "4", "int 4"),
    ("maybe", "x", "`x` is not a whole number."),
    ("either", "4", "int 4"),
    ("either", "four", "str 'four'"),
    ("listed", "[1, 2]", "list [1, 2]"),
    ("listed", "1, 2", "`1, 2` is not JSON, and list is expected."),
    ("mapping", '{"a": 1}', "dict {'a': 1}"),
    ("mapping", "[1]", "This is of type list; dict[str, int] is expected."),
    ("any", "[1]", "list [1]"),
    ("any", "plain", "str 'plain'"),
    ("money", "1.5", "float 1.5"),
    ("marked", "3", "int 3"),
    ("path", "a/b", "PosixPath PosixPath('a/b')"),
    ("exact", "0.10", "Decimal Decimal('0.10')"),
    ("raw", "ab", "bytes b'ab'"),
    (
        "identity",
        "12345678123456781234567812345678",
        "UUID UUID('12345678-1234-5678-1234-567812345678')",
    ),
    ("identity", "zz", "`zz` is not a UUID."),
]


@pytest.mark.parametrize(("name", "text", "expected"), TEXTS)
def test_a_text_is_read_as_the_annotated_type(
    rig: Rig, name: str, text: str, expected: str
) -> None:
    assert told(rig, name, Given(text=text)) == expected


VALUES: list[tuple[str, Any, str]] = [
    ("integer", 12, "int 12"),
    ("integer", 12.0, "This is of type float; int is expected."),
    ("integer", "12", "This is of type str; int is expected."),
    ("integer", None, "This is of type None; int is expected."),
    ("number", 12, "float 12.0"),
    ("number", True, "This is of type bool; float is expected."),
    ("boolean", False, "bool False"),
    ("boolean", 1, "This is of type int; bool is expected."),
    ("day", "2026-01-31", "date datetime.date(2026, 1, 31)"),
    ("day", "soon", "`soon` is not a date such as 2026-01-31."),
    ("color", "r", "Color <Color.RED: 'r'>"),
    ("color", 2, "Color <Color.BLUE: 2>"),
    ("literal", 3, "int 3"),
    ("maybe", None, "NoneType None"),
    ("numbers", [1, 2], "list [1, 2]"),
    ("numbers", ["a"], "`a` in it is not of type int."),
    ("mapping", {"a": "b"}, "`b` in it is not of type int."),
    ("parts", [1, 2.5], "list [1.0, 2.5]"),
    ("keyed", {"1": [2]}, "dict {1: [2.0]}"),
    ("keyed", {"x": [2]}, "`x` is not a whole number."),
    ("pair", [1, 2], "tuple (1, 2)"),
    ("some", [1, 1], "set {1}"),
    ("options", {"depth": 1}, "dict {'depth': 1}"),
    ("options", [1], "This is of type list; Options is expected."),
    ("point", {"x": 1}, "Point Point(x=1, y=0)"),
    ("point", {"z": 1}, "This makes no Point:"),
    ("exact", 0.1, "Decimal Decimal('0.1')"),
    ("small", 3, "int64 "),
    ("small", 3.5, "This is of type float; np.int64 is expected."),
    ("array", [[1, 2], [3, 4]], "ndarray array([[1, 2],"),
    ("frame", [{"a": 1}], "DataFrame    a\n0  1"),
    ("series", [1, 2], "Series 0    1\n1    2\ndtype: int64"),
    ("polars_series", [1, 2], "Series shape: (2,)"),
    ("arrow", [{"a": 1}], "Table pyarrow.Table\na: int64"),
    ("frame", 3, "This is of type int; pd.DataFrame is expected."),
]


@pytest.mark.parametrize(("name", "value", "expected"), by_library(VALUES))
def test_a_json_value_is_checked_against_the_annotation(
    rig: Rig, name: str, value: Any, expected: str
) -> None:
    assert told(rig, name, Given(json=value)).startswith(expected)


CSV = "a,b\n1,x\n2,\n"
JSON = '[{"a": 1, "b": "x"}, {"a": 2, "b": null}]'
LINES = '{"a": 1, "b": "x"}\n{"a": 2, "b": null}\n'
FRAMES = ["frame", "polars", "arrow", "any"]


@pytest.mark.parametrize("name", by_library(FRAMES))
@pytest.mark.parametrize(
    ("file", "text"),
    [("t.csv", CSV), ("t.tsv", CSV.replace(",", "\t")), ("t.json", JSON), ("t.jsonl", LINES)],
)
def test_a_file_becomes_a_frame_of_the_annotated_library(
    rig: Rig, tmp_path: Path, name: str, file: str, text: str
) -> None:
    (tmp_path / file).write_text(text)

    run(rig, f"is_{name}", inputs={name: Given(file=str(tmp_path / file))})

    found = seen(rig, f"is_{name}")
    assert found.type_name == {"polars": "pl.DataFrame", "arrow": "pa.Table"}.get(
        name, "pd.DataFrame"
    )
    assert found.table
    assert [column.name for column in found.table.columns] == ["a", "b"]
    assert found.table.cells == (("1", "x"), ("2", None))


@needs("pyarrow")
@pytest.mark.parametrize("name", by_library(FRAMES))
def test_parquet_is_read_too(rig: Rig, tmp_path: Path, name: str) -> None:
    source = """
        import pandas as pd
        def written(folder: str) -> str:
            pd.DataFrame({"a": [1, 2]}).to_parquet(f"{folder}/t.parquet")
            return f"{folder}/t.parquet"
        """
    write(tmp_path, {"writing.py": source})
    other = Rig(cwd=tmp_path)
    other.load(tmp_path, "writing")
    run(other, "written", inputs={"folder": str(tmp_path)})
    other.close()

    run(rig, f"is_{name}", inputs={name: Given(file=str(tmp_path / "t.parquet"))})

    assert seen(rig, f"is_{name}").shape == (2, 1)


FILES = [
    ("series", "one.csv", "a\n1\n2\n", "Series 0    1\n1    2\nName: a, dtype: int64"),
    ("series", "index.csv", ",a\nx,1\n", "Series x    1\nName: a, dtype: int64"),
    ("series", "two.csv", CSV, "two.csv has 2 columns; a series needs one."),
    ("polars_series", "one.csv", "a\n1\n", "Series shape: (1,)"),
    ("lazy", "one.csv", "a\n1\n", "LazyFrame <LazyFrame at"),
    ("array", "one.csv", "a\n1\n2\n", "ndarray array([1, 2])"),
    ("array", "two.csv", "a,b\n1,2\n", "ndarray array([[1, 2]])"),
    ("array", "list.json", "[[1, 2]]", "ndarray array([[1, 2]])"),
    ("mapping", "map.json", '{"a": 1}', "dict {'a': 1}"),
    ("listed", "list.json", "[1]", "list [1]"),
    ("mapping", "two.csv", CSV, "This is of type pd.DataFrame; dict[str, int] is expected."),
    ("text", "note.txt", "hello", "str 'hello'"),
    ("raw", "note.bin", "hello", "bytes b'hello'"),
    ("frame", "note.txt", "hello", "note.txt is no CSV, Parquet or JSON file."),
    ("frame", "empty.csv", "", "empty.csv cannot be read:"),
    ("frame", "broken.json", "{", "broken.json cannot be read:"),
    ("integer", "one.csv", "a\n1\n", "This is of type pd.DataFrame; int is expected."),
]


@pytest.mark.parametrize(("name", "file", "text", "expected"), by_library(FILES))
def test_a_file_is_read_as_the_annotated_type(
    rig: Rig, tmp_path: Path, name: str, file: str, text: str, expected: str
) -> None:
    (tmp_path / file).write_text(text)

    assert told(rig, name, Given(file=str(tmp_path / file))).startswith(expected)


def test_a_path_is_handed_on_as_it_is(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "any.file").touch()

    assert str(tmp_path) in told(rig, "path", Given(file=str(tmp_path / "any.file")))


def test_a_file_that_is_not_there_is_refused(rig: Rig, tmp_path: Path) -> None:
    gone = tmp_path / "gone.csv"

    assert told(rig, "frame", Given(file=str(gone))) == f"There is no file {gone}."


def test_a_file_is_read_again_when_it_has_changed(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "numbers.json"
    file.write_text("[1]")
    given = Given(file=str(file))
    run(rig, "told_numbers", inputs={"numbers": given})

    os.utime(file, (1, 1))
    same = run(rig, "told_numbers", inputs={"numbers": given})
    file.write_text(json.dumps([1, 2, 3]))
    changed = run(rig, "told_numbers", inputs={"numbers": given})

    assert same.named("reused") == ["is_numbers", "told_numbers"]
    assert changed.named("done") == ["is_numbers", "told_numbers"]
    assert seen(rig, "told_numbers").text == "list [1, 2, 3]"


def test_all_wrong_values_are_named_at_once(rig: Rig) -> None:
    inputs = {"integer": Given(text="x"), "day": Given(text="y")}

    ran = run(rig, "is_integer", "is_day", inputs=inputs)

    assert ran.errors.keys() == {"integer", "day"}
    assert ran.message.startswith("2 things are in the way. `integer`: `x` is not a whole number.")


def test_an_override_is_checked_against_what_the_node_returns(rig: Rig) -> None:
    ran = run(rig, "told_text", overrides={"told_text": 3})

    assert ran.errors == {"told_text": "This is of type int; str is expected."}


def test_values_that_are_not_needed_are_not_read(rig: Rig) -> None:
    ran = run(rig, "is_integer", inputs={"integer": 1, "day": Given(text="never read")})

    assert ran.status == "ok"
    assert ran.plan.given == ("integer",)
