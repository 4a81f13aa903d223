"""What people name, and the modules and import paths that it comes to."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.model.problem import ProblemKind
from core.reading.targets import Found, resolve

FLOW = "def total(x: int) -> int:\n    return x\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def names(found: Found) -> list[str]:
    return [module.name for module in found.modules]


def imports(found: Found) -> None:
    """Import all that was found, as a fresh interpreter does."""
    program = f"""
import importlib, sys
sys.path[:0] = {[str(path) for path in found.import_paths]!r}
for name, file in {[(m.name, str(m.file)) for m in found.modules]!r}:
    module = importlib.import_module(name)
    assert module.__file__ == file, (module.__file__, file)
"""
    subprocess.run([sys.executable, "-I", "-c", program], check=True, timeout=60)


def test_a_lone_file_is_imported_by_its_own_name_from_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"flow.py": FLOW})

    found = resolve(["flow.py"], tmp_path)

    assert names(found) == ["flow"]
    assert found.modules[0].file == tmp_path / "flow.py"
    assert found.root == tmp_path
    assert found.import_paths == (tmp_path,)
    assert not found.problems


def test_the_root_is_the_nearest_folder_that_looks_like_a_project(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "flows/daily/flow.py": FLOW})

    found = resolve(["flow.py"], tmp_path / "flows" / "daily")

    assert found.root == tmp_path
    assert found.import_paths == (tmp_path / "flows" / "daily", tmp_path)


def test_a_file_in_a_package_is_named_from_above_the_package(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "src/shop/__init__.py": "",
            "src/shop/flows/__init__.py": "",
            "src/shop/flows/sales.py": "from ..helpers import one\n" + FLOW,
            "src/shop/helpers.py": "one = 1\n",
        },
    )

    found = resolve(["src/shop/flows/sales.py"], tmp_path)

    assert names(found) == ["shop.flows.sales"]
    assert found.root == tmp_path / "src" / "shop"
    assert found.import_paths[0] == tmp_path / "src"
    imports(found)


def test_a_folder_gives_its_dataflow_modules_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "b.py": FLOW,
            "a.py": "async def rows() -> list:\n    return []\n",
            "broken.py": "def bad(x: int -> int:\n",
            "helpers.py": "def helper(x):\n    return x\n",
            "private.py": "def _hidden() -> int:\n    return 1\n",
            "script.py": "def main() -> None:\n    pass\n",
            "latin.py": "name = 'na\\xefve'\n",
            "setup.py": FLOW,
            "conftest.py": FLOW,
            "test_b.py": FLOW,
            "notebook.ipynb": "{}",
            "tests/check.py": FLOW,
            ".hidden/flow.py": FLOW,
            "__pycache__/flow.py": FLOW,
            "node_modules/flow.py": FLOW,
            "environment/pyvenv.cfg": "",
            "environment/flow.py": FLOW,
            "nested/deeper/c.py": FLOW,
        },
    )

    found = resolve(["."], tmp_path)

    assert names(found) == ["a", "b", "broken", "c"]
    assert not found.problems


def test_a_package_is_named_by_its_folder_or_by_its_dotted_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"shop/__init__.py": FLOW, "shop/sales.py": FLOW, "shop/deep/__init__.py": ""},
    )

    by_folder = resolve(["shop"], tmp_path)
    by_name = resolve(["shop.sales"], tmp_path)

    assert names(by_folder) == ["shop", "shop.sales"]
    assert names(by_name) == ["shop.sales"]
    imports(by_folder)


def test_a_dotted_name_in_folders_without_init_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"shop/flows/sales.py": FLOW})

    found = resolve(["shop.flows.sales", "shop.flows"], tmp_path)

    assert names(found) == ["shop.flows.sales"]
    assert found.import_paths[0] == tmp_path
    imports(found)


def test_a_dotted_name_is_also_looked_for_below_src(tmp_path: Path) -> None:
    write(tmp_path, {"src/shop/__init__.py": "", "src/shop/sales.py": FLOW})

    found = resolve(["shop.sales"], tmp_path)

    assert names(found) == ["shop.sales"]
    imports(found)


def test_a_dotted_name_that_is_nowhere_is_left_to_the_interpreter(tmp_path: Path) -> None:
    found = resolve(["some_library.flows"], tmp_path)

    assert [(m.name, m.file) for m in found.modules] == [("some_library.flows", None)]
    assert found.import_paths == (tmp_path,)
    assert not found.problems


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from .helpers import one\n", "flows.sales"),
        ("    from . import helpers\n", "flows.sales"),
        ("from shop.flows.helpers import one\n", "shop.flows.sales"),
        ("from shop.flows import helpers\n", "shop.flows.sales"),
        ("import os, shop.flows.helpers as h\n", "shop.flows.sales"),
        ("from helpers import one\n", "sales"),
        ("from flows import helpers\n", "sales"),
    ],
)
def test_the_imports_of_a_file_tell_whether_it_is_in_a_package_without_init(
    tmp_path: Path, source: str, name: str
) -> None:
    write(tmp_path, {"shop/flows/sales.py": source + FLOW, "shop/flows/helpers.py": "one = 1\n"})

    found = resolve([str(tmp_path / "shop/flows/sales.py")], tmp_path.parent)

    assert names(found) == [name]
    if source[0] != " " and name != "sales":
        imports(found)


def test_a_package_without_init_below_the_root_is_named_from_the_root(tmp_path: Path) -> None:
    write(
        tmp_path,
        {".git/HEAD": "", "shop/flows/sales.py": "from ..one import x\n" + FLOW, "shop/one.py": ""},
    )

    found = resolve(["shop/flows/sales.py"], tmp_path)

    assert names(found) == ["shop.flows.sales"]
    assert found.import_paths == (tmp_path,)


def test_a_library_that_a_folder_is_called_like_does_not_make_it_a_package(tmp_path: Path) -> None:
    write(tmp_path, {"dask/hello.py": "import dask.distributed\nfrom dask import delayed\n" + FLOW})

    found = resolve(["dask/hello.py"], tmp_path)

    assert names(found) == ["hello"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "north/features.py": FLOW, "south/features.py": FLOW})

    found = resolve(["."], tmp_path)

    assert names(found) == ["north.features", "south.features"]
    imports(found)


def test_a_file_named_twice_is_loaded_once(tmp_path: Path) -> None:
    write(tmp_path, {"flow.py": FLOW})

    found = resolve(["flow.py", str(tmp_path / "flow.py"), "."], tmp_path)

    assert names(found) == ["flow"]


def test_targets_in_two_projects_have_their_common_folder_as_root(tmp_path: Path) -> None:
    write(tmp_path, {"a/pyproject.toml": "", "a/x.py": FLOW, "b/setup.cfg": "", "b/y.py": FLOW})

    found = resolve(["a/x.py", "b/y.py"], tmp_path)

    assert found.root == tmp_path
    assert names(found) == ["x", "y"]


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("flwo.py", "Did you mean flow.py?"),
        ("nowhere/flow.py", "Check the name and the current folder."),
        ("my flow", "Check the name and the current folder."),
        ("notes.txt", "is not a Python file"),
        ("flow.ipynb", "is a notebook"),
        ("empty", "has no dataflow module"),
    ],
)
def test_a_wrong_target_is_a_problem_and_the_others_still_open(
    tmp_path: Path, target: str, sentence: str
) -> None:
    write(tmp_path, {"flow.py": FLOW, "notes.txt": "", "flow.ipynb": "{}", "empty/x.py": "x = 1\n"})

    found = resolve([target, "flow.py"], tmp_path)

    assert names(found) == ["flow"]
    assert [problem.kind for problem in found.problems] == [ProblemKind.TARGET]
    assert sentence in found.problems[0].message


def test_a_folder_with_far_too_many_modules_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {f"flow_{number}.py": FLOW for number in range(1001)})

    found = resolve(["."], tmp_path)

    assert not found.modules
    assert "Name a folder further down" in found.problems[0].message
