"""From what a person names to a project."""

import sys
from pathlib import Path

import pytest

from core.session import prepare

FLOW = "def total(x: int) -> int:\n    return x\n"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)


def make_project(folder: Path, settings: str = "") -> Path:
    (folder / "flows").mkdir(parents=True)
    (folder / "flows" / "sales.py").write_text(FLOW)
    (folder / "pyproject.toml").write_text(f"[tool.lineage-explorer]\n{settings}\n")
    return folder


def test_named_targets_come_with_what_the_settings_add(tmp_path: Path) -> None:
    make_project(
        tmp_path, "targets = ['other.py']\nconfig = {a = 1, b = 2}\ninputs = {x = 1, y = 2}"
    )

    opening = prepare(["flows/sales.py"], tmp_path, {"b": 3}, {"y": 4})

    assert opening.is_named
    assert opening.project.title == "sales"
    assert opening.project.config == {"a": 1, "b": 3}
    assert opening.project.inputs == {"x": 1, "y": 4}
    assert opening.project.root == tmp_path
    assert opening.project.interpreter == Path(sys.executable)
    assert opening.settings == tmp_path / "pyproject.toml"


def test_without_targets_those_of_the_settings_open_from_anywhere_below(tmp_path: Path) -> None:
    make_project(tmp_path, "targets = ['flows']")

    opening = prepare([], tmp_path / "flows", {}, {})

    assert not opening.is_named
    assert [module.file for module in opening.project.modules] == [tmp_path / "flows" / "sales.py"]
    assert not opening.problems


@pytest.mark.parametrize("target", [".", "{}", "../{name}"])
def test_a_folder_whose_settings_say_what_it_is_opens_as_they_say(
    tmp_path: Path, target: str
) -> None:
    project = make_project(tmp_path / "project", "targets = ['flows/sales.py']")
    (project / "flows" / "other.py").write_text(FLOW.replace("total", "other"))

    opening = prepare([target.format(project, name=project.name)], project, {}, {})

    assert opening.is_named
    assert [module.name for module in opening.project.modules] == ["sales"]


def test_the_settings_are_looked_for_beside_the_target(tmp_path: Path) -> None:
    make_project(tmp_path / "project", "config = {a = 1}")

    opening = prepare(["project/flows/sales.py"], tmp_path, {}, {})

    assert opening.project.config == {"a": 1}


def test_an_interpreter_that_is_named_wins_over_that_of_the_settings(tmp_path: Path) -> None:
    make_project(tmp_path, "python = 'theirs/python'")

    by_settings = prepare(["flows"], tmp_path, {}, {})
    by_name = prepare(["flows"], tmp_path, {}, {}, Path(sys.executable))

    assert by_settings.project.interpreter == tmp_path / "theirs" / "python"
    assert "There is no interpreter" in by_settings.interpreter.problem
    assert by_name.project.interpreter == Path(sys.executable)


def test_the_environment_of_the_target_counts_not_that_of_the_current_folder(
    tmp_path: Path,
) -> None:
    make_project(tmp_path / "project")
    for place in (tmp_path, tmp_path / "project"):
        python = place / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)

    opening = prepare(["project/flows"], tmp_path, {}, {})

    assert opening.project.interpreter == tmp_path / "project" / ".venv" / "bin" / "python"


def test_all_that_is_wrong_is_told_together(tmp_path: Path) -> None:
    make_project(tmp_path, "config = 3")

    opening = prepare(["gone.py"], tmp_path, {}, {})

    assert len(opening.problems) == 2
    assert opening.project.modules == ()


def test_where_there_is_nothing_to_open_there_are_no_modules(tmp_path: Path) -> None:
    opening = prepare([], tmp_path, {}, {})

    assert opening.project.modules == ()
    assert not opening.problems
