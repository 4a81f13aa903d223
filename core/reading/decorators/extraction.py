"""`extract_columns`, `extract_fields` and `unpack_fields`: parts of a value as nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.reading.draft import Draft, Making, Misuse, Role, Wire, final, only, partial, untouched
from core.reading.typetext import ANY, UNTYPED, Type, named
from core.reading.values import (
    UNKNOWN,
    Unclear,
    Value,
    is_pair,
    is_row,
    is_table,
    plain,
    text,
)

_COLUMN_OF = {
    "pd.DataFrame": "pd.Series",
    "pl.DataFrame": "pl.Series",
    "pl.LazyFrame": "pl.Expr",
    "DataFrame": "Series",
    "GeoDataFrame": "GeoSeries",
    "Table": "Column",
}


def extract_columns(making: Making) -> list[Draft]:
    """`extract_columns("a", ("b", "its docstring"))`."""
    frame = only(final(making.drafts))
    names = [column for column in making.call.arguments if column is not UNKNOWN]
    is_partial = len(names) < len(making.call.arguments)
    return _with_parts(making, frame, columns(frame, names), is_partial)


def extract_fields(making: Making) -> list[Draft]:
    """`extract_fields({"a": int})`, `extract_fields("a", "b")`, or bare for a TypedDict."""
    whole = only(final(making.drafts))
    fields, is_partial = _fields(whole, making)
    parts = [_part(whole, name, kind) for name, kind in fields.items()]
    return _with_parts(making, whole, parts, is_partial)


def unpack_fields(making: Making) -> list[Draft]:
    """`unpack_fields("a", "b")` for the first items of a tuple."""
    whole = only(final(making.drafts))
    names = [text(name) for name in making.call.arguments if name is not UNKNOWN]
    kinds = whole.type.arguments
    if len(kinds) == 2 and kinds[1].text == "...":
        kinds = (kinds[0],) * len(names)
    elif 0 < len(kinds) < len(names):
        raise Misuse(f"it unpacks {len(names)} fields of a `{whole.type.text}`")
    kinds = (*kinds, *(ANY,) * len(names))
    parts = [_part(whole, name, kind) for name, kind in zip(names, kinds, strict=False)]
    is_partial = len(names) < len(making.call.arguments)
    return _with_parts(making, whole, parts, is_partial)


def columns(frame: Draft, names: Iterable[Value]) -> list[Draft]:
    """Return the nodes of some columns of a frame. Raises `Unclear`."""
    kind = column_type(frame.type)
    made: list[Draft] = []
    for column in names:
        name, doc = column if is_pair(column) else (column, None)
        part = _part(frame, text(name), kind)
        made.append(replace(part, doc=doc) if isinstance(doc, str) else part)
    return made


def column_type(frame: Type) -> Type:
    """Return the type of the columns of a frame."""
    column = _COLUMN_OF.get(frame.origin)
    return named(column) if column else UNTYPED


def _part(whole: Draft, name: str, kind: Type) -> Draft:
    return replace(
        whole, name=name, type=kind, inputs={whole.name: Wire(whole.type)}, role=Role.STANDARD
    )


def _with_parts(making: Making, whole: Draft, parts: list[Draft], is_partial: bool) -> list[Draft]:
    made = [*untouched(making.drafts, [whole]), whole, *parts]
    return partial(made) if is_partial or making.call.has_more else made


def _fields(whole: Draft, making: Making) -> tuple[Mapping[str, Type], bool]:
    """Return the fields that are asked for with their types, and whether there may be more."""
    given = [*making.call.arguments]
    if "fields" in making.call.keywords:
        given.append(making.call.keywords["fields"])
    told = [value for value in given if value is not UNKNOWN and value is not None]
    is_partial = len(told) < sum(value is not None for value in given)
    of_type = _fields_of_type(making)
    if told and is_table(told[0]):
        kinds = making.workshop.annotations.type_of_value
        return {text(k): kinds(v) for k, v in told[0].items()}, is_partial
    names = [name for value in told for name in (value if is_row(value) else [value])]
    if not names and not is_partial:
        if of_type is None:
            raise Unclear
        return of_type, False
    kind = whole.type.arguments[1] if len(whole.type.arguments) == 2 else ANY
    kept = [text(plain(name)) for name in names if name is not UNKNOWN]
    return {n: (of_type or {}).get(n, kind) for n in kept}, is_partial or len(kept) < len(names)


def _fields_of_type(making: Making) -> Mapping[str, Type] | None:
    """Return the fields of the TypedDict that a function says it returns."""
    function = making.function
    if function.tree.returns is None:
        return None
    try:
        value = making.workshop.evaluator.value(function.tree.returns, function.module)
    except Unclear:
        return None
    return making.workshop.annotations.fields(value)
