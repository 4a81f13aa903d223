"""Finding names by a few of their letters."""

import re
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

_HUMP = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]|(?<=[a-z0-9])[A-Z]")
_START, _RUN, _STEP = 8, 5, 1


def score(typed: str, name: str) -> int | None:
    """Return how well `name` fits the letters typed, higher being better; None when not at all.

    All letters must be there, in order. Letters that begin words (after `_`, `.`, space, or a
    hump) and letters in a row count more; short names win over long ones.
    """
    wanted, text = _bare(typed), name.lower()
    if not wanted:
        return 0
    at = text.find(wanted)
    if at >= 0:
        begins = at == 0 or not text[at - 1].isalnum()
        whole = 60 if len(wanted) == len(text) else 0
        return 40 + whole + (30 if begins else 0) + len(wanted) * _RUN - at // 4 - len(text) // 6
    if not _is_within(wanted, text):
        return None
    starts = _starts(name)
    found = _follow(wanted, text, starts)
    return sum(_worth(found, i, starts) for i in range(len(found))) - len(text) // 6


def places(typed: str, name: str) -> frozenset[int]:
    """Return where in `name` the letters typed were found; nowhere when they do not fit."""
    wanted, text = _bare(typed), name.lower()
    at = text.find(wanted)
    if at >= 0:
        return frozenset(range(at, at + len(wanted)))
    if not _is_within(wanted, text):
        return frozenset()
    return frozenset(_follow(wanted, text, _starts(name)))


def best(typed: str, items: Iterable[tuple[str, T]], limit: int) -> list[T]:
    """Return the things whose names fit best, best first; equal ones keep their order."""
    found = (
        (-fit, place, item)
        for place, (name, item) in enumerate(items)
        if (fit := score(typed, name)) is not None
    )
    return [item for _, _, item in sorted(found, key=lambda one: one[:2])[:limit]]


def _bare(typed: str) -> str:
    return typed.lower().replace(" ", "")


def _is_within(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in wanted)


def _starts(name: str) -> list[int]:
    return [match.start() for match in _HUMP.finditer(name)]


def _follow(wanted: str, text: str, starts: list[int]) -> list[int]:
    """Walk through the letters, each time taking a start of a word where one fits."""
    found: list[int] = []
    at = 0
    for done, letter in enumerate(wanted, 1):
        next_one = text.index(letter, at)
        start = next((i for i in starts if i >= at and text[i] == letter), None)
        goes_on = bool(found) and next_one == found[-1] + 1
        if start is not None and not goes_on and _is_within(wanted[done:], text[start + 1 :]):
            next_one = start
        found.append(next_one)
        at = next_one + 1
    return found


def _worth(found: list[int], i: int, starts: list[int]) -> int:
    if found[i] in starts:
        return _START
    return _RUN if i and found[i] == found[i - 1] + 1 else _STEP
