"""The command ``npo``: its words, JSON keys and exit codes, as schools' own ICT uses it."""

import getpass
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_desktop import practice
from npo_desktop.__main__ import main
from npo_desktop.content.load import load_content
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.years.holidays import add_holiday
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    open_store,
    open_with_recovery,
)

EXCHANGE = Path(__file__).parent / "files" / "exchange"
STATES = ("new", "changed", "unchanged", "left", "doubtful", "faulty")

Npo = Callable[..., Any]


@pytest.fixture
def npo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Npo:
    """Runs one command on this test's own store and returns its JSON."""
    monkeypatch.setenv("NPO_PASSPHRASE", "een twee drie vier")
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    def run(*words: object, exit_code: int = 0) -> Any:
        store = ["--store", str(tmp_path / "school.npo"), "--json"]
        assert main([*store, *map(str, words)]) == exit_code, capsys.readouterr().err
        printed = capsys.readouterr()
        if exit_code:
            assert printed.out == "" and "Traceback" not in printed.err
            return printed.err.splitlines()
        return json.loads(printed.out)

    return run


@pytest.fixture
def school(npo: Npo, tmp_path: Path, copy_of: Callable[..., Any]) -> Npo:
    """An empty school, whose keys were made cheap."""
    copy_of(tmp_path / "school.npo", _make)
    return npo


def _make(path: Path) -> None:
    new = NewSchool("Test", "bonaire")
    cheap = Cost(memory=64, passes=1, lanes=1)
    create_store(path, "een twee drie vier", new, cost=cheap)[0].close()


def test_init_makes_a_store_and_shows_its_recovery_key_once(npo: Npo, tmp_path: Path) -> None:
    made = npo("init", "--school", "Test", "--island", "saba")
    assert made["store"] == str(tmp_path / "school.npo")
    open_with_recovery(Path(made["store"]), made["recovery_key"]).close()
    before = Path(made["store"]).read_bytes()
    npo("init", "--school", "Other", "--island", "saba", exit_code=1)
    assert Path(made["store"]).read_bytes() == before


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("edexml/EDEXML.Voorbeeld.2.1.xml", (2, 0, 0, 1, 0, 0)),
        ("edexml/EDEXML.Voorbeeld.2.0.xml", (2, 0, 0, 1, 0, 0)),
        ("made-here/edexml-2.1-bes-quirks.xml", (5, 0, 0, 1, 0, 0)),
        ("made-here/edexml-2.1-bes-quirks-bom-crlf.xml", (5, 0, 0, 1, 0, 0)),
        ("made-here/edexml-2.1-bes-quirks-latin1.xml", (5, 0, 0, 1, 0, 0)),
        ("made-here/uwlr-2.2-leerlinggegevens-soap.xml", (5, 0, 0, 1, 0, 0)),
        ("made-here/leerlingen-puntkomma-cp1252.csv", (5, 0, 1, 0, 0, 1)),
    ],
)
def test_a_school_s_own_file_is_read_once_and_taken_back_whole(
    school: Npo, file: str, counts: tuple[int, ...]
) -> None:
    before = [school("list", what) for what in ("pupils", "groups", "staff")]
    trial = school("import", "pupils", EXCHANGE / file, "--dry-run")
    assert school("list", "pupils") == before[0]
    report = school("import", "pupils", EXCHANGE / file)
    assert report == trial
    assert report["pupils"] == dict(zip(STATES, counts, strict=True))
    assert {"format", "groups", "staff", "skipped_fields", "messages"} <= set(report)
    assert len(school("list", "pupils")) == counts[0]
    again = school("import", "pupils", EXCHANGE / file)
    for kind in ("pupils", "groups", "staff"):
        assert (again[kind]["new"], again[kind]["changed"]) == (0, 0)
    school("import", "undo")
    assert [school("list", what) for what in ("pupils", "groups", "staff")] == before


def test_the_2_0_file_after_the_2_1_file_blanks_nothing(school: Npo) -> None:
    school("import", "pupils", EXCHANGE / "edexml/EDEXML.Voorbeeld.2.1.xml")
    names = {row["pupil"]: row["name"] for row in school("list", "pupils")}
    report = school("import", "pupils", EXCHANGE / "edexml/EDEXML.Voorbeeld.2.0.xml")
    assert report["pupils"]["new"] == 0
    assert {row["pupil"]: row["name"] for row in school("list", "pupils")} == names


