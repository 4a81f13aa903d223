"""What is kept for the user between sessions."""

from pathlib import Path

import pytest

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.project import Json
from explorer.recents import Recent, Recents
from explorer.remembered import RememberedChoices
from explorer.settings import Settings, SettingsStore, ThemeChoice
from explorer.trust import TrustedFolders
from explorer.userfolder import HOME_VARIABLE, UserFolder, default_path

PYTHON = Path("/usr/bin/python3")


@pytest.fixture
def folder(tmp_path: Path) -> UserFolder:
    return UserFolder(tmp_path / "home")


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))

    assert default_path() == tmp_path


@pytest.mark.parametrize("text", ["", "{", "[1]", "\udcff"])
def test_a_damaged_file_counts_as_none(folder: UserFolder, text: str) -> None:
    folder.write("settings", {"theme": "dark"})
    (folder.path / "settings.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert folder.read("settings") == {}
    assert SettingsStore(folder).settings == Settings()


def test_a_write_leaves_one_whole_file(folder: UserFolder) -> None:
    folder.write("thing", {"a": 1})
    folder.write("thing", {"b": 2})

    assert folder.read("thing") == {"b": 2}
    assert [file.name for file in folder.path.iterdir()] == ["thing.json"]


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    folder = UserFolder(tmp_path / "file" / "home")

    folder.write("thing", {"a": 1})
    folder.append("log", "text")

    assert folder.read("thing") == {}
    assert len(caplog.records) == 2


def test_settings_are_found_again(folder: UserFolder) -> None:
    SettingsStore(folder).update(theme=ThemeChoice.DARK, editor="vim {file}")

    assert SettingsStore(folder).settings == Settings(ThemeChoice.DARK, "vim {file}")


def test_trust_is_for_one_folder_with_one_interpreter(folder: UserFolder, tmp_path: Path) -> None:
    trusted = TrustedFolders(folder, tmp_path / "examples")

    trusted.trust(tmp_path / "mine", PYTHON)

    assert trusted.trusts(tmp_path / "mine", PYTHON)
    assert not trusted.trusts(tmp_path / "mine", Path("/elsewhere/python"))
    assert not trusted.trusts(tmp_path / "mine" / "inner", PYTHON)
    assert not trusted.trusts(tmp_path, PYTHON)
    assert trusted.trusts(tmp_path / "examples" / "one", PYTHON)


def test_a_link_to_a_trusted_folder_is_that_folder(folder: UserFolder, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    trusted = TrustedFolders(folder, tmp_path / "examples")

    trusted.trust(tmp_path / "link", PYTHON)

    assert trusted.folders() == (tmp_path / "mine",)


@pytest.mark.parametrize(
    "value", [GivenText("7"), GivenJson({"a": [1, None]}), GivenFile(Path("/data/rows.csv"))]
)
def test_values_of_inputs_are_found_again(folder: UserFolder, value: Given, tmp_path: Path) -> None:
    number = NodeId("number")

    RememberedChoices(folder).remember_inputs(tmp_path, [number], {number: value})

    assert RememberedChoices(folder).recall(tmp_path).inputs == {number: value}


def test_an_input_left_to_its_default_is_forgotten_and_others_stay(
    folder: UserFolder, tmp_path: Path
) -> None:
    choices, a, b = RememberedChoices(folder), NodeId("a"), NodeId("b")
    choices.remember_python(tmp_path, PYTHON)
    choices.remember_inputs(tmp_path, [a, b], {a: GivenText("1"), b: GivenText("2")})

    choices.remember_inputs(tmp_path, [a], {})

    assert choices.recall(tmp_path).inputs == {b: GivenText("2")}
    assert choices.recall(tmp_path).python == PYTHON


def test_the_oldest_of_many_projects_is_forgotten(folder: UserFolder, tmp_path: Path) -> None:
    choices = RememberedChoices(folder)

    for number in range(101):
        choices.remember_python(tmp_path / str(number), PYTHON)

    assert choices.recall(tmp_path / "0").python is None
    assert choices.recall(tmp_path / "1").python == PYTHON
    assert choices.recall(tmp_path / "100").python == PYTHON


def test_recent_projects_come_newest_first_and_once(folder: UserFolder, tmp_path: Path) -> None:
    recents = Recents(folder)
    one, two = Recent("one", tmp_path, ("one.py",)), Recent("two", tmp_path / "gone")

    for recent in (one, two, one):
        recents.add(recent)

    assert recents.all() == (one, two)
    assert [recent.is_there for recent in recents.all()] == [True, False]
    recents.clear()
    assert recents.all() == ()


@pytest.mark.parametrize("nonsense", ["lots", -1, 101, True, None, 7.5])
def test_limits_that_make_no_sense_are_the_usual_ones(folder: UserFolder, nonsense: Json) -> None:
    folder.write("settings", {"memory_percent": nonsense})

    settings = SettingsStore(folder).settings

    assert settings.memory_percent == 75


def test_limits_are_kept(folder: UserFolder) -> None:
    SettingsStore(folder).update(memory_percent=0, kept_gigabytes=16, has_spare=False)

    settings = SettingsStore(folder).settings

    assert (settings.memory_percent, settings.kept_gigabytes, settings.has_spare) == (0, 16, False)
