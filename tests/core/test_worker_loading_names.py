"""Modules load under whatever name they have, and load again as they are on disk."""

import py_compile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import ModuleSpec
from tests.core.worker_rig import Rig, write


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(cwd=tmp_path_factory.mktemp("project"))
    yield rig
    rig.close()


ONE = "def one(x: int) -> int: return x\n"


@pytest.mark.parametrize("package", ["core", "explorer", "resources", "tests", "serve", "node"])
def test_packages_may_be_called_like_ours(rig: Rig, tmp_path: Path, package: str) -> None:
    files = {
        f"{package}/__init__.py": "",
        f"{package}/worker.py": "VALUE = 5\n",
        f"{package}/flow.py": f"""
            from .worker import VALUE
            from {package} import worker
            def one(x: int) -> int:
                return x + VALUE + worker.VALUE
            """,
    }
    write(tmp_path, files)

    nodes, loaded = rig.load(tmp_path, f"{package}.flow")

    assert list(nodes) == ["one", "x"]
    assert nodes["one"].module == f"{package}.flow"
    assert not loaded.problems


@pytest.mark.parametrize("name", ["json", "codec", "messages", "hamilton", "pandas", "random"])
def test_a_module_may_be_called_like_one_that_is_loaded(
    rig: Rig, tmp_path: Path, name: str
) -> None:
    source = "import json\nimport pandas as pd\n" + ONE + "def two(one: int) -> pd.DataFrame: ...\n"
    write(tmp_path, {f"{name}.py": source})

    nodes, loaded = rig.load(tmp_path, name)

    assert list(nodes) == ["one", "two", "x"]
    assert nodes["one"].module == nodes["one"].tags["module"] == name
    assert nodes["two"].type_name == "pd.DataFrame"
    assert loaded.modules == (name,)
    assert not loaded.problems


def test_a_package_may_be_called_like_one_of_the_standard_library(rig: Rig, tmp_path: Path) -> None:
    files = {
        "code/__init__.py": "BASE = 1\n",
        "code/deep/flow.py": "from .. import BASE\nfrom . import near\n" + ONE,
        "code/deep/near.py": "",
    }
    write(tmp_path, files)

    nodes, loaded = rig.load(tmp_path, "code.deep.flow")

    assert nodes["one"].module == "code.deep.flow"
    assert not loaded.problems


def test_two_files_may_have_one_name(rig: Rig, tmp_path: Path) -> None:
    files = {"a/features.py": ONE, "b/features.py": "def two(one: int) -> int: return one\n"}
    write(tmp_path, files)
    specs = [ModuleSpec("features", str(tmp_path / folder / "features.py")) for folder in "ab"]

    nodes, loaded = rig.load(tmp_path, *specs, import_paths=(tmp_path / "a", tmp_path / "b"))

    assert list(nodes) == ["one", "two", "x"]
    assert nodes["two"].file == str(tmp_path / "b" / "features.py")
    assert loaded.modules == ("features", "features")
    assert not loaded.problems


@pytest.mark.parametrize("name", ["my flow-1", "été", "flow.v2", "1st", "class"])
def test_a_file_may_have_any_name(rig: Rig, tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "a dir-é", {f"{name}.py": ONE})
    spec = ModuleSpec(name, str(folder / f"{name}.py"))

    nodes, loaded = rig.load(folder, spec)

    assert list(nodes) == ["one", "x"]
    assert nodes["one"].module == name
    assert not loaded.problems


def test_namespace_packages_load(rig: Rig, tmp_path: Path) -> None:
    files = {
        "space/sub/flow.py": "from space.sub.other import K\nfrom . import other\n" + ONE,
        "space/sub/other.py": "K = 1\n",
    }
    write(tmp_path, files)

    nodes, loaded = rig.load(tmp_path, "space.sub.flow")

    assert nodes["one"].module == "space.sub.flow"
    assert not loaded.problems