def test_bad_input_is_one_sentence_and_changes_nothing(school: Npo, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    whole = (EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml").read_bytes()
    (tmp_path / "cut.xml").write_bytes(whole[: len(whole) // 2])
    for file in ("empty.xml", "cut.xml", "missing.xml", "school.npo"):
        told = school("import", "pupils", tmp_path / file, exit_code=1)
        assert 1 <= len(told) <= 2
    assert school("list", "pupils") == [] and school("list", "imports") == []


def test_a_wrong_passphrase_a_missing_store_and_a_store_in_use(
    school: Npo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = open_store(tmp_path / "school.npo", "een twee drie vier")
    assert len(school("list", "pupils", exit_code=3)) == 2
    opened.close()
    monkeypatch.setenv("NPO_PASSPHRASE", "another one altogether")
    assert len(school("list", "pupils", exit_code=1)) == 2
    (tmp_path / "school.npo").unlink()
    assert len(school("list", "pupils", exit_code=1)) == 2


def test_wrong_usage_is_exit_code_2(school: Npo) -> None:
    with pytest.raises(SystemExit) as caught:
        school("round", "add", "2026-1", "--start", "someday", "--end", "2026-12-04")
    assert caught.value.code == 2


def test_rounds_are_listed_oldest_first_and_named_once(school: Npo) -> None:
    for name, start, end in (
        ("2026-2", "2027-05-03", "2027-06-04"),
        ("2026-1", "2026-11-02", "2026-12-04"),
    ):
        school("round", "add", name, "--start", start, "--end", end)
    assert [row["round"] for row in school("list", "rounds")] == ["2026-1", "2026-2"]
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04", exit_code=1)
    school("round", "add", "2026-3", "--start", "2026-12-04", "--end", "2026-11-02", exit_code=1)


def test_a_round_is_planned_with_the_form_and_the_lists_that_were_named(
    school: Npo, tmp_path: Path
) -> None:
    days = ("--start", "2026-11-02", "--end", "2026-12-04")
    first = school("round", "add", "2026-1", *days, "--form", "two-tier", exit_code=1)
    assert len(first) == 2  # the very first round asks everything
    school("round", "add", "2026-1", *days, "--questionnaires", "parent", "teacher", "pupil")
    later = ("--start", "2027-05-03", "--end", "2027-06-04", "--form", "two-tier")
    refused = school("round", "add", "2026-2", *later, "--questionnaires", "nobody", exit_code=1)
    assert "nobody" in refused[0]
    school("round", "add", "2026-2", *later, "--questionnaires", "pupil", "teacher", "pupil")
    store = open_store(tmp_path / "school.npo", "een twee drie vier")
    with store.reading() as session:
        known = [(one.name, one.form, one.questionnaires) for one in round_list(session)]
        asked = list(all_questionnaires(session, load_content()))
    store.close()
    assert known[0] == ("2026-1", "full", ())
    assert known[1][:2] == ("2026-2", "two-tier")
    assert known[1][2] == tuple(code for code in asked if code != "parent")


def test_questionnaires_and_interventions_are_listed(school: Npo) -> None:
    rows = school("list", "questionnaires")
    assert {row["questionnaire"]: row["informant"] for row in rows} == {
        name: name for name in ("teacher", "pupil", "parent")
    }
    assert len(school("list", "interventions")) == 53


def write_answers(path: Path, pupils: list[str], round_name: str, answer: int) -> None:
    items = load_content().questionnaires["teacher"].items
    rows = ["pupil,round,questionnaire,informant,item,answer"]
    rows += [
        f"{pupil},{round_name},teacher,teacher,{item.id},{4 - answer if item.reverse else answer}"
        for pupil in pupils
        for item in items
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_from_answers_to_files_on_paper(school: Npo, tmp_path: Path) -> None:
    school("import", "pupils", EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")
    for name, start, end in (
        ("2026-1", "2026-09-01", "2026-10-01"),
        ("2026-2", "2026-11-02", "2026-12-04"),
    ):
        school("round", "add", name, "--start", start, "--end", end)
    pupils = [row["pupil"] for row in school("list", "pupils")][:2]
    for name, answer in (("2026-1", 1), ("2026-2", 3)):
        write_answers(tmp_path / "answers.csv", pupils, name, answer)
        report = school("import", "answers", tmp_path / "answers.csv")
        assert report["answers"]["new"] == 2 * 58 and report["answers"]["faulty"] == 0
        again = school("import", "answers", tmp_path / "answers.csv")
        assert again["answers"]["unchanged"] == 2 * 58

    rows = school("scores", "--round", "2026-1")
    assert {row["pupil"] for row in rows} == set(pupils)
    inhibition = next(r for r in rows if r["pupil"] == pupils[0] and r["subscale"] == "EF-INH")
    assert inhibition == {
        "pupil": pupils[0],
        "subscale": "EF-INH",
        "informant": "teacher",
        "questionnaire": "teacher",
        "edition": "1",
        "answered": 3,
        "items": 3,
        "mean": 1.0,
        "pomp": 25.0,
        "band": "low",
        "t": None,
        "reference_n": None,
    }
    only = school("scores", "--round", "2026-1", "--pupil", pupils[1])
    assert {row["pupil"] for row in only} == {pupils[1]}

    changed = school("changes", "--from", "2026-1", "--to", "2026-2", "--pupil", pupils[0])
    overall = next(row for row in changed if row["subscale"] == "EF")
    assert (overall["first"], overall["second"], overall["verdict"]) == (1.0, 3.0, "improved")
    assert overall["index"] == pytest.approx(2 / (2**0.5 * 0.8 * 0.1**0.5))

    backwards = school("changes", "--from", "2026-2", "--to", "2026-1", exit_code=1)
    assert backwards[0] == "Ronde 2026-2 is later dan ronde 2026-1."

    proposed = school("propose", "--round", "2026-1")
    assert {row["pupil"] for row in proposed} == set(pupils)
    first = proposed[0]["ranked"][0]
    assert set(first) == {
        "id",
        "need",
        "effect",
        "feasibility",
        "cost",
        "score",
        "because",
    }
    plan = school(
        "plan", "add", "--pupil", pupils[0], "--round", "2026-1", "--intervention", first["id"],
        "--goal", "=1+1", "--who", "juf Ilvienne", "--start", "2026-11-30",
        "--review", "2027-02-26",
    )  # fmt: skip
    assert (plan["goal"], plan["start"], plan["review"]) == ("=1+1", "2026-11-30", "2027-02-26")
    assert school("plan", "list", "--round", "2026-1") == [plan]
    school(
        "plan", "add", "--pupil", pupils[0], "--round", "2026-1", "--intervention", "no-such-thing",
        exit_code=1,
    )  # fmt: skip

    for language in ("nl", "en"):
        out = tmp_path / language
        made = school(
            "export", "parents", "--round", "2026-1", "--out", out, "--language", language
        )
        assert len(made["written"]) == 2 and made["failed"] == []
        assert all(Path(path).read_bytes().startswith(b"%PDF") for path in made["written"])
    book = school("export", "plan", "--round", "2026-1", "--out", tmp_path / "plan.xlsx")
    assert Path(book["written"]).read_bytes().startswith(b"PK") and len(book["sheets"]) >= 4


def test_what_has_no_scan_and_a_plan_in_a_holiday_are_said_in_words(
    school: Npo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school("import", "pupils", EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    pupil = school("list", "pupils")[0]["pupil"]
    store = open_store(tmp_path / "school.npo", "een twee drie vier")
    with store.writing() as session:
        add_holiday(session, "Christmas", date(2026, 12, 21), date(2027, 1, 8))
    store.close()
    words = ("--store", str(tmp_path / "school.npo"), "--language", "en")
    assert main([*words, "scores", "--round", "2026-1"]) == 0
    assert capsys.readouterr().out == "There is no scan in this round.\n"
    plan = ("plan", "add", "--pupil", pupil, "--round", "2026-1", "--intervention", "feedback")
    assert main([*words, *plan, "--start", "2026-12-24", "--review", "2027-02-26"]) == 0
    _kept, told = capsys.readouterr().out.splitlines()
    assert told == "24 Dec 2026: This day is in a holiday. School begins again on 11 Jan 2027."


@pytest.mark.parametrize("as_json", [True, False])
def test_a_card_that_may_harm_is_warned_about_beside_the_answer(
    school: Npo, tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    """What comes out is the same with and without a warning: that goes to stderr."""
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    school("import", "pupils", EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")
    pupil = school("list", "pupils")[0]["pupil"]
    words = ["--store", str(tmp_path / "school.npo"), "--language", "en"]
    words += ["--json"] if as_json else []
    plan = ("plan", "add", "--pupil", pupil, "--round", "2026-1", "--intervention")
    assert main([*words, *plan, "repeating-a-year"]) == 0
    harmful = capsys.readouterr()
    assert main([*words, *plan, "peer-tutoring"]) == 0
    harmless = capsys.readouterr()
    assert harmful.err.startswith("Repeating a year: ") and len(harmful.err.splitlines()) == 1
    assert harmless.err == ""
    assert len(harmful.out.splitlines()) == len(harmless.out.splitlines())


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(
    school: Npo, tmp_path: Path
) -> None:
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    (tmp_path / "file").write_text("in the way")
    told = school(
        "export", "plan", "--round", "2026-1", "--out", tmp_path / "file" / "plan.xlsx", exit_code=1
    )
    assert len(told) == 2
    assert (tmp_path / "file").read_text() == "in the way"


def test_without_json_there_is_short_text_in_the_language_asked_for(
    school: Npo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, word in (("nl", "Ronde"), ("en", "Round")):
        words = ["--store", str(tmp_path / "school.npo"), "--language", language]
        main([*words, "round", "add", language, "--start", "2026-11-02", "--end", "2026-12-04"])
        assert capsys.readouterr().out.startswith(word)


@pytest.mark.parametrize(
    ("before", "after", "first_sheet"),
    [
        ((), (), "Overview"),
        (("--language", "nl"), (), "Overzicht"),
        ((), ("--language", "nl"), "Overzicht"),
        (("--language", "nl"), ("--language", "en"), "Overview"),
    ],
)
def test_the_plan_is_in_the_school_s_language_unless_another_is_asked_for(
    npo: Npo, tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...], first_sheet: str
) -> None:
    new = NewSchool("Test", "saba", language="en")
    cheap = Cost(memory=64, passes=1, lanes=1)
    create_store(tmp_path / "school.npo", "een twee drie vier", new, cost=cheap)[0].close()
    npo("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    out = tmp_path / "plan.xlsx"
    made = npo(*before, "export", "plan", "--round", "2026-1", "--out", out, *after)
    assert made["sheets"][0] == first_sheet


def test_without_anybody_to_type_the_passphrase_it_is_asked_for_in_one_sentence(
    school: Npo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("NPO_PASSPHRASE")
    monkeypatch.setattr(getpass, "getpass", nobody)
    assert len(school("list", "pupils", exit_code=1)) == 2


def test_a_language_that_is_not_complete_says_so_beside_the_document(
    school: Npo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--store", str(tmp_path / "school.npo"), "--json", "--language", "pap", "list", "pupils"])
    printed = capsys.readouterr()
    assert json.loads(printed.out) == [] and "Papiamentu" in printed.err
    main(["--store", str(tmp_path / "school.npo"), "--json", "--language", "en", "list", "pupils"])
    assert capsys.readouterr().err == ""


def test_a_pupil_asked_for_by_number_who_has_no_scan_is_named(school: Npo, tmp_path: Path) -> None:
    school("import", "pupils", EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    words = ("export", "parents", "--round", "2026-1", "--out", tmp_path / "out")
    asked = school(*words, "--pupil", "1001")
    assert asked["written"] == [] and [row["pupil"] for row in asked["failed"]] == ["1001"]
    assert asked["failed"][0]["text"]
    assert school(*words) == {"written": [], "failed": []}


def test_counts_are_told_in_words_of_the_language_asked_for(
    school: Npo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")
    main(["--store", str(tmp_path / "school.npo"), "import", "pupils", file, "--dry-run"])
    assert "Leerlingen: 5 nieuw, 1 vertrokken" in capsys.readouterr().out


def test_who_has_a_scan_is_scored_also_in_a_round_before_the_pupil_s_first_school_year(
    school: Npo, tmp_path: Path
) -> None:
    school("import", "pupils", EXCHANGE / "made-here/edexml-2.1-bes-quirks.xml")  # 2025-2026
    school("round", "add", "2024-1", "--start", "2024-11-04", "--end", "2024-12-06")
    write_answers(tmp_path / "answers.csv", ["1001"], "2024-1", 2)
    school("import", "answers", tmp_path / "answers.csv")
    assert {row["pupil"] for row in school("scores", "--round", "2024-1")} == {"1001"}
    assert [row["pupil"] for row in school("propose", "--round", "2024-1")] == ["1001"]


def test_why_a_file_could_not_be_written_is_told_in_words(school: Npo, tmp_path: Path) -> None:
    school("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    told = school("export", "plan", "--round", "2026-1", "--out", tmp_path, exit_code=1)
    assert "er is al een map met die naam" in told[0]


def test_a_reader_that_had_enough_is_no_mistake(tmp_path: Path) -> None:
    environment = {**os.environ, "NPO_HOME": str(tmp_path), "NPO_PASSPHRASE": practice.PASSPHRASE}
    command = [sys.executable, "-m", "npo_desktop", "--store", str(tmp_path / "p.npo"), "demo"]
    reading, writing = os.pipe()
    os.close(reading)  # as `head` does once it has its lines
    ended = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")
