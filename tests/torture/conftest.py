"""Workers that are tortured are not measured: tracing gets stuck in interrupted threads."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="package")
def unmeasured() -> Iterator[None]:
    """Keep coverage out of the processes that tests of this package start."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        yield
