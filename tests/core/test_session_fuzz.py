"""Whatever a worker says, this side neither breaks, nor hangs, nor grows without bound."""

import io
import json
import stat
import sys
import textwrap
import typing
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.model.graph import Graph, NodeId
from core.model.run import Run
from core.session import Exit, Worker, fold, records
from core.session.channel import Received, receive
from core.worker import codec, messages
from core.worker.messages import (
    CheckEnded,
    Event,
    NodesFound,
    Peeked,
    ProblemRecord,
)

PATIENCE = 60
"""Seconds that a busy machine may take."""
EVENTS = sorted(kind.__name__ for kind in typing.get_args(Event))
ODD = (float("nan"), float("inf"), 10**30, -(10**4000), 2**63, "\ud800", "a\0b", "x" * 5000, None)
LEAVES = some.sampled_from(ODD) | some.integers() | some.floats() | some.text() | some.booleans()
VALUES = some.recursive(
    LEAVES, lambda part: some.lists(part, max_size=4) | some.dictionaries(some.text(), part)
)


@some.composite
def headers(draw: some.DrawFn) -> bytes:
    """Frames of events with some fields right, some odd, some missing, some too many."""
    kind = draw(some.sampled_from(EVENTS))
    hints = typing.get_type_hints(vars(messages)[kind])
    fields = {name: draw(_for(hint) | VALUES) for name, hint in hints.items()}
    for name in draw(some.lists(some.sampled_from([*fields, "unknown"]), max_size=1)):
        fields[name] = draw(VALUES)
    text = json.dumps({"@": kind, **fields}).encode()
    cut = draw(some.integers(0, len(text)) | some.just(len(text)))
    return text[:cut] if draw(some.booleans()) else text


def _for(hint: typing.Any) -> some.SearchStrategy[typing.Any]:
    plain = {int: some.integers(-(2**70), 2**70), str: some.text(), bool: some.booleans()}
    if hint in plain:
        return plain[hint]
    if hint is float:
        return some.floats()
    if typing.get_origin(hint) is tuple:
        return some.lists(VALUES, max_size=3)
    return some.none() | some.dictionaries(some.text(), VALUES, max_size=2)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(headers(), some.binary(max_size=40))
def test_any_message_is_refused_or_can_be_worked_with(header: bytes, body: bytes) -> None:
    frame = codec.HEAD.pack(codec.MAGIC, len(header), len(body)) + header + body
    try:
        received = receive(io.BytesIO(frame))
    except ValueError:
        return

    if received is not None:
        work_with(received)


def work_with(received: Received) -> None:
    """Do what the program does with an event."""
    event, body = received
    run = fold(Run(getattr(event, "ticket", 0), (NodeId("a"),), started=0.0), [event], Graph())
    assert run.ended <= len(run.nodes)
    match event:
        case NodesFound():
            records.graph(event.nodes)
        case Peeked():
            records.preview(event, body)
        case CheckEnded():
            records.check(event)
        case messages.Loaded():
            assert all(map(records.problem, event.problems))
        case _:
            pass


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_messages_are_refused(depth: int) -> None:
    header = b'{"@":"Pong","ticket":' + b"[" * depth + b"]" * depth + b"}"
    frame = codec.HEAD.pack(codec.MAGIC, len(header), 0) + header

    with pytest.raises(ValueError, match="no"):
        receive(io.BytesIO(frame))


def test_problems_with_strange_places_are_problems() -> None:
    record = ProblemRecord("no such kind", "\ud800", file="a\0b", line=-5)

    assert records.problem(record).message


HELLO = 'say(b\'{"@":"Hello","protocol":1,"pid":1,"python":"3","executable":"x"}\')'
TALKERS = {
    "zeros": "while True: out.write(bytes(1 << 16))",
    "one endless line": "while True: out.write(b'x' * 65536)",
    "a huge header": "out.write(head(1 << 24, 0))\nwhile True: out.write(b'[' * 65536)",
    "a header that never comes": f"{HELLO}\nout.write(head(100, 0)); out.flush(); os._exit(3)",
    "a body for a beat": (
        f'{HELLO}\nsay(b\'{{"@":"Beat","node":null,"seconds":0,"memory":0}}\', 1 << 27)'
    ),
    "nodes without end": (
        f'{HELLO}\nwhile True: say(b\'{{"@":"Recalled","ticket":1,"seconds":[],"summaries":[],\''
        " + b'\"rows\":[],\"nodes\":[' + b','.join([b'\"a\"'] * 50_000) + b']}')"
    ),
    "another protocol": HELLO.replace('\\"protocol\\":1', '\\"protocol\\":99'),
}
PROLOGUE = """
    import os, struct, sys
    out = sys.stdout.buffer
    def head(size, body): return struct.pack('>4sIQ', b'LXP1', size, body)
    def say(text, body=0): out.write(head(len(text), body) + text); out.flush()
    """


@pytest.mark.parametrize("talker", TALKERS)
@pytest.mark.skipif(sys.platform == "win32", reason="a script as an interpreter")
def test_a_worker_that_talks_nonsense_ends_with_a_sentence(tmp_path: Path, talker: str) -> None:
    script = tmp_path / "python"
    program = f"#!{sys.executable}\n{textwrap.dedent(PROLOGUE)}\n{TALKERS[talker]}\n"
    script.write_text(program)
    script.chmod(stat.S_IRWXU)
    ends: SimpleQueue[Exit] = SimpleQueue()
    before = psutil.Process().memory_info().rss

    worker = Worker(script, tmp_path, lambda *_: None, ends.put)
    end = ends.get(timeout=PATIENCE)
    worker.close()

    assert end.sentence.startswith("The worker ")
    assert not end.was_asked
    assert psutil.Process().memory_info().rss - before < 600 << 20


STARTS = {
    "an old Python": (
        "import runpy, sys; sys.version_info = (3, 8, 18, 'final', 0); "
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')",
        "is Python 3.8.18, and 3.10 or newer is needed",
    ),
    "no standard library": ("raise ImportError('No module named encodings')", "encodings"),
    "no worker": ("import sys; sys.exit('exec: broken')", "exec: broken"),
}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.skipif(sys.platform == "win32", reason="a script as an interpreter")
def test_an_interpreter_that_cannot_run_a_worker_says_why_at_once(
    tmp_path: Path, start: str
) -> None:
    program, said = STARTS[start]
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{program}" "$@"\n')
    script.chmod(stat.S_IRWXU)

    end = end_of(script, tmp_path)

    assert said in end.sentence
    assert not end.was_ready


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\x7fELF\x02\x01\x01 not for this machine", "could not be started"), (None, "No such file")],
)
def test_what_is_no_program_here_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    program = tmp_path / "python"
    if content:
        program.write_bytes(content)
        program.chmod(stat.S_IRWXU)

    end = end_of(program, tmp_path)

    assert said in end.sentence
    assert str(program) in end.sentence


def end_of(interpreter: Path, folder: Path) -> Exit:
    """How a worker ends by itself that this interpreter starts."""
    ends: SimpleQueue[Exit] = SimpleQueue()
    worker = Worker(interpreter, folder, lambda *_: None, ends.put)
    end = ends.get(timeout=PATIENCE)
    worker.close()
    return end
