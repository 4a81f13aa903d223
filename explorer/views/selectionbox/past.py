"""The texts that were typed before."""


class Past:
    """Walks through texts, the newest first, and back to the empty line before them."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._place = -1

    @property
    def is_walked(self) -> bool:
        """Whether one of the texts is being looked at."""
        return self._place >= 0

    def show(self, texts: tuple[str, ...]) -> None:
        """Take other texts, and begin anew."""
        self._texts, self._place = texts, -1

    def leave(self) -> None:
        """Begin anew."""
        self._place = -1

    def step(self, rows: int) -> str:
        """Return an older text (rows below 0) or a newer one."""
        self._place = min(max(self._place - rows, -1), len(self._texts) - 1)
        return self._texts[self._place] if self.is_walked else ""
