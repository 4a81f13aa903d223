"""How large a card must be for its texts, without asking a font."""

from collections.abc import Sequence
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

HEIGHT = 52.0
"""Of every card, in scene pixels."""
NARROWEST, WIDEST = 120.0, 280.0
_TITLE_PIXELS, _SUBTITLE_PIXELS = 13.0, 11.5
_BEFORE_TEXT, _BEHIND_TEXT = 54.0, 28.0
"""Icon with its margins; status disc with its margins."""
_WIDEST_SUBTITLE = 130.0
_BADGE = 16.0

# advance widths of Inter Semibold in thousandths of the type size, from space to tilde
_ASCII = (
    "248 309 396 643 649 844 663 213 393 393 543 673 295 466 290 379 667 481 621 652 666 632 648 "
    "587 646 648 290 295 673 673 673 544 999 724 657 744 724 608 586 755 744 275 561 677 566 906 "
    "741 775 643 776 651 649 660 734 724 1007 690 705 653 393 379 393 481 468 497 575 630 577 630 "
    "593 377 625 613 261 261 569 261 898 610 608 625 625 397 549 380 608 576 837 562 576 562 393 "
    "358 393 673"
)
_OTHER, _IDEOGRAPH = 0.62, 1.0
_FIRST_IDEOGRAPH = 0x2E80


def card_sizes(
    titles: Sequence[str], subtitles: Sequence[str], badges: Sequence[int] | NDArray[np.integer]
) -> NDArray[np.float64]:
    """Width and height in scene pixels of many cards at once, (n, 2).

    Wide enough for the title at 13 pixels, the icon, the status and the subtitle with its badges,
    within `NARROWEST` and `WIDEST`: longer titles are to be shortened by whoever paints.
    """
    title = _text_widths(titles) * _TITLE_PIXELS
    subtitle = np.minimum(_text_widths(subtitles) * _SUBTITLE_PIXELS, _WIDEST_SUBTITLE)
    text = np.maximum(title, subtitle + _BADGE * np.asarray(badges, np.float64))
    width = np.clip(np.ceil(_BEFORE_TEXT + text + _BEHIND_TEXT), NARROWEST, WIDEST)
    return np.column_stack([width, np.full(len(titles), HEIGHT)])


def card_size(title: str, subtitle: str = "", badges: int = 0) -> tuple[float, float]:
    """Width and height in scene pixels of one card; see `card_sizes`."""
    width, height = card_sizes([title], [subtitle], [badges])[0].tolist()
    return (width, height)


def text_width(text: str) -> float:
    """Return about how wide a text is in the interface's own font, in units of the type size."""
    return sum(map(_advances().get, text, repeat(_OTHER)))


@cache
def _advances() -> dict[str, float]:
    return {chr(ord(" ") + i): int(width) / 1000 for i, width in enumerate(_ASCII.split())}


def _text_widths(texts: Sequence[str]) -> NDArray[np.float64]:
    """Widths in units of the type size."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    advances = np.where(codes < _FIRST_IDEOGRAPH, _OTHER, _IDEOGRAPH)
    plain = (codes >= ord(" ")) & (codes <= ord("~"))
    table = np.array(_ASCII.split(), np.float64) / 1000
    advances[plain] = table[codes[plain] - ord(" ")]
    ends = np.cumsum([len(text) for text in texts])
    sums = np.concatenate([[0.0], np.cumsum(advances)])
    return np.diff(sums[ends], prepend=0.0) if len(texts) else np.zeros(0)
