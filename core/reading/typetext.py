"""Types as people write them, and what a person would be asked for a value of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.model.graph import Form, FormKind

_ALIASES = {"pandas": "pd.", "numpy": "np.", "polars": "pl.", "pyarrow": "pa."}
_BUILTIN_GENERICS = {
    "DefaultDict": "defaultdict",
    "Deque": "deque",
    "Dict": "dict",
    "FrozenSet": "frozenset",
    "List": "list",
    "Set": "set",
    "Tuple": "tuple",
    "Type": "type",
}
_ASKED: dict[str, FormKind] = {
    "bool": FormKind.BOOLEAN,
    "bytes": FormKind.TEXT,
    "date": FormKind.DATE,
    "datetime": FormKind.DATETIME,
    "Decimal": FormKind.NUMBER,
    "float": FormKind.NUMBER,
    "int": FormKind.INTEGER,
    "Path": FormKind.TEXT,
    "PurePath": FormKind.TEXT,
    "str": FormKind.TEXT,
    "Timestamp": FormKind.DATETIME,
    "UUID": FormKind.TEXT,
}
_FRAMES = {"DataFrame", "GeoDataFrame", "Index", "LazyFrame", "Series", "Table", "ndarray"}
_FRAME_PACKAGES = {"dask", "geopandas", "modin", "narwhals", "numpy", "pandas", "polars", "pyarrow"}


@dataclass(frozen=True, slots=True)
class Type:
    """A type as people write it, such as `dict[str, int]` or `int | None`.

    `origin` is the text without arguments: `dict`; `|` for a union. `choices` are the texts of
    the values of an enum or a Literal. `is_optional` says that None is allowed.
    """

    text: str = ""
    origin: str = ""
    arguments: tuple["Type", ...] = ()
    asks: FormKind = FormKind.JSON
    choices: tuple[str, ...] = ()
    is_optional: bool = False

    def form(self, default: str | None = None) -> Form:
        """Return what to ask a person for."""
        return Form(self.asks, self.choices, default, self.is_optional)


UNTYPED: Final = Type()
ANY: Final = Type("Any", "Any")


def named(text: str, *arguments: Type) -> Type:
    """Return a type by its plain name."""
    whole = f"{text}[{', '.join(a.text for a in arguments)}]" if arguments else text
    alias, _, name = text.rpartition(".")
    is_frame = f"{alias}." in _ALIASES.values() and name in _FRAMES
    return Type(
        whole, text, arguments, _ASKED.get(text, FormKind.FILE if is_frame else FormKind.JSON)
    )


def of_symbol(dotted: str) -> Type:
    """Return the type that a dotted name from outside the project stands for."""
    package, _, name = dotted.partition(".")[0], "", dotted.rpartition(".")[2]
    if package in ("typing", "typing_extensions"):
        return named(_BUILTIN_GENERICS.get(name, name))
    text = _ALIASES.get(package, "") + name
    if package in _FRAME_PACKAGES and name in _FRAMES:
        return Type(text, text, (), FormKind.FILE)
    asks = _ASKED.get(name, FormKind.JSON)
    if package == "numpy":
        asks = _numpy_kind(name)
    return Type(text, text, (), asks)


def _numpy_kind(name: str) -> FormKind:
    for start, kind in (("float", FormKind.NUMBER), ("int", FormKind.INTEGER)):
        if name.startswith(start):
            return kind
    return FormKind.BOOLEAN if name.startswith("bool") else FormKind.JSON


def union(parts: list[Type]) -> Type:
    """Return the type of values that are of one of several types."""
    flat: dict[str, Type] = {}
    for part in parts:
        for alternative in part.arguments if part.origin == "|" else (part,):
            flat.setdefault(alternative.text, alternative)
    told = [part for part in flat.values() if part.text != "None"]
    if len(flat) == 1:
        return next(iter(flat.values()))
    asks = _of_several([part.asks for part in told])
    choices = told[0].choices if len(told) == 1 else ()
    is_optional = len(told) < len(flat) or any(part.is_optional for part in told)
    return Type(" | ".join(flat), "|", tuple(flat.values()), asks, choices, is_optional)


def _of_several(kinds: list[FormKind]) -> FormKind:
    """Return the one form that can give a value for each of several types."""
    distinct = set(kinds)
    if len(distinct) == 1:
        return kinds[0]
    for kind in (FormKind.FILE, FormKind.TEXT):
        if kind in distinct:
            return kind
    return FormKind.NUMBER if distinct == {FormKind.INTEGER, FormKind.NUMBER} else FormKind.JSON


def _first(parts: list[Type]) -> Type:
    return parts[0]


def _optional(parts: list[Type]) -> Type:
    return union([parts[0], Type("None", "None", is_optional=True)])


SPECIAL: dict[str, Callable[[list[Type]], Type]] = {
    "Annotated": _first,
    "column": _first,
    "Optional": _optional,
    "Union": union,
}
"""Types that stand for something made of their arguments."""
