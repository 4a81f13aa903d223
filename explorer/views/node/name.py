"""The name of a node in full, however long."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWrapAnywhere


class NameLabel(QLabel):
    """Breaks a name that has no spaces wherever the line ends, instead of cutting it off."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "title")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def is_long(self, width: int) -> bool:
        """Whether the name takes more than one line of some width."""
        return self.fontMetrics().horizontalAdvance(self.text()) > width

    # Qt overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        whole = QRect(0, 0, max(width, 1), 10_000)
        return self.fontMetrics().boundingRect(whole, int(_WRAPPED), self.text()).height()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_long(self.width()):
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.rect(), int(_WRAPPED), self.text())
