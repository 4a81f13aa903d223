"""Graphs inside graphs."""

from hamilton.function_modifiers import parameterized_subdag, source, subdag, value


def part(src: int) -> int:
    return src


def whole(part: int, shared: int, mode: str) -> str:
    return f"{part} {shared} {mode}"


@subdag(
    part,
    whole,
    inputs={"src": source("outer"), "literal": value(4)},
    config={"mode": "x"},
    external_inputs=["extra"],
)
def graph(whole: str, extra: int) -> str:
    return whole * extra


@subdag(part, inputs={"src": source("outer")}, namespace="space", final_node_name="final")
def spaced(part: int) -> int:
    return part


@subdag(part, inputs={"src": source("middle")})
def inner(part: int) -> int:
    return part


@subdag(inner, inputs={"middle": source("outer")})
def outermost(inner: int) -> int:
    return inner


@parameterized_subdag(
    part,
    first={"inputs": {"src": source("outer")}},
    second={"inputs": {"src": value(2)}, "config": {"k": 1}},
)
def each(part: int) -> int:
    return part
