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
    if not typed:
        return 0
    wanted, text = typed.lower().replace(" ", ""), name.lower()
    at = text.find(wanted)
    if at >= 0:
        begins = at == 0 or not text[at - 1].isalnum()
        whole = 60 if len(wanted) == len(text) else 0
        return 40 + whole + (30 if begins else 0) + len(wanted) * _RUN - at // 4 - len(text) // 6
    if not _is_within(wanted, text):
        return None
    starts = {match.start() for match in _HUMP.finditer(name)}
    total = _follow(wanted, text, starts)
    return total - len(text) // 6


def best(typed: str, items: Iterable[tuple[str, T]], limit: int) -> list[T]:
    """Return the things whose names fit best, best first; equal ones keep their order."""
    found = (
        (-fit, place, item)
        for place, (name, item) in enumerate(items)
        if (fit := score(typed, name)) is not None
    )
    return [item for _, _, item in sorted(found, key=lambda one: one[:2])[:limit]]


def _is_within(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in wanted)


def _follow(wanted: str, text: str, starts: set[int]) -> int:
    """Walk through the letters, each time taking a start of a word where one fits."""
    total, at, last = 0, 0, -2
    for left, letter in zip(range(len(wanted), 0, -1), wanted, strict=True):
        found = text.index(letter, at)
        start = next((i for i in sorted(starts) if i >= at and text[i] == letter), None)
        rest = wanted[len(wanted) - left + 1 :]
        if start is not None and found != last + 1 and _is_within(rest, text[start + 1 :]):
            found = start
        total += _START if found in starts else _RUN if found == last + 1 else _STEP
        at, last = found + 1, found
    return total
