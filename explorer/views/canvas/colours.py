"""The theme's colours as the canvas uses them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, qGray

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture.picture import KINDS, STATUSES, Emphasis
from explorer.theme import Theme
from explorer.views.tints import tint_colours


@dataclass(frozen=True, eq=False)
class Colours:
    """Colours by role. `kinds`, `statuses` and `tones` are looked up by enum."""

    is_dark: bool
    ground: QColor
    grid: QColor
    veil: QColor
    body: QColor
    hover: QColor
    text: QColor
    muted: QColor
    faint: QColor
    border: QColor
    border_strong: QColor
    wire: QColor
    accent: QColor
    accent_text: QColor
    warned: QColor
    failed: QColor
    passed: QColor
    kinds: dict[NodeKind, QColor]
    statuses: dict[Status, QColor]
    tones: dict[Emphasis, QColor]
    tints: tuple[QColor, ...]
    """By the numbers of `core.picture.tints`."""
    dots: tuple[tuple[QColor, ...], ...]
    """Fill of a card seen from far, by place in `STATUSES` and in `KINDS`."""


def colours_of(theme: Theme) -> Colours:
    """Return the colours of a theme."""
    ground, body, wire = QColor(theme.canvas), QColor(theme.surface), QColor(theme.wire)
    if theme.is_dark:
        body = QColor(theme.surface_raised)
    kinds = {kind: QColor(str(getattr(theme, f"kind_{kind.value}"))) for kind in KINDS}
    statuses = _statuses(theme)
    veil = QColor(ground)
    veil.setAlphaF(0.55 if theme.is_dark else 0.6)
    return Colours(
        is_dark=theme.is_dark,
        ground=ground,
        grid=mixed(ground, QColor(theme.border_strong), 0.6 if theme.is_dark else 0.7),
        veil=veil,
        body=body,
        hover=QColor(theme.hover),
        text=QColor(theme.text),
        muted=QColor(theme.text_muted),
        faint=QColor(theme.text_faint),
        border=QColor(theme.border),
        border_strong=QColor(theme.border_strong),
        wire=wire,
        accent=QColor(theme.accent),
        accent_text=QColor(theme.accent_text),
        warned=QColor(theme.warned),
        failed=QColor(theme.failed),
        passed=QColor(theme.done),
        kinds=kinds,
        statuses=statuses,
        tones={
            Emphasis.SELECTED: QColor(theme.accent),
            Emphasis.MARKED: QColor(theme.marked),
            Emphasis.UPSTREAM: QColor(theme.upstream),
            Emphasis.DOWNSTREAM: QColor(theme.downstream),
            Emphasis.SLOWEST: QColor(theme.running),
        },
        tints=tint_colours(theme),
        dots=_dots(body, kinds, statuses),
    )


def mixed(below: QColor, above: QColor, share: float) -> QColor:
    """Return `above` laid over `below` with an opacity of `share`, as an opaque colour."""
    return QColor(
        round(below.red() + (above.red() - below.red()) * share),
        round(below.green() + (above.green() - below.green()) * share),
        round(below.blue() + (above.blue() - below.blue()) * share),
    )


def on_top(ground: QColor, *choices: QColor) -> QColor:
    """Return which of some colours can be seen best on a ground."""
    return max(choices, key=lambda colour: abs(qGray(colour.rgb()) - qGray(ground.rgb())))


def _statuses(theme: Theme) -> dict[Status, QColor]:
    return {
        Status.IDLE: QColor(theme.border_strong),
        Status.WAITING: QColor(theme.text_faint),
        Status.RUNNING: QColor(theme.running),
        Status.DONE: QColor(theme.done),
        Status.REUSED: QColor(theme.reused),
        Status.GIVEN: QColor(theme.given),
        Status.FAILED: QColor(theme.failed),
        Status.SKIPPED: QColor(theme.skipped),
        Status.CANCELLED: QColor(theme.skipped),
    }


def _dots(
    body: QColor, kinds: dict[NodeKind, QColor], statuses: dict[Status, QColor]
) -> tuple[tuple[QColor, ...], ...]:
    """Idle cards show their kind, softly; the others how they fared."""
    strength = {Status.WAITING: 0.5, Status.FAILED: 1.0, Status.RUNNING: 1.0, Status.SKIPPED: 0.5}
    idle = tuple(mixed(body, kinds[kind], 0.6) for kind in KINDS)
    return tuple(
        idle
        if status is Status.IDLE
        else (mixed(body, statuses[status], strength.get(status, 0.66)),) * len(KINDS)
        for status in STATUSES
    )
