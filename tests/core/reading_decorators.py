"""One dataflow for each decorator that makes other nodes of a function, or none."""

from tests.core.reading_case import case

PARAMETERS = (
    case(
        "plain",
        '''
        def a() -> int: ...
        def b(a: int, wanted: float, given: float = 2.0, *rest: int, **more: int) -> float:
            """About b."""
        def c(first: int, /, second: int, *, third: int = 3) -> int: ...
        def _hidden(x): ...
        async def d(b: float) -> float: ...
        ''',
    ),
    case(
        "parameterize",
        """
        @parameterize(
            one={"x": source("up"), "y": value(3)},
            two=({"x": value(1), "y": source("up_2")}, "its own docstring"),
            three={},
            same={"x": source("up"), "y": source("up")},
        )
        def f(x: int, y: int, z: int) -> int: ...

        @parameterize(**{"__<function_name>": {"x": source("up")}})
        def g(x: int) -> int: ...
        """,
    ),
    case(
        "parameterize_group",
        """
        @parameterize(
            one={"xs": group(source("a"), value(2), source("b"))}, two={"xs": group(source("c"))}
        )
        def f(xs: List[int], other: int = 4) -> int: ...

        @parameterize(three={"xs": group(k=source("a"), l=value(3))})
        def g(xs: Dict[str, int]) -> int: ...
        """,
    ),
    case(
        "parameterize_values",
        """
        @parameterize_values("y", {("one", "doc"): 1, ("two", "doc"): 2})
        def f(x: int, y: int) -> int: ...
        """,
    ),
    case(
        "parameterize_sources",
        """
        @parameterize_sources(one=dict(x="a"), two=dict(x="b", y="c"))
        def f(x: int, y: int) -> int: ...

        @parametrized_input(parameter="x", variable_inputs={"a": ("three", ""), "b": ("four", "")})
        def g(x: int, y: int) -> int: ...
        """,
    ),
    case(
        "inject",
        """
        @inject(xs=group(source("a"), value(2)), k=source("kk"), v=value(1))
        def f(xs: List[int], k: int, v: int, z: int) -> int: ...
        """,
    ),
    case(
        "parameterize_extract_columns",
        """
        @parameterize_extract_columns(
            ParameterizedExtract(("a1", "b1"), {"x": source("i1"), "k": value(10)}),
            ParameterizedExtract(("a2", "b2"), {"x": source("i2"), "k": value(20)}),
        )
        def f(x: pd.Series, k: float) -> pd.DataFrame: ...
        """,
    ),
)

PARTS = (
    case(
        "extract_columns",
        """
        @extract_columns("c1", ("c2", "its docstring"))
        def f(x: int) -> pd.DataFrame: ...

        @extract_columns("c3")
        def g(x: int) -> pl.DataFrame: ...
        """,
    ),
    case(
        "extract_fields",
        """
        class Parent(TypedDict):
            t1: int

        class Child(Parent):
            t2: str

        Functional = TypedDict("Functional", {"x1": int, "y1": str})

        @extract_fields({"f1": int, "f2": str})
        def a(x: int) -> dict: ...

        @extract_fields("g1", "g2")
        def b(x: int) -> Dict[str, int]: ...

        @extract_fields(["h1"], "h2")
        def c(x: int) -> dict[str, int]: ...

        @extract_fields()
        def d(x: int) -> Child: ...

        @extract_fields()
        def e(x: int) -> Functional: ...
        """,
    ),
    case(
        "unpack_fields",
        """
        @unpack_fields("u1", "u2")
        def f(x: int) -> Tuple[int, str, float]: ...

        @unpack_fields("v1", "v2")
        def g(x: int) -> tuple[int, ...]: ...
        """,
    ),
    case(
        "check_output",
        """
        @check_output(range=(0, 10), data_type=float, importance="fail")
        def a(x: float) -> float: ...

        @check_output(range=(0, 10), target_="c1")
        @extract_columns("c1", "c2")
        def b() -> pd.DataFrame: ...

        @check_output(range=(0, 10))
        @extract_columns("d1", "d2")
        def c() -> pd.DataFrame: ...

        @check_output(range=(0, 10))
        @parameterize(p1={"x": source("up")}, p2={"x": value(1)})
        def d(x: int) -> int: ...
        """,
    ),
    case(
        "check_output_custom",
        """
        from hamilton.data_quality.base import BaseDefaultValidator, DataValidator, ValidationResult

        class Mine(DataValidator):
            NAME = "named"
            def applies_to(self, datatype): return True
            def description(self): return "mine"
            def validate(self, dataset): return ValidationResult(True, "")
            @classmethod
            def name(cls): return f"is_{cls.NAME}"

        class Also(Mine):
            @classmethod
            def name(cls) -> str:
                return cls.__name__.lower()

        class Default(BaseDefaultValidator):
            def __init__(self, mine, importance): super().__init__(importance)
            @classmethod
            def arg(cls): return "mine"
            @classmethod
            def applies_to(cls, datatype): return True
            def description(self): return "mine"
            def validate(self, data): return ValidationResult(True, "")

        made_before = Mine("warn")

        @check_output_custom(Mine("warn"), Also("fail"), made_before)
        def a(x: int) -> int: ...

        @check_output(mine=3, default_validator_candidates=[Default])
        def b() -> int: ...
        """,
    ),
    case(
        "described",
        """
        from hamilton.function_modifiers.metadata import ray_remote_options
        from hamilton.lifecycle import accept_error_sentinels
        @tag(owner="me", **{"a.b": "c"})
        @tag_outputs(c1={"pii": "yes"})
        @extract_columns("c1", "c2")
        def a() -> pd.DataFrame: ...

        @tag(owner="x", target_="b", display_name="Nice")
        @extract_fields({"f1": int})
        def b() -> dict: ...

        @schema.output(("a", "int"), ("b", "str"))
        def c() -> pd.DataFrame: ...

        @accept_error_sentinels
        @ray_remote_options(num_gpus=1)
        def e() -> int: ...

        @cache(behavior="recompute", format="parquet")
        @extract_columns("d1")
        def d() -> pd.DataFrame: ...
        """,
    ),
)

