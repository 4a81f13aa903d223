"""Which part of the scene is looked at, and how it falls on pixels."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

ZOOMS = (0.01, 4.0)
"""The least and the greatest zoom, in logical pixels per scene pixel."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A look at the scene: `x`, `y` is the scene point in the window's top left corner."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_scene(self, point: QPointF) -> QPointF:
        """Return the scene point below a point of the window."""
        return QPointF(self.x + point.x() / self.zoom, self.y + point.y() / self.zoom)

    def to_window(self, point: QPointF) -> QPointF:
        """Return where a scene point is in the window."""
        return QPointF((point.x() - self.x) * self.zoom, (point.y() - self.y) * self.zoom)

    def visible(self, size: QSize) -> QRectF:
        """Return the part of the scene that a window of this size shows."""
        return QRectF(self.x, self.y, size.width() / self.zoom, size.height() / self.zoom)

    def panned(self, dx: float, dy: float) -> "Camera":
        """Return the camera after the scene was dragged by some logical pixels."""
        return replace(self, x=self.x - dx / self.zoom, y=self.y - dy / self.zoom)

    def zoomed(self, zoom: float, at: QPointF) -> "Camera":
        """Return the camera with another zoom; what is at a point of the window stays there."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[1])
        kept = self.to_scene(at)
        return Camera(zoom, kept.x() - at.x() / zoom, kept.y() - at.y() / zoom)

    def centred(self, point: QPointF, size: QSize) -> "Camera":
        """Return the camera with a scene point in the middle of the window."""
        half_width, half_height = size.width() / 2 / self.zoom, size.height() / 2 / self.zoom
        return replace(self, x=point.x() - half_width, y=point.y() - half_height)

    @staticmethod
    def fitting(rect: QRectF, size: QSize, margin: float, most: float = 1.0) -> "Camera":
        """Return the camera that shows a part of the scene whole, at most at zoom `most`.

        `margin` is the free space around it in logical pixels.
        """
        free_width = max(size.width() - 2 * margin, 1.0)
        free_height = max(size.height() - 2 * margin, 1.0)
        zoom = min(free_width / max(rect.width(), 1.0), free_height / max(rect.height(), 1.0), most)
        return Camera(max(zoom, ZOOMS[0])).centred(rect.center(), size)

    def towards(self, other: "Camera", share: float) -> "Camera":
        """Return the camera on the way to another: zoom in equal steps, along a straight line."""
        ratio = other.zoom / self.zoom
        zoom = self.zoom * ratio**share
        if math.isclose(ratio, 1.0):
            way = share
        else:
            way = (1 / self.zoom - 1 / zoom) / (1 / self.zoom - 1 / other.zoom)
        x = self.x + (other.x - self.x) * way
        y = self.y + (other.y - self.y) * way
        return Camera(zoom, x, y)


@dataclass(frozen=True, slots=True)
class View:
    """A camera on the pixels of a device. Whole offsets, so that pictures can be moved.

    Scene point (x, y) falls on device pixel (x * scale - left, y * scale - top). `ratio` is the
    number of device pixels in a logical one.
    """

    scale: float
    left: int
    top: int
    width: int
    height: int
    ratio: float

    @staticmethod
    def of(camera: Camera, size: QSize, ratio: float) -> "View":
        """Return what a window of some logical size shows."""
        scale = camera.zoom * ratio
        return View(
            scale=scale,
            left=round(camera.x * scale),
            top=round(camera.y * scale),
            width=math.ceil(size.width() * ratio),
            height=math.ceil(size.height() * ratio),
            ratio=ratio,
        )

    @property
    def zoom(self) -> float:
        """Logical pixels per scene pixel."""
        return self.scale / self.ratio

    @property
    def rect(self) -> QRect:
        """All of it, in device pixels."""
        return QRect(0, 0, self.width, self.height)

    def scene(self, rect: QRect, margin: float = 0.0) -> tuple[float, float, float, float]:
        """Return a part in scene pixels (left, top, right, bottom), wider by device pixels."""
        return (
            (rect.x() - margin + self.left) / self.scale,
            (rect.y() - margin + self.top) / self.scale,
            (rect.x() + rect.width() + margin + self.left) / self.scale,
            (rect.y() + rect.height() + margin + self.top) / self.scale,
        )
