"""Values outlive a worker, not the program that kept them."""

import os
from pathlib import Path

from core.session import ValueFolder
from core.session.valuefolder import clean_up


def test_what_was_kept_is_gone_after_a_renewal(tmp_path: Path) -> None:
    folder = ValueFolder(tmp_path)
    first = folder.path
    first.mkdir()

    folder.renew()

    assert not first.exists()
    assert folder.path != first


def test_only_what_dead_programs_left_is_deleted(tmp_path: Path) -> None:
    mine = ValueFolder(tmp_path).path
    reborn = tmp_path / f"{os.getpid()}-1000-1"  # the number of a process is given again
    dead = tmp_path / "99999999-1700000000-1"
    strange = tmp_path / "notes"
    for folder in (mine, reborn, dead, strange):
        folder.mkdir()

    clean_up(tmp_path)

    assert list(tmp_path.iterdir()) == [mine]