CONDITIONS = (
    case(
        "config_when",
        """
        @config.when(region="us")
        def rate__us(a: int) -> int: ...
        @config.when(region="uk")
        def rate__uk(b: int) -> int: ...
        @config.when_not(region="uk")
        def not_uk(a: int) -> int: ...
        @config.when_in(region=["us", "fr"])
        def among(a: int) -> int: ...
        @config.when_not_in(region=["us"])
        def not_among(a: int) -> int: ...
        @config.when(region="us", name="renamed")
        def other(a: int) -> int: ...
        @config.when(missing=None)
        def absent__x(a: int) -> int: ...
        @config.when_in(region=["us"])
        @config.when_not(other="y")
        def twice__a__b() -> int: ...
        @config(lambda c: c.get("region") == "us" and "other" not in c)
        def by_lambda__x(a: int) -> int: ...
        def _is_uk(c): return c["region"] == "uk"
        @config(_is_uk)
        def by_function(a: int) -> int: ...
        def reads(region: str, rate: int) -> str: ...
        """,
        region="us",
        unused=5,
    ),
    case(
        "config_without",
        """
        @config.when(region="us")
        def rate__us(a: int) -> int: ...
        def down(rate: int) -> int: ...
        """,
    ),
    case(
        "config_instead",
        """
        def a() -> int: ...
        def b(a: int) -> int: ...
        """,
        a=5,
    ),
    case(
        "config_of_enum",
        """
        from enum import Enum
        class Mode(str, Enum):
            FAST = "fast"
            SLOW = "slow"
        class Plain(Enum):
            FAST = "fast"
        @config.when(mode=Mode.FAST)
        def a__fast() -> int: ...
        @config.when_in(mode=[Mode.SLOW])
        def a__slow(x: int) -> int: ...
        @config.when(mode=Plain.FAST)
        def b__never() -> int: ...
        """,
        mode="fast",
    ),
    case(
        "resolve",
        """
        @resolve(
            when=ResolveAt.CONFIG_AVAILABLE, decorate_with=lambda names: extract_columns(*names)
        )
        def f() -> pd.DataFrame: ...

        def _variants(count, start="s"):
            return parameterize(**{f"p{i}": {"x": source(f"{start}{i}")} for i in range(count)})

        @resolve_from_config(decorate_with=_variants)
        def g(x: int) -> int: ...
        """,
        **{"names": ["n1", "n2"], "count": 2, "hamilton.enable_power_user_mode": True},
    ),
)

DECORATORS = (*PARAMETERS, *PARTS, *CONDITIONS)
