from dataclasses import fields
from pathlib import Path
from string import Template

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import tints
from explorer.bundled import resources
from explorer.theme import DARK, LIGHT, Theme
from explorer.views import icons, sheet, style
from explorer.views.tints import tint_colours

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
GROUNDS = ("surface", "surface_raised", "window", "canvas", "hover", "selection")
WRITTEN = ("accent", "done", "reused", "warned", "failed", "given", "text_faint", "downstream")
SIGNS = ("running", "skipped", *(f"kind_{kind.value}" for kind in NodeKind))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    lights = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@THEMES
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    text = {ground: contrast(theme.text, getattr(theme, ground)) for ground in GROUNDS}
    muted = {ground: contrast(theme.text_muted, getattr(theme, ground)) for ground in GROUNDS}

    assert min(text.values()) >= 7, text
    assert min(muted.values()) >= 4.5, muted
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@THEMES
def test_all_that_is_written_in_a_colour_can_be_read_on_surfaces(theme: Theme) -> None:
    code = [field.name for field in fields(Theme) if field.name.startswith("code_")]

    found = {name: contrast(getattr(theme, name), theme.surface) for name in (*WRITTEN, *code)}

    assert min(found.values()) >= 4.5, found


@THEMES
def test_signs_stand_out_from_surfaces(theme: Theme) -> None:
    found = {name: contrast(getattr(theme, name), theme.surface) for name in SIGNS}

    assert min(found.values()) >= 3, found


def test_the_bundled_fonts_have_the_weights_that_are_used(qapp: QApplication) -> None:
    style.load_fonts()

    weights = (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold)
    found = [QFontInfo(style.ui_font(13, weight)) for weight in weights]
    code = QFontInfo(style.code_font())

    assert [info.family() for info in found] == [style.UI_FAMILY] * 3
    assert [info.styleName() for info in found] == ["Regular", "Medium", "SemiBold"]
    assert code.family() == style.CODE_FAMILY
    assert code.fixedPitch()


@THEMES
def test_the_program_wears_a_theme(qapp: QApplication, theme: Theme) -> None:
    style.apply(qapp, theme)

    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(theme.surface)
    assert theme.accent in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


@THEMES
def test_every_picture_of_the_style_sheet_is_there(theme: Theme) -> None:
    text = sheet.style_sheet(theme)

    pictures = [part.partition('")')[0] for part in text.split('url("')[1:]]

    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_every_token_of_the_style_sheet_is_a_field_of_the_theme() -> None:
    known = {field.name for field in fields(Theme)} | {"icons"}

    used = set(
        Template("".join((sheet._WINDOW, sheet._CONTROLS, sheet._CONTENT))).get_identifiers()
    )

    assert used <= known


def test_every_meaning_has_an_icon(qapp: QApplication) -> None:
    missing = [name for name in icons._FILES if icons.icon(name, LIGHT).isNull()]

    assert missing == []
    assert all(not icons.kind_icon(kind, LIGHT).isNull() for kind in NodeKind)
    assert [s for s in Status if icons.status_icon(s, LIGHT).isNull()] == [Status.IDLE]
    assert icons.icon("nothing like it", LIGHT).isNull()


def test_an_icon_is_drawn_at_the_size_that_is_asked_for(qapp: QApplication) -> None:
    drawn = icons.icon("run", LIGHT, "#ff0000")

    small = drawn.pixmap(QSize(16, 16), 1.0)
    shown = [drawn.pixmap(QSize(side, side), 1.0) for side in icons._SIDES]
    disabled = drawn.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled)

    assert small.size() == QSize(16, 16)
    assert [pixmap.width() for pixmap in shown] == list(icons._SIDES)
    assert darkest_red(small) > 200
    assert darkest_red(disabled) < 200
    assert QIcon(drawn).pixmap(QSize(16, 16), 1.0).toImage() == small.toImage()


def darkest_red(pixmap: QPixmap) -> int:
    """Return the red of the most opaque pixel, and 0 where another colour is mixed in."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    best = max(pixels, key=QColor.alpha)
    return best.red() if best.green() < 60 else 0


def test_every_icon_has_its_licence_beside_it() -> None:
    assert (resources() / "icons" / "LICENSE").is_file()
    assert (resources() / "fonts" / "OFL.txt").is_file()


def test_icons_survive_in_widgets_that_copy_them(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    for _ in range(50):
        button.setIcon(QIcon(icons.icon("run", DARK)))

    picture = button.grab()

    assert not picture.isNull()


COLOUR_BLIND = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
)
"""What is left of red, green and blue light: to most, and without one kind of cones."""


def told_apart(names: tuple[str, ...], eyes: tuple[tuple[float, ...], ...]) -> float:
    """Return how far the two most alike colours are apart, in OKLab (Ottosson 2020)."""
    light = np.array([[c.redF(), c.greenF(), c.blueF()] for c in map(QColor, names)])
    linear = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(eyes).T, 0, 1)
    cones = [[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]]
    axes = [[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]]
    lab = np.cbrt(seen @ np.array(cones).T) @ np.array(axes).T
    gaps = np.linalg.norm(lab[:, None] - lab, axis=2)
    return float(gaps[~np.eye(len(names), dtype=bool)].min())


@THEMES
def test_every_tint_has_a_colour_and_colour_blind_people_tell_them_apart(theme: Theme) -> None:
    assert len(tint_colours(theme)) == tints.COUNT

    assert min(told_apart(theme.hues, eyes) for eyes in COLOUR_BLIND) > 0.09
    assert min(told_apart(theme.steps, eyes) for eyes in COLOUR_BLIND) > 0.09
