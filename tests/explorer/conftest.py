"""Fixtures of the tests that open windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def widgets_let_go() -> Iterator[None]:
    """Delete what a test left to be deleted: else all later ones are dressed along with theirs."""
    yield
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the program remembers out of the tester's own folder."""
    monkeypatch.setenv("LINEAGE_EXPLORER_HOME", str(tmp_path / "home"))
