"""`npo import questionnaire`, its answers and scores, and `npo export questionnaire`."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.__main__ import main
from npo_desktop.commands.questionnaires import size_of
from npo_desktop.i18n import speaking
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.tables import Pupil

convert = import_module("pyxform.xls2xform").convert  # it comes without types
FILES = Path(__file__).parent / "files" / "exchange"
PASSPHRASE = "a passphrase for tests"
EF_SCAN = FILES / "made-here" / "xlsform-ef-scan-nl-en-pap.xlsx"


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A closed store with one pupil."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    made, _key = create_store(
        tmp_path / "school.npo", PASSPHRASE, NewSchool("Test", "bonaire"), cost=Cost(64, 1, 1)
    )
    with made.writing() as session:
        session.add(Pupil(number="00123", call_name="Ana"))
    made.close()
    return tmp_path / "school.npo"


def npo(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The JSON of a command that must succeed."""
    code = main(["--store", str(path), "--json", "--language", "en", *words])
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)


def test_what_was_read_is_told_in_the_right_number() -> None:
    with speaking("en"):
        told = [size_of(9, 2), size_of(1, 1), size_of(3, 0)]
    assert told == ["9 questions, 2 scales", "1 question, 1 scale", "3 questions"]


def test_an_empty_file_is_asked_for_as_what_it_should_be(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    for kind, hint in (
        ("answers", "The first line must be: pupil,round,questionnaire,informant,item,answer."),
        ("questionnaire", "Choose the .xlsx with the sheets survey and choices."),
    ):
        words = ["--store", str(path), "--language", "en", "import", kind, str(empty)]
        assert main(words) != 0
        _out, err = capsys.readouterr()
        assert hint in err and "pupil system" not in err


def test_from_excel_to_scores_and_back_to_excel(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tried = npo(path, capsys, "import", "questionnaire", str(EF_SCAN), "--dry-run")
    assert [row["questionnaire"] for row in npo(path, capsys, "list", "questionnaires")] == [
        *("parent", "pupil", "teacher")
    ]
    told = npo(path, capsys, "import", "questionnaire", str(EF_SCAN))
    assert tried == told
    assert told == {
        "code": "voorbeeld_ef_scan",
        "edition": "1",
        "items": 9,
        "scales": 2,
        "languages": ["nl", "en", "pap"],
        "skipped": [],
        "state": "new",
    }
    assert npo(path, capsys, "import", "questionnaire", str(EF_SCAN))["state"] == "unchanged"
    rows = npo(path, capsys, "list", "questionnaires")
    assert rows[-1] | {"title": ""} == {
        **{"questionnaire": "voorbeeld_ef_scan", "informant": "teacher", "edition": "1"},
        **{"items": 9, "title": ""},
    }

    npo(path, capsys, "round", "add", "2026-1", "--start", "2026-11-23", "--end", "2026-12-04")
    answers = tmp_path / "answers.csv"
    given = {"a1": 2, "a2": 4, "a3": 1, "p1": 4, "p2": 1}
    answers.write_text(
        "pupil,round,questionnaire,informant,item,answer\n"
        + "".join(
            f"00123,2026-1,voorbeeld_ef_scan,teacher,{item},{code}\n"
            for item, code in given.items()
        )
    )
    counts = npo(path, capsys, "import", "answers", str(answers))["answers"]
    assert (counts["new"], counts["faulty"]) == (5, 0)
    scored = {row["subscale"]: row for row in npo(path, capsys, "scores", "--round", "2026-1")}
    # 1 to 4 is 0 to 3: (1 + (3 - 3) + 0) / 3, and (3 + (3 - 0)) / 2
    assert scored["aandacht"]["mean"] == pytest.approx(1 / 3)
    assert (scored["aandacht"]["band"], scored["planning"]["mean"]) == ("low", 3.0)

    form = tmp_path / "uit.xlsx"
    npo(path, capsys, "export", "questionnaire", "voorbeeld_ef_scan", "--out", str(form))
    assert convert(form).xform
    again = npo(path, capsys, "import", "questionnaire", str(form), "--dry-run")
    assert (again["state"], again["edition"]) == ("unchanged", "1")


def test_a_questionnaire_that_nobody_answered_is_taken_back(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npo(path, capsys, "import", "questionnaire", str(EF_SCAN))
    assert npo(path, capsys, "import", "undo")["kind"] == "questionnaire"
    assert len(npo(path, capsys, "list", "questionnaires")) == 3


@pytest.mark.parametrize("words", [("import", "questionnaire"), ("export", "questionnaire")])
def test_what_is_not_there_is_one_sentence_and_code_1(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, str]
) -> None:
    more = ("weg.xlsx",) if words[0] == "import" else ("weg", "--out", str(tmp_path / "x.xlsx"))

    assert main(["--store", str(path), *words, *more]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_template_reads_back_through_the_command(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    form = tmp_path / "sjabloon.xlsx"
    npo(path, capsys, "export", "questionnaire", "template", "--out", str(form))

    told = npo(path, capsys, "import", "questionnaire", str(form))
    assert (told["code"], told["items"], told["scales"]) == ("mijn_lijst", 5, 1)
    told["skipped"] = [one["why"] for one in told["skipped"]]
    assert told["skipped"] == ["counts as don't know and is never added up"]
