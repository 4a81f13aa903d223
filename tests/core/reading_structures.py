"""Dataflows with decorators that add nodes around a function: loaders, pipes, subdags."""

from tests.core.reading_case import case, project

MATERIAL = (
    case(
        "load_from",
        """
        @load_from.json(path=source("place"))
        def a(data: dict) -> dict: ...

        @load_from.parquet(path="x", inject_="second")
        @load_from.csv(path=value("y"), inject_="first")
        def b(first: pd.DataFrame, second: pd.DataFrame, k: int) -> pd.DataFrame: ...

        @extract_columns("c1")
        @load_from.csv(path="x.csv", inject_="frame")
        def c(frame: pd.DataFrame) -> pd.DataFrame: ...
        """,
    ),
    case(
        "save_to",
        """
        @save_to.json(path=value("o.json"), output_name_="saved")
        def a() -> dict: ...
        @save_to.json(path=source("place"))
        def b() -> dict: ...
        @save_to.json(path="1", output_name_="first")
        @save_to.json(path="2", output_name_="second", target_="c")
        def c() -> dict: ...
        """,
    ),
    case(
        "dataloader",
        """
        @dataloader()
        def a(path: str = "x") -> Tuple[pd.DataFrame, dict]: ...
        @datasaver()
        def b(a: pd.DataFrame) -> dict: ...
        """,
    ),
    case(
        "parallel",
        """
        from hamilton import htypes
        from hamilton.htypes import Collect, Parallelizable
        Items = Parallelizable[int]
        def items(n: int) -> Parallelizable[int]: ...
        def others() -> Items: ...
        def square(items: int) -> int: ...
        def total(square: Collect[int], start: int = 0) -> int: ...
        def count(square: "htypes.Collect[int]") -> int: ...
        """,
    ),
    case(
        "does",
        """
        def _sum(**numbers: int) -> int: ...
        @does(_sum)
        def total(a: int, b: int = 3) -> int:
            pass
        @hamilton_exclude
        def helper(x): ...
        """,
    ),
)

PIPES = (
    case(
        "pipe_input",
        """
        def _one(x: int) -> int: ...
        def _two(x: int, y: int, z: int = 3) -> int: ...
        @pipe_input(
            step(_one),
            step(_one),
            step(_two, y=source("u")),
            step(_two, 2).named("name"),
            step(_two, y=3).named("bare", namespace=None),
            step(_two, y=3).namespaced("space"),
            step(_two, y=3).when(season="winter"),
            step(_one).when_in(season=["summer"]),
        )
        def f(x: int, other: int) -> int: ...

        @pipe_input(step(_one), step(_one).named("q"), namespace="ns", on_input="other")
        def g(x: int, other: int) -> int: ...

        @pipe_input(step(_one).named("alone"), namespace=None)
        def h(x: int) -> int: ...

        @pipe_input(step(_one), namespace="N1")
        @pipe_input(step(_one), namespace="N2", on_input="b")
        def i(a: int, b: int) -> int: ...
        """,
        season="summer",
    ),
    case(
        "pipe_output",
        """
        def _one(x: int) -> int: ...
        def _two(x: int, y: int) -> int: ...
        @pipe_output(step(_one), step(_two, y=source("u")), step(_one).named("k"))
        def f(x: int) -> int: ...
        @pipe_output(step(_one).on_output("c1"), step(_one).on_output(["c1", "c2"]))
        @extract_fields({"c1": int, "c2": int, "c3": int})
        def g() -> dict: ...
        @pipe_output(step(_one), namespace="named", on_output="p1")
        @parameterize(p1={"x": source("a")}, p2={"x": source("b")})
        def h(x: int) -> int: ...
        @pipe_output(step(_one).when(never=1))
        def i(x: int) -> int: ...
        @pipe_output(step(_one), namespace=None)
        def j(x: int) -> int: ...
        """,
    ),
    case(
        "mutate",
        """
        def a(x: int) -> int: ...
        def b(a: int) -> int: ...
        def c(b: int) -> int: ...
        @extract_columns("c1", "c2")
        def d() -> pd.DataFrame: ...
        @mutate(a, apply_to(b, k=source("kk")).named("named"), r=value(2))
        def _first(v: int, k: int = 1, r: int = 0) -> int: ...
        @mutate(apply_to(a).when(on=1))
        def second(v: int) -> int: ...
        @mutate(apply_to(d).on_output("c1"))
        def third(v: pd.Series) -> pd.Series: ...
        def e(z: int) -> int: ...
        @mutate(e)
        def fourth(v: int) -> int: ...
        def e(zz: int) -> int: ...
        """,
        on=1,
    ),
    case(
        "together",
        """
        def _one(x: int) -> int: ...
        @tag(owner="z")
        @check_output(range=(0, 1), target_=["c1"])
        @extract_columns("c1", "c2")
        @inject(k=value(3))
        @config.when(k=1)
        def a__k1(k: int, l: int) -> pd.DataFrame: ...

        @pipe_output(step(_one))
        @check_output(range=(0, 1))
        def b(x: int) -> int: ...

        @check_output(range=(0, 1))
        @pipe_output(step(_one).named("late"))
        def c(x: int) -> int: ...
        """,
        k=1,
    ),
)

