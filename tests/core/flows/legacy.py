"""Older spellings, which Hamilton still takes."""

from hamilton.function_modifiers import does, parameterized_inputs, parametrized, parametrized_input


def _sum(**numbers: int) -> int:
    return sum(numbers.values())


@does(_sum)
def total(a: int, b: int = 3) -> int: ...


@parametrized(parameter="y", assigned_output={("old1", "First."): 1, ("old2", "Second."): 2})
def by_value(total: int, y: int) -> int:
    return total + y


@parametrized_input(parameter="x", variable_inputs={"old1": ("in1", "One."), "old2": ("in2", "")})
def by_input(x: int, y: int) -> int:
    return x + y


@parameterized_inputs(both={"x": "in1", "y": "in2"})
def by_inputs(x: int, y: int) -> int:
    return x + y
