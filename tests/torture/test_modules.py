"""Names that get in the way: of our packages, of our worker's modules, of Python's own."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from core.model.given import GivenJson
from core.model.graph import NodeId
from core.model.run import Run, RunStatus
from core.session import Dialogue, prepare
from tests.explorer.rig import write

NAMES = {
    "explorer/__init__.py": "",
    "explorer/m.py": "import explorer\ndef f(x: int) -> int:\n    return x\n",
    "core/__init__.py": "",
    "core/worker.py": "VALUE = 5\n",
    "core/feats.py": (
        "from .worker import VALUE\nfrom core import worker\n"
        "def p(f: int) -> int:\n    return f + VALUE + worker.VALUE\n"
    ),
    "frames.py": "def g(f: int) -> int:\n    return f\n",
    "json.py": "def h(f: int) -> int:\n    return f\n",
    "capture.py": "import frames\ndef k(p: int, g: int, h: int) -> int:\n    return p + g + h\n",
}
SPACE = {
    "my-flow dir é/space/sub/my_flow.py": (
        "from space.sub.other import K\ndef k(x: int) -> int:\n    return x + K\n"
    ),
    "my-flow dir é/space/sub/other.py": "K = 14\n",
}
PLAIN = {
    "one/features.py": "def f(x: int) -> int:\n    return x\n",
    "two/features.py": "def k(f: int) -> int:\n    return f + 14\n",
}


@pytest.fixture
def dialogue(tmp_path: Path) -> Iterator[Dialogue]:
    dialogue = Dialogue(Path(sys.executable), tmp_path)
    yield dialogue
    dialogue.close()


@pytest.mark.parametrize(
    ("files", "opened"),
    [
        (NAMES, ["explorer/m.py", "core/feats.py", "frames.py", "json.py", "capture.py"]),
        (SPACE, ["my-flow dir é/space/sub/my_flow.py"]),
        (PLAIN, ["one/features.py", "two/features.py"]),
    ],
    ids=["names of ours and of Python's", "a namespace below a space", "the same name twice"],
)
def test_modules_may_be_called_anything(
    dialogue: Dialogue, tmp_path: Path, files: Mapping[str, str], opened: list[str]
) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    project = prepare(opened, tmp_path, {}, {}, Path(sys.executable)).project

    loading = dialogue.load(project)
    run = dialogue.run((NodeId("k"),), {NodeId("x"): GivenJson(2)}, {})

    assert not loading.problems
    assert isinstance(run, Run) and run.status is RunStatus.OK
    assert run.nodes[NodeId("k")].summary == "int 16"
