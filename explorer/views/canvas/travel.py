"""How a new layout arrives: cards glide from their old places, and nobody gets lost."""

from PySide6.QtCore import QObject, QPointF
from PySide6.QtWidgets import QWidget

from core.layout import Layout
from core.picture import Picture
from core.picture.drift import Pairs, between, origins, placed
from explorer.views.canvas.eye import Eye
from explorer.views.canvas.glide import Glide
from explorer.views.canvas.places import anchor_of, bounds_of, corner_of, partner_of
from explorer.views.canvas.scene import Scene
from explorer.views.canvas.screen import Screen

_GLIDE = 150
"""Milliseconds."""
_MOST = 2500
"""Cards and wires that glide at most; more would stutter, so they jump."""


class Travel(QObject):
    """Takes a scene from one layout to the next, and the eye along."""

    def __init__(self, widget: QWidget, scene: Scene, screen: Screen, eye: Eye) -> None:
        super().__init__(widget)
        self._widget = widget
        self._scene = scene
        self._screen = screen
        self._eye = eye
        self._glide = Glide(widget)
        self._picture: Picture | None = None
        self._pairs: Pairs | None = None
        self._last = QPointF()

    @property
    def is_under_way(self) -> bool:
        """Whether cards move."""
        return self._glide.is_under_way

    def arrive(self, picture: Picture) -> None:
        """Show a picture whose cards lie elsewhere than those that are drawn.

        The card under the cursor, else the selected one, stays where it is seen; where there is
        neither and the view was never touched, the whole is shown, as for the first picture.
        """
        drawn = self._scene.picture
        if drawn is None:
            self._begin(picture)
            return
        place = self._widget.mapFromGlobal(self._widget.cursor().pos())
        is_pointed = self._widget.underMouse()
        point = self._eye.camera.to_scene(
            QPointF(place if is_pointed else self._widget.rect().center())
        )
        kept = drawn.geometry.cards.at(point.x(), point.y()) if is_pointed else None
        kept = drawn.selected if kept is None else kept
        if len(picture.layout.ids) + len(picture.layout.edges) > _MOST:
            self._jump(drawn, picture, kept, point)
            return
        self._pairs = origins(drawn, picture, kept)
        anchor = anchor_of(drawn.layout, picture.layout, self._pairs, kept, point)
        if anchor is None:
            self._begin(picture)
            return
        self._eye.is_fitted = self._eye.is_fitted and kept is None
        self._start(drawn.layout, picture, anchor)

    def replace(self, picture: Picture) -> None:
        """Take a newer picture with the same layout on the way."""
        self._picture = picture

    def finish(self) -> None:
        """Go to the end at once."""
        self._glide.finish()

    def _begin(self, picture: Picture) -> None:
        self._glide.stop()
        self._scene.set_picture(picture)
        self._eye.is_fitted = True
        self._eye.fit(bounds_of(picture), is_gliding=False)
        self._screen.redraw()

    def _jump(self, drawn: Picture, picture: Picture, kept: int | None, point: QPointF) -> None:
        """Show a large picture at once; a card that was near a point stays where it is seen."""
        found = partner_of(drawn, picture, kept, point)
        if found is None:
            self._begin(picture)
            return
        self._glide.stop()
        self._scene.set_picture(picture)
        self._eye.is_fitted = self._eye.is_fitted and kept is None
        if self._eye.is_fitted:
            self._eye.fit(bounds_of(picture))
        else:
            before, after = found
            step = corner_of(picture.layout, after) - corner_of(drawn.layout, before)
            self._eye.follow(step)
        self._screen.redraw()

    def _start(self, old: Layout, picture: Picture, anchor: int) -> None:
        self._picture = picture
        self._last = corner_of(between(old, picture.layout, 0.0, self._pairs), anchor)
        self._glide.start(_GLIDE, lambda share: self._advance(old, anchor, share))
        if self._eye.is_fitted:
            self._eye.fit(bounds_of(picture))

    def _advance(self, old: Layout, anchor: int, share: float) -> None:
        picture = self._picture
        if picture is None:
            return
        if share < 1.0:
            picture = placed(picture, between(old, picture.layout, share, self._pairs))
        corner = corner_of(picture.layout, anchor)
        step, self._last = corner - self._last, corner
        self._scene.set_picture(picture)
        if not self._eye.is_fitted:
            self._eye.follow(step)
        self._screen.redraw()
        if share < 1.0:
            self._screen.finish()
