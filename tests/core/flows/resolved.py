"""Decorators that are made when the configuration is known."""

from hamilton.function_modifiers import ResolveAt, parameterize_sources, resolve


@resolve(
    when=ResolveAt.CONFIG_AVAILABLE,
    decorate_with=lambda names: parameterize_sources(**{n: {"x": f"{n}_in"} for n in names}),
)
def each(x: int) -> int:
    return x
