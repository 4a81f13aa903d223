"""The folder of files that the program keeps for its user, never inside a project."""

import json
import logging
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast

from platformdirs import user_data_path

from core.model.project import Json

HOME_VARIABLE = "LINEAGE_EXPLORER_HOME"
_log = logging.getLogger(__name__)


def default_path() -> Path:
    """Return where the user's files are kept: $LINEAGE_EXPLORER_HOME, else the system's place."""
    chosen = os.environ.get(HOME_VARIABLE)
    return Path(chosen) if chosen else user_data_path("lineage-explorer", appauthor=False)


class UserFolder:
    """Small JSON files by name. A folder that cannot be written costs memory, not the session."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> dict[str, Json]:
        """Return the object in `name`.json, empty when there is none or it is damaged."""
        try:
            value = json.loads(self._file(name).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Json]", value) if isinstance(value, dict) else {}

    def number(self, name: str, key: str, default: int, most: int) -> int:
        """Return a whole number from 0 to `most` in `name`.json, else the default."""
        found = self.read(name).get(key)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= most:
            return default
        return found

    def write(self, name: str, value: dict[str, Json]) -> None:
        """Replace `name`.json whole, so that a crash half-way leaves the old one."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path, suffix=".part", delete=False
            ) as part:
                json.dump(value, part, indent=1)
            Path(part.name).replace(self._file(name))
        except OSError as error:
            _log.warning("Could not keep %s: %s", self._file(name), error)

    def append(self, name: str, text: str) -> None:
        """Add text to the file `name` (a log)."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with (self.path / name).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            _log.warning("Could not write %s: %s", self.path / name, error)

    def _file(self, name: str) -> Path:
        return self.path / f"{name}.json"
