"""Where the person stood when they looked at each part of the graph."""

from core.layout import Layout
from core.viewing import Lens
from explorer.views.canvas import Canvas
from explorer.views.canvas.camera import Camera

_MOST = 50


class Looks:
    """Brings the eye back to where it was when a part of the graph is looked at again."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._kept: dict[Lens, tuple[Layout, Camera, bool]] = {}

    def leave(self, lens: Lens, layout: Layout) -> None:
        """Remember where the eye is; call this before another part is shown."""
        eye = self._canvas.eye
        self._kept.pop(lens, None)
        self._kept[lens] = (layout, eye.target, eye.is_fitted)
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]

    def arrive(self, lens: Lens, layout: Layout) -> None:
        """Look from where the eye was the last time, else at the whole part."""
        before, camera, is_fitted = self._kept.get(lens, (None, Camera(), True))
        if before is layout and not is_fitted:
            self._canvas.eye.is_fitted = False
            self._canvas.eye.glide(camera)
        else:
            self._canvas.fit()
