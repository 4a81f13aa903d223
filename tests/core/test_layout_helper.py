"""The helper process, for real; and what carries and keeps layouts."""

import io
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.layout import Direction, Layout, LayoutCache, LayoutHelper, Topology, frames, place
from tests.benchmarks.dataflows import dataflow

LONG = 60.0


class Answers:
    """Collects what a helper answers, and on which thread."""

    def __init__(self) -> None:
        self.queue: queue.Queue[tuple[int, Layout | None, str]] = queue.Queue()

    def __call__(self, ticket: int, layout: Layout | None) -> None:
        self.queue.put((ticket, layout, threading.current_thread().name))

    def next(self) -> tuple[int, Layout | None]:
        return self.queue.get(timeout=LONG)[:2]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def helper(answers: Answers) -> Iterator[LayoutHelper]:
    helper = LayoutHelper(answers)
    yield helper
    helper.close()


def children() -> list[psutil.Process]:
    return [c for c in psutil.Process().children() if "core.layout.serve" in " ".join(c.cmdline())]


def until(condition: Callable[[], bool]) -> None:
    """Look again and again until a condition holds."""
    deadline = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def test_a_request_is_answered_with_a_polished_layout(
    helper: LayoutHelper, answers: Answers
) -> None:
    topology = dataflow(40).topology

    helper.request(5, topology, Direction.DOWN)

    ticket, layout, thread = answers.queue.get(timeout=LONG)
    assert ticket == 5 and thread != threading.current_thread().name
    assert layout is not None and layout.ids == topology.ids
    assert layout.direction is Direction.DOWN and layout.edges is topology.edges


def test_placing_at_once_gives_what_it_gives_in_process(
    helper: LayoutHelper, answers: Answers
) -> None:
    topology = dataflow(80).topology
    previous = place(topology)

    helper.request(1, topology, previous=previous, polish=False)

    _, layout = answers.next()
    assert layout is not None
    assert np.array_equal(layout.boxes, place(topology, previous=previous).boxes)


def test_one_warm_process_serves_many_requests(helper: LayoutHelper, answers: Answers) -> None:
    assert not children()

    pids: set[int] = set()
    for ticket in range(3):
        helper.request(ticket, dataflow(20).topology)
        assert answers.next()[0] == ticket
        pids |= {child.pid for child in children()}

    assert len(pids) == 1


def test_a_newer_request_takes_the_place_of_the_one_at_work(
    helper: LayoutHelper, answers: Answers
) -> None:
    helper.request(1, dataflow(5000).topology)

    helper.request(2, dataflow(20).topology)

    assert answers.next()[0] == 2
    helper.request(3, dataflow(20).topology)
    assert answers.next()[0] == 3


def test_a_cancelled_request_is_not_answered(helper: LayoutHelper, answers: Answers) -> None:
    helper.request(1, dataflow(5000).topology)

    helper.cancel()

    helper.request(2, dataflow(20).topology)
    assert answers.next()[0] == 2


def test_a_process_that_died_is_replaced(helper: LayoutHelper, answers: Answers) -> None:
    helper.request(1, dataflow(20).topology)
    answers.next()
    [process] = children()
    process.kill()
    process.wait(LONG)

    helper.request(2, dataflow(20).topology)

    ticket, layout = answers.next()
    assert ticket == 2 and layout is not None


def test_a_process_that_dies_at_work_gives_no_layout(
    helper: LayoutHelper, answers: Answers
) -> None:
    helper.request(1, dataflow(20).topology)
    answers.next()
    [process] = children()

    before = process.cpu_times().user
    helper.request(2, dataflow(5000).topology)
    until(lambda: process.cpu_times().user > before + 0.1)
    process.kill()

    assert answers.next() == (2, None)


def test_work_beyond_the_time_limit_gives_no_layout(answers: Answers) -> None:
    helper = LayoutHelper(answers, seconds=0.2)

    helper.request(1, dataflow(5000).topology)

    assert answers.next() == (1, None)
    helper.close()


def test_closing_ends_the_process_and_answers_no_more(answers: Answers) -> None:
    helper = LayoutHelper(answers)
    helper.request(1, dataflow(5000).topology)

    helper.close()

    helper.request(2, dataflow(20).topology)
    assert not children() and answers.queue.empty()


