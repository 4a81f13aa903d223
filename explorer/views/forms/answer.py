"""What was typed, read as far as the explorer can: the worker has the last word."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from json import JSONDecodeError
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import Form, FormKind

FILE_SUFFIXES = (".csv", ".parquet", ".json")
_EMPTY_TEXT = '""'
_SAMPLES = {
    FormKind.INTEGER: (int, "Type a whole number, such as 12."),
    FormKind.NUMBER: (float, "Type a number, such as 0.25."),
    FormKind.DATE: (date.fromisoformat, "Type a date, such as 2024-01-31."),
    FormKind.DATETIME: (datetime.fromisoformat, "Type a date and time, such as 2024-01-31 08:30."),
}
"""By kind: what raises ValueError where a text is none, and what to do then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a field says: a value, or what is wrong; neither where it is left to the default.

    `is_missing` says that nothing is wrong but that there is nothing.
    """

    value: Given | None = None
    error: str = ""
    is_missing: bool = False


def read(form: Form, text: str) -> Answer:
    """Read what was typed for a form."""
    typed = text.strip()
    if not typed:
        return _nothing(form)
    match form.kind:
        case FormKind.TEXT | FormKind.CHOICE:
            return Answer(GivenText("" if typed == _EMPTY_TEXT else text))
        case FormKind.JSON:
            return _json(typed)
        case FormKind.FILE:
            return _json(typed) if typed[0] in "{[" else _file(typed)
        case FormKind.BOOLEAN:
            return _json(typed.lower())
        case _:
            return _sampled(typed, *_SAMPLES[form.kind])


def written(value: Given | None, *, indented: bool = False) -> str:
    """Return a value as one would type it; the reverse of `read`."""
    match value:
        case None:
            return ""
        case GivenText(text):
            return text or _EMPTY_TEXT
        case GivenFile(path):
            return str(path)
        case GivenJson(str(text)):
            return text or _EMPTY_TEXT
        case GivenJson(plain):
            return json.dumps(plain, ensure_ascii=False, indent=2 if indented else None)


def _nothing(form: Form) -> Answer:
    if form.optional or form.default is not None:
        return Answer()
    if form.kind is FormKind.TEXT:
        sentence = f"A value is needed. For an empty text type {_EMPTY_TEXT}."
        return Answer(error=sentence, is_missing=True)
    return Answer(error="A value is needed.", is_missing=True)


def _sampled(typed: str, reader: Callable[[str], object], sentence: str) -> Answer:
    try:
        reader(typed)
    except ValueError:
        return Answer(error=sentence)
    return Answer(GivenText(typed))


def _json(typed: str) -> Answer:
    try:
        return Answer(GivenJson(json.loads(typed)))
    except JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return Answer(error=f"This is not JSON: {error.msg.lower()} at {where}.")


def _file(typed: str) -> Answer:
    path = Path(typed).expanduser()
    if path.suffix.lower() not in FILE_SUFFIXES:
        return Answer(error="Choose a CSV, Parquet or JSON file.")
    if not path.is_file():
        return Answer(error=f"There is no file {path}.")
    return Answer(GivenFile(path.absolute()))
