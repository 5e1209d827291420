"""Files and folders on disk to papers with their names."""

import os
from pathlib import Path

import pytest

from caseclock.api.errors import Refused
from caseclock.api.files import collect
from caseclock.extractor.limits import Limits


def make(root: Path, *names: str) -> Path:
    """A folder with files that hold their own names."""
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return root


def names(*paths: Path) -> list[str]:
    """The names of the papers found."""
    return [given.name for given in collect(paths)]


def test_a_folder_is_walked_to_the_bottom(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "b.txt", "mail/a.eml", "mail/old/c.eml")
    assert names(case) == ["b.txt", "mail/a.eml", "mail/old/c.eml"]
    assert collect([case])[1].data == b"mail/a.eml"


def test_a_file_is_named_without_its_folder(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "mail/a.eml")
    assert names(case / "mail" / "a.eml") == ["a.eml"]


def test_hidden_files_and_leftovers_are_skipped(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "a.txt", ".hidden", ".git/config", "Thumbs.db", "~$letter.docx", "__MACOSX/a.txt")
    assert names(case) == ["a.txt"]


def test_a_hidden_folder_given_by_name_is_read(tmp_path: Path) -> None:
    assert names(make(tmp_path / ".case", "a.txt")) == ["a.txt"]


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "a.txt")
    outside = make(tmp_path / "outside", "secret.txt")
    (case / "link.txt").symlink_to(outside / "secret.txt")
    (case / "folder").symlink_to(outside)
    (case / "broken").symlink_to(case / "gone")
    (case / "loop").symlink_to(case / "loop")
    assert names(case) == ["a.txt"]


def test_two_folders_with_one_name_in_both(tmp_path: Path) -> None:
    police, landlord = make(tmp_path / "police", "log.txt", "x.txt"), make(tmp_path / "landlord", "log.txt")
    assert names(police, landlord) == ["landlord/log.txt", "police/log.txt", "x.txt"]
    assert collect([police, landlord]) == collect([landlord, police])


def test_a_paper_given_twice_is_one(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "a.txt")
    assert names(case, case / "a.txt", case) == ["a.txt"]
    make(case, "mail/b.txt")
    assert names(case / "mail" / "b.txt", case) == names(case, case / "mail" / "b.txt") == ["a.txt", "mail/b.txt"]


def test_what_is_no_file_is_skipped(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "a.txt")
    os.mkfifo(case / "pipe")
    assert names(case) == ["a.txt"]


def test_an_empty_folder_has_no_papers(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_no_more_is_read_of_a_huge_file_than_shows_that_it_is(tmp_path: Path) -> None:
    case = make(tmp_path / "case", "a_long_name.txt")
    assert len(collect([case], Limits(file_bytes=5))[0].data) == 6


def test_a_missing_path_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere does not exist; check the spelling"):
        collect([tmp_path / "nowhere"])


def test_a_path_that_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="neither a file nor a folder"):
        collect([tmp_path / "pipe"])


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make(tmp_path / "case", "a.txt")

    def refuse(self: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Refused, match=r"cannot open .*a\.txt \(Permission denied\); make it readable"):
        collect([case])