_INNER = """
from hamilton.function_modifiers import config, extract_columns
import pandas as pd
@config.when(mode="fast")
def alpha__f(src: int) -> int: ...
@config.when(mode="slow")
def alpha__s(src: int, slowness: int = 2) -> int: ...
def beta(alpha: int) -> int: ...
@extract_columns("col1", "col2")
def frame(beta: int) -> pd.DataFrame: ...
"""

SUBDAGS = (
    case(
        "subdag",
        """
        def p(src: int) -> int: ...
        def q(p: int, shared: int, mode: str) -> int: ...
        @subdag(
            p, q, inputs={"src": source("outer"), "lit": value(4)}, config={"mode": "x"},
            external_inputs=["ext"],
        )
        def a(q: int, ext: int) -> int: ...
        @subdag(p, inputs={"src": source("a")}, namespace="ns", final_node_name="end")
        def b(p: int) -> int: ...
        @subdag(b, inputs={"a": source("elsewhere")})
        def nested(end: int) -> int: ...
        @parameterized_subdag(
            p, inputs={"src": source("base")},
            s1={"inputs": {"src": source("o1")}},
            s2={"inputs": {"src": value(2)}, "config": {"k": 1}, "external_inputs": ["e2"]},
            s3={},
        )
        def many(p: int, e2: int) -> int: ...
        """,
    ),
    project(
        "subdag_of_modules",
        {
            "flow.py": """
                import inner
                import parts.deep as deep
                from hamilton.function_modifiers import (
                    check_output, configuration, extract_fields, source, subdag, tag, value,
                )
                from inner import alpha__f as alpha, beta as last
                @subdag(inner, inputs={"src": source("outer")}, config={"mode": "fast"})
                def a(beta: int) -> int: ...
                @subdag(alpha, last, inputs={"src": value(3)}, namespace="ns")
                def b(beta: int) -> int: ...
                @subdag(
                    deep, inputs={"k": source("a")}, config={"mode": configuration("chosen")}
                )
                def c(only: int) -> int: ...
                @extract_fields({"d1": int})
                @subdag(inner, inputs={"src": source("outer")}, config={"mode": "slow"})
                def d(beta: int) -> dict: ...
                @tag(q="r")
                @check_output(range=(0, 1))
                @subdag(inner, inputs={"src": source("outer")}, config={"mode": "fast"})
                def e(beta: int) -> int: ...
            """,
            "inner.py": _INNER,
            "parts/__init__.py": "from . import sibling\n",
            "parts/deep.py": """
                from hamilton.function_modifiers import config, source, subdag
                from . import sibling
                @config.when(mode="g")
                def only__g(k: int) -> int: ...
                @config.when_not(mode="g")
                def only__not_g(k: int, l: int) -> int: ...
                @subdag(sibling, inputs={"n": source("k")})
                def nested(helper: int) -> int: ...
            """,
            "parts/sibling.py": "def helper(n: int) -> int: ...\ndef _no(n): ...\n",
        },
        chosen="g",
    ),
    project(
        "with_columns",
        {
            "flow.py": """
                import pandas as pd
                import polars as pl
                import features
                from features import c
                from hamilton.function_modifiers import config
                from hamilton.plugins import h_polars, h_polars_lazyframe as lazy
                from hamilton.plugins.h_pandas import with_columns
                def d(c: pd.Series, ext: int) -> pd.Series: ...
                def pc(t: pl.Series) -> pl.Series: ...
                def pe(z: pl.Expr) -> pl.Expr: ...
                @with_columns(c, d, columns_to_pass=["a", "b"])
                def x1(frame: pd.DataFrame, k: int) -> pd.DataFrame: ...
                @with_columns(
                    features, columns_to_pass=["aa"], select=["e"], namespace="ns",
                    config_required=["m"],
                )
                def x2(frame: pd.DataFrame) -> pd.DataFrame: ...
                @with_columns(features, on_input="q", select=["c"])
                def x3(k: int, q: pd.DataFrame) -> pd.DataFrame: ...
                @h_polars.with_columns(pc, columns_to_pass=["t"])
                def x4(table: pl.DataFrame) -> pl.DataFrame: ...
                @lazy.with_columns(pe, columns_to_pass=["z"])
                def x5(lazy_table: pl.LazyFrame) -> pl.LazyFrame: ...
            """,
            "features.py": """
                import pandas as pd
                from hamilton.function_modifiers import config
                def a(q: pd.DataFrame) -> pd.Series: ...
                def c(a: pd.Series) -> pd.Series: ...
                @config.when(m="1")
                def e__1(c: pd.Series) -> pd.Series: ...
                @config.when_not(m="1")
                def e__2(c: pd.Series, k: int) -> pd.Series: ...
            """,
        },
        m="1",
    ),
)

STRUCTURES = (*MATERIAL, *PIPES, *SUBDAGS)
