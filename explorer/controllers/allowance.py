"""What a run may use of the machine."""

from core.session import ValueFolder, budget
from core.worker.messages import Limits
from explorer.settings import SettingsStore


class Allowance:
    """Works out the limits of runs: memory by what is free now, room on disk as was chosen."""

    def __init__(self, settings: SettingsStore, values: ValueFolder) -> None:
        self._settings = settings
        self._values = values

    def limits(self) -> Limits:
        """Return the limits of a run that begins now."""
        settings = self._settings.settings
        return Limits(
            memory=budget(settings.memory_percent / 100),
            folder=str(self._values.path),
            disk=settings.kept_gigabytes << 30,
        )
