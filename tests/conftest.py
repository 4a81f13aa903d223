"""Fixtures shared by every test."""

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")

_MANY = 100_000
"""New objects from which on garbage is searched for."""


@pytest.fixture(autouse=True)
def garbage_goes_on_this_thread() -> Iterator[None]:
    """Search for garbage between tests, on the thread of Qt, as `explorer.garbage` sees to.

    On whichever thread makes an object, Python would delete widgets that belong to this one.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > _MANY:
        gc.collect()
