"""Where the command starts: sees that the parts found are ours, then hands over.

A wheel also carries this file as `lineage_explorer`, the one name that no other package owns;
so nothing of ours is imported before it is known to be ours.
"""

import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

_OURS = {"core": "The headless half", "explorer": "The program"}
"""Our packages, and how their first lines begin: pip lets a package overwrite another's files."""
_BELIEVABLE_AGE = 60.0
"""Seconds. A process that just started and seems older has a clock that cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code. `arguments` default to sys.argv.

    Raises:
        SystemExit: for `--help`, `--version` and arguments that cannot be understood.
    """
    started = _process_start()
    obstacle = _obstacle()
    if obstacle:
        return _refuse(obstacle)
    given = sys.argv[1:] if arguments is None else arguments
    options = importlib.import_module("explorer.terminal.arguments").parse(given, started)
    if not isinstance(options, importlib.import_module("explorer.options").WindowOptions):
        return importlib.import_module("explorer.terminal.command").perform(options)
    try:
        window = importlib.import_module("explorer.__main__")
    except ImportError as error:
        return _refuse(f"the window cannot be opened here: {error}.")
    return window.open_window(options)


def _obstacle() -> str:
    """Say what stands in the way of importing our own packages; nothing when all is well."""
    folders = {name: _folder(name) for name in _OURS}
    for name, beginning in _OURS.items():
        folder = folders[name]
        if folder is None:
            return f"its part `{name}` is missing; install lineage-explorer again."
        if not _begins_with(folder / "__init__.py", beginning):
            return (
                f"another package owns the name `{name}` here ({folder}). Install lineage-explorer "
                "in an environment of its own, for example with `pipx install lineage-explorer`, "
                "and unset PYTHONPATH."
            )
    if len({folder and folder.parent for folder in folders.values()}) > 1:
        return (
            f"its parts come from different installations ({folders['core']} and "
            f"{folders['explorer']}); install lineage-explorer again, and unset PYTHONPATH."
        )
    return ""


def _begins_with(file: Path, beginning: str) -> bool:
    try:
        return file.read_text(encoding="utf-8", errors="replace").startswith(f'"""{beginning}')
    except OSError:
        return False


def _folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if places:
        return Path(places[0])
    return Path(spec.origin) if spec and spec.origin else None


def _refuse(sentence: str) -> int:
    print(f"lineage-explorer: {sentence}", file=sys.stderr)  # noqa: T201
    return 2


def _process_start() -> float:
    """Return when this process began, on the clock of `time.monotonic`; now, where not known."""
    now = time.monotonic()
    if not sys.platform.startswith("linux"):
        return now
    try:
        after_name = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return now
    born = float(after_name[19]) / os.sysconf("SC_CLK_TCK")
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - born
    return now - age if 0 <= age < _BELIEVABLE_AGE else now
