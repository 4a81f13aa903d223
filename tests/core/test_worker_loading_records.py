"""Each node is described: where it is written, what it reads, what to ask for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import FormRecord, NodeRecord, ParameterRecord
from tests.core.surroundings import has, needs
from tests.core.worker_rig import Rig, write

FLOWS = Path(__file__).parent / "flows"
SINCE = {
    "columns": "hamilton>=1.84",
    "extracted": "hamilton>=1.84",
    "mutated": "hamilton>=1.74",
    "piped": "hamilton>=1.74",
}
"""What flows need whose decorators, or arguments to them, Hamilton did not always know."""


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    rig = Rig(cwd=FLOWS)
    yield rig
    rig.close()


def written(node: NodeRecord) -> str:
    """Return the lines a node's record points at."""
    assert node.file
    lines = Path(node.file).read_text(encoding="utf-8").splitlines()
    return "\n".join(lines[node.first_line - 1 : node.last_line])


def test_a_node_tells_all_of_itself(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "plain")

    node = nodes["b"]
    assert node == NodeRecord(
        id="b",
        kind="function",
        type_name="float",
        module="plain",
        function="b",
        doc="The documentation of b.\n\nIt has two paragraphs.",
        tags={"module": "plain"},
        file=str(FLOWS / "plain.py"),
        first_line=node.first_line,
        last_line=node.first_line + 5,
        parameters=(
            ParameterRecord("a", "int"),
            ParameterRecord("given", "float", optional=True, default="2.0"),
            ParameterRecord("needed", "int", optional=True, default="3"),
        ),
        code=node.code,
        form=FormRecord("number"),
    )
    assert written(node).startswith("def b(a: int, ")


def test_an_input_has_no_source(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "plain")

    assert nodes["given"] == NodeRecord(
        "given", "input", "float", form=FormRecord("number", default="2.0")
    )
    assert nodes["rows"].form == FormRecord("integer")


@pytest.mark.parametrize(
    ("module", "functions"),
    [
        ("parameterized", {"summed": "added", "twice": "multiplied", "injected": "injected"}),
        ("extracted", {"c1": "frame", "pairs__0": "pairs", "o1a": "pairs", "best": "scores"}),
        ("checked", {"ratio_raw": "ratio", "ratio_range_validator": "ratio", "c1": "parts"}),
        (
            "piped",
            {
                "before": "before",
                "before.with_add_one_1": "_add_one",
                "before.with_sum": "_sum",
                "before.named": "times",
                "flat": "times",
                "space.inside": "times",
                "ns.q": "_add_one",
                "after.raw": "after",
                "after.last": "_add_one",
                "after": "after",
                "c1.with_double": "_double",
                "c1": "frame",
            },
        ),
        ("mutated", {"first.raw": "first", "second.with_plus_k": "plus_k", "second": "second"}),
        (
            "nested",
            {
                "graph": "graph",
                "graph.whole": "whole",
                "graph.literal": "graph",
                "final": "spaced",
                "outermost.inner.part": "part",
                "outermost.inner": "inner",
                "second.part": "part",
            },
        ),
        ("columns", {"features.d": "d", "features._append": "wide", "wider.e": "e"}),
        ("legacy", {"total": "total", "old1": "by_value"}),
        ("materialized", {"raw.load_data.data": "raw", "saved": "kept", "loaded": "loaded"}),
    ],
)
def test_a_node_knows_the_function_that_makes_it(
    rig: Rig, module: str, functions: dict[str, str]
) -> None:
    nodes, _ = rig.load(FLOWS, module)

    if not has(SINCE.get(module, "hamilton")):
        pytest.skip(f"needs {SINCE[module]}")
    assert {name: nodes[name].function for name in functions} == functions
    for name in functions:
        node = nodes[name]
        assert f"def {node.function}(" in written(node)
        assert written(node).splitlines()[0].startswith(("@", "def "))
        assert not written(node).endswith("\n")


def test_decorators_belong_to_the_source(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "configured", config={"region": "us"})

    assert written(nodes["tax"]).splitlines()[:2] == [
        '@config.when(region="us")',
        "def tax__us(price: int) -> int:",
    ]
    assert nodes["renamed"].function == "named_otherwise"


def test_decorators_of_others_do_not_hide_the_source(rig: Rig, tmp_path: Path) -> None:
    source = """
        import functools
        def _logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper

        @_logged
        def a(x: int) -> int:
            return x
        """
    write(tmp_path, {"flow.py": source})

    nodes, _ = rig.load(tmp_path, "flow")

    assert written(nodes["a"]) == "@_logged\ndef a(x: int) -> int:\n    return x"
    assert nodes["a"].code


