"""Functions as real projects write them: helpers, conditions, decorators of their own."""

from tests.core.reading_case import case

FUNCTIONS = (
    case(
        "helper_functions",
        """
        import functools
        def _columns(start, count=2):
            '''Names of columns.'''
            names = [f"{start}_{i}" for i in range(count)]
            names.extend([f"{start}_x"])
            names += [f"{start}_y"]
            others = set()
            others.add(f"{start}_z")
            return names + sorted(others)
        def _variants(names):
            made = {}
            made.update({"first": {"v": value(1)}})
            for name in names:
                if name == "fixed":
                    made["f"] = {"v": value(0)}
                else:
                    made[name + "_o"] = {"v": source(name)}
            return made
        def _both(function):
            return tag(a="b")(extract_columns("m1", "m2")(function))
        def _in(region):
            return config.when(region=region)
        def _one(name):
            def wrap(function):
                return extract_columns(name)(function)
            return wrap
        owned = functools.partial(tag, owner="me")
        @extract_columns(*_columns("a"))
        def a() -> pd.DataFrame: ...
        @parameterize(**_variants(["x", "fixed", "y"]))
        def b(v: int) -> int: ...
        @owned(team="z")
        @extract_columns("z1")
        def c() -> pd.DataFrame: ...
        @_both
        def d() -> pd.DataFrame: ...
        @_in("us")
        def e__us() -> int: ...
        @_in("uk")
        def e__uk(q: int) -> int: ...
        @_one("w")
        def g() -> pd.DataFrame: ...
        """,
        region="us",
    ),
    case(
        "inner_functions",
        """
        def _parts(times):
            @config.when(mode="add")
            def d__add(a: int, c: int) -> int: ...
            @config.when(mode="sub")
            def d__sub(a: int) -> int: ...
            def e(d: int) -> int: ...
            return [d__add, d__sub, e]
        @subdag(*_parts(2), inputs={"c": value(10)}, config={"mode": "sub"})
        def v1(e: int) -> int: ...
        @subdag(*_parts(3), inputs={"c": source("b")}, config={"mode": "add"})
        def v2(e: int) -> int: ...
        """,
    ),
    case(
        "conditional_functions",
        """
        import sys
        from typing import TYPE_CHECKING
        FLAG = False
        if FLAG:
            def never() -> int: ...
        else:
            def always(a: int) -> int: ...
        if sys.version_info >= (3, 8):
            def modern(b: int) -> int: ...
        else:
            def modern(c: int) -> int: ...
        if __name__ == "__main__":
            def as_a_script() -> int: ...
        if TYPE_CHECKING:
            from somewhere import Something
        with open(__file__):
            def inside() -> int: ...
        def twice(a: int) -> int: ...
        def twice(z: int) -> int: ...
        def deleted() -> int: ...
        del deleted
        def no_longer() -> int: ...
        no_longer = 3
        from json import loads as replaced
        def _private(x: int) -> int: ...
        public = _private
        """,
    ),
    case(
        "foreign_decorators",
        """
        import contextlib
        import functools
        REGISTERED = []
        def _registered(function):
            REGISTERED.append(function)
            return function
        def _logged(function):
            @functools.wraps(function)
            def inner(*args, **kwargs): return function(*args, **kwargs)
            return inner
        def _retried(times=3):
            def decorate(function):
                @functools.wraps(function)
                def inner(*args, **kwargs): return function(*args, **kwargs)
                return inner
            return decorate
        @_registered
        @_logged
        def a(x: int) -> int: ...
        @_retried(5)
        @extract_columns("c1")
        def b(a: int) -> pd.DataFrame: ...
        @extract_columns("c2")
        @_retried()
        def c(a: int) -> pd.DataFrame: ...
        @functools.lru_cache(maxsize=None)
        def cached(z: int) -> int: ...
        @functools.cache
        def also_cached(z: int) -> int: ...
        @functools.singledispatch
        def dispatched(y: int) -> int: ...
        partly = functools.partial(a, x=1)
        def reads(cached: int, also_cached: int) -> int: ...
        """,
    ),
    case(
        "annotations",
        """
        Named = Dict[str, int]
        def a(x: "int", y: "Optional[str]" = None) -> "pd.Series": ...
        def b(a: pd.Series) -> Named: ...
        def c(b: Named) -> Annotated[int, "more"]: ...
        @extract_fields("d1")
        def d() -> Named: ...
        """,
    ),
)
