"""The command line: what it says, on which stream, with which exit status. Reading and building are stood in for."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.made_chronology import DOCUMENTS, made, nothing

from caseclock import __version__
from caseclock.api import build_command
from caseclock.api.cli import main, result_schema
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.text import Text

FILES = ["chronology.docx", "chronology.json", "chronology.pdf", "chronology.xlsx", "documents", "reasons.json"]


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A folder with a paper, an empty one, and a build that gives the hand-made chronology and notes its arguments."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear Sir")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    asked: dict[str, object] = {}

    def stand_in(papers, policies, as_of, application_date, reference, progress=None, decisions=(), offered=()):
        asked.update(policies=[policy.id for policy in policies], as_of=as_of)
        asked.update(application_date=application_date, reference=reference)
        return asked.get("result", made())

    papers = tuple(Paper(document=document, text=Text(f"text of {document.id}\r\n")) for document in DOCUMENTS)
    monkeypatch.setattr(build_command, "collect", lambda paths: [path for path in paths if path.name != "empty"])
    monkeypatch.setattr(build_command, "read_papers", lambda given, limits, progress: papers)
    monkeypatch.setattr(build_command, "build", stand_in)
    return asked


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_build_writes_every_form_and_prints_where(case, capsys):
    status = main(["build", "papers", "--as-of", "2021-11-01", "--out", "out"])
    out, err = capsys.readouterr()
    assert status == 3
    assert out == "out/chronology.json\n"
    assert err.splitlines() == [
        "caseclock: 6 papers, 7 entries of which 5 incidents, 5 findings",
        "caseclock: could not read scan.pdf: The file is encrypted: give a copy without a password.",
    ]
    assert files_in(Path("out")) == FILES
    written = Path("out/chronology.json").read_bytes()
    assert written.endswith(b"}\n")
    assert written.startswith(b'{\n "schema": "caseclock/1",\n "case": {\n')
    assert Chronology.model_validate_json(written) == made()
    assert Path("out/documents/d1.txt").read_bytes() == b"text of d1\r\n"


def test_all_read_is_status_0_and_quiet_says_nothing(case, capsys):
    case["result"] = nothing()
    assert main(["build", "papers", "--out", "out", "--quiet"]) == 0
    assert capsys.readouterr() == ("out/chronology.json\n", "")


def test_quiet_still_names_what_could_not_be_read(case, capsys):
    assert main(["build", "papers", "--out", "out", "--quiet"]) == 3
    assert capsys.readouterr().err.startswith("caseclock: could not read scan.pdf")


def test_options_reach_the_build(case):
    policies = ["--policy", "statutory", "--policy", "hertsmere-2021", "--policy", "statutory"]
    days = ["--as-of", "2022-01-02", "--application-date", "2021-12-31"]
    main(["build", "papers", *policies, *days, "--reference", " AB/1 ", "--out", "out"])
    assert case == {
        "policies": ["statutory", "hertsmere-2021"],
        "as_of": date(2022, 1, 2),
        "application_date": date(2021, 12, 31),
        "reference": "AB/1",
    }


def test_as_of_is_today_unless_told(case):
    before = date.today()
    main(["build", "papers", "--out", "out"])
    assert before <= case["as_of"] <= date.today()


def test_two_runs_write_the_same_bytes_and_leave_nothing_else(case):
    main(["build", "papers", "--out", "out"])
    once = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    main(["build", "papers", "--out", "out"])
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == once


def test_texts_of_an_earlier_result_go_and_other_files_stay(case):
    main(["build", "papers", "--out", "out"])
    Path("out/documents/my notes.txt").write_text("keep")
    case["result"] = made().model_copy(update={"documents": DOCUMENTS})
    earlier = json.loads(Path("out/chronology.json").read_text())
    earlier["documents"].append({"id": "gone"})
    Path("out/chronology.json").write_text(json.dumps(earlier))
    Path("out/documents/gone.txt").write_text("old")
    main(["build", "papers", "--out", "out"])
    assert files_in(Path("out/documents")) == [*(f"d{number}.txt" for number in range(1, 7)), "my notes.txt"]


def refusal(*args: str, says: str) -> object:
    return pytest.param(args, says, id=" ".join(args) or "nothing")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        refusal(says="arguments are required: COMMAND"),
        refusal("biuld", says="invalid choice: 'biuld'"),
        refusal("build", "papers", says="arguments are required: --out"),
        refusal("build", "--out", "out", says="arguments are required: PATH"),
        refusal("build", "papers", "--oops", "--out", "out", says="--oops"),
        refusal("build", "papers", "--out", "out", "more", says="paths come before the options"),
        refusal("build", "paper", "--out", "out", says="there is no file or folder paper: did you mean papers?"),
        refusal("build", "papers/x.eml", "--out", "out", says="check the spelling"),
        refusal("build", "papers/letter.txt/x", "--out", "out", says="there is no file or folder"),
        refusal("build", "empty", "--out", "out", says="no paper found in empty: give a file"),
        refusal("build", "papers", "--out", "out", "--as-of", "10/9/2021", says="write it as 2021-09-10"),
        refusal("build", "papers", "--out", "out", "--as-of", "31.12.2024", says="write it as 2024-12-31"),
        refusal("build", "papers", "--out", "out", "--as-of", "20210910", says="write it as 2021-09-10"),
        refusal("build", "papers", "--out", "out", "--as-of", "yesterday", says="write it as 2021-09-10"),
        refusal("build", "papers", "--out", "out", "--as-of", "2021-02-30", says="no day 2021-02-30 in the calendar"),
        refusal("build", "papers", "--out", "out", "--application-date", "1/2/99", says="--application-date"),
        refusal("build", "papers", "--out", "out", "--policy", "hertsmere", says="did you mean hertsmere-2021 or"),
        refusal("build", "papers", "--out", "out", "--policy", "statutry", says="did you mean statutory?"),
        refusal("build", "papers", "--out", "out", "--policy", "zzz", says="`caseclock policies` lists them"),
        refusal("build", "papers", "--out", "papers", says="lies in papers, which holds the papers"),
        refusal("build", "papers", "--out", "papers/a/b", says="give a folder outside it"),
        refusal("build", "papers", "--out", "papers/letter.txt", says="give a folder outside it"),
        refusal("build", "empty/..", "papers", "--out", "out", says="lies in empty/.."),
        refusal("policies", "show", "statutry", says="did you mean statutory?"),
        refusal("policies", "show", says="required: ID"),
    ],
)
def test_unusable_arguments_are_status_2_and_one_line(case, capsys, args, says):
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("caseclock: ")
    assert err.count("\n") == 1
    assert says in err
    assert not Path("out").exists()
    assert case == {}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Path("out").write_text("a file"), "--out out is a file: give the name of a folder"),
        (lambda: Path("out/chronology.pdf").mkdir(parents=True), "has a folder called chronology.pdf"),
        (lambda: (Path("out").mkdir(), Path("out/documents").write_text("a file")), "cannot be written to"),
        (lambda: Path("out").symlink_to("papers"), "lies in papers"),
        (lambda: Path("out").symlink_to("out"), "leads nowhere"),
    ],
)
def test_a_result_folder_that_cannot_be_used_is_refused_before_work(case, capsys, make: Callable[[], object], says):
    make()
    assert main(["build", "papers", "--out", "out"]) == 2
    assert says in capsys.readouterr().err
    assert case == {}


@pytest.mark.parametrize("given", ["out/documents/d1.txt", "out/documents", "out/chronology.json"])
def test_a_result_is_not_taken_for_a_paper(case, capsys, given):
    main(["build", "papers", "--out", "out"])
    case.clear()
    assert main(["build", given, "--out", "out"]) == 2
    assert "give another --out folder" in capsys.readouterr().err
    assert case == {}


def test_papers_may_lie_beside_the_result(case):
    Path("out").mkdir()
    Path("papers").rename("out/papers")
    assert main(["build", "out/papers", "--out", "out"]) == 3


def test_policies_lists_and_shows(capsys):
    assert main(["policies"]) == 0
    listed = capsys.readouterr().out
    assert [line.split()[0] for line in listed.splitlines()] == sorted(line.split()[0] for line in listed.splitlines())
    assert "hertsmere-2021" in listed
    assert main(["policies", "show", "hertsmere-2021"]) == 0
    shown = capsys.readouterr().out
    assert "id: hertsmere-2021" in shown
    assert "at least 3 incidents in 6 months" in shown
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_schema_is_json_schema_and_fits_the_result(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema == result_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for chronology in (made(), nothing()):
        jsonschema.validate(chronology.model_dump(mode="json", by_alias=True), schema)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("case"),
        lambda data: data.update(schema="caseclock/2"),
        lambda data: data["entries"][0].update(kind="row"),
        lambda data: data["entries"][0]["sources"][0].pop("quote"),
        lambda data: data["findings"][0].update(outcome="maybe"),
        lambda data: data.update(extra=1),
    ],
)
def test_schema_refuses_what_is_not_a_result(spoil):
    data = made().model_dump(mode="json", by_alias=True)
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, result_schema())


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["build", "--help"]])
def test_help_and_version_are_results(args, capsys):
    assert main(args) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out == f"caseclock {__version__}\n" if args == ["--version"] else out.startswith("usage: caseclock")


def test_no_progress_bar_without_a_terminal(case, capsys):
    assert not sys.stderr.isatty()
    main(["build", "papers", "--out", "out"])
    assert "\x1b" not in capsys.readouterr().err
