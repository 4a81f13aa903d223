"""Writes runs into a store until it is killed, saying after each what is there for good."""

import sys
from pathlib import Path

from core.model.graph import NodeId
from core.model.history import Circumstances
from core.model.record import ColumnProfile, Record
from core.store import opened


def main(path: Path) -> None:
    """Print the number of a run once its record is written."""
    store, trouble = opened(path)
    assert not trouble, trouble
    column = ColumnProfile("price", "float64", top=tuple((str(i), i) for i in range(20)))
    while True:
        run = store.begin(0.0, (NodeId("a"),), Circumstances())
        store.add_records(run, [Record(NodeId("a"), "Series", columns=(column,) * 5)])
        sys.stdout.write(f"{run}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
