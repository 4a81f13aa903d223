"""Names as real projects use them: aliases, constants, several modules."""

from tests.core.reading_case import case, project

ALIASES = (
    project(
        "aliases",
        {
            "flow.py": """
                import hamilton.function_modifiers
                import hamilton.function_modifiers as modifiers
                import pandas as pd
                from hamilton import function_modifiers
                from hamilton import function_modifiers as fm
                from hamilton.function_modifiers import config as cfg, parameterize as par
                from hamilton.function_modifiers.configuration import config as other_config
                from hamilton.function_modifiers.expanders import extract_fields
                when = cfg.when
                owned = fm.tag(owner="me")
                in_range = fm.check_output(range=(0, 1))
                @fm.extract_columns("a", "b")
                def frame() -> pd.DataFrame: ...
                @hamilton.function_modifiers.tag(x="y")
                @modifiers.extract_fields({"k": int})
                def table() -> dict: ...
                @extract_fields(dict(m=int, n=str))
                def other() -> dict: ...
                @cfg.when(r="us")
                def t__us(a: pd.Series) -> int: ...
                @when(r="uk")
                def t__uk(b: pd.Series) -> int: ...
                @other_config.when_not(r="us")
                def u(b: pd.Series) -> int: ...
                @par(p={"x": function_modifiers.source("q")}, r={"x": fm.value(1)})
                def f(x: int, y: int) -> int: ...
                @owned
                @in_range
                def number() -> float: ...
            """
        },
        r="us",
    ),
    project(
        "helper_module",
        {
            "flow.py": """
                import constants as K
                import pandas as pd
                from constants import COLUMNS as NAMES, TABLE
                from toolbox import config, extract_columns, fm, parameterize, source
                @extract_columns(*NAMES)
                def a() -> pd.DataFrame: ...
                @fm.extract_columns(*K.MORE)
                def b() -> pd.DataFrame: ...
                @config.when(r="us")
                def c__us() -> int: ...
                @parameterize(**{k: {"v": source(v)} for k, v in TABLE.items()})
                def d(v: int) -> int: ...
                @K.CHECK
                def e() -> float: ...
            """,
            "toolbox.py": """
                from hamilton import function_modifiers as fm
                from hamilton.function_modifiers import *
                from hamilton.function_modifiers import source
            """,
            "constants.py": """
                from hamilton import function_modifiers as fm
                COLUMNS = ("a1", "a2")
                MORE = [name + "_x" for name in COLUMNS]
                TABLE = {"t1": "s1", "t2": "s2"}
                CHECK = fm.check_output(range=(0, 1))
            """,
        },
        r="us",
    ),
    project(
        "relative",
        {
            "pack/__init__.py": "",
            "pack/flow.py": """
                import pandas as pd
                from hamilton.function_modifiers import extract_columns, pipe_input, source, step
                from hamilton.function_modifiers import subdag
                from . import other
                from .other import COLUMNS, helper
                from .deeper.steps import last
                @subdag(other, inputs={"x": source("q")})
                def a(out: int) -> int: ...
                @extract_columns(*COLUMNS)
                def b() -> pd.DataFrame: ...
                @pipe_input(step(helper), step(last, how=source("h")))
                def c(z: int) -> int: ...
            """,
            "pack/other.py": """
                COLUMNS = ["e1"]
                def out(x: int) -> int: ...
                def helper(v: int, k: int = 1) -> int: ...
            """,
            "pack/deeper/__init__.py": "",
            "pack/deeper/steps.py": "def last(x: int, how: str) -> int: ...\n",
        },
        ("pack.flow",),
    ),
    project(
        "without_init",
        {
            "flow.py": """
                import spaced.thing as other
                import pandas as pd
                from hamilton.function_modifiers import extract_columns, source, subdag
                from spaced import thing
                from spaced.deep.names import COLUMNS
                @subdag(thing, inputs={"x": source("q")})
                def a(out: int) -> int: ...
                @subdag(other.out, inputs={"x": source("r")})
                def b(out: int) -> int: ...
                @extract_columns(*COLUMNS)
                def c() -> pd.DataFrame: ...
            """,
            "spaced/thing.py": "def out(x: int) -> int: ...\n",
            "spaced/deep/names.py": 'COLUMNS = ["e1"]\n',
        },
    ),
    project(
        "package",
        {
            "flow/__init__.py": """
                import os
                from . import parts
                from .parts import p1, _hidden
                from .more import *
                from .sub import deep
                from flow.parts import p2 as renamed
                def own(p1: int) -> int: ...
            """,
            "flow/parts.py": """
                def p1(x: int) -> int: ...
                def p2(y: int) -> int: ...
                def p3() -> int: ...
                def _hidden(z: int) -> int: ...
            """,
            "flow/more.py": """
                from .parts import p3
                __all__ = ["m1"]
                def m1(q: int) -> int: ...
                def m2() -> int: ...
            """,
            "flow/sub/__init__.py": "def deep(d: int) -> int: ...\n",
        },
    ),
    project(
        "several_modules",
        {
            "one.py": "def a(x: int) -> int: ...\ndef c(b: int) -> int: ...\n",
            "two.py": "from one import a\ndef b(a: int, y: int) -> int: ...\n",
        },
        ("two", "one"),
    ),
)

