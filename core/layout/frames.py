"""Arrays as bytes, for the helper's pipes and for files: no pickle.

A frame is the length of its head (4 bytes, big-endian), the head (a JSON object), and the raw
bytes of its arrays (little-endian, C order), whose names, types and shapes the head lists.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.layout.layout import Direction, Layout, Topology

Arrays: TypeAlias = dict[str, NDArray[Any]]
Frame: TypeAlias = tuple[dict[str, Any], Arrays]

_LONGEST_HEAD = 1 << 28
_LONGEST_ARRAY = 1 << 32
_BEFORE = "previous "
_TYPES = {"f8": np.dtype("<f8"), "i8": np.dtype("<i8"), "i4": np.dtype("<i4")}


class BadFrameError(ValueError):
    """Bytes that are no frame: cut short, or of another version."""


def write(stream: IO[bytes], head: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write one frame and flush."""
    kinds = {name: f"{array.dtype.kind}{array.dtype.itemsize}" for name, array in arrays.items()}
    listed = [[name, kinds[name], list(array.shape)] for name, array in arrays.items()]
    text = json.dumps({**head, "arrays": listed}).encode()
    stream.write(len(text).to_bytes(4, "big") + text)
    for name, array in arrays.items():
        stream.write(np.ascontiguousarray(array, _TYPES[kinds[name]]).tobytes())
    stream.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Read one frame; None at the end of the stream.

    Raises:
        BadFrameError: the stream holds something else, or ends in the middle.
    """
    start = stream.read(4)
    if not start:
        return None
    try:
        length = int.from_bytes(start, "big")
        if length > _LONGEST_HEAD:
            raise BadFrameError("the head is too long")
        head = json.loads(_exactly(stream, length))
        return head, {name: _array(stream, kind, shape) for name, kind, shape in head["arrays"]}
    except (KeyError, TypeError, ValueError) as error:
        raise BadFrameError(f"not a frame: {error}") from error


def _array(stream: IO[bytes], kind: str, shape: list[int]) -> NDArray[Any]:
    dtype = _TYPES[kind]
    count = math.prod(shape)
    if not 0 <= count * dtype.itemsize <= _LONGEST_ARRAY:
        raise BadFrameError("an array is too long")
    return np.frombuffer(_exactly(stream, count * dtype.itemsize), dtype).reshape(shape)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    found = stream.read(count)
    if len(found) != count:
        raise BadFrameError("cut short")
    return found


@dataclass(frozen=True, eq=False)
class Request:
    """What is asked of the helper: to polish, or to place at once (near a previous layout)."""

    topology: Topology
    direction: Direction
    polish: bool
    previous: Layout | None = None


def request_frame(request: Request) -> Frame:
    """A request as head and arrays."""
    topology, previous = request.topology, request.previous
    head: dict[str, Any] = {"ids": topology.ids, "direction": request.direction.value}
    head |= {"polish": request.polish}
    arrays: Arrays = {"sizes": topology.sizes, "edges": topology.edges}
    if previous is not None:
        before, places = layout_frame(previous)
        head["previous"] = {"ids": previous.ids, **before}
        arrays |= {_BEFORE + name: array for name, array in places.items()}
        arrays[_BEFORE + "edges"] = previous.edges
    return head, arrays


def read_request(frame: Frame) -> Request:
    """The request of a frame.

    Raises:
        BadFrameError: the frame holds none.
    """
    head, arrays = frame
    try:
        topology = Topology(tuple(head["ids"]), arrays["sizes"], arrays["edges"])
        direction, previous = Direction(head["direction"]), None
        if "previous" in head:
            sizes, edges = np.zeros((0, 2)), arrays[_BEFORE + "edges"]
            known = Topology(tuple(head["previous"]["ids"]), sizes, edges)
            places = {name.removeprefix(_BEFORE): array for name, array in arrays.items()}
            previous = read_layout((head["previous"], places), known)
        return Request(topology, direction, bool(head["polish"]), previous)
    except (KeyError, TypeError, ValueError) as error:
        raise BadFrameError(f"no request: {error}") from error


def progress_frame(share: float) -> Frame:
    """Which share of an answer is done, from 0 to 1."""
    return {"progress": share}, {}


def read_progress(frame: Frame) -> float | None:
    """The share that a frame tells; None where it is an answer.

    Raises:
        BadFrameError: the share is no number.
    """
    share = frame[0].get("progress")
    if share is None or isinstance(share, int | float):
        return share
    raise BadFrameError("no progress")


def layout_frame(layout: Layout) -> Frame:
    """What a layout adds to its topology, as head and arrays."""
    head = {"direction": layout.direction.value, "engine": layout.engine}
    return head, {"boxes": layout.boxes, "points": layout.points, "offsets": layout.offsets}


def read_layout(frame: Frame, topology: Topology) -> Layout:
    """The layout of a topology that a frame holds.

    Raises:
        BadFrameError: the frame holds none, or that of another graph.
    """
    head, arrays = frame
    try:
        boxes, points, offsets = (arrays[name] for name in ("boxes", "points", "offsets"))
        if len(boxes) != len(topology.ids) or len(offsets) != len(topology.edges) + 1:
            raise BadFrameError("the layout of another graph")
        direction, engine = Direction(head["direction"]), str(head["engine"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadFrameError(f"no layout: {error}") from error
    return Layout(topology.ids, boxes, topology.edges, points, offsets, direction, engine)
