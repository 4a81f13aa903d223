"""Where the person looks, and how the look gets from one place to another."""

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget

from explorer.views.canvas.camera import Camera
from explorer.views.canvas.glide import Glide

_GLIDE = 150
_WHEEL_GLIDE = 90
"""Milliseconds."""
FIT_MARGIN = 36.0
_READABLE = 0.75
"""The zoom at which a node is shown that was asked for from far off."""


class Eye(QObject):
    """The camera of a widget and its motion."""

    moved = Signal()
    zoomed = Signal(float)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._glide = Glide(widget)
        self._camera = self._target = Camera()
        self.is_fitted = True
        """Whether the whole drawing was asked for last, and the view not touched since."""

    @property
    def camera(self) -> Camera:
        """Where the person looks now."""
        return self._camera

    @property
    def target(self) -> Camera:
        """Where the motion that is under way ends."""
        return self._target if self._glide.is_under_way else self._camera

    def set(self, camera: Camera) -> None:
        """Look elsewhere at once."""
        self._glide.stop()
        self._show(camera)

    def glide(self, camera: Camera, milliseconds: int = _GLIDE) -> None:
        """Look elsewhere, smoothly."""
        start, self._target = self._camera, camera
        self._glide.start(milliseconds, lambda share: self._show(start.towards(camera, share)))

    def pan(self, dx: float, dy: float) -> None:
        """Drag the scene by logical pixels."""
        self.is_fitted = False
        self.set(self._camera.panned(dx, dy))

    def zoom(
        self, factor: float, at: QPointF, is_smooth: bool = False, lands: QPointF | None = None
    ) -> None:
        """Zoom around a place; smooth devices need no gliding.

        Where the drawing becomes another one on the way, `lands` is what is to be at the place.
        """
        self.is_fitted = False
        camera = self.target.zoomed(self.target.zoom * factor, at)
        if lands is not None:
            x, y = lands.x() - at.x() / camera.zoom, lands.y() - at.y() / camera.zoom
            self.set(Camera(camera.zoom, x, y))
        elif is_smooth:
            self.set(camera)
        else:
            self.glide(camera, _WHEEL_GLIDE)

    def fit(self, rect: QRectF, *, is_gliding: bool = True) -> None:
        """Show a part of the scene whole."""
        camera = Camera.fitting(rect, self._widget.size(), FIT_MARGIN)
        if is_gliding:
            self.glide(camera)
        else:
            self.set(camera)

    def bring(self, box: QRectF) -> None:
        """Bring a card into the middle, unless it is in view and can be read."""
        size = self._widget.size()
        visible = self.target.visible(size)
        if visible.contains(box):
            return
        self.is_fitted = False
        middle = QPointF(self._widget.width() / 2, self._widget.height() / 2)
        camera = self.target.zoomed(max(self.target.zoom, _READABLE), middle)
        self.glide(camera.centred(box.center(), size))

    def reveal(self, box: QRectF) -> None:
        """Move just far enough for a card to be in view."""
        camera = self.target
        room = FIT_MARGIN / camera.zoom
        visible = camera.visible(self._widget.size())
        wanted = box.adjusted(-room, -room, room, room)
        if visible.contains(wanted):
            return
        self.is_fitted = False
        dx = _shift(visible.left(), visible.right(), wanted.left(), wanted.right())
        dy = _shift(visible.top(), visible.bottom(), wanted.top(), wanted.bottom())
        self.glide(camera.panned(-dx * camera.zoom, -dy * camera.zoom))

    def follow(self, moved: QPointF) -> None:
        """Go along with a card that moved in the scene, so that it stays where it is seen."""
        camera = self._camera
        self._show(Camera(camera.zoom, camera.x + moved.x(), camera.y + moved.y()))

    def finish(self) -> None:
        """Go to the end of the motion at once."""
        self._glide.finish()

    def stop(self) -> None:
        """Stop moving."""
        self._glide.stop()

    def _show(self, camera: Camera) -> None:
        before, self._camera = self._camera, camera
        if camera != before:
            self.moved.emit()
        if camera.zoom != before.zoom:
            self.zoomed.emit(camera.zoom)


def _shift(low: float, high: float, wanted_low: float, wanted_high: float) -> float:
    """Return by how much a window must move to hold what is wanted, its beginning first."""
    if wanted_low < low or wanted_high - wanted_low > high - low:
        return wanted_low - low
    return max(wanted_high - high, 0.0)
