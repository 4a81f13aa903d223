"""Values that took long come back after the worker was killed, and only true ones."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from core.worker.messages import Execute, Given, Limits, Recall, Recalled
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import Ran, finish, seen

FLOW = """
    import os
    import time
    import pandas as pd

    def slow(size: int) -> pd.DataFrame:
        time.sleep(0.55)
        return pd.DataFrame({"a": range(size)})

    def quick(slow: pd.DataFrame) -> int:
        return len(slow)

    def bad(quick: int) -> int:
        os._exit(9)
    """
SIZE = {"size": Given(json=1000)}


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[[], Rig]]:
    """Starts workers with the flow loaded, one after the other."""
    write(tmp_path / "project", {"flow.py": FLOW})
    rigs: list[Rig] = []

    def started() -> Rig:
        rig = Rig(cwd=tmp_path / "project")
        rigs.append(rig)
        rig.load(tmp_path / "project", "flow")
        return rig

    yield started
    for rig in rigs:
        rig.close()


def asked(rig: Rig, folder: Path, target: str, disk: int = 1 << 30) -> None:
    limits = Limits(folder=str(folder), disk=disk)
    rig.send(Execute(rig.ticket(), (target,), SIZE, limits=limits))


def recalled(rig: Rig, folder: Path, inputs: dict[str, Given] = SIZE) -> Recalled:
    rig.send(Recall(rig.ticket(), str(folder), inputs))
    return rig.next(Recalled)


def ran(rig: Rig, target: str) -> Ran:
    rig.send(Execute(rig.ticket(), (target,), SIZE))
    return finish(rig)


def test_after_a_kill_only_what_failed_runs_again(
    worker: Callable[[], Rig], tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    first = worker()
    asked(first, kept, "bad")
    assert first.wait() == 9

    second = worker()
    answer = recalled(second, kept)

    assert answer.nodes == ("slow",)
    assert answer.summaries == ("DataFrame 1,000 x 1",)
    assert answer.rows == (1000,)
    assert answer.seconds[0] > 0.5
    assert seen(second, "slow").shape == (1000, 1)
    assert ran(second, "quick").nodes == {"size": "given", "slow": "reused", "quick": "done"}


def change_code(folder: Path, _: Path) -> dict[str, Given]:
    write(folder, {"flow.py": FLOW.replace('"a"', '"b"')})
    return SIZE


def change_input(_: Path, __: Path) -> dict[str, Given]:
    return {"size": Given(json=7)}


def damage(_: Path, kept: Path) -> dict[str, Given]:
    (file,) = kept.iterdir()
    text = bytearray(file.read_bytes())
    text[-40] ^= 1
    file.write_bytes(text)
    return SIZE


def cut(_: Path, kept: Path) -> dict[str, Given]:
    (file,) = kept.iterdir()
    os.truncate(file, 200)
    return SIZE


def empty(_: Path, kept: Path) -> dict[str, Given]:
    (file,) = kept.iterdir()
    file.write_bytes(b"")
    return SIZE


@pytest.mark.parametrize("happening", [change_code, change_input, damage, cut, empty])
def test_what_is_not_true_any_more_does_not_come_back(
    worker: Callable[[], Rig], tmp_path: Path, happening: Any
) -> None:
    kept = tmp_path / "kept"
    first = worker()
    asked(first, kept, "slow")
    assert finish(first).status == "ok"
    first.close()

    inputs = cast("dict[str, Given]", happening(tmp_path / "project", kept))
    second = worker()

    assert recalled(second, kept, inputs).nodes == ()
    assert ran(second, "slow").nodes["slow"] == "done"


def test_what_needs_too_much_room_is_not_kept(worker: Callable[[], Rig], tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    rig = worker()
    asked(rig, kept, "slow", disk=2000)

    assert finish(rig).status == "ok"
    assert list(kept.iterdir()) == []
