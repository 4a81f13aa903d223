"""The helper process: reads requests from standard input, writes layouts to standard output.

Started as `python -m core.layout.serve`; ends when its input does. One request, one answer, in
turn, with frames that tell of progress before it; see `core.layout.frames` for the bytes.
"""

import sys

from core.layout import frames
from core.layout.layered import place
from core.layout.layout import Layout
from core.layout.polishing import polished


def main() -> None:
    """Answer requests until there are no more; an empty head says that there is no layout."""
    while (frame := frames.read(sys.stdin.buffer)) is not None:
        layout = _answer(frames.read_request(frame))
        frames.write(
            sys.stdout.buffer, *(({}, {}) if layout is None else frames.layout_frame(layout))
        )


def _answer(request: frames.Request) -> Layout | None:
    if request.polish:
        return polished(request.topology, request.direction)
    return place(request.topology, request.direction, request.previous, _tell)


def _tell(share: float) -> None:
    frames.write(sys.stdout.buffer, *frames.progress_frame(share))


if __name__ == "__main__":
    main()