def test_the_helper_takes_our_packages_not_those_of_the_working_directory(
    helper: LayoutHelper, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)

    helper.request(1, dataflow(20).topology)

    assert answers.next()[1] is not None


def test_a_request_survives_the_way_through_bytes() -> None:
    topology = dataflow(30).topology
    request = frames.Request(topology, Direction.DOWN, False, place(topology, Direction.DOWN))
    stream = io.BytesIO()

    frames.write(stream, *frames.request_frame(request))
    stream.seek(0)
    frame = frames.read(stream)

    assert frame is not None
    read = frames.read_request(frame)
    assert read.topology.ids == topology.ids and read.direction is Direction.DOWN
    assert read.previous is not None and request.previous is not None
    assert np.array_equal(read.previous.points, request.previous.points)
    assert frames.read(stream) is None


@pytest.mark.parametrize("cut", [2, 20, 200, -1])
def test_bytes_cut_short_are_refused(cut: int) -> None:
    topology = dataflow(30).topology
    stream = io.BytesIO()
    frames.write(stream, *frames.layout_frame(place(topology)))

    with pytest.raises(frames.BadFrameError):
        frames.read(io.BytesIO(stream.getvalue()[:cut]))


@pytest.mark.parametrize(
    "head", [b"[]", b"{}", b"nonsense", b'{"arrays": [["boxes", "O8", [1]]]}', b"\xff"]
)
def test_heads_that_are_none_are_refused(head: bytes) -> None:
    with pytest.raises(frames.BadFrameError):
        frames.read(io.BytesIO(len(head).to_bytes(4, "big") + head + bytes(64)))


def test_the_layout_of_another_graph_is_refused() -> None:
    frame = frames.layout_frame(place(dataflow(30).topology))

    with pytest.raises(frames.BadFrameError):
        frames.read_layout(frame, dataflow(31).topology)


def test_a_kept_layout_is_found_again(tmp_path: Path) -> None:
    topology = dataflow(60).topology
    layout = place(topology)

    LayoutCache(tmp_path / "layouts").put(topology, layout)

    found = LayoutCache(tmp_path / "layouts").get(topology, Direction.RIGHT)
    assert found is not None and np.array_equal(found.points, layout.points)
    assert found.engine == layout.engine


def test_a_layout_is_found_for_its_own_graph_and_direction_only(tmp_path: Path) -> None:
    topology = dataflow(60).topology
    cache = LayoutCache(tmp_path)
    cache.put(topology, place(topology))

    wider = Topology(topology.ids, topology.sizes + 1, topology.edges)

    assert cache.get(topology, Direction.DOWN) is None
    assert cache.get(wider, Direction.RIGHT) is None


@pytest.mark.parametrize("spoil", [lambda b: b[:100], lambda b: b[:999] + b"x" + b[1000:]])
def test_a_spoilt_file_is_no_layout(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    topology = dataflow(60).topology
    cache = LayoutCache(tmp_path)
    cache.put(topology, place(topology))
    [file] = tmp_path.iterdir()
    file.write_bytes(spoil(file.read_bytes()))

    assert cache.get(topology, Direction.RIGHT) is None


def test_the_layouts_used_last_are_kept(tmp_path: Path) -> None:
    topologies = [dataflow(60, seed).topology for seed in range(3)]
    one, two, three = (place(topology) for topology in topologies)
    cache = LayoutCache(tmp_path, most_bytes=2 * (one.points.nbytes + one.boxes.nbytes + 4000))
    cache.put(topologies[0], one)
    cache.put(topologies[1], two)
    for file in tmp_path.iterdir():
        os.utime(file, (1, 1))
    cache.get(topologies[0], Direction.RIGHT)

    cache.put(topologies[2], three)

    found = [cache.get(topology, Direction.RIGHT) is not None for topology in topologies]
    assert found == [True, False, True]


def test_files_that_were_left_unfinished_go(tmp_path: Path) -> None:
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for file in (old, new):
        file.touch()
    os.utime(old, (1, 1))
    topology = dataflow(20).topology

    LayoutCache(tmp_path).put(topology, place(topology))

    assert not old.exists() and new.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    topology = dataflow(20).topology
    cache = LayoutCache(tmp_path / "file")

    cache.put(topology, place(topology))

    assert cache.get(topology, Direction.RIGHT) is None
