"""Canvas and minimap, side by side: one shows where the other looks, and moves it."""

from PySide6.QtCore import QObject, QPointF

from explorer.settings import Settings, SettingsStore
from explorer.views.canvas import Canvas
from explorer.views.minimap import Minimap


class Overview(QObject):
    """Connects the minimap."""

    def __init__(self, canvas: Canvas, minimap: Minimap, settings: SettingsStore) -> None:
        super().__init__(minimap)
        self._canvas = canvas
        self._minimap = minimap
        canvas.eye.moved.connect(self._show_view)
        canvas.sharpened.connect(self._show_view)
        minimap.settled.connect(self._show_view)
        minimap.looked.connect(self._look)
        settings.changed.connect(self._follow)
        self._follow(settings.settings)

    def _show_view(self) -> None:
        self._minimap.show_view(self._canvas.eye.camera.visible(self._canvas.size()))

    def _look(self, point: QPointF) -> None:
        eye = self._canvas.eye
        eye.is_fitted = False
        eye.set(eye.camera.centred(point, self._canvas.size()))

    def _follow(self, settings: Settings) -> None:
        self._minimap.set_wanted(settings.has_minimap)
