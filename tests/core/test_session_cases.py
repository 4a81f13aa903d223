"""Where tests and the data beside them are put."""

from pathlib import Path

from core.session import cases
from core.worker.messages import Drafted, FileRecord


def test_data_goes_beside_its_test_and_nowhere_else(tmp_path: Path) -> None:
    names = ("test_x_a.csv", "../test_x_b.csv", "/etc/test_x_c.csv", "conftest.py", "..")
    files = tuple(FileRecord(name, 1) for name in names)

    draft = cases.draft(Drafted(1, "text", files), b"abcde")
    contents = cases.places(draft, tmp_path / "test_x.py")

    assert contents == {
        tmp_path / "test_x_a.csv": b"a",
        tmp_path / "test_x_b.csv": b"b",
        tmp_path / "test_x_c.csv": b"c",
        tmp_path / "test_x.py": b"text",
    }


def test_what_a_link_leads_to_stays_as_it_is(tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.csv"
    elsewhere.write_bytes(b"mine")
    link = tmp_path / "test_x_a.csv"
    link.symlink_to(elsewhere)

    cases.put_down({link: b"data"})

    assert elsewhere.read_bytes() == b"mine"
    assert link.read_bytes() == b"data"
