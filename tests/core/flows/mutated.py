"""Functions changed by others, from below them."""

from hamilton.function_modifiers import apply_to, mutate, source


def first(x: int) -> int:
    return x


def second(first: int) -> int:
    return first


@mutate(first, second)
def _plus_one(number: int) -> int:
    return number + 1


@mutate(apply_to(second, k=source("k")))
def plus_k(number: int, k: int) -> int:
    return number + k
