"""A look at a value is bounded, right, and never waits for the value's own code."""

import struct
from collections.abc import Iterator
from typing import Any

import pytest

from core.worker.messages import Peeked, Refused, TableRecord, TreeRecord
from tests.core.surroundings import by_library, needs
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import peek, run, seen

FLOW = """
    import collections, dataclasses, datetime, decimal, enum, threading, time
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    class Raising:
        def __repr__(self): raise RuntimeError("x")
        def __len__(self): raise RuntimeError("y")
    class Hanging:
        def __repr__(self): time.sleep(1000)
    class Spinning:
        def __repr__(self):
            while True: pass
    @dataclasses.dataclass
    class Point:
        x: int
        y: list
    Pair = collections.namedtuple("Pair", "left right")

    def mixed() -> pd.DataFrame:
        return pd.DataFrame({
            "i": [1, 2, 3], "f": [0.1 + 0.2, float("nan"), 1e10], "s": ["a", None, "x" * 400],
            "d": pd.to_datetime(["2026-01-31", None, "2026-02-01"]),
            "t": pd.to_datetime(["2026-01-31 12:30", None, "2026-02-01 00:00"]),
            "z": pd.to_datetime(["2026-01-31 12:30"] * 3).tz_localize("Europe/Berlin"),
            "n": pd.array([1, None, 3], dtype="Int64"), "b": [True, False, True],
            "c": pd.Categorical(["u", None, "v"]), "o": [None, [1, 2], {"k": 1}],
            "nl": ["a\\nb", "tab\\t", None], "su": [1, 2, "\\udce9"],
        }, index=pd.Index(["r1", "r2", "r3"], name="row"))
    def levels() -> pd.DataFrame:
        index = pd.MultiIndex.from_tuples([(1, "a"), (1, None)], names=["n", "l"])
        columns = pd.MultiIndex.from_tuples([("x", "p"), ("x", "q")])
        return pd.DataFrame([[1, 2], [3, 4]], index=index, columns=columns)
    def doubled() -> pd.DataFrame:
        return pd.DataFrame([[1, 2]], columns=["a", "a"])
    def empty() -> pd.DataFrame: return pd.DataFrame()
    def no_rows() -> pd.DataFrame: return pd.DataFrame({"a": pd.Series([], dtype=float)})
    def wide() -> pd.DataFrame: return pd.DataFrame(np.zeros((10, 50_000)))
    def tall() -> pd.DataFrame: return pd.DataFrame({"a": range(100_000)})
    def series() -> pd.Series: return pd.Series([1.5, None], name="s")
    def labels() -> pd.Index: return pd.Index(["u", "v"], name="l")
    def odd_cells() -> pd.DataFrame: return pd.DataFrame({"o": [Raising(), 1], "i": [1, 2]})
    def hanging_cells() -> pd.DataFrame: return pd.DataFrame({"o": [Hanging(), 1], "i": [1, 2]})
    def polars_frame() -> pl.DataFrame:
        day = datetime.date(2026, 1, 31)
        columns = {"a": [1, None], "f": [float("nan"), 0.5], "d": [day, None], "l": [[1, 2], None]}
        return pl.DataFrame(columns)
    def polars_series() -> pl.Series: return pl.Series("p", ["x", None])
    def arrow_table() -> pa.Table: return pa.table({"a": [1, None], "s": ["x", "y"]})
    def one_d() -> np.ndarray: return np.arange(5) * 0.5
    def two_d() -> np.ndarray: return np.arange(6).reshape(2, 3)
    def fields() -> np.ndarray: return np.array([(1, 2.5)], dtype=[("n", "i4"), ("x", "f8")])
    def three_d() -> np.ndarray: return np.zeros((2, 2, 2))
    def zero_d() -> np.ndarray: return np.array(7)

    def nested() -> dict:
        frame = pd.DataFrame({"a": [1, 2]})
        parts = {"list": [1, [2, 3]], "frame": frame, 5: Point(1, [2]), "pair": Pair(1, 2)}
        return {**parts, "odd": Raising()}
    def circular() -> dict:
        loop = []
        loop.append(loop)
        return {"loop": loop}
    def deep() -> list:
        value = []
        for _ in range(100_000): value = [value]
        return value
    def big_list() -> list: return list(range(1_000_000))
    def some() -> set: return {1}
    def point() -> Point: return Point(1, [2])
    def hanging_item() -> list: return [1, Hanging()]

    def text() -> str: return "line\\nline"
    def long_text() -> str: return "x" * 300_000
    def big_int() -> int: return 10 ** 5_000_000
    def nothing() -> object: return None
    def number() -> float: return 0.1 + 0.2
    def exact() -> decimal.Decimal: return decimal.Decimal("1.10")
    def raw() -> bytes: return b"ab"
    def raising() -> Raising: return Raising()
    def hanging() -> Hanging: return Hanging()
    def spinning() -> Spinning: return Spinning()
    def function() -> object: return lambda x: x
    def lock() -> object: return threading.Lock()
    def a_class() -> type: return Point
    def generic() -> object: return list[int]

    def generator() -> object: return (i for i in range(3))
    def uses(generator: object) -> int: return sum(generator)
    def lazy() -> pl.LazyFrame: return pl.LazyFrame({"a": [1]}).with_columns(b=pl.col("a") * 0.5)

    def figure() -> object:
        from matplotlib.figure import Figure
        figure = Figure(figsize=(40, 10))
        figure.subplots().plot([1, 2])
        return figure
    def axes(figure: object) -> object: return figure.axes[0]
    def shown() -> None:
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
    def then_shown(shown: None) -> int:
        import matplotlib.pyplot as plt
        return len(plt.get_fignums()) if shown is None else -1
    def image() -> object:
        from PIL import Image
        return Image.new("CMYK", (4000, 2000))
    def plotly() -> object:
        import plotly.graph_objects as go
        return go.Figure(go.Scatter(y=[1, 2]), layout={"title": {"text": "T"}})

    def changing() -> pd.DataFrame: return pd.DataFrame({"a": [1, 2]})
    def changing_array() -> np.ndarray: return np.array([1, 2])
    def changing_list() -> list: return [[1], 2]
    def changing_polars() -> pl.DataFrame: return pl.DataFrame({"a": [1, 2]})
    def changing_big() -> list: return list(range(200_000))
    def changer_polars(changing_polars: pl.DataFrame) -> int:
        changing_polars.insert_column(1, pl.Series("new", [1, 1]))
        return changing_polars.width
    def changer(changing: pd.DataFrame, changing_array: np.ndarray, changing_list: list,
                changing_big: list) -> str:
        changing.loc[0, "a"] = 99
        changing["new"] = 1
        changing_array[0] = 99
        changing_list[0].append(99)
        changing_big[0] = "changed"
        seen = changing.a.tolist(), changing_array.tolist(), changing_list
        return " ".join(map(str, seen))
    """


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = write(tmp_path_factory.mktemp("project"), {"looks.py": FLOW})
    rig = Rig(cwd=folder)
    rig.load(folder, "looks")
    yield rig
    rig.close()


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A rig whose threads may be left behind."""
    folder = write(tmp_path_factory.mktemp("project"), {"looks.py": FLOW})
    rig = Rig(cwd=folder, is_measured=False)
    rig.load(folder, "looks")
    yield rig
    rig.close()


def look(rig: Rig, node: str, **window: Any) -> Peeked:
    ran = run(rig, node)
    assert ran.status == "ok", ran
    return seen(rig, node, **window)


def table(rig: Rig, node: str, **window: Any) -> TableRecord:
    found = look(rig, node, **window).table
    assert found
    return found


def tree(rig: Rig, node: str, **window: Any) -> TreeRecord:
    found = look(rig, node, **window).tree
    assert found
    return found


def test_cells_are_short_texts_and_nulls_are_null(rig: Rig) -> None:
    found = table(rig, "mixed")

    columns = {
        column.name: [row[i] for row in found.cells] for i, column in enumerate(found.columns)
    }
    assert found.index == ("r1", "r2", "r3")
    assert found.index_name == "row"
    assert columns["i"] == ["1", "2", "3"]
    assert columns["f"] == ["0.3", None, "1e+10"]
    assert columns["s"] == ["a", None, "x" * 299 + "…"]
    assert columns["d"] == ["2026-01-31", None, "2026-02-01"]
    assert columns["t"] == ["2026-01-31 12:30", None, "2026-02-01 00:00"]
    assert columns["z"] == ["2026-01-31 12:30"] * 3
    assert columns["n"] == ["1", None, "3"]
    assert columns["b"] == ["True", "False", "True"]
    assert columns["c"] == ["u", None, "v"]
    assert columns["o"] == [None, "[1, 2]", "{'k': 1}"]
    assert columns["nl"] == ["a\\nb", "tab\\t", None]
    assert columns["su"] == ["1", "2", "\\udce9"]


def test_columns_tell_type_and_share_of_nulls(rig: Rig) -> None:
    columns = {column.name: column for column in table(rig, "mixed").columns}

    assert columns["i"].nulls == 0
    assert columns["f"].nulls == pytest.approx(1 / 3)
    assert columns["o"].nulls == pytest.approx(1 / 3)
    assert columns["z"].dtype.startswith("datetime64[") and "Berlin" in columns["z"].dtype
    assert [name for name, c in columns.items() if c.is_numeric] == ["i", "f", "n"]


def test_a_window_is_a_rectangle_of_the_whole(rig: Rig) -> None:
    tall = table(rig, "tall", row=99_990, rows=50)
    wide = table(rig, "wide", column=49_990, columns=50, row=5, rows=2)
    outside = table(rig, "tall", row=200_000)

    assert (tall.row, tall.rows, tall.row_count) == (99_990, 10, 100_000)
    assert tall.index[0] == tall.cells[0][0] == "99990"
    assert (wide.column, len(wide.columns), wide.column_count) == (49_990, 10, 50_000)
    assert wide.columns[0].name == "49990"
    assert len(wide.cells) == 2 and len(wide.cells[0]) == 10
    assert (outside.rows, outside.cells) == (0, ())


def test_a_page_is_bounded_whatever_is_asked_for(rig: Rig) -> None:
    found = table(rig, "wide", rows=10**9, columns=10**9)

    assert len(found.cells) * len(found.columns) <= 50_000


def test_labels_of_several_levels_stand_in_a_row(rig: Rig) -> None:
    found = table(rig, "levels")

    assert found.index == ("1, a", "1, null")
    assert found.index_name == "n, l"
    assert [column.name for column in found.columns] == ["x, p", "x, q"]


def test_columns_of_one_name_are_told_apart_by_place(rig: Rig) -> None:
    found = table(rig, "doubled")

    assert [column.name for column in found.columns] == ["a", "a"]
    assert found.cells == (("1", "2"),)


def test_empty_frames_are_tables(rig: Rig) -> None:
    assert look(rig, "empty").shape == (0, 0)
    assert [column.name for column in table(rig, "no_rows").columns] == ["a"]


TABLES = [
    ("series", "pd.Series", (2,), ["s"], (("1.5",), (None,))),
    ("labels", "pd.Index", (2,), ["l"], (("u",), ("v",))),
    (
        "polars_frame",
        "pl.DataFrame",
        (2, 4),
        ["a", "f", "d", "l"],
        (("1", "NaN", "2026-01-31", "[1, 2]"), (None, "0.5", None, None)),
    ),
    ("polars_series", "pl.Series", (2,), ["p"], (("x",), (None,))),
    ("arrow_table", "pa.Table", (2, 2), ["a", "s"], (("1", "x"), (None, "y"))),
    ("one_d", "np.ndarray", (5,), ["value"], (("0",), ("0.5",), ("1",), ("1.5",), ("2",))),
    ("two_d", "np.ndarray", (2, 3), ["0", "1", "2"], (("0", "1", "2"), ("3", "4", "5"))),
    ("fields", "np.ndarray", (1,), ["n", "x"], (("1", "2.5"),)),
]


@pytest.mark.parametrize(("node", "kind", "shape", "names", "cells"), by_library(TABLES))
def test_frames_series_and_arrays_are_tables(
    rig: Rig, node: str, kind: str, shape: tuple[int, ...], names: list[str], cells: Any
) -> None:
    found = look(rig, node)

    assert (found.kind, found.type_name, found.shape) == ("table", kind, shape)
    assert found.table
    assert [column.name for column in found.table.columns] == names
    assert found.table.cells == cells


def test_cells_that_raise_say_so(rig: Rig) -> None:
    assert table(rig, "odd_cells").cells == (
        ("<Raising: its repr raises RuntimeError>", "1"),
        ("1", "2"),
    )


def test_cells_that_hang_are_shown_by_type(patient: Rig) -> None:
    found = look(patient, "hanging_cells")

    assert found.table
    assert found.table.cells == (("<Hanging>", "1"), ("1", "2"))
    assert "did not return" in found.note


def test_containers_are_trees_by_path(rig: Rig) -> None:
    top = tree(rig, "nested")
    listed = tree(rig, "nested", path=(0, 1))
    point = tree(rig, "nested", path=(2,))
    pair = tree(rig, "nested", path=(3,))

    assert [(e.key, e.type_name, e.child_count) for e in top.entries] == [
        ("list", "list", 2),
        ("frame", "pd.DataFrame", 0),
        ("5", "Point", 2),
        ("pair", "Pair", 2),
        ("odd", "Raising", 0),
    ]
    assert top.entries[1].text == "DataFrame 2 x 1"
    assert [entry.text for entry in listed.entries] == ["2", "3"]
    assert [entry.key for entry in point.entries] == ["x", "y"]
    assert [entry.key for entry in pair.entries] == ["left", "right"]


def test_a_frame_inside_a_container_is_a_table(rig: Rig) -> None:
    assert table(rig, "nested", path=(1,)).cells == (("1",), ("2",))


def test_a_path_that_leads_nowhere_is_refused(rig: Rig) -> None:
    run(rig, "nested")

    assert isinstance(peek(rig, "nested", path=(0, 9)), Refused)
    assert isinstance(peek(rig, "nested", path=(-1,)), Refused)
    assert isinstance(peek(rig, "never_run"), Refused)


def test_a_tree_comes_in_pages(rig: Rig) -> None:
    page = tree(rig, "big_list", row=999_998, rows=100)

    assert (page.first, page.total) == (999_998, 1_000_000)
    assert [entry.key for entry in page.entries] == ["999998", "999999"]


@pytest.mark.parametrize("node", ["circular", "deep", "some", "point"])
def test_odd_containers_are_trees(rig: Rig, node: str) -> None:
    assert tree(rig, node).entries


def test_an_item_that_hangs_is_shown_by_type(patient: Rig) -> None:
    assert [entry.text for entry in tree(patient, "hanging_item").entries] == ["1", "<Hanging>"]


WORDS = [
    ("text", "line\nline"),
    ("big_int", "int of about 5,000,"),
    ("nothing", "None"),
    ("number", "0.3"),
    ("exact", "1.10"),
    ("raw", "b'ab'"),
    ("raising", "<Raising: its repr raises RuntimeError>"),
    ("function", "<function function.<locals>.<lambda>>"),
    ("lock", "<unlocked _thread.lock object"),
    ("a_class", "<class Point>"),
    ("generic", "list[int]"),
    ("three_d", "array([[[0., 0.]"),
    ("zero_d", "array(7)"),
]


@pytest.mark.parametrize(("node", "text"), WORDS)
def test_anything_else_is_text(rig: Rig, node: str, text: str) -> None:
    found = look(rig, node)

    assert found.kind == "text"
    assert found.text.startswith(text)


def test_a_long_text_is_cut(rig: Rig) -> None:
    found = look(rig, "long_text")

    assert found.is_cut
    assert len(found.text) == 100_000


@pytest.mark.parametrize("node", ["hanging", "spinning"])
def test_a_value_whose_code_does_not_return_holds_nothing_up(patient: Rig, node: str) -> None:
    found = look(patient, node)
    again = seen(patient, node)

    assert found.kind == "opaque"
    assert found.text.endswith("shown by its type only.")
    assert "did not return within 2 s" in found.note
    assert again.text == found.text
    assert look(patient, "number").text == "0.3"


def test_a_generator_is_neither_used_up_nor_kept(rig: Rig) -> None:
    found = look(rig, "generator")
    ran = run(rig, "uses")

    assert found.kind == "opaque"
    assert "only once" in found.text
    assert ran.named("done") == ["generator", "uses"]
    assert ran.summaries["uses"] == "int 3"


@needs("polars")
def test_a_lazy_frame_is_told_by_its_schema(rig: Rig) -> None:
    found = look(rig, "lazy")

    assert (found.kind, found.facts) == ("opaque", (("a", "Int64"), ("b", "Float64")))


@pytest.mark.parametrize("node", ["figure", "axes", "shown", "image"])
def test_figures_and_images_are_pictures(rig: Rig, node: str) -> None:
    found = look(rig, node)

    assert found.kind == "image"
    assert rig.body.startswith(b"\x89PNG")
    assert struct.unpack(">II", rig.body[16:24]) == found.shape
    assert max(found.shape) <= 1600


def test_a_figure_that_was_left_open_is_closed_and_the_value_is_none(rig: Rig) -> None:
    ran = run(rig, "then_shown", force=True)

    assert ran.summaries == {"shown": "Figure", "then_shown": "int 0"}


def test_a_plotly_figure_says_what_is_missing(rig: Rig) -> None:
    found = look(rig, "plotly")

    assert found.kind in ("opaque", "image")
    if found.kind == "opaque":
        assert ("title", "T") in found.facts


def test_values_are_shown_as_they_were_when_their_node_ended(rig: Rig) -> None:
    ran = run(rig, "changer", force=True)

    assert seen(rig, "changer").text == "[99, 2] [99, 2] [[1, 99], 2]"
    assert ran.summaries["changing"] == "DataFrame 2 x 1"
    for node in ("changing", "changing_array"):
        assert table(rig, node).cells == (("1",), ("2",))
    assert [entry.text for entry in tree(rig, "changing_list").entries] == ["[1]", "2"]


@needs("polars")
def test_frames_of_polars_are_shown_as_they_were(rig: Rig) -> None:
    run(rig, "changer_polars", force=True)

    assert seen(rig, "changer_polars").text == "2"
    assert table(rig, "changing_polars").cells == (("1",), ("2",))


def test_reused_values_are_as_they_were_too(rig: Rig) -> None:
    run(rig, "changer", force=True)

    ran = run(rig, "changer", overrides={"changing_big": [0]})

    assert ran.named("done") == ["changer"]
    assert seen(rig, "changer").text == "[99, 2] [99, 2] [[1, 99], 2]"


def test_a_large_value_that_was_changed_says_so_and_is_not_reused(rig: Rig) -> None:
    run(rig, "changer", force=True)

    note = seen(rig, "changing_big").note
    ran = run(rig, "changing_big")

    assert note == "Changed in place by a later node; shown as it is now."
    assert ran.named("done") == ["changing_big"]
    assert seen(rig, "changing_big").note == ""