def test_a_package_shows_what_it_takes_from_its_modules_once(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"pk/__init__.py": "from .one import one\n", "pk/one.py": ONE})

    nodes, loaded = rig.load(tmp_path, "pk", "pk.one")

    assert list(nodes) == ["one", "x"]
    assert not loaded.problems


def test_a_module_without_a_file_is_left_to_the_interpreter(rig: Rig, tmp_path: Path) -> None:
    _, loaded = rig.load(tmp_path, ModuleSpec("colorsys"), ModuleSpec("not_there_at_all"))

    assert loaded.modules == ("colorsys",)
    assert [p.message.partition(". Install")[0] for p in loaded.problems if p.kind == "import"] == [
        "The module `not_there_at_all` cannot be imported: "
        "the package `not_there_at_all` is not installed"
    ]


def test_a_second_load_takes_modules_as_they_are_now(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"flow.py": "from helper import K\n" + ONE, "helper.py": "K = 1\n"})
    before, _ = rig.load(tmp_path, "flow")

    files = {
        "flow.py": "from helper import K, L\ndef two(y: int) -> int: return y\n",
        "helper.py": "K = 1\nL = 2\n",
    }
    write(tmp_path, files)
    after, loaded = rig.load(tmp_path, "flow")

    assert list(before) == ["one", "x"]
    assert list(after) == ["two", "y"]
    assert not loaded.problems


def test_a_stale_bytecode_file_is_never_taken(rig: Rig, tmp_path: Path) -> None:
    file = write(tmp_path, {"flow.py": ONE}) / "flow.py"
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(file), invalidation_mode=mode)
    write(tmp_path, {"flow.py": "def two(x: int) -> int: return x\n"})

    nodes, _ = rig.load(tmp_path, "flow")

    assert list(nodes) == ["two", "x"]


def test_installed_packages_are_not_imported_again(rig: Rig, tmp_path: Path) -> None:
    installed = ".venv/lib/python3/site-packages/installed.py"
    source = "import sys, xml.dom\nsys.path.append({!r})\nimport installed, near\n" + ONE
    files = {
        installed: "print('installed is imported')\n",
        "near.py": "print('near is imported')\n",
        "flow.py": source.format(str((tmp_path / installed).parent)),
    }
    write(tmp_path, files)

    rig.load(tmp_path, "flow")
    rig.load(tmp_path, "flow")

    said = rig.stdout.splitlines()
    assert said.count("near is imported") == 2
    assert said.count("installed is imported") == 1


def test_another_project_may_follow(rig: Rig, tmp_path: Path) -> None:
    first = write(tmp_path / "first", {"flow.py": "import near\n" + ONE, "near.py": ""})
    second = write(tmp_path / "second", {"flow.py": "def two() -> int: return 1\n"})
    rig.load(first, "flow")

    nodes, _ = rig.load(second, "flow")
    _, loaded = rig.load(second, ModuleSpec("near"))

    assert list(nodes) == ["two"]
    assert "`near` is not installed" in loaded.problems[0].message


def test_the_working_folder_is_the_root(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"flow.py": "import os\nprint(os.getcwd())\nos.chdir('/')\n"})

    rig.load(tmp_path, "flow")
    rig.load(tmp_path, "flow")

    assert rig.stdout.splitlines()[-2:] == [str(tmp_path)] * 2


def test_what_an_import_changes_in_the_process_stays(rig: Rig, tmp_path: Path) -> None:
    files = {
        "sets.py": "import os, sys\nos.environ['LINEAGE_A'] = '1'\nsys.path.append('/later')\n",
        "sees.py": "import os, sys\nprint(os.environ['LINEAGE_A'], sys.path[-1])\n",
    }
    write(tmp_path, files)

    _, loaded = rig.load(tmp_path, "sets", "sees")

    assert rig.stdout.splitlines()[-1] == "1 /later"
    assert not loaded.problems
