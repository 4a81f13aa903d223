"""The dataflow as a drawing that people pan, zoom, click and walk through."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.model.graph import NodeId
from core.picture.walk import Step, neighbour
from explorer.views.canvas.band import Band
from explorer.views.canvas.hand import Hand
from explorer.views.canvas.places import box_of, nearest
from explorer.views.canvas.regions import landing, tip
from explorer.views.canvas.stage import Stage
from explorer.views.canvas.typing import Typing


class Canvas(Stage):
    """A picture to work with. Emits what the person wants: a `NodeId`, or None for the ground.

    Closed groups have signals of their own, with a `GroupId`. The wheel zooms at the cursor,
    dragging pans, arrow keys walk along wires and select.
    """

    node_clicked = Signal(object)
    node_activated = Signal(object)
    node_menu_wanted = Signal(object, QPoint)
    """With the place on the desktop."""
    node_hovered = Signal(object)
    nodes_banded = Signal(object, bool)
    """With the nodes that a band was drawn around, and whether they are to be added."""
    nodes_toggled = Signal(object)
    """Nodes are to be marked, or marked no longer: one, or those of a closed group."""
    name_typed = Signal(str, int)
    """With the beginning of a name, and how many nodes that have it to go on by."""
    group_clicked = Signal(object)
    group_activated = Signal(object)
    group_menu_wanted = Signal(object, QPoint)
    area_activated = Signal(object, str)
    """With the nodes of an area, and its title."""
    widened = Signal(int)
    """By so many steps more, or fewer, is to be seen around a node."""
    view_touched = Signal()
    """The person began to work with what is seen: moved about in it, or clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Dataflow graph")
        self._hand = hand = Hand(self)
        hand.dragged.connect(self._eye.pan)
        hand.zoomed.connect(self._zoom)
        hand.clicked.connect(self._click)
        hand.activated.connect(self._activate)
        hand.pointed.connect(self._point)
        hand.stepped.connect(self._step)
        hand.entered.connect(self._enter)
        hand.went_home.connect(self.fit)
        hand.widened.connect(self.widened)
        for did in (hand.dragged, hand.zoomed, hand.clicked, hand.activated, hand.stepped):
            did.connect(self.view_touched)
        self.sharpened.connect(hand.point_again)
        self.band = Band(self)
        self.band.drawn.connect(self._mark)
        self.band.clicked.connect(self._toggle)
        self.typing = Typing(self)
        self.typing.typed.connect(self.name_typed)

    def node_at(self, place: QPointF) -> NodeId | None:
        """Return the node whose card is at a place of the widget; None for a closed group too."""
        card = self._card_at(place)
        return None if card is None or self._picture is None else self._picture.node_at(card)

    def _zoom(self, factor: float, place: QPointF, is_smooth: bool) -> None:
        before, point = self._eye.target.zoom, self._eye.target.to_scene(place)
        lands = landing(self._picture, before, before * factor, point)
        self._eye.zoom(factor, place, is_smooth, lands)

    def _click(self, place: QPointF) -> None:
        if (area := self._area_at(place)) is not None:
            self.nodes_banded.emit(self._area_nodes(area), False)
            return
        self._tell_of(self._card_at(place), self.node_clicked, self.group_clicked)

    def _activate(self, place: QPointF) -> None:
        areas, area = self._areas(), self._area_at(place)
        if areas is not None and area is not None:
            self.area_activated.emit(self._area_nodes(area), areas.titles[area])
        elif (card := self._card_at(place)) is not None:
            self._tell_of(card, self.node_activated, self.group_activated)

    def _enter(self) -> None:
        if self._picture is not None and self._picture.selected is not None:
            self._tell_of(self._picture.selected, self.node_activated, self.group_activated)

    def _mark(self, band: QRectF, is_added: bool) -> None:
        if self._picture is None:
            return
        corners = (band.topLeft(), band.bottomRight())
        first, last = map(self._eye.camera.to_scene, corners)
        cards = self._picture.geometry.cards.touching(first.x(), first.y(), last.x(), last.y())
        self.nodes_banded.emit(self._picture.nodes_of(cards.tolist()), is_added)

    def _toggle(self, place: QPointF) -> None:
        card = self._card_at(place)
        if card is not None and self._picture is not None:
            self.nodes_toggled.emit(self._picture.nodes_of((card,)))

    def _tell_of(
        self, card: int | None, of_node: SignalInstance, of_group: SignalInstance, *more: object
    ) -> None:
        """Emit what a card stands for, None for the ground."""
        picture = self._picture
        if card is None or picture is None:
            of_node.emit(None, *more)
        elif (group := picture.group_at(card)) is not None:
            of_group.emit(group, *more)
        else:
            of_node.emit(picture.node_at(card), *more)

    def _point(self, place: QPointF | None) -> None:
        card = None if place is None or self._travel.is_under_way else self._card_at(place)
        area = None if place is None else self._area_at(place)
        if (card, area) == (self._overlay.hovered, self._overlay.hovered_area):
            return
        self._overlay.hovered, self._overlay.hovered_area = card, area
        if place is not None:
            is_ground, shape = card is None and area is None, Qt.CursorShape
            self.setCursor(shape.ArrowCursor if is_ground else shape.PointingHandCursor)
        self.node_hovered.emit(None if place is None else self.node_at(place))
        self.update()

    def _step(self, step: Step) -> None:
        """Select the next node in a direction; without a selection the one most in view."""
        picture = self._picture
        if picture is None or not len(picture.layout.ids):
            return
        if picture.selected is None:
            middle = self._eye.target.to_scene(QPointF(self.rect().center()))
            there = picture.id_of(nearest(picture.layout, middle))
        else:
            there = neighbour(picture, picture.selected, step)
        if (card := self._card(there)) is not None:
            self._eye.reveal(box_of(picture, card))
            self._tell_of(card, self.node_clicked, self.group_clicked)

    def _tell(self, event: QHelpEvent) -> None:
        place, picture = QPointF(event.pos()), self._picture
        areas, area, card = self._areas(), self._area_at(place), self._card_at(place)
        if picture is not None and areas is not None and area is not None:
            box, said = QRectF(*areas.boxes[area].tolist()), tip(picture, areas, area)
        elif picture is not None and card is not None:
            box, said = box_of(picture, card), picture.tip(card)
        else:
            QToolTip.hideText()
            return
        corner = self._eye.camera.to_window(box.topLeft()).toPoint()
        size = (box.size() * self.zoom).toSize()
        QToolTip.showText(event.globalPos(), said, self, QRect(corner, size))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card, place = self._card_at(QPointF(event.pos())), event.globalPos()
        picture = self._picture
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if is_by_key and picture is not None and picture.selected is not None:
            card = picture.selected
            place = self.mapToGlobal(self.position_of(picture.id_of(card)))
        self._tell_of(card, self.node_menu_wanted, self.group_menu_wanted, place)
