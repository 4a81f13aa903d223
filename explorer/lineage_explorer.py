"""What the installed command calls: sees that the packages found are ours before importing them.

A wheel carries this file beside its packages, under the one name that no other package owns, and
not inside them. So it imports nothing of ours until it knows that it is ours.
"""

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

_OURS = {"core": "The headless half", "explorer": "The program"}
"""Our packages, and how their first lines begin: pip lets a package overwrite another's files."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code; see `explorer.entry.main`."""
    obstacle = _obstacle()
    if obstacle:
        print(f"lineage-explorer: {obstacle}", file=sys.stderr)  # noqa: T201
        return 2
    return importlib.import_module("explorer.entry").main(arguments)


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
