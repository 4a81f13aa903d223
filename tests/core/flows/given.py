"""A configuration that takes the place of a node."""


def a() -> int:
    return 1


def b(a: int) -> int:
    return a