@pytest.mark.parametrize(
    ("module", "config", "kinds"),
    [
        ("parallel", {}, {"items": "expand", "squared": "function", "total": "collect"}),
        ("checked", {}, {"ratio_range_validator": "check", "ratio": "function"}),
        (
            "materialized",
            {"k": 2},
            {
                "raw.load_data.data": "loader",
                "loaded": "loader",
                "stored": "saver",
                "saved": "saver",
                "save.kept_elsewhere": "saver",
                "kept": "function",
                "path": "input",
                "k": "config",
            },
        ),
        ("given", {"a": 5, "unused": [1]}, {"a": "config", "unused": "config", "b": "function"}),
    ],
)
def test_nodes_are_of_a_kind(
    rig: Rig, module: str, config: dict[str, object], kinds: dict[str, str]
) -> None:
    nodes, _ = rig.load(FLOWS, module, config=config)

    assert {name: nodes[name].kind for name in kinds} == kinds
    assert {name for name in kinds if nodes[name].has_side_effects} == {
        name for name, kind in kinds.items() if kind == "saver"
    }


def test_a_check_knows_what_it_checks_also_below_a_subdag(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "checked")

    checked = {name: node.checked for name, node in nodes.items() if node.kind == "check"}
    assert checked["ratio_range_validator"] == "ratio"
    assert checked["c1_range_validator"] == "c1"
    assert checked["small_is_small_1"] == "small"
    assert checked["below.ratio_data_type_validator"] == "below.ratio"
    assert {node.checked for node in nodes.values() if node.kind != "check"} == {None}


def test_tags_are_text(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "described", "materialized")

    assert nodes["listed"].tags == {"module": "described", "several": "a, b"}
    assert nodes["c1"].tags["pii"] == "yes"
    assert nodes["c1"].tags["a.b"] == "c"
    assert nodes["with_schema"].tags["hamilton.internal.schema_output"] == "a=int,b=str"
    assert nodes["stored"].tags["hamilton.data_saver"] == "True"


@needs("hamilton>=1.84")
def test_types_are_readable(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "postponed", "parallel", "extracted", "materialized", "unpacked")

    types = {p.source: p.type_name for p in nodes["everything"].parameters}
    types |= {name: node.type_name for name, node in nodes.items() if node.kind != "input"}
    assert {name: types[name] for name in EXPECTED_TYPES} == EXPECTED_TYPES


EXPECTED_TYPES = {
    "everything": "pd.Series",
    "day": "date",
    "size": "Literal['s', 'm', 3]",
    "names": "list[str]",
    "money": "Money",
    "maybe": "int | None",
    "either": "int | str",
    "marked": "int",
    "shade": "Color",
    "stamp": "pd.Timestamp",
    "flags": "dict[str, bool] | None",
    "items": "Parallelizable[int]",
    "numbers": "dict[str, int]",
    "three": "tuple[int, str, float]",
    "loaded.loader": "tuple[pd.DataFrame, dict]",
}


def test_types_of_typing_are_readable_too(rig: Rig, tmp_path: Path) -> None:
    types = {
        "Any": "Any",
        "Callable[[int, str], bool]": "Callable[[int, str], bool]",
        "Callable[..., int]": "Callable[..., int]",
        "Dict[str, List[int]]": "dict[str, list[int]]",
        "Iterable[T]": "Iterable[T]",
        "List": "list",
        "Optional[np.ndarray]": "np.ndarray | None",
        "Tuple[int, ...]": "tuple[int, ...]",
        "Type[int]": "type[int]",
        "Union[int, Literal['a']]": "int | Literal['a']",
        "collections.OrderedDict[str, int]": "OrderedDict[str, int]",
        "Outer.Inner": "Outer.Inner",
        "Local": "Local",
        "'Outer'": "Outer",
    }
    functions = (f"def n{i}() -> {kind}: ...\n" for i, kind in enumerate(types))
    head = """
        import collections
        from typing import *
        import numpy as np
        T = TypeVar("T")
        class Outer:
            class Inner: ...
        def _make():
            class Local: ...
            return Local
        Local = _make()
        """
    write(tmp_path, {"head.py": head, "flow.py": f"from head import *\n{''.join(functions)}"})

    nodes, _ = rig.load(tmp_path, "flow")

    names = [nodes[f"n{i}"].type_name for i in range(len(types))]
    assert dict(zip(types, names, strict=True)) == types


def test_a_form_fits_the_type(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "postponed")

    assert {name: node.form for name, node in nodes.items()} == {
        "everything": FormRecord("file"),
        "whole": FormRecord("integer"),
        "part": FormRecord("number"),
        "on": FormRecord("boolean"),
        "name": FormRecord("text"),
        "day": FormRecord("date"),
        "moment": FormRecord("datetime"),
        "color": FormRecord("choice", ("red", "blue")),
        "size": FormRecord("choice", ("s", "m", "3")),
        "options": FormRecord("json"),
        "names": FormRecord("json"),
        "money": FormRecord("number"),
        "path": FormRecord("text"),
        "maybe": FormRecord("integer", optional=True),
        "either": FormRecord("text"),
        "marked": FormRecord("integer"),
        "numbers": FormRecord("file"),
        "table": FormRecord("file"),
        "stamp": FormRecord("datetime"),
        "small": FormRecord("integer"),
        "shade": FormRecord("choice", ("red", "blue"), default="blue"),
        "level": FormRecord("integer", default="3"),
        "label": FormRecord("text", default="none"),
        "since": FormRecord("date", default="2024-01-02"),
        "flags": FormRecord("json", default="None", optional=True),
    }


