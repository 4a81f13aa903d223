"""A function's hash changes with all that it reaches, and with nothing else."""

import textwrap
from pathlib import Path

import pytest

from core.worker.codehash import CodeBase, CodeHash

FLOW = """
    import numpy as np
    import helpers
    from helpers import clean as tidy
    from pkg.sub import deep
    from pkg import shared
    from starred import *
    from hamilton.function_modifiers import tag, parameterize, value

    LIMIT = 3
    TABLE = {}
    TABLE["a"] = LIMIT
    other = 1


    class Shape:
        side = 2


    def scale(x, by=LIMIT):
        return x * by


    @tag(owner="me")
    def plain(x: int) -> int:
        '''Documented.'''
        # commented
        return x + 1


    def scaled(x: int) -> int:
        return scale(x)


    def recursive(n: int) -> int:
        return recursive(n - 1) if n else scale(n)


    def shaped(x: int, shape: Shape = None) -> int:
        return x


    def tidied(x: int) -> int:
        return tidy(helpers.strip(x))


    def dug(x: int) -> int:
        return deep(x) + shared(x) + from_star(x)


    def computed(x: int) -> float:
        return np.log(x) + TABLE["a"]


    def reads_nodes(plain: int, other: int) -> int:
        return plain + other + sum(scale for scale in [1])


    @parameterize(a={"k": value(1)}, b={"k": value(2)})
    def many(k: int) -> int:
        return k


    def closing(x: int) -> int:
        def inner(scale):
            return scale + x
        return inner(1)


    def globally(x: int) -> int:
        global other
        other = x
        return other
    """
FILES = {
    "flow.py": FLOW,
    "helpers.py": """
        from inner import trim

        def clean(x):
            return x

        def strip(x):
            return trim(x)

        def unused(x):
            return x
        """,
    "inner.py": "def trim(x): return x\n",
    "starred.py": "def from_star(x): return x\n",
    "pkg/__init__.py": "from .sub import shared\n",
    "pkg/sub.py": """
        from ..inner import trim
        def deep(x): return trim(x)
        def shared(x): return 1
        """,
    "sided.py": "import numpy as np\nnp.random.seed(1)\ndef drawn() -> int: return 1\n",
}
NODES = [
    *("plain", "scaled", "recursive", "shaped", "tidied", "dug", "computed", "reads_nodes"),
    *("many", "closing", "globally"),
]


def text(source: str) -> str:
    return textwrap.dedent(source).lstrip("\n")


def code_base(files: dict[str, str], versions: dict[str, str] | None = None) -> CodeBase:
    sources = {Path("/project", name): text(source) for name, source in files.items()}
    known = versions or {"numpy": "2.0"}
    return CodeBase([Path("/project")], sources.get, lambda _: True, lambda m: known.get(m, ""))


def hashes(files: dict[str, str], versions: dict[str, str] | None = None) -> dict[str, str]:
    code = code_base(files, versions)
    return {name: known(code.hash_of(Path("/project/flow.py"), name)).digest for name in NODES}


def known(found: CodeHash | None) -> CodeHash:
    assert found
    return found


def edited(file: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[file]
    return FILES | {file: FILES[file].replace(old, new)}


def changed(files: dict[str, str], versions: dict[str, str] | None = None) -> set[str]:
    before, after = hashes(FILES), hashes(files, versions)
    return {name for name in NODES if before[name] != after[name]}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("flow.py", "return x + 1", "return x + 2", {"plain"}),
        ("flow.py", "'''Documented.'''", "'''Documented better.'''", set()),
        ("flow.py", "# commented", "# commented better", set()),
        ("flow.py", '@tag(owner="me")', '@tag(owner="you")', set()),
        ("flow.py", "LIMIT = 3", "\n\n    LIMIT = 3", set()),
        ("flow.py", "LIMIT = 3", "LIMIT = 4", {"scaled", "recursive", "computed"}),
        ("flow.py", "x * by", "by * x", {"scaled", "recursive"}),
        ("flow.py", "side = 2", "side = 3", {"shaped"}),
        ("flow.py", 'TABLE["a"] = LIMIT', 'TABLE["a"] = 0', {"computed"}),
        ("flow.py", "other = 1", "other = 2", {"globally"}),
        ("flow.py", "value(2)", "value(3)", {"many"}),
        ("flow.py", "x + 1", "not_there(x)", {"plain"}),
        ("helpers.py", "def clean(x):\n            return x", "def clean(x): return 0", {"tidied"}),
        ("helpers.py", "def unused(x):\n            return x", "def unused(x): return 0", set()),
        ("inner.py", "return x", "return 0", {"tidied", "dug"}),
        ("starred.py", "return x", "return 0", {"dug"}),
        ("pkg/sub.py", "return 1", "return 2", {"dug"}),
    ],
)
def test_an_edit_changes_what_reaches_it_and_nothing_else(
    file: str, old: str, new: str, expected: set[str]
) -> None:
    assert changed(edited(file, old, new)) == expected


