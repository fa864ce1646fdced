"""EXCHANGE.md, chapter 8: what must hold of every sample file, through the command ``npo``."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from npo_desktop.__main__ import main
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.importers.records.results import read_results
from npo_desktop.queries.imports.grade_choices import remember_grades, set_grade_style
from npo_desktop.queries.imports.record_imports import remember_column_uses
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff, TestResult

EXCHANGE = Path(__file__).parent / "files" / "exchange"
EDEXML, MADE = EXCHANGE / "edexml", EXCHANGE / "made-here"
SAMPLE_2_1, SAMPLE_2_0 = (EDEXML / f"EDEXML.Voorbeeld.{v}.xml" for v in ("2.1", "2.0"))
QUIRKS = MADE / "edexml-2.1-bes-quirks.xml"
PASSPHRASE = "een twee drie vier"
NOTED_APART = ("audit_entry",)  # who opened the store, and when

Npo = Callable[..., Any]

PUPILS = {  # file: new pupils in an empty store
    EDEXML / "EDEXML.Voorbeeld.2.1.xml": 2,
    EDEXML / "EDEXML.Voorbeeld.2.0.xml": 2,
    EDEXML / "EDEXML.Voorbeeld.2.1-Vla.xml": 2,
    EDEXML / "EDEXML.Voorbeeld.2.0-Vla.xml": 2,
    MADE / "edexml-1.03.xml": 3,
    MADE / "edexml-2.1-bes-quirks.xml": 5,
    MADE / "edexml-2.1-bes-quirks-bom-crlf.xml": 5,
    MADE / "edexml-2.1-bes-quirks-latin1.xml": 5,
    MADE / "uwlr-2.2-leerlinggegevens-soap.xml": 5,
    MADE / "leerlingen-puntkomma-cp1252.csv": 5,
    MADE / "groepsoverzicht-breed.xlsx": 3,
    MADE / "oneroster-1.1-bulk.zip": 2,
    MADE / "sds-1": 2,
    EXCHANGE / "sds-csv" / "v2.1": 4,
}
RESULTS = {  # file, the pupils it is about, and how its rows count
    MADE / "toetsresultaten-lang-utf8bom.csv": (QUIRKS, {"new": 5, "faulty": 1}),
    MADE / "groepsoverzicht-breed.xlsx": (QUIRKS, {"new": 3, "unchanged": 1}),
    MADE / "uwlr-2.2-leerresultaten.xml": (QUIRKS, {"new": 5, "faulty": 1}),
    MADE / "oneroster-1.1-bulk.zip": (
        MADE / "oneroster-1.1-bulk.zip",
        {"new": 1, "unchanged": 1},
    ),
}
ATTENDANCE = MADE / "verzuim-puntkomma-utf8bom.csv"


def named(value: object) -> str:
    return value.name if isinstance(value, Path) else ""


@pytest.fixture
def npo(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    copy_of: Callable[..., Any],
) -> Npo:
    """Runs one command on a fresh, cheaply locked school on Bonaire; its JSON, or its sentences."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    copy_of(tmp_path / "school.npo", _make)

    def run(*words: object, exit_code: int = 0) -> Any:
        store = ["--store", str(tmp_path / "school.npo"), "--json", "--language", "en"]
        assert main([*store, *map(str, words)]) == exit_code, capsys.readouterr().err
        printed = capsys.readouterr()
        if exit_code:
            assert printed.out == "" and "Traceback" not in printed.err
            return printed.err.splitlines()
        return json.loads(printed.out)

    return run


