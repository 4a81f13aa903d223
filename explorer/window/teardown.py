"""The end of a window, in the order that Qt and Python's garbage collector can bear."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent

from explorer.window.frame import Frame


def dismantle(frame: Frame) -> None:
    """Delete a closed window and all that only it kept alive, while the application stands.

    Drop every reference to its parts first.
    """
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
