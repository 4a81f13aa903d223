"""A tuple's items as nodes."""

from hamilton.function_modifiers import unpack_fields


@unpack_fields("u1", "u2")
def three(x: int) -> tuple[int, str, float]:
    return x, "a", 2.0


def lengths(u1: int, u2: str) -> int:
    return u1 + len(u2)
