"""The settings in a project's pyproject.toml."""

from pathlib import Path

import pytest

from core.reading.manifest import read_manifest


def write(folder: Path, text: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(text)
    return file


def test_the_nearest_file_above_is_read(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
[tool.lineage-explorer]
targets = ["flows/a.py", "shop.sales"]
config = { region = "EU", since = 2024-01-31, nested = { deep = [1, 2.5] } }
inputs = { top = 10 }
python = "env/bin/python"
""",
    )
    below = tmp_path / "flows" / "deep"
    below.mkdir(parents=True)

    manifest = read_manifest(below)

    assert manifest.file == file
    assert manifest.targets == ("flows/a.py", "shop.sales")
    assert manifest.config == {
        "region": "EU",
        "since": "2024-01-31",
        "nested": {"deep": [1, 2.5]},
    }
    assert manifest.inputs == {"top": 10}
    assert manifest.python == tmp_path / "env/bin/python"
    assert not manifest.problems


def test_a_project_may_say_nothing(tmp_path: Path) -> None:
    write(tmp_path, "[project]\nname = 'x'\n")

    manifest = read_manifest(tmp_path)

    assert manifest.file is None
    assert manifest.targets == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("targets = 3", "`targets` in [tool.lineage-explorer] must be a list of texts"),
        ("targets = ['a', 3]", "`targets` in [tool.lineage-explorer] must be a list of texts"),
        ("config = 'x'", "`config` in [tool.lineage-explorer] must be a table"),
        ("inputs = [1]", "`inputs` in [tool.lineage-explorer] must be a table"),
        ("python = 3.11", "`python` in [tool.lineage-explorer] must be the path of an interpreter"),
        ("target = ['a']", "Did you mean `targets`?"),
        ("colour = 'red'", "It knows targets, config, inputs, python."),
    ],
)
def test_a_wrong_setting_is_told_and_the_others_count(
    tmp_path: Path, text: str, sentence: str
) -> None:
    file = write(tmp_path, f"[tool.lineage-explorer]\n{text}\n[tool.other]\n")

    manifest = read_manifest(tmp_path)

    assert manifest.file == file
    assert len(manifest.problems) == 1
    assert sentence in manifest.problems[0].message
    assert manifest.problems[0].file == file


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[tool.lineage-explorer\n", "at line 1, column"),
        (b"name = '\xff'\n", "not UTF-8"),
        (b"tool = 3\n", ""),
        (b"[tool]\nlineage-explorer = 3\n", "must be a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)

    manifest = read_manifest(tmp_path)

    assert manifest.targets == ()
    messages = [problem.message for problem in manifest.problems]
    assert bool(messages) == bool(sentence)
    assert all(sentence in message for message in messages)


def test_one_target_needs_no_list(tmp_path: Path) -> None:
    write(tmp_path, "[tool.lineage-explorer]\ntargets = 'flow.py'\n")

    manifest = read_manifest(tmp_path)

    assert manifest.targets == ("flow.py",)
