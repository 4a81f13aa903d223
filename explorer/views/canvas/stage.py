"""A window onto a picture: shows it, and is moved about by others."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.grouping import CardId
from core.model.graph import NodeId
from core.picture import Picture, change
from core.picture.areas import Areas
from explorer.theme import LIGHT, Theme
from explorer.views.canvas.camera import Camera, View
from explorer.views.canvas.colours import colours_of
from explorer.views.canvas.eye import FIT_MARGIN, Eye
from explorer.views.canvas.labels import path_bounds
from explorer.views.canvas.overlay import Overlay
from explorer.views.canvas.places import bounds_of, box_of
from explorer.views.canvas.regions import areas_at
from explorer.views.canvas.scene import Scene
from explorer.views.canvas.screen import Screen
from explorer.views.canvas.travel import Travel


class Stage(QWidget):
    """Shows a picture at some zoom. Knows nothing of mouse and keys."""

    zoom_changed = Signal(float)
    sharpened = Signal()
    """All that is to be seen is painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._scene = Scene(colours_of(LIGHT))
        self._screen = Screen(self._scene, self)
        self._overlay = Overlay(self._scene, self)
        self._eye = Eye(self)
        self._travel = Travel(self, self._scene, self._screen, self._eye)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._eye.moved.connect(self._look)
        self._eye.zoomed.connect(self.zoom_changed)
        self._screen.changed.connect(self._update_part)
        self._screen.sharpened.connect(self.sharpened)
        self._overlay.changed.connect(self._update_part)

    @property
    def zoom(self) -> float:
        """Logical pixels per scene pixel."""
        return self._eye.camera.zoom

    @property
    def eye(self) -> Eye:
        """Where the person looks."""
        return self._eye

    @property
    def is_sharp(self) -> bool:
        """Whether all that is to be seen is painted."""
        return self._screen.is_sharp

    @property
    def painted(self) -> int:
        """Device pixels of the drawing painted since the start."""
        return self._screen.painted

    @property
    def is_moving(self) -> bool:
        """Whether something turns because a node runs."""
        return self._overlay.is_moving

    def show_picture(self, picture: Picture) -> None:
        """Show another picture; only what differs is painted anew.

        The first picture of a graph is shown whole. When cards lie elsewhere than before they
        glide there, and the one under the cursor (else the selected one) stays where it is seen.
        """
        old, self._picture = self._picture, picture
        what = change(old, picture)
        if what.is_moved:
            self._overlay.hovered = self._overlay.hovered_area = None
            self._travel.arrive(picture)
        elif self._travel.is_under_way:
            self._travel.replace(picture)
        else:
            self._scene.set_picture(picture)
            self._screen.retouch(what.cards)
            if what.is_relit:
                self._screen.relight()
            if old and old.freshness.ghosts is not picture.freshness.ghosts:
                self._screen.redraw()
        self._overlay.update_motion()
        self.setAccessibleDescription(picture.sentence())

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._scene.set_colours(colours_of(theme))
        self._overlay.update_scene()
        self._screen.redraw()

    def fit(self) -> None:
        """Show the whole drawing."""
        self._eye.is_fitted = True
        self._eye.fit(bounds_of(self._picture))

    def fit_nodes(self, nodes: Iterable[CardId]) -> None:
        """Show some nodes, as large as they fit with what is said beside them."""
        cards = [card for node in nodes if (card := self._card(node)) is not None]
        if cards and self._picture is not None:
            self._eye.is_fitted = False
            rect = bounds_of(self._picture, cards)
            zoom = Camera.fitting(rect, self.size(), FIT_MARGIN).zoom
            self._eye.fit(rect.united(path_bounds(self._picture, zoom)))

    def zoom_by(self, factor: float) -> None:
        """Zoom around the middle of the window."""
        self._eye.zoom(factor, QRectF(self.rect()).center())

    def set_zoom(self, zoom: float) -> None:
        """Take a zoom, 1 being natural size, around the middle of the window."""
        self.zoom_by(zoom / self._eye.target.zoom)

    def center_on(self, node: CardId) -> None:
        """Bring a node into the middle, gliding, unless it is in view."""
        card = self._card(node)
        if card is not None:
            self._eye.bring(box_of(self._picture, card))

    def position_of(self, node: CardId) -> QPoint:
        """Return the middle of a node's card in the widget's pixels.

        Raises:
            KeyError: there is no such card.
        """
        card = self._card(node)
        if card is None:
            raise KeyError(node)
        return self._eye.camera.to_window(box_of(self._picture, card).center()).toPoint()

    def cards_in_view(self) -> NDArray[np.int32]:
        """Return the indices of the cards that the window shows."""
        picture = self._scene.picture
        if picture is None:
            return np.empty(0, np.int32)
        seen = self._eye.camera.visible(self.size())
        return picture.geometry.cards.touching(seen.left(), seen.top(), seen.right(), seen.bottom())

    def settle(self) -> None:
        """End all motion and painting that is under way, now: for a picture of the widget."""
        self._travel.finish()
        self._eye.finish()
        self._screen.finish()

    def _card(self, node: CardId | None) -> int | None:
        return None if self._picture is None else self._picture.index_of(node)

    def _card_at(self, place: QPointF) -> int | None:
        picture = self._scene.picture
        if picture is None or areas_at(picture, self.zoom) is not None:
            return None
        point = self._eye.camera.to_scene(place)
        return picture.geometry.cards.at(point.x(), point.y())

    def _areas(self) -> Areas | None:
        """Return the areas that are shown in place of cards."""
        return areas_at(self._scene.picture, self.zoom)

    def _area_at(self, place: QPointF) -> int | None:
        areas = self._areas()
        if areas is None:
            return None
        point = self._eye.camera.to_scene(place)
        return areas.index.at(point.x(), point.y())

    def _area_nodes(self, area: int) -> frozenset[NodeId]:
        picture, areas = self._picture, self._areas()
        if picture is None or areas is None:
            return frozenset()
        return picture.nodes_of(np.flatnonzero(areas.members == area).tolist())

    def _view(self, ratio: float) -> View:
        return View.of(self._eye.camera, self.size(), ratio)

    def _look(self) -> None:
        self._screen.look(self._view(self.devicePixelRatioF()))

    def _update_part(self, part: QRect) -> None:
        ratio = self.devicePixelRatioF()
        left, top = int(part.left() / ratio), int(part.top() / ratio)
        right, bottom = part.right() / ratio + 1, part.bottom() / ratio + 1
        self.update(left, top, int(right) - left + 1, int(bottom) - top + 1)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            view = self._view(painter.deviceTransform().m11())
            if not self._screen.is_for(view):
                self._screen.look(view)
                self._screen.finish()
            painter.scale(1 / view.ratio, 1 / view.ratio)
            self._screen.paint(painter)
            self._overlay.paint(painter, view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._eye.is_fitted:
            self._eye.fit(bounds_of(self._picture), is_gliding=False)
        self._look()
