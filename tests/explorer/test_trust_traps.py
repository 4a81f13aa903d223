"""Folders that try to run something when they are only looked at."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from explorer.entry import main
from explorer.state import WorkerStatus
from explorer.userfolder import HOME_VARIABLE
from tests.explorer.rig import Rig, started

FLOW = """
open("{ran}/imported", "w").close()


def a(x: int) -> int:
    return x
"""
SETTINGS = """
[tool.lineage-explorer]
targets = ["flow.py"]
python = "tools/python"
"""
GIT_CONFIG = """
[core]
    repositoryformatversion = 0
    fsmonitor = {folder}/tools/fsmonitor
    hooksPath = {folder}/tools/hooks
    pager = {folder}/tools/pager
    editor = {folder}/tools/editor
    sshCommand = {folder}/tools/ssh
[diff]
    external = {folder}/tools/external
[diff "trap"]
    textconv = {folder}/tools/textconv
[filter "trap"]
    clean = {folder}/tools/clean
    smudge = {folder}/tools/smudge
    process = {folder}/tools/process
[alias]
    status = !{folder}/tools/alias
    log = !{folder}/tools/alias
[include]
    path = {folder}/tools/included
"""
TOOLS = (
    *("alias", "clean", "editor", "external", "fsmonitor", "pager", "process", "python", "smudge"),
    *("ssh", "textconv", "hooks/post-index-change", "hooks/post-checkout", "hooks/pre-commit"),
)


def trap(ran: Path, file: Path) -> None:
    """Make a program that leaves a trace when it runs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\ntouch {ran}/{file.name}\nexec 0<&-\n")
    file.chmod(0o755)


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    (tmp_path / "ran").mkdir()
    return tmp_path / "ran"


@pytest.fixture
def trapped(tmp_path: Path, ran: Path) -> Path:
    folder = tmp_path / "trapped"
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b")
    folder.mkdir()
    (folder / "flow.py").write_text(FLOW.format(ran=ran))
    (folder / "pyproject.toml").write_text(SETTINGS)
    (folder / ".gitattributes").write_text("*.py filter=trap diff=trap\n")
    for name in ("sitecustomize.py", "usercustomize.py", "conftest.py"):
        (folder / name).write_text(f"open('{ran}/{name}', 'w').close()\n")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "One")):
        subprocess.run([*git, *words], cwd=folder, check=True)
    (folder / ".git" / "config").write_text(GIT_CONFIG.format(folder=folder))
    (folder / "tools").mkdir()
    (folder / "tools" / "included").write_text(f"[core]\n fsmonitor = {folder}/tools/fsmonitor\n")
    for name in TOOLS:
        trap(ran, folder / "tools" / name)
    for name in ("python", "python3", "activate"):
        trap(ran, folder / ".venv" / "bin" / name)
    (folder / ".venv" / "pyvenv.cfg").write_text("home = /nowhere\nversion = 3.12\n")
    for name in ("git", "code", "python", "python3"):
        trap(ran, folder / name)
    for name in ("post-checkout", "post-index-change"):
        trap(ran, folder / ".git" / "hooks" / name)
    return folder


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


def test_looking_at_a_folder_runs_nothing_of_it(
    rig: Rig, trapped: Path, ran: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trapped)
    rig.open(trapped, is_trusted=False)
    rig.wait(lambda _: rig.engine.live.is_attentive)
    rig.click("a")
    text = (trapped / "flow.py").read_text()
    (trapped / "flow.py").write_text(text + "\n\ndef b(a: int) -> int:\n    return a\n")
    rig.wait(lambda state: NodeId("b") in state.graph.nodes)
    rig.do("project.reload")
    rig.do("run.to_here")
    rig.wait(lambda state: state.question)
    rig.means.run.dismiss()

    assert rig.state.worker is WorkerStatus.NONE
    assert rig.state.banner
    assert "not trusted" in rig.state.banner.text
    assert not list(ran.iterdir())
    children = psutil.Process().children(recursive=True)
    assert {child.cmdline()[0] for child in children if child.cmdline()} <= {sys.executable}


def test_the_traps_are_set(trapped: Path, ran: Path) -> None:
    for command in (["git", "status"], [str(trapped / ".venv" / "bin" / "python"), "-c", "pass"]):
        subprocess.run(command, cwd=trapped, capture_output=True, check=False)

    assert {"fsmonitor", "python"} <= {file.name for file in ran.iterdir()}


@pytest.mark.parametrize("words", [[], ["flow.py"], ["."]])
def test_the_static_graph_is_printed_and_nothing_runs(
    trapped: Path, ran: Path, tmp_path: Path, words: list[str]
) -> None:
    command = [sys.executable, "-P", "-c", "from explorer.entry import main; exit(main())"]

    done = subprocess.run(
        [*command, "graph", "--static", *words],
        cwd=trapped,
        env={**os.environ, HOME_VARIABLE: str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "a  function  int  <- x" in done.stdout
    assert not list(ran.iterdir())


@pytest.mark.parametrize("words", [[], ["flow.py"]])
def test_loading_an_untrusted_folder_is_refused(
    trapped: Path,
    ran: Path,
    tmp_path: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(trapped)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))

    code = main(["graph", *words])

    sentence = capsys.readouterr().err
    assert code == 2
    assert f"{trapped} is not trusted yet" in sentence
    assert "--static" in sentence
    assert "--trust" in sentence
    assert not list(ran.iterdir())
