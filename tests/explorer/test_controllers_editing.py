"""Open a line of code in an editor, never through a shell."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from explorer.controllers.editing import editor_command
from tests.explorer.rig import FLOW, started, write

FILE = Path("/my flows/a;b $(c).py")
EDITOR = """\
    #!{python}
    import json, os, sys
    from pathlib import Path
    told = Path(__file__).with_name("told.part")
    told.write_text(json.dumps([sys.argv[1:], "QT_NO_GUI_THREADPOOL" in os.environ]))
    told.rename(told.with_name("told.json"))
"""


@pytest.mark.parametrize(
    ("template", "command"),
    [
        ("subl {file}:{line}", ("subl", f"{FILE}:7")),
        ("pycharm --line {line} {file}", ("pycharm", "--line", "7", str(FILE))),
        ('"my editor" -n', ("my editor", "-n", str(FILE))),
        ('odd" {file}', ('odd"', str(FILE))),
        ("{line}{file}{line}", (f"7{FILE}7",)),
    ],
)
def test_each_word_of_a_template_stays_one_argument(
    template: str, command: tuple[str, ...]
) -> None:
    assert editor_command(template, FILE, 7) == command


def test_without_a_template_code_is_taken_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = write(tmp_path, "code", "")
    code.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path))
    found = editor_command("", FILE, 0)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    assert found == (str(code), "--goto", f"{FILE}:1")
    assert editor_command("", FILE, 0) is None


def test_the_selected_function_opens_in_the_editor_of_the_settings(
    tmp_path: Path, qtbot: QtBot
) -> None:
    editor = write(tmp_path, "editor", EDITOR.format(python="/usr/bin/env python3"))
    editor.chmod(0o755)
    flow = write(tmp_path / "my flow", "numbers_flow.py", FLOW)
    with started(tmp_path / "home", qtbot) as rig:
        rig.memory.settings.update(editor=f"{editor} +{{line}} {{file}}")
        rig.open(flow, is_trusted=False, node="doubled")

        rig.do("node.edit")

        told = tmp_path / "told.json"
        qtbot.waitUntil(told.exists, timeout=10_000)
    assert json.loads(told.read_text()) == [["+5", str(flow)], False]


def test_an_editor_that_cannot_be_started_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    with started(tmp_path / "home", qtbot) as rig:
        rig.memory.settings.update(editor=str(tmp_path / "no-editor"))
        rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW), is_trusted=False)
        rig.means.selection.select(NodeId("doubled"))

        rig.do("node.edit")

        assert "no-editor` could not be started" in rig.desk.banner.text
