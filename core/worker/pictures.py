"""Figures and images as PNG of a bounded size."""
# pyright: basic

import importlib
import importlib.util
import io
import struct
from typing import Any

from .kinds import kinds_of, type_name
from .looks import Look

LONGEST_SIDE = 1600
"""Pixels."""
_SHARP = 144
"""Dots per inch, where the size allows."""
_PNG_SIZE = slice(16, 24)
"""Width and height in the header of a PNG file: W3C PNG specification, IHDR."""
_SAVED_AS_THEY_ARE = ("1", "L", "LA", "P", "RGB", "RGBA")
_MATPLOTLIB = frozenset(("matplotlib.Figure", "matplotlib.Axes", "seaborn.Grid"))
_DRAWN = _MATPLOTLIB.union(("PIL.Image", "plotly.BaseFigure"))


def is_picture(value: Any) -> bool:
    """Whether the value is drawn, which may take seconds."""
    return not _DRAWN.isdisjoint(kinds_of(value))


def picture(value: Any) -> Look | None:
    """Return a value as a picture, None when it is none."""
    kinds = kinds_of(value)
    if not _MATPLOTLIB.isdisjoint(kinds):
        return _image(_figure(value))
    if "PIL.Image" in kinds:
        return _image(_pillow(value))
    if "plotly.BaseFigure" in kinds:
        return _plotly(value)
    return None


def _image(png: bytes) -> Look:
    width, height = struct.unpack(">II", png[_PNG_SIZE])
    return Look("image", shape=(width, height), png=png)


def _figure(value: Any) -> bytes:
    figure = value
    while "matplotlib.Figure" not in kinds_of(figure):
        figure = figure.figure
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    dpi, canvas = figure.dpi, figure.canvas
    buffer = io.BytesIO()
    try:
        figure.dpi = min(_SHARP, LONGEST_SIDE / max(figure.get_size_inches()))
        agg.FigureCanvasAgg(figure).print_png(buffer)
    finally:
        figure.dpi = dpi
        figure.set_canvas(canvas)
    return buffer.getvalue()


def _pillow(image: Any) -> bytes:
    small = image.copy()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if small.mode not in _SAVED_AS_THEY_ARE:
        small = small.convert("RGB")
    buffer = io.BytesIO()
    small.save(buffer, "PNG")
    return buffer.getvalue()


def _plotly(figure: Any) -> Look:
    facts = [("traces", f"{len(figure.data):,}")]
    if title := getattr(figure.layout.title, "text", None):
        facts.append(("title", str(title)))
    try:
        if importlib.util.find_spec("kaleido"):
            width = LONGEST_SIDE // 2
            return _image(figure.to_image(format="png", width=width, height=width // 2, scale=2))
        why = "To see it as a picture, install kaleido in the project's environment."
    except Exception as error:
        lines = str(error).strip().splitlines() or [type_name(error)]
        why = f"It could not be drawn: {lines[0]}"
    return Look("opaque", text=f"{type_name(figure)} of plotly. {why}", facts=tuple(facts))
