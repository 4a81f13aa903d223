"""The two coats of a drawing as pixels."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap

from explorer.views.canvas.camera import View
from explorer.views.canvas.scene import Scene
from explorer.views.canvas.sheet import Sheet


class Surface:
    """Base and front of one view of a scene. Without light there is no front."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._base = QPixmap()
        self._front = QPixmap()
        self._spare: list[QPixmap] = []
        self.view: View | None = None
        """What is on the pixels, None before anything is."""
        self.painted = 0
        """Device pixels of base painted since the start."""

    @property
    def picture(self) -> QPixmap:
        """What is to be shown."""
        return self._base if self._front.isNull() else self._front

    def all(self, view: View) -> Iterator[None]:
        """Paint a whole view, step by step; it is shown when complete."""
        base = self._blank(view)
        yield from self._scene.base(Sheet(base, view, [view.rect]))
        self.painted += view.width * view.height
        front = QPixmap()
        if self._scene.is_lit:
            front = self._blank(view)
            yield from self._light(base, Sheet(front, view, [view.rect]))
        self._swap(base, front, view)

    def lights(self, view: View) -> Iterator[None]:
        """Paint the front over the base that is there, step by step."""
        front = QPixmap()
        if self._scene.is_lit:
            front = self._blank(view)
            yield from self._light(self._base, Sheet(front, view, [view.rect]))
        self._swap(self._base, front, view)

    def repaint(self, parts: Sequence[QRect], *, is_hasty: bool = False) -> None:
        """Paint parts of what is shown anew, now."""
        if self.view is None or not parts:
            return
        for _ in self._scene.base(Sheet(self._base, self.view, parts, is_hasty)):
            pass
        self.painted += sum(part.width() * part.height() for part in parts)
        if not self._front.isNull():
            for _ in self._light(self._base, Sheet(self._front, self.view, parts)):
                pass

    def touch_up(self, cards: NDArray[np.integer], *, is_hasty: bool) -> bool:
        """Paint changed cards over what is shown; False where their surroundings are needed."""
        if self.view is None:
            return False
        sheet = Sheet(self._base, self.view, [self.view.rect], is_hasty)
        return self._scene.touch_up(sheet, cards)

    def move(self, view: View) -> None:
        """Move the pixels to another view of the same scale and paint what comes into sight.

        In haste: all is to be painted once more when the hand rests.
        """
        if self.view is None:
            return
        dx, dy = self.view.left - view.left, self.view.top - view.top
        self.view = view
        for picture in (self._base, self._front):
            if not picture.isNull():
                picture.scroll(dx, dy, picture.rect())
        self.repaint(_exposed(view.rect, dx, dy), is_hasty=True)

    def _light(self, base: QPixmap, sheet: Sheet) -> Iterator[None]:
        sheet.fill(lambda painter, part: painter.drawPixmap(part, base, part))
        yield from self._scene.lit(sheet)

    def _swap(self, base: QPixmap, front: QPixmap, view: View) -> None:
        old = [p for p in (self._base, self._front) if not p.isNull() and p is not base]
        self._spare = (self._spare + old)[-2:]
        self._base, self._front, self.view = base, front, view

    def _blank(self, view: View) -> QPixmap:
        """Return a picture to paint on: fresh memory costs more than painting a small part."""
        while self._spare:
            spare = self._spare.pop()
            if (spare.width(), spare.height()) == (view.width, view.height):
                return spare
        return QPixmap(view.width, view.height)


def _exposed(whole: QRect, dx: int, dy: int) -> list[QRect]:
    """Return the parts that come into sight when a picture is moved."""
    width, height = whole.width(), whole.height()
    parts: list[QRect] = []
    if dx:
        parts.append(QRect(0 if dx > 0 else width + dx, 0, abs(dx), height))
    if dy:
        left, wide = max(dx, 0), width - abs(dx)
        parts.append(QRect(left, 0 if dy > 0 else height + dy, wide, abs(dy)))
    return parts
