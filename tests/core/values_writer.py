"""Writes values of a good run until it is killed, saying after each what is there for good."""

import sys
from pathlib import Path

from core.worker.goodvalues import GoodValues

_SIZE = 400_000


def main(folder: Path) -> None:
    """Print a number once the value that is full of it is written."""
    file = GoodValues(str(folder)).file("big")
    number = (contents_of(folder)["big"] or 0) + 1
    while True:
        file.write([number] * _SIZE, {"node": "big"}, 1 << 30)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


def contents_of(folder: Path) -> dict[str, int | None]:
    """Return the number that each value is full of; None where there is no value."""
    try:
        value, _ = GoodValues(str(folder)).file("big").read()
    except OSError:
        return {"big": None}
    assert value == [value[0]] * _SIZE, "a half value was read"
    return {"big": value[0]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