def _make(path: Path) -> None:
    new = NewSchool("Test", "bonaire")
    create_store(path, PASSPHRASE, new, cost=Cost(memory=64, passes=1, lanes=1))[0].close()


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Reads or writes the store itself between two commands."""

    def run(ask: Callable[[Any], Any]) -> Any:
        store = open_store(tmp_path / "school.npo", PASSPHRASE)
        try:
            with store.writing() as session:
                return ask(session)
        finally:
            store.close()

    yield run


def whole(session: Any) -> Any:
    return canonical_dump(session, without=NOTED_APART)


def counts(report: dict[str, Any], kind: str) -> dict[str, int]:
    return {state: n for state, n in report[kind].items() if n}


@pytest.mark.parametrize(("path", "new"), PUPILS.items(), ids=named)
def test_pupils_in_again_and_back(
    path: Path, new: int, npo: Npo, inside: Callable[..., Any]
) -> None:
    before = inside(whole)

    trial = npo("import", "pupils", path, "--dry-run")
    assert inside(whole) == before
    report = npo("import", "pupils", path)
    after = inside(whole)
    again = npo("import", "pupils", path)

    assert report == trial
    assert report["pupils"]["new"] == new == len(npo("list", "pupils"))
    for kind in ("pupils", "groups", "staff"):
        assert (again[kind]["new"], again[kind]["changed"]) == (0, 0)
    assert inside(whole) == after
    npo("import", "undo")
    assert inside(whole) == before


@pytest.mark.parametrize(("path", "expected"), RESULTS.items(), ids=named)
def test_results_in_again_and_back(
    path: Path, expected: tuple[Path, dict[str, int]], npo: Npo, inside: Callable[..., Any]
) -> None:
    npo("import", "pupils", expected[0])
    before = inside(whole)

    trial = npo("import", "results", path, "--dry-run")
    assert inside(whole) == before
    report = npo("import", "results", path)
    after = inside(whole)
    again = npo("import", "results", path)

    assert report == trial
    assert {"format", "skipped_fields", "messages"} <= set(report)
    assert counts(report, "results") == expected[1]
    assert (again["results"]["new"], again["results"]["changed"]) == (0, 0)
    assert inside(whole) == after
    npo("import", "undo")
    assert inside(whole) == before


def test_attendance_in_again_and_back(npo: Npo, inside: Callable[..., Any]) -> None:
    npo("import", "pupils", QUIRKS)
    before = inside(whole)

    report = npo("import", "attendance", ATTENDANCE)
    again = npo("import", "attendance", ATTENDANCE)

    assert counts(report, "attendance") == {"new": 3, "faulty": 2}
    assert counts(again, "attendance") == {"unchanged": 3, "faulty": 2}
    npo("import", "undo")
    assert inside(whole) == before


def test_the_2_1_sample_holds_what_its_makers_say(npo: Npo, inside: Callable[..., Any]) -> None:
    report = npo("import", "pupils", SAMPLE_2_1)

    assert counts(report, "pupils") == {"new": 2, "left": 1}  # 12345: H, left in 2014
    assert (report["groups"]["new"], report["staff"]["new"]) == (5, 3)
    assert {"samengestelde_groepen", "vestiging"} <= set(report["skipped_fields"])
    assert {"bsn", "land", "land_vader", "land_moeder"} <= set(report["skipped_fields"])

    def facts(session: Any) -> Any:
        first = session.exec(select(Pupil).where(Pupil.number == "00001")).one()
        second = session.exec(select(Pupil).where(Pupil.number == "00002")).one()
        place = session.get_one(Enrolment, (second.id, "2014-2015"))
        taught = session.exec(
            select(Group.name)
            .join(GroupTeacher, col(GroupTeacher.group_id) == Group.id)
            .join(Staff, col(GroupTeacher.staff_id) == Staff.id)
            .where(Staff.last_name == "Bruin")
        ).all()
        role = session.exec(select(Staff.role).where(Staff.last_name == "Bruin")).one()
        return (
            (first.infix, first.last_name),
            (second.call_name, place.group_id, place.grade),
            (list(taught), role),
        )

    names, second, third_teacher = inside(facts)
    assert names == ("imp", "ie")
    assert second == ("", None, 4)
    assert third_teacher == (["4A"], "STA")  # and not OWA as well: one role is shown
    assert "133456785" not in repr(inside(whole))


def test_the_2_0_sample_after_the_2_1_sample_adds_nobody_and_takes_nothing_away(
    npo: Npo, inside: Callable[..., Any]
) -> None:
    npo("import", "pupils", SAMPLE_2_1)
    report = npo("import", "pupils", SAMPLE_2_0)

    def facts(session: Any) -> tuple[str, str]:
        first = session.exec(select(Pupil).where(Pupil.number == "00001")).one()
        return first.last_name, first.eckid[:20]

    assert report["pupils"]["new"] == 0
    assert inside(facts) == ("ie", "https://id.school/LL")


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_the_flemish_samples_show_code_6_as_the_school_chooses(
    version: str, npo: Npo, inside: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    npo("import", "pupils", EDEXML / f"EDEXML.Voorbeeld.{version}-Vla.xml")
    monkeypatch.setenv("NPO_TODAY", "2014-11-24")  # the year of the sample

    def shown() -> dict[str, tuple[int, str]]:
        rows = npo("list", "pupils")
        return {row["pupil"]: (row["grade"], row["grade_name"]) for row in rows}

    assert shown()["00001"] == (6, "group 6")
    inside(lambda session: set_grade_style(session, "flemish"))
    assert shown()["00001"] == (6, "year 4 (Flanders)")
    keys = inside(lambda session: {row["source"] for row in whole(session)["source_key"]})
    assert keys == {"edexml:1234"}  # the Flemish school number


@pytest.mark.parametrize("name", ["", "-bom-crlf", "-latin1"])
def test_the_quirks_hold_six_pupils_in_every_encoding(name: str, npo: Npo) -> None:
    report = npo("import", "pupils", MADE / f"edexml-2.1-bes-quirks{name}.xml")

    assert sum(report["pupils"].values()) == 6
    assert "Jaïr de Windt" in {row["name"] for row in npo("list", "pupils")}


def test_sds_has_four_pupils_among_eight_users_and_no_password_is_stored(
    npo: Npo, inside: Callable[..., Any]
) -> None:
    report = npo("import", "pupils", EXCHANGE / "sds-csv" / "v2.1")

    assert (report["format"], counts(report, "pupils")) == ("SDS 2.1", {"new": 4})
    assert {"password", "raceCodes", "ethnicityCodes"} <= set(report["skipped_fields"])
    stored = json.dumps(inside(whole))
    for secret in ("P@ssword123", "outlook.com", "asian", "Woodenville"):
        assert secret not in stored


def test_grades_named_once_are_remembered(npo: Npo, inside: Callable[..., Any]) -> None:
    roster = MADE / "oneroster-1.1-bulk.zip"
    inside(lambda session: remember_grades(session, "oneroster:99ZZ", {"05": 5}))

    report = npo("import", "pupils", roster)

    assert {row["grade"] for row in inside(whole)["enrolment"]} == {5}
    assert [message["text"] for message in report["messages"]] == [
        "Grades are read the American way, as year groups: 06 = 8."
    ]


def test_levels_keep_their_scale_and_what_is_excused_is_no_result(
    npo: Npo, inside: Callable[..., Any]
) -> None:
    npo("import", "pupils", QUIRKS)
    npo("import", "results", MADE / "toetsresultaten-lang-utf8bom.csv")

    def levels(session: Any) -> set[tuple[str | None, str | None]]:
        return set(session.exec(select(TestResult.level, TestResult.level_scale)).all())

    assert inside(levels) == {
        *(("II", "I-V"), ("V", "I-V"), ("III", "I-V"), ("B", "A-E"), (None, None)),
    }


def test_columns_named_once_in_the_window_are_remembered_by_the_command(
    npo: Npo, inside: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "overzicht.csv"
    path.write_text("llnr;Rek;Spel\n1001;98,5;II\n1002;77;-\n", encoding="utf-8")
    npo("import", "pupils", QUIRKS)

    told = npo("import", "results", path, "--day", "2026-01-20", exit_code=1)
    table = read_results(path).table
    assert table is not None
    uses = (ColumnUse("number"), ColumnUse("score", "Rek M5"), ColumnUse("level", "Spel M5"))
    inside(lambda s: remember_column_uses(s, table.fingerprint, dict(enumerate(uses))))
    report = npo("import", "results", path, "--day", "2026-01-20")

    assert told[0] == "It is not clear which columns hold test results."
    assert counts(report, "results") == {"new": 3, "unchanged": 1}
    assert report["unfiled"] == ["Rek", "Spel"]


def test_a_list_of_one_test_is_told_which_and_when(npo: Npo, tmp_path: Path) -> None:
    path = tmp_path / "spelling.csv"
    path.write_text("llnr;vs;niveau\n1001;98,5;II\n", encoding="utf-8")
    npo("import", "pupils", QUIRKS)

    told = npo("import", "results", path, exit_code=1)
    no_day = npo("import", "results", path, "--test", "Spelling M5")
    report = npo("import", "results", path, "--test", "Spelling M5", "--day", "2026-01-20")

    assert told[0] == "The file does not say which test this is."
    assert counts(no_day, "results") == {"faulty": 1}
    assert no_day["messages"] == [{"line": 2, "text": "The day of the test is missing."}]
    assert counts(report, "results") == {"new": 1}


WRONG = [  # what is asked for, and a file of another kind
    ("pupils", MADE / "toetsresultaten-lang-utf8bom.csv", "test results"),
    ("pupils", MADE / "uwlr-2.2-leerresultaten.xml", "test results"),
    ("pupils", MADE / "xlsform-ef-scan-nl-en-pap.xlsx", "questionnaire"),
    ("pupils", ATTENDANCE, "attendance"),
    ("pupils", EXCHANGE.parent / "saba" / "answers.csv", "answers"),
    ("results", QUIRKS, "list of pupils"),
    ("results", SAMPLE_2_1, "list of pupils"),
    ("results", MADE / "uwlr-2.2-leerlinggegevens-soap.xml", "list of pupils"),
    ("results", MADE / "leerlingen-puntkomma-cp1252.csv", "list of pupils"),
    ("results", MADE / "xlsform-ef-scan-nl-en-pap.xlsx", "questionnaire"),
    ("results", ATTENDANCE, "attendance"),
    ("results", EXCHANGE / "sds-csv" / "v2.1", "no test results"),
    ("results", EXCHANGE.parent / "saba" / "answers.csv", "answers"),
    ("attendance", QUIRKS, "no attendance"),
    ("attendance", MADE / "toetsresultaten-lang-utf8bom.csv", "test results"),
    ("attendance", MADE / "leerlingen-puntkomma-cp1252.csv", "no attendance"),
    ("attendance", MADE / "oneroster-1.1-bulk.zip", "no attendance"),
    ("answers", QUIRKS, "answers"),
    ("answers", MADE / "toetsresultaten-lang-utf8bom.csv", "answers"),
    ("answers", MADE / "oneroster-1.1-bulk.zip", "answers"),
    ("answers", MADE / "xlsform-ef-scan-nl-en-pap.xlsx", "answers"),
    ("questionnaire", QUIRKS, ""),
    ("questionnaire", MADE / "toetsresultaten-lang-utf8bom.csv", ""),
    ("questionnaire", MADE / "groepsoverzicht-breed.xlsx", ""),
    ("questionnaire", MADE / "oneroster-1.1-bulk.zip", ""),
]


@pytest.mark.parametrize(("kind", "path", "word"), WRONG, ids=named)
def test_a_file_of_the_wrong_kind_is_one_sentence_and_changes_nothing(
    kind: str, path: Path, word: str, npo: Npo, inside: Callable[..., Any]
) -> None:
    before = inside(whole)

    told = npo("import", kind, path, exit_code=1)

    assert len(told) == 2 and word in told[0]
    assert inside(whole) == before


CUT = (
    *(("pupils", SAMPLE_2_1), ("pupils", MADE / "oneroster-1.1-bulk.zip")),
    *(
        ("pupils", MADE / "groepsoverzicht-breed.xlsx"),
        ("results", MADE / "oneroster-1.1-bulk.zip"),
    ),
    *(("results", MADE / "uwlr-2.2-leerresultaten.xml"),),
    *(("results", MADE / "groepsoverzicht-breed.xlsx"),),
)


@pytest.mark.parametrize(("kind", "path"), CUT, ids=named)
def test_a_truncated_file_is_refused_whole(
    kind: str, path: Path, npo: Npo, inside: Callable[..., Any], tmp_path: Path
) -> None:
    content = path.read_bytes()
    cut = tmp_path / path.name
    cut.write_bytes(content[: len(content) * 2 // 3])
    before = inside(whole)

    told = npo("import", kind, cut, exit_code=1)

    assert len(told) == 2 and "cut off or damaged" in told[0]
    assert inside(whole) == before


def test_five_thousand_pupils_of_a_roster_come_in_within_five_seconds(
    npo: Npo, tmp_path: Path
) -> None:
    folder = tmp_path / "roster"
    folder.mkdir()
    users = [
        "sourcedId,givenName,familyName",
        *(f"u{n},Kind{n},Naam{n % 700}" for n in range(5000)),
    ]
    roles = [
        "userSourcedId,orgSourcedId,role,sessionSourcedId,grade",
        *(f"u{n},s,student,,{1 + n % 6:02}" for n in range(5000)),
    ]
    births = ["userSourcedId,sex,birthDate"]
    births += [f"u{n},male,201{4 + n % 6}-0{1 + n % 9}-1{n % 10}" for n in range(5000)]
    for name, rows in (("users", users), ("roles", roles), ("demographics", births)):
        (folder / f"{name}.csv").write_text("\n".join(rows), encoding="utf-8")

    start = time.process_time()
    report = npo("import", "pupils", folder)
    seconds = time.process_time() - start

    assert report["pupils"]["new"] == 5000
    assert seconds < 5