CONSTANTS = (
    case(
        "constants",
        """
        BASE = ["a", "b"]
        MORE = BASE + ["c"]
        ALL = [*MORE, "d"]
        START = "x"
        NUMBERED = [f"{START}_{i}" for i in range(3)]
        VARIANTS = {f"{n}_out": {"v": source(n)} for n in NUMBERED}
        EXTENDED = {**VARIANTS, "extra": {"v": value(3)}}
        KINDS = dict(zip(["f1", "f2"], [int, str]))
        LEFT, RIGHT = ["t1"], ("t2",)
        @extract_columns(*[name + "_all" for name in ALL])
        def a() -> pd.DataFrame: ...
        @parameterize(**EXTENDED)
        def b(v: int, w: int) -> int: ...
        @parameterize_sources(
            **{f"{a}{b}": dict(v=a, w=b) for a in "pq" for b in ["1", "2"] if a + b != "p2"}
        )
        def c(v: int, w: int) -> int: ...
        @parameterize_values("v", {(n.upper(), "about " + n): i for i, n in enumerate(NUMBERED)})
        def d(v: int) -> int: ...
        @extract_fields(KINDS)
        def e() -> dict: ...
        @extract_columns(*sorted({"zz", "yy"}), *LEFT, *RIGHT)
        def f() -> pd.DataFrame: ...
        @extract_columns(
            *["%s_%d" % ("pp", i) for i in (1, 2)], *"m n".split(), "_".join(["j", "k"]),
            "{}{}".format("fo", "rm"), *list(map(lambda c: c * 2, ["l"])),
        )
        def g() -> pd.DataFrame: ...
        """,
    ),
    case(
        "constants_in_steps",
        """
        NAMES = ["a"]
        NAMES.append("b")
        NAMES += ["c"]
        NAMES.extend(name for name in ["d"])
        VARIANTS = {}
        VARIANTS["o1"] = {"v": source("s1")}
        VARIANTS.update({"o2": {"v": source("s2")}})
        for i in range(2):
            VARIANTS[f"loop{i}"] = {"v": value(i)}
        CHOSEN = []
        for i, name in enumerate(["e", "f"]):
            if i > 0:
                CHOSEN.append(name)
            else:
                CHOSEN.append(name + "0")
        @extract_columns(*NAMES)
        def a1() -> pd.DataFrame: ...
        @parameterize(**VARIANTS)
        def a2(v: int) -> int: ...
        @extract_columns(*CHOSEN)
        def a3() -> pd.DataFrame: ...
        NAMES = ["later"]
        @extract_columns(*NAMES)
        def a4() -> pd.DataFrame: ...
        """,
    ),
    case(
        "constants_in_classes",
        """
        import dataclasses
        from enum import Enum, StrEnum, auto
        class Column(str, Enum):
            A = "col_a"
            B = "col_b"
        class Other(Enum):
            P = "pp"
            Q = "qq"
        class Short(StrEnum):
            ONE = auto()
            TWO = "second"
        class Names:
            BASE = ["k1"]
            ALL = [*BASE, "k2"]
        class More(Names):
            MORE = ["k3"]
        @dataclasses.dataclass
        class Settings:
            columns: list
            start: str = "start"
        SETTINGS = Settings(columns=["s1", "s2"])
        @extract_columns(Column.A, Column.B.value)
        def a() -> pd.DataFrame: ...
        @extract_columns(*[member.value for member in Other], *[f"{m.name}_x" for m in Other])
        def b() -> pd.DataFrame: ...
        @extract_columns(*More.ALL, *More.MORE)
        def c() -> pd.DataFrame: ...
        @extract_columns(Short.ONE, Short.TWO)
        def d() -> pd.DataFrame: ...
        @extract_columns(*SETTINGS.columns, SETTINGS.start)
        def e() -> pd.DataFrame: ...
        """,
    ),
)

NAMES = (*ALIASES, *CONSTANTS)
