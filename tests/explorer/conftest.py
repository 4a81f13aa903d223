"""Fixtures of the tests that open windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def widgets_let_go() -> Iterator[None]:
    """Delete what a test left to be deleted: else all later ones are dressed along with theirs."""
    yield
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
