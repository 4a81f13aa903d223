"""What is wrong is said in one sentence at the user's own line, and hides nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import Loaded, ModuleSpec, NodeRecord, ProblemRecord
from tests.core.surroundings import has
from tests.core.worker_rig import PYTHON, Rig, write

INSTALL = f"{PYTHON} -m pip install"


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(cwd=tmp_path_factory.mktemp("project"))
    yield rig
    rig.close()


def loaded_from(rig: Rig, folder: Path, source: str) -> tuple[dict[str, NodeRecord], Loaded]:
    write(folder, {"flow.py": source})
    return rig.load(folder, "flow")


def only(loaded: Loaded) -> ProblemRecord:
    assert len(loaded.problems) == 1, [problem.message for problem in loaded.problems]
    return loaded.problems[0]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (
            "def a() -> int: return 1\ndef b(: ...\n",
            2,
            "flow.py, line 2 is not valid Python: invalid syntax. Correct it and save.",
        ),
        (
            "def a() -> int:\nreturn 1\n",
            2,
            "flow.py, line 2 is not valid Python: expected an indented block after function "
            "definition on line 1. Correct it and save.",
        ),
        (
            "x = 1\n<<<<<<< ours\nx = 2\n=======\nx = 3\n>>>>>>> theirs\n",
            2,
            "flow.py, line 2 marks a merge conflict. Keep what is right of both sides, and save.",
        ),
        (
            "text = 'open\n",
            1,
            "flow.py, line 1 is not valid Python: unterminated string literal. Correct it and "
            "save.",
        ),
        (
            "x = 1\nraise RuntimeError('db is down: \\udcff')\n",
            2,
            "flow.py, line 2 fails while it is imported: RuntimeError: db is down: \\udcff.",
        ),
        (
            "import sys\nsys.exit(3)\n",
            2,
            "flow.py, line 2 ends the program while it is imported (sys.exit). "
            'Put that below `if __name__ == "__main__":`.',
        ),
        (
            "def call():\n    return 1 / 0\n\ncall()\n",
            2,
            "flow.py, line 2 fails while it is imported: ZeroDivisionError: division by zero.",
        ),
        (
            "class Odd(Exception):\n    def __str__(self): raise self\nraise Odd\n",
            3,
            "flow.py, line 3 fails while it is imported: Odd.",
        ),
    ],
    ids=["syntax", "indentation", "conflict", "string", "exception", "exit", "deeper", "odd"],
)
def test_a_module_that_cannot_be_imported_says_where(
    rig: Rig, tmp_path: Path, source: str, line: int, message: str
) -> None:
    write(tmp_path, {"good.py": "def good() -> int: return 1\n", "flow.py": source})

    nodes, loaded = rig.load(tmp_path, "flow", "good")

    problem = only(loaded)
    assert problem.message == message
    assert (problem.file, problem.line) == (str(tmp_path / "flow.py"), line)
    assert problem.kind == ("syntax" if " save." in message else "import")
    assert loaded.modules == ("good",)
    assert list(nodes) == ["good"]


@pytest.mark.parametrize("data", [b"# -*- coding: utf-8 -*-\nx = '\xe9'\n", b"x = 1\0\n"])
def test_a_file_that_is_no_text_says_so(rig: Rig, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "flow.py").write_bytes(data)

    _, loaded = rig.load(tmp_path, "flow")

    assert only(loaded).kind == "syntax"
    assert "is not valid Python" in only(loaded).message


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    rig: Rig, tmp_path: Path
) -> None:
    nodes, loaded = loaded_from(
        rig,
        tmp_path,
        """
        import sklearn_of_ours.linear
        from yaml import safe_load as load
        def a() -> int: return 1
        def b(a: int) -> int: return a
        """,
    )

    assert only(loaded).message == (
        "flow.py, line 1: the packages `sklearn_of_ours`, `yaml` are not installed, so what uses "
        f"them cannot run. Install them: {INSTALL} sklearn_of_ours pyyaml"
    )
    assert list(nodes) == ["a", "b"]
    assert loaded.modules == ("flow",)


def test_nodes_that_need_a_missing_package_are_marked_and_no_others(
    rig: Rig, tmp_path: Path
) -> None:
    nodes, loaded = loaded_from(
        rig,
        tmp_path,
        """
        import torch_of_ours as torch
        from torch_of_ours import Tensor, _private, nn
        class Net(nn.Module): pass
        DEVICE: str = torch.device("cpu")
        @torch.no_grad()
        def _inner(x): return x
        def _helper(x): return DEVICE
        def raw() -> int: return 1
        def typed(raw: int, given: Tensor | None = None) -> list[Tensor]: return [raw]
        def trained(raw: int) -> Tensor: return torch.train(raw)
        def indirect(raw: int) -> int: return _helper(raw)
        def decorated(raw: int) -> int: return _inner(raw)
        def net(raw: int) -> Net: return Net()
        def hidden(raw: int) -> int: return (lambda: _private)()
        @torch.script
        def scripted(raw: int) -> int: return raw
        def below(scripted: int, trained: Tensor) -> int: return 1
        """,
    )

    assert only_kinds(loaded.problems) == {"import", "decorator"}
    marked = {problem.node for problem in loaded.problems} - {None}
    assert marked == {"trained", "indirect", "decorated", "net", "hidden", "scripted"}
    assert nodes.keys() == marked | {"raw", "typed", "given", "below"}
    assert nodes["typed"].type_name == "list[Tensor]"
    trained = next(problem for problem in loaded.problems if problem.node == "trained")
    assert trained.message == (
        "flow.py, line 10: `trained` cannot run: the package `torch_of_ours` is not installed. "
        f"Install it: {INSTALL} torch_of_ours"
    )


def only_kinds(problems: tuple[ProblemRecord, ...]) -> set[str]:
    return {problem.kind for problem in problems}


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "from pandas import NoSuchThing",
            "flow.py, line 1: `pandas` {version} has no `NoSuchThing` in `pandas`. Check the name, "
            "or install a version that has it. What uses it cannot run.",
        ),
        ("import json.nothing", "flow.py, line 1: `json`"),
        ("from . import near", "flow.py, line 1: it imports relative to its package, but was"),
        ("import broken", "broken.py, line 1 is not valid Python: "),
        ("import failing", "failing.py, line 2: KeyError: 'host'. What uses it cannot run."),
        ("import beside", "flow.py, line 1: `beside` lies in "),
    ],
)
def test_an_import_that_fails_otherwise_says_why(
    rig: Rig, tmp_path: Path, statement: str, message: str
) -> None:
    files = {
        "broken.py": "def\n",
        "failing.py": "import os\nos.environ['host']\n",
        "below/beside.py": "",
        "below/flow.py": f"{statement}\ndef a() -> int: return 1\n",
    }
    write(tmp_path, files)
    spec = ModuleSpec("below.flow", str(tmp_path / "below" / "flow.py"))
    if statement == "from . import near":
        spec = ModuleSpec("flow", spec.file)

    nodes, loaded = rig.load(tmp_path, spec)

    message = message.replace("{version}", rig.hello.packages["pandas"])
    assert only(loaded).message.startswith(message)
    assert list(nodes) == ["a"]


def test_a_with_block_of_imports_is_got_over(rig: Rig, tmp_path: Path) -> None:
    nodes, loaded = loaded_from(
        rig,
        tmp_path,
        """
        import contextlib
        with contextlib.suppress(KeyError):
            import json as j
            import gone_one
            from gone_two import thing
            import math as m
            pass
        def a() -> float: return m.pi + len(j.dumps(1))
        def b() -> int: return thing()
        """,
    )

    assert "`gone_one`, `gone_two` are not installed" in loaded.problems[0].message
    assert [problem.node for problem in loaded.problems] == [None, "b"]
    assert list(nodes) == ["a", "b"]


def test_imports_that_the_user_catches_stay_caught(rig: Rig, tmp_path: Path) -> None:
    files = {
        "optional.py": "import gone_package\ndef _f(): ...\n",
        "flow.py": """
            try:
                import optional
            except ImportError:
                optional = None
            try:
                import gone_too
            except ImportError:
                gone_too = None
            def a() -> bool: return optional is None and gone_too is None
            print("optional", optional, gone_too)
            """,
    }
    write(tmp_path, files)

    nodes, loaded = rig.load(tmp_path, "flow")

    assert not loaded.problems
    assert rig.stdout.splitlines()[-1] == "optional None None"
    assert list(nodes) == ["a"]


def test_what_cannot_be_got_over_ends_the_import(rig: Rig, tmp_path: Path) -> None:
    sources = {
        "star": "from gone_package import *\ndef a() -> int: return 1\n",
        "call": "import gone_package\nfor x in gone_package.all(): pass\n",
        "compare": "import gone_package\nif gone_package.__version__ > '1': pass\n",
    }
    write(tmp_path, {f"{name}.py": source for name, source in sources.items()})

    _, loaded = rig.load(tmp_path, *sources)

    assert loaded.modules == ()
    assert {problem.kind for problem in loaded.problems} == {"import"}


def test_one_bad_function_hides_no_other(rig: Rig, tmp_path: Path) -> None:
    nodes, loaded = loaded_from(
        rig,
        tmp_path,
        """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        from hamilton.function_modifiers import check_output, extract_columns, extract_fields
        if TYPE_CHECKING:
            import decimal
        def good(given: int) -> int: return given
        def untyped(good, more=1): return good
        def unknown(good: int) -> decimal.Decimal: return good
        @check_output(nonsense=1)
        def checked(good: int) -> int: return good
        @extract_columns("c")
        def columns(good: int) -> int: return good
        @nothing_of_that_name
        def decorated(good: int, k: int = 1, *, flag: bool = True) -> int: return good
        def reader(untyped: int, decorated: int) -> int: return untyped + decorated
        @extract_fields({"good": int})
        def again() -> dict: return {}
        def wrong(reader: str) -> int: return 1
        """,
    )

    assert {(p.kind, p.node, p.function, p.line) for p in loaded.problems} == {
        ("annotation", "untyped", "untyped", 7),
        ("annotation", "unknown", "unknown", 8),
        ("decorator", "checked", "checked", 9),
        # before 3.11 Python says of a decorator that fails the line of its function
        ("decorator", "columns", "columns", 11 if has("python>=3.11") else 12),
        ("decorator", "decorated", "decorated", 13),
        ("duplicate", "good", "again", 16),
        ("type-mismatch", "wrong", "wrong", 18),
    }
    assert {problem.file for problem in loaded.problems} == {str(tmp_path / "flow.py")}
    assert list(nodes) == [
        *("good", "untyped", "unknown", "checked", "columns", "decorated", "reader", "again"),
        *("wrong", "given", "more", "k", "flag"),
    ]
    broken = nodes["decorated"]
    assert (broken.kind, broken.function, broken.first_line, broken.last_line) == (
        *("function", "decorated", 13, 14),
    )
    assert [(p.source, p.optional) for p in broken.parameters] == [
        *(("good", False), ("k", True), ("flag", True)),
    ]
    assert [nodes[name].kind for name in ("untyped", "more")] == ["function", "input"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "def a(x, y: int, z): return 1\n",
            "flow.py, line 1: `a` has no type for `x`, `z` and what it returns. Annotate it, or "
            "begin the function's name with `_` when it is no node.",
        ),
        (
            "def a(x: 'Nope') -> int: return 1\n",
            "flow.py, line 1: `a` uses the type `Nope`, which its module does not have. Import or "
            "define it there; imports below `if TYPE_CHECKING:` do not count.",
        ),
        (
            "def a(x: Nope) -> int: return 1\n",
            "flow.py, line 1: the header of `a` fails: `Nope` is not known there. Import it, or "
            "define it above.",
        ),
        (
            "from hamilton.function_modifiers import *\n"
            "@resolve(when=ResolveAt.CONFIG_AVAILABLE, decorate_with=lambda names: tag(a=names))\n"
            "def a(x: int) -> int: return 1\n",
            "flow.py, line 2: `a` needs the configuration `names`. Give it with --config.",
        ),
        (
            "def a() -> int: return 1\ndef b(a: str) -> int: return 1\n",
            "flow.py, line 2: `b` reads `a` as str, but `a` is int. Make the two types agree.",
        ),
        (
            "def a(x: int) -> int: return 1\ndef b(x: str) -> int: return 1\n",
            "flow.py, line 2: `b` reads `x` as str, but others read it as int. "
            "Make the two types agree.",
        ),
        (
            "def a(a: int) -> int: return 1\n",
            "flow.py, line 1: `a` reads itself, so it can never be computed. "
            "Remove or rename one of the parameters.",
        ),
        (
            "def a(c: int) -> int: return 1\ndef b(a: int) -> int: return 1\n"
            "def c(b: int) -> int: return 1\ndef d(c: int) -> int: return 1\n",
            "flow.py, line 1: `a` → `b` → `c` → `a` is a cycle, so none of these nodes can be "
            "computed. Remove or rename one of the parameters.",
        ),
        (
            "from hamilton.function_modifiers import *\n"
            "@extract_fields({'a': int})\ndef f() -> dict: return {}\ndef a() -> int: return 1\n",
            "flow.py, line 4: `a` makes a node `a`, but `f` in flow.py, line 2 makes one too. "
            "Rename one of them; the first is shown.",
        ),
    ],
    ids=[
        *("untyped", "postponed", "unknown", "config", "mismatch", "inputs", "self", "cycle"),
        "duplicate",
    ],
)
def test_a_problem_is_one_clear_sentence(
    rig: Rig, tmp_path: Path, source: str, message: str
) -> None:
    _, loaded = loaded_from(rig, tmp_path, source)

    assert only(loaded).message == message


def test_a_function_of_two_modules_is_a_duplicate(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"m.py": "\ndef a() -> int: return 1\n", "n.py": "def a() -> int: return 2\n"})

    nodes, loaded = rig.load(tmp_path, "m", "n")

    assert only(loaded).kind == "duplicate"
    assert only(loaded).file == str(tmp_path / "n.py")
    assert nodes["a"].module == "m"


def test_every_node_on_a_cycle_is_found(rig: Rig, tmp_path: Path) -> None:
    source = """
        def a(b: int) -> int: return b
        def b(a: int, c: int) -> int: return a
        def c(b: int) -> int: return b
        def between(c: int) -> int: return c
        def x(y: int, between: int) -> int: return y
        def y(x: int) -> int: return x
        """

    _, loaded = loaded_from(rig, tmp_path, source)

    cycles = [p.message.partition(": ")[2].partition(" is a")[0] for p in loaded.problems]
    assert cycles == ["`a` → `b` → `a`", "`c` → `b` → `c`", "`x` → `y` → `x`"]


def test_a_mistake_in_a_helper_module_is_told_once(rig: Rig, tmp_path: Path) -> None:
    files = {
        "helper.py": "def clean(x:\n",
        "one.py": "from helper import clean\ndef a() -> int: return clean(1)\n",
        "two.py": "import helper\ndef b(a: int) -> int: return helper.clean(a)\n",
    }
    write(tmp_path, files)

    nodes, loaded = rig.load(tmp_path, "one", "two")

    assert [problem.kind for problem in loaded.problems] == ["syntax", "import", "import"]
    assert [problem.node for problem in loaded.problems] == [None, "a", "b"]
    assert list(nodes) == ["a", "b"]


def test_after_the_mistake_is_mended_nothing_is_left_of_it(rig: Rig, tmp_path: Path) -> None:
    loaded_from(rig, tmp_path, "import gone_package\n@nope\ndef a() -> int: return gone_package\n")

    nodes, loaded = loaded_from(rig, tmp_path, "def a() -> int: return 1\n")

    assert list(nodes) == ["a"]
    assert not loaded.problems


def test_hamilton_says_nothing_itself(rig: Rig, tmp_path: Path) -> None:
    source = """
        import logging
        logging.basicConfig(level=logging.DEBUG)
        logging.getLogger("hamilton").setLevel(logging.INFO)
        def a(x): return x
        """

    loaded_from(rig, tmp_path, source)

    assert "Exception occurred while compiling" not in rig.stderr
    assert "Hamilton" not in rig.stderr
