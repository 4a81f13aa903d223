"""One function, many nodes."""

from hamilton.function_modifiers import (
    group,
    inject,
    parameterize,
    parameterize_sources,
    parameterize_values,
    source,
    value,
)

TIMES = {"thrice": 3, "twice": 2}


@parameterize(
    summed={"x": source("left"), "y": value(3)},
    shifted=({"x": value(1), "y": source("right")}, "Has words of its own."),
    bare={},
)
def added(x: int, y: int, z: int) -> int:
    """Adds {x} and {y}."""
    return x + y + z


@parameterize(**{name: {"times": value(n)} for name, n in TIMES.items()})  # pyright: ignore[reportArgumentType]
def multiplied(summed: int, times: int) -> int:
    return summed * times


@parameterize(
    total={"parts": group(source("summed"), value(2), source("shifted"))},
    lone={"parts": group(source("right"))},
)
def collected(parts: list[int]) -> int:
    return sum(parts)


@parameterize(mapped={"parts": group(k=source("summed"), j=value(3))})
def keyed(parts: dict[str, int]) -> int:
    return len(parts)


@parameterize_values(parameter="y", assigned_output={("v1", "Is one."): 1, ("v2", "Is two."): 2})
def by_value(summed: int, y: int) -> int:
    return summed + y


@parameterize_sources(s1={"x": "v1"}, s2={"x": "v2", "y": "lone"})
def by_source(x: int, y: int) -> int:
    return x + y


@inject(parts=group(source("s1"), value(2)), extra=source("right"))
def injected(parts: list[int], extra: int, z: int) -> int:
    return sum(parts) + extra + z