def test_a_form_for_configuration_shows_its_value(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "configured", config={"region": "us", "rates": {"vat": 0.2}})

    assert nodes["region"].form == FormRecord("text", default="us")
    assert nodes["rates"].form == FormRecord("json", default='{"vat": 0.2}')


def test_an_input_that_one_reader_needs_has_no_default(rig: Rig, tmp_path: Path) -> None:
    source = (
        "def a(x: int = 1) -> int: ...\ndef b(x: int) -> int: ...\ndef c(y: int = 2) -> int: ...\n"
    )
    write(tmp_path, {"flow.py": source})

    nodes, _ = rig.load(tmp_path, "flow")

    assert nodes["x"].form == FormRecord("integer")
    assert nodes["y"].form == FormRecord("integer", default="2")


def test_types_with_a_mind_of_their_own_hide_nothing(rig: Rig, tmp_path: Path) -> None:
    source = """
        class Meta(type):
            def __repr__(cls): raise ValueError
            def __getattr__(cls, name): raise RuntimeError(name)
        class Odd(metaclass=Meta): pass
        class Default:
            def __repr__(self): raise ValueError
        def a(x: Odd = Default(), y: int = Default()) -> Odd: return x
        def b() -> int: return 1
        """
    write(tmp_path, {"flow.py": source})

    nodes, _ = rig.load(tmp_path, "flow")

    assert list(nodes) == ["a", "b", "x", "y"]
    assert nodes["y"].form == FormRecord("integer", default="Default")


@needs("hamilton>=1.74")
def test_a_fingerprint_changes_with_the_code_only(rig: Rig, tmp_path: Path) -> None:
    source = """
        from hamilton.function_modifiers import config, parameterize, pipe_input, step, value
        from helper import clean
        def _step(x: int) -> int: return x + 1
        def a(x: int) -> int: return clean(x)
        @parameterize(p={{"k": value({k})}}, q={{"k": value(2)}})
        def f(a: int, k: int) -> int: return a + k
        @pipe_input(step(_step))
        def piped(a: int) -> int: return a
        @config.when_in(mode=["x", "y"])
        def moded(a: int) -> int: return a
        def b(a: int) -> int: return {b}
        """

    def codes(k: int = 1, b: str = "a", helper: str = "x", mode: str = "x") -> dict[str, str]:
        files = {"flow.py": source.format(k=k, b=b), "helper.py": f"def clean(x): return {helper}"}
        nodes, loaded = rig.load(write(tmp_path, files), "flow", config={"mode": mode})
        assert not loaded.problems
        return {name: node.code for name, node in nodes.items() if node.module}

    def changed(**edit: object) -> set[str]:
        after = codes(**edit)  # pyright: ignore[reportArgumentType]
        return {name for name in before if after[name] != before[name]}

    before = codes()
    assert set(before) == {"a", "p", "q", "piped.with_step", "piped", "moded", "b"}
    assert all(before.values())
    assert len(set(before.values())) == len(before)
    assert changed() == set()
    assert changed(b="a + 0  # nothing") == {"b"}
    assert changed(helper="x + 1") == {"a"}
    assert changed(k=3) == {"p", "q"}
    assert changed(mode="y") == {"moded"}


def test_what_decorators_have_bound_counts_though_no_code_shows_it(
    rig: Rig, tmp_path: Path
) -> None:
    source = """
        import json, pathlib
        from hamilton.function_modifiers import parameterize, value
        KNOWN = json.loads(pathlib.Path("known.json").read_text())
        @parameterize(**{name: {"k": value(k)} for name, k in KNOWN.items()})
        def f(k: list) -> list: return k
        """

    def codes(known: str) -> dict[str, str]:
        write(tmp_path, {"flow.py": source, "known.json": known})
        nodes, _ = rig.load(tmp_path, "flow")
        return {name: node.code for name, node in nodes.items()}

    before, after = codes('{"p": [1], "q": [2]}'), codes('{"p": [1], "q": [3]}')

    assert before["p"] == after["p"]
    assert before["q"] != after["q"]


def test_code_that_cannot_be_found_has_no_fingerprint(rig: Rig, tmp_path: Path) -> None:
    source = "exec('def a(x: int) -> int: return x')\ndef b(a: int) -> int: return a\n"
    write(tmp_path, {"flow.py": source})

    nodes, _ = rig.load(tmp_path, "flow")

    assert (nodes["a"].code, nodes["a"].file, nodes["a"].first_line) == ("", None, 0)
    assert nodes["b"].code
