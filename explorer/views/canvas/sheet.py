"""A picture being painted on: which pixels, of which view, and which parts of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from core.picture.index import Index
from explorer.views.canvas.camera import View
from explorer.views.canvas.level import Level, level_at


@dataclass(frozen=True, eq=False)
class Sheet:
    """Parts of a picture that are to be painted, in device pixels. There is at least one.

    A hasty sheet is painted anew soon: what takes long may be left out.
    """

    target: QPixmap
    view: View
    parts: Sequence[QRect]
    is_hasty: bool = False

    @property
    def level(self) -> Level:
        """How much of a card is drawn."""
        return level_at(self.view.zoom)

    def only(self, part: QRect) -> "Sheet":
        """Return the sheet with one of its parts."""
        return replace(self, parts=[part])

    def draw(self, paint: Callable[[QPainter], None]) -> None:
        """Let something paint: once for each part, so that no clip is more than a rectangle."""
        with QPainter(self.target) as painter:
            for part in self.parts:
                painter.setClipRect(part)
                paint(painter)

    def fill(self, paint: Callable[[QPainter, QRect], None]) -> None:
        """Let something paint each part by itself."""
        with QPainter(self.target) as painter:
            for part in self.parts:
                painter.setClipRect(part)
                paint(painter, part)

    def touching(self, index: Index, margin: float) -> NDArray[np.int32]:
        """Return what an index holds in the parts, each grown by device pixels."""
        found = [index.touching(*self.view.scene(part, margin)) for part in self.parts]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))
