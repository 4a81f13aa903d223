"""Reading never raises, whatever became of the text."""

import ast
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.project import ModuleRef
from core.reading import Reading, read_modules
from core.reading.parsing import parse
from tests.core.reading_decorators import DECORATORS
from tests.core.reading_functions import FUNCTIONS
from tests.core.reading_names import NAMES
from tests.core.reading_structures import STRUCTURES

TEXTS = [
    made.files["flow.py"]
    for made in (*DECORATORS, *STRUCTURES, *NAMES, *FUNCTIONS)
    if "flow.py" in made.files
]
PIECES = [
    *"()[]{}:,=.@#\\\n\t'\"*%\0\r\x0c\u2028",
    '"""',
    "'''",
    "def ",
    "class ",
    "lambda ",
    "async ",
    "return ",
    "    ",
    "f'{",
    "**",
    "->",
    ":=",
    "<<<<<<< HEAD\n",
    "=======\n",
    "config.when(",
    "source(",
    "@subdag(",
    "for x in x:",
    "9" * 30,
    "é",
    "\ud800",
]
Edit = tuple[float, int, str]
"""Where (as a share of the text), how many characters go, what comes instead."""


def read_bytes(data: bytes) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "flow.py")
        file.write_bytes(data)
        return read_modules([ModuleRef("flow", file)], [file.parent], {"k": 1, "region": "us"})


def mangled(text: str, edits: list[Edit]) -> str:
    for share, gone, new in edits:
        at = int(share * len(text))
        text = text[:at] + new + text[at + gone :]
    return text


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.text(max_size=5)
        ),
        max_size=8,
    ),
)
def test_mangled_text_of_a_dataflow_is_read(text: str, edits: list[Edit]) -> None:
    reading = read_bytes(mangled(text, edits).encode("utf-8", "surrogatepass"))

    nodes = reading.graph.nodes
    assert all(p.source in nodes for node in nodes.values() for p in node.parameters)
    assert all(problem.message.endswith(".") for problem in reading.problems)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TEXTS), st.floats(0, 1))
def test_of_a_file_that_is_written_halfway_the_written_functions_are_read(
    text: str, share: float
) -> None:
    half = text[: int(share * len(text))]

    found = {getattr(statement, "name", "") for statement in parse(half).statements}

    lines = half.count("\n")
    written = [s for s in parse(text).statements if (s.end_lineno or 0) <= lines]
    assert found >= {s.name for s in written if isinstance(s, ast.FunctionDef)}
    read_bytes(half.encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    assert read_bytes(data).graph is not None


@settings(max_examples=150, deadline=None)
@given(st.text("()[]{}:,=.@#'\"*%+-/<>|&! \nabf01", max_size=80))
def test_any_decorator_is_read(inside: str) -> None:
    text = f"from hamilton.function_modifiers import *\nA = {inside}\n@parameterize({inside})\n"

    reading = read_bytes(f"{text}def f(x: {inside}) -> int: ...\n\ndef g() -> int: ...\n".encode())

    assert "g" in reading.graph.nodes
