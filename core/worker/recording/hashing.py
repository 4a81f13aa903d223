"""A number for each cell, and from these one for a column or a table."""
# pyright: basic

import hashlib
import importlib
import sys
from collections.abc import Iterable
from typing import Any

SKETCH = 32
"""Number of smallest hashes that a sketch keeps."""
_GOLDEN = 0x9E3779B97F4A7C15
_WIDEST_TEXT = 64


def digest(*parts: object) -> str:
    """Return sixteen characters that are equal for equal parts."""
    text = "\0".join(map(str, parts)).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def mixed(bits: Any) -> Any:
    """Return well spread 64-bit numbers for 64-bit numbers: equal ones for equal ones."""
    numpy = importlib.import_module("numpy")
    word = numpy.uint64
    bits = bits ^ word(_GOLDEN)
    bits ^= bits >> word(30)
    bits *= word(0xBF58476D1CE4E5B9)
    bits ^= bits >> word(27)
    bits *= word(0x94D049BB133111EB)
    bits ^= bits >> word(31)
    return bits


def numbers_hashed(array: Any) -> Any:
    """Return hashes of an array of numbers, points in time or flags; all NaN are alike."""
    numpy = importlib.import_module("numpy")
    kind = array.dtype.kind
    if kind == "c":
        return mixed(numbers_hashed(array.real) + mixed(numbers_hashed(array.imag)))
    if kind == "f":
        wide = array.astype(numpy.float64)
        wide += 0.0  # minus zero is zero
        wide[numpy.isnan(wide)] = numpy.nan
        return mixed(wide.view(numpy.uint64))
    if kind in "mM":
        return mixed(array.view(numpy.int64).view(numpy.uint64))
    return mixed(array.astype(numpy.int64, copy=False).view(numpy.uint64))


def texts_hashed(array: Any) -> Any:
    """Return hashes of an array of texts and nulls."""
    numpy = importlib.import_module("numpy")
    if array.dtype.kind == "U":
        return _characters_hashed(array)
    if pandas := sys.modules.get("pandas"):
        return pandas.util.hash_array(array, categorize=True)
    return numpy.fromiter(_one_by_one(array.tolist()), numpy.uint64, len(array))


def spelled_hashed(values: Iterable[Any], count: int) -> Any:
    """Return hashes of values by how they are spelled; only for values that spell safely."""
    numpy = importlib.import_module("numpy")
    return numpy.fromiter(_one_by_one(map(repr, values)), numpy.uint64, count)


def content_of(hashes: Any) -> str:
    """Return what is equal for equal hashes in equal order."""
    numpy = importlib.import_module("numpy")
    weights = mixed(numpy.arange(len(hashes), dtype=numpy.uint64))
    return f"{int(numpy.dot(hashes, weights)):016x}"


def bag_of(hashes: Any) -> str:
    """Return what is equal for equal hashes in any order."""
    numpy = importlib.import_module("numpy")
    return f"{int(hashes.sum(dtype=numpy.uint64)):016x}"


def distinct_of(hashes: Any) -> tuple[int, tuple[int, ...]]:
    """Return how many different hashes there are, and the smallest of them."""
    numpy = importlib.import_module("numpy")
    if not len(hashes):
        return 0, ()
    ranked = numpy.sort(hashes)
    is_new = numpy.empty(len(ranked), bool)
    is_new[0] = True
    numpy.not_equal(ranked[1:], ranked[:-1], out=is_new[1:])
    first = numpy.flatnonzero(is_new)[:SKETCH]
    return int(numpy.count_nonzero(is_new)), tuple(ranked[first].tolist())


def _characters_hashed(array: Any) -> Any:
    numpy = importlib.import_module("numpy")
    width = array.dtype.itemsize // 4
    if not 0 < width <= _WIDEST_TEXT:
        return texts_hashed(array.astype(object))
    codes = numpy.ascontiguousarray(array).view(numpy.uint32).reshape(len(array), width)
    hashes = numpy.zeros(len(array), numpy.uint64)
    for place in range(width):
        hashes = mixed(hashes + codes[:, place])
    return hashes


def _one_by_one(values: Iterable[Any]) -> Iterable[int]:
    known: dict[Any, int] = {}
    for value in values:
        if value not in known:
            text = str(value).encode("utf-8", "backslashreplace")
            known[value] = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
        yield known[value]