def test_a_package_counts_by_its_version() -> None:
    assert changed(FILES, {"numpy": "2.1"}) == {"computed"}


def test_parts_name_what_a_hash_covers() -> None:
    code = code_base(FILES)

    parts = known(code.hash_of(Path("/project/flow.py"), "dug")).parts

    assert set(parts) == {"flow.dug", "pkg.sub.deep", "pkg.sub.shared", "inner.trim"} | {
        "starred.from_star"
    }
    before = known(code.hash_of(Path("/project/flow.py"), "tidied")).parts
    after_edit = code_base(edited("inner.py", "return x", "return 0"))
    after = known(after_edit.hash_of(Path("/project/flow.py"), "tidied")).parts
    assert {name for name in before if before[name] != after[name]} == {"inner.trim"}


def test_statements_at_the_top_count_for_all_of_their_module() -> None:
    before, after = (
        known(code_base(files).hash_of(Path("/project/sided.py"), "drawn"))
        for files in (FILES, edited("sided.py", "seed(1)", "seed(2)"))
    )

    assert before.digest != after.digest
    assert set(before.parts) == {"sided.drawn", "sided.(statements)", "numpy"}


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("if True:\n    K = 1\ndef f() -> int: return K\n", {"m.f", "m.K", "m.(statements)"}),
        ("if __name__ == '__main__':\n    K = f()\ndef f() -> int: return 1\n", {"m.f"}),
        ("try:\n    import a\nexcept OSError:\n    a = 0\ndef f(): return a.b\n", {"m.f", "m.a"}),
        ("import gone.below\ndef f(): return gone.below.x\n", {"m.f", "gone"}),
        ("from gone import x as y\ndef f(): return y\n", {"m.f", "gone"}),
        ("import gone\ngone.x = 1\ndef f(): ...\n", {"m.f", "m.gone", "m.(statements)", "gone"}),
        ("from .... import x\ndef f(): return x\n", {"m.f"}),
        ("def f(): return [x for x in (lambda y: y)(g)]\ndef g(): ...\n", {"m.f", "m.g"}),
        ("def f(a, *b, c=1, **d): return a, b, c, d\ndef a(): ...\ndef d(): ...\n", {"m.f"}),
        ("def f():\n    import g\n    with g as h: h\ndef g(): ...\ndef h(): ...\n", {"m.f"}),
        ("def f(x):\n    match x:\n        case [g, *h]: return g, h\ndef g(): ...\n", {"m.f"}),
        ("async def f(): return await g()\nasync def g(): ...\n", {"m.f", "m.g"}),
        ("class A:\n    def m(self): g()\ndef f(): A()\ndef g(): ...\n", {"m.f", "m.A", "m.g"}),
        ("import n\ndef f(): return n\n", {"m.f", "n.one", "n.two"}),
        ("import n\ndef f(): return n.one\n", {"m.f", "n.one"}),
        ("import n\ndef f(): return n.computed_later\n", {"m.f", "n.one", "n.two"}),
        ("from m import f as g\ndef f(): return g\n", {"m.f"}),
        ("from n import back\ndef f(): return back\n", {"m.f"}),
    ],
)  # fmt: skip
def test_it_sees_what_python_sees(source: str, parts: set[str]) -> None:
    files = {"m.py": source, "n.py": "from m import back\ndef one(): ...\ndef two(): ...\n"}

    found = known(code_base(files, {"gone": "1"}).hash_of(Path("/project/m.py"), "f"))

    assert set(found.parts) == parts


@pytest.mark.parametrize(
    ("source", "name"),
    [("def f(: ...", "f"), ("x = 1\0", "x"), ("def f(): ...", "g"), ("", "(statements)")],
)
def test_what_is_not_there_has_no_hash(source: str, name: str) -> None:
    code = code_base({"m.py": source})

    assert code.hash_of(Path("/project/m.py"), name) is None
    assert code.hash_of(Path("/project/none.py"), name) is None


def test_a_definition_is_found_by_any_of_its_lines() -> None:
    source = "x = 1\n\n@deco(\n    1)\ndef f():\n    def g():\n        pass\n    return g\n"
    code, file = code_base({"m.py": source}), Path("/project/m.py")

    assert [code.definition_at(file, line) for line in (1, 2, 3, 5, 7, 8, 9)] == [
        *("x", None, "f", "f", "f", "f", None)
    ]
    assert [code.last_line(file, line) for line in (3, 5, 6)] == [8, None, 7]
