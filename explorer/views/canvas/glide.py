"""Motion that takes a moment, so that the eye can follow."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget


class Glide(QObject):
    """Calls a function with shares from 0 to 1 over some milliseconds, slowing down.

    At once, with 1, where the system asks for no animation or the widget is not seen.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._step: Callable[[float], None] | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._advance)
        self._animation.finished.connect(self._end)

    @property
    def is_under_way(self) -> bool:
        """Whether something moves."""
        return self._step is not None

    def start(self, milliseconds: int, step: Callable[[float], None]) -> None:
        """Begin a motion in place of any other."""
        self._animation.stop()
        self._step = step
        style = self._widget.style()
        is_animated = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        if is_animated and self._widget.isVisible():
            self._animation.setDuration(milliseconds)
            self._animation.start()
        else:
            self._step = None
            step(1.0)

    def stop(self) -> None:
        """Leave everything where it is."""
        self._step = None
        self._animation.stop()

    def finish(self) -> None:
        """Go to the end of the motion at once."""
        step = self._step
        self.stop()
        if step is not None:
            step(1.0)

    def _advance(self, share: float) -> None:
        if self._step is not None and share < 1.0:
            self._step(share)

    def _end(self) -> None:
        self.finish()
