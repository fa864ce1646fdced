"""Test results: matched, previewed, written, read again and taken back, on a real store."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import flags_of, level_band
from npo_desktop.errors import UserError
from npo_desktop.files.record_file import ColumnUse, RecordFile
from npo_desktop.files.result_file import ResultFile
from npo_desktop.i18n import speaking
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.results import read_results
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils, undo_last
from npo_desktop.queries.imports.record_imports import column_uses_for, remember_column_uses
from npo_desktop.queries.imports.result_imports import (
    ResultPreview,
    apply_results,
    preview_results,
    unfiled_in,
)
from npo_desktop.queries.imports.test_subjects import (
    confirm_results,
    file_test,
    unchecked_results,
    unfiled_tests,
)
from npo_desktop.queries.results import results_by_pupil
from npo_desktop.queries.rounds import add_round
from npo_desktop.scoring.norms import Band
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil, TestResult

FILES = Path(__file__).parents[2] / "files" / "exchange" / "made-here"
QUIRKS = FILES / "edexml-2.1-bes-quirks.xml"
LONG = FILES / "toetsresultaten-lang-utf8bom.csv"
WIDE = FILES / "groepsoverzicht-breed.xlsx"
UWLR = FILES / "uwlr-2.2-leerresultaten.xml"
ROSTER = FILES / "oneroster-1.1-bulk.zip"
TODAY = date(2026, 11, 24)
APART = ("audit_entry",)

Dump = dict[str, list[dict[str, Any]]]


def dump(store: Store) -> Dump:
    with store.reading() as session:
        return canonical_dump(session, without=APART)


def with_pupils(store: Store, path: Path) -> Store:
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(path, today=TODAY)))
    return store


@pytest.fixture
def school(store: Store) -> Store:
    """The pupils of the quirks file."""
    return with_pupils(store, QUIRKS)


def look(store: Store, file: ResultFile | Path, **choices: Any) -> ResultPreview:
    if isinstance(file, Path):
        file = read_results(file, today=TODAY)
    with speaking("en"), store.reading() as session:
        return preview_results(session, file, today=TODAY, **choices)


def bring_in(store: Store, file: ResultFile | Path) -> ImportSummary:
    if isinstance(file, Path):
        file = read_results(file, today=TODAY)
    with store.writing() as session:
        return apply_results(session, preview_results(session, file, today=TODAY))


def a_list(folder: Path, *lines: str) -> ResultFile:
    path = folder / "resultaten.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_results(path, today=TODAY)


def pupil_id(session: Session, number: str) -> UUID:
    return session.exec(select(Pupil.id).where(Pupil.number == number)).one()


def states(preview: ResultPreview) -> list[State]:
    return [line.state for line in preview.lines]


def the_result(store: Store, **where: Any) -> TestResult:
    with store.reading() as session:
        query = select(TestResult)
        for name, value in where.items():
            query = query.where(getattr(TestResult, name) == value)
        found = session.exec(query).one()
        session.expunge(found)
        return found


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (LONG, {"new": 5, "faulty": 1}),
        (WIDE, {"new": 3, "unchanged": 1}),
        (UWLR, {"new": 5, "faulty": 1}),
        (ROSTER, {"new": 1, "unchanged": 1}),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_in_again_and_back_leaves_exactly_the_old_store(
    path: Path, counts: dict[str, int], store: Store
) -> None:
    school = with_pupils(store, ROSTER if path == ROSTER else QUIRKS)
    before = dump(school)

    preview = look(school, path)
    first = bring_in(school, path)
    after = dump(school)
    second = bring_in(school, path)

    assert preview.counts == first.counts
    assert {state: n for state, n in first.counts["results"].items() if n} == counts
    assert sum(first.counts["results"].values()) == len(preview.file.rows)
    assert len(after["test_result"]) == counts["new"]
    assert (second.counts["results"]["new"], second.counts["results"]["changed"]) == (0, 0)
    assert second.run_id is None and dump(school) == after
    with school.writing() as session:
        undo_last(session)
    assert dump(school) == before


def test_every_field_of_the_file_is_stored(school: Store) -> None:
    bring_in(school, UWLR)

    found = the_result(school, code="VB-RW-M5")
    assert (found.test, found.moment, found.held_on) == (
        *("Voorbeeld Rekenen-Wiskunde", "M5"),
        date(2026, 1, 20),
    )
    assert (found.raw_score, found.raw_top, found.score, found.dle) == (38, 50, 214.5, 27)
    assert (found.score_scale, found.score_low, found.score_high) == ("VB-RW", 208, 221)
    assert (found.level, found.level_scale, found.other) == ("II", "I-V", {"AE": "B"})
    assert (found.norm_group, found.language, found.supplier) == (
        *("Landelijk", "nl"),
        "Voorbeeld toetssysteem",
    )
    assert (found.subscale, found.is_checked) == (None, False)


def test_the_wide_overview_after_the_long_list_is_nothing_new(school: Store) -> None:
    bring_in(school, LONG)

    assert set(states(look(school, WIDE))) == {State.UNCHANGED}


def test_the_moment_of_a_mixed_group_is_that_of_the_pupil(school: Store) -> None:
    bring_in(school, WIDE)

    with school.reading() as session:
        rows = session.exec(select(TestResult.moment, TestResult.score)).all()
    assert sorted(rows) == [("M5", 147.0), ("M5", 214.5), ("M6", 198.0)]


def test_a_changed_value_is_shown_written_and_put_back(school: Store, tmp_path: Path) -> None:
    head = "llnr;naam;toets;moment;datum;vs;niveau"
    line = "1001;Windt, Jaïr de;Rekenen;M5;20-01-2026"
    bring_in(school, a_list(tmp_path, head, f"{line};214,5;II"))
    with school.writing() as session:
        confirm_results(session, unchecked_results(session))
    before = dump(school)
    file = a_list(tmp_path, head, f"{line};215;")

    (shown,) = look(school, file).lines
    bring_in(school, file)

    assert shown.state is State.CHANGED
    assert [(c.field, c.old, c.new) for c in shown.changes] == [("score", "214.5", "215.0")]
    found = the_result(school)
    assert (found.score, found.level) == (215.0, "II")  # an empty cell takes nothing away
    assert not found.is_checked  # somebody has to look again
    with school.writing() as session:
        undo_last(session)
    assert dump(school) == before


def test_a_name_alone_never_decides(school: Store, tmp_path: Path) -> None:
    file = a_list(
        tmp_path,
        *("naam;geboortedatum;toets;datum;vs", "Martis, Naïlah;;Rekenen;20-01-2026;1"),
        *("Martis, Naïlah;30-11-2014;Rekenen;20-01-2026;2", "Nobody, At All;;R;20-01-2026;3"),
    )

    preview = look(school, file)

    assert states(preview) == [State.DOUBTFUL, State.NEW, State.FAULTY]
    assert len(preview.lines[0].candidates) == 1
    assert [m.line for m in preview.messages] == [2, 4]
    assert all("Martis" not in m.text and "Nobody" not in m.text for m in preview.messages)


def test_twins_are_told_apart_by_their_first_names(school: Store, tmp_path: Path) -> None:
    file = a_list(
        tmp_path,
        *("naam;geboortedatum;toets;datum;vs", "Martis, Naïlah;30-11-2014;R;20-01-2026;1"),
        *("Martis, Naïmah;30-11-2014;R;20-01-2026;2", "Martis,;30-11-2014;R;20-01-2026;3"),
    )

    one, other, unclear = look(school, file).lines

    assert one.pupil_id != other.pupil_id and None not in (one.pupil_id, other.pupil_id)
    assert unclear.state is State.DOUBTFUL


def test_a_number_of_somebody_else_is_doubtful(school: Store, tmp_path: Path) -> None:
    file = a_list(tmp_path, "llnr;naam;toets;datum;vs", "1001;Tromp, Luis;R;20-01-2026;1")

    assert states(look(school, file)) == [State.DOUBTFUL]


def test_zeros_that_excel_took_away_are_put_back_when_the_name_agrees(
    store: Store, tmp_path: Path
) -> None:
    path = FILES / "leerlingen-puntkomma-cp1252.csv"
    with_pupils(store, path)
    file = a_list(
        tmp_path,
        *("llnr;naam;toets;datum;vs", "1001;Windt, Jaïr de;R;20-01-2026;1"),
        *("1002;Ander, Iemand;R;20-01-2026;1", "1003;;R;20-01-2026;1"),
    )

    assert states(look(store, file)) == [State.NEW, State.FAULTY, State.FAULTY]


def test_who_it_is_can_be_decided_and_is_remembered(school: Store, tmp_path: Path) -> None:
    head, line = "llnr;naam;toets;datum;vs", "7777;Onbekend, Piet;Rekenen;20-01-2026;1"
    file = a_list(tmp_path, head, line)
    with school.reading() as session:
        chosen = pupil_id(session, "1002")

    assert states(look(school, file)) == [State.FAULTY]
    preview = look(school, file, decisions={0: chosen})
    assert states(preview) == [State.NEW]
    with school.writing() as session:
        apply_results(session, preview)

    assert the_result(school).pupil_id == chosen
    again = a_list(tmp_path, head, line.replace("20-01", "21-01"))
    assert look(school, again).lines[0].pupil_id == chosen


def test_the_key_of_the_pupil_system_comes_before_everything(school: Store) -> None:
    preview = look(school, UWLR)

    with school.reading() as session:
        assert preview.lines[0].pupil_id == pupil_id(session, "1001")


def test_two_results_of_one_test_on_one_day(school: Store, tmp_path: Path) -> None:
    file = a_list(
        tmp_path,
        *("llnr;toets;datum;vs", "1001;Rekenen;20-01-2026;1", "1001;rekenen;20-01-2026;1"),
        "1001;Rekenen;20-01-2026;2",
    )

    preview = look(school, file)

    assert states(preview) == [State.NEW, State.UNCHANGED, State.DOUBTFUL]
    assert bring_in(school, file).counts["results"]["new"] == 1


def test_only_what_is_ticked_is_written(school: Store) -> None:
    with school.writing() as session:
        preview = preview_results(session, read_results(LONG, today=TODAY), today=TODAY)
        apply_results(session, preview.including([0, 5]))  # the last one is faulty

    assert len(dump(school)["test_result"]) == 1


def test_a_preview_that_is_out_of_date_is_refused(school: Store) -> None:
    preview = look(school, LONG)
    bring_in(school, LONG)

    with pytest.raises(UserError), school.writing() as session:
        apply_results(session, preview)


def test_a_test_is_filed_once_and_later_imports_know_it(school: Store, tmp_path: Path) -> None:
    bring_in(school, LONG)
    with school.writing() as session:
        tests = {one.test: (one.results, one.proposed) for one in unfiled_tests(session)}
        moved = file_test(session, "Rekenen-Wiskunde", "COG-MAT")

    assert tests == {
        "Begrijpend lezen": (1, "COG-COM"),
        "Rekenen-Wiskunde": (3, "COG-MAT"),
        "Spelling": (1, "COG-SPE"),
    }
    assert moved == 3
    file = a_list(
        tmp_path, "llnr;toets;datum;vs", "1001;rekenen-wiskunde;8-6-2026;220", "1001;AVI;8-6-2026;1"
    )
    with school.reading() as session:
        assert unfiled_in(session, preview_results(session, file, today=TODAY)) == ("AVI",)
    bring_in(school, file)
    found = the_result(school, held_on=date(2026, 6, 8), score=220.0)
    assert (found.test, found.subscale) == ("Rekenen-Wiskunde", "COG-MAT")


def test_a_test_is_filed_under_a_subject_only(school: Store) -> None:
    with pytest.raises(UserError), school.writing() as session:
        file_test(session, "Rekenen", "EF-INH")


def test_filing_and_confirming_do_not_keep_an_import_from_going_back(school: Store) -> None:
    bring_in(school, LONG)
    with school.writing() as session:
        file_test(session, "Spelling", "COG-SPE")
        assert confirm_results(session, unchecked_results(session)) == 5

    with school.writing() as session:
        undo_last(session)

    assert dump(school)["test_result"] == []
    assert [row["test"] for row in dump(school)["test_subject"]] == ["Spelling"]  # stays known


def test_a_result_changed_by_hand_keeps_the_import(school: Store) -> None:
    bring_in(school, LONG)
    with school.writing() as session:
        session.exec(select(TestResult).limit(1)).one().score = 1.0

    with pytest.raises(UserError), school.writing() as session:
        undo_last(session)


def test_a_result_flags_once_its_test_is_filed(school: Store) -> None:
    bring_in(school, LONG)

    def flags() -> dict[str, Band]:
        with school.reading() as session:
            jair = pupil_id(session, "1001")
            return flags_of((), results_by_pupil(session, pupil_id=jair)[jair], ())

    assert flags() == {}
    with school.writing() as session:
        file_test(session, "Begrijpend lezen", "COG-COM")
    assert flags() == {"COG-COM": Band.LOW}  # V


def test_what_was_read_counts_and_is_known_as_not_looked_at(
    school: Store, content: Content
) -> None:
    """Whoever read the file saw every row before it was written; looking again is a mark."""
    bring_in(school, LONG)
    with school.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    with school.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        dossier = load_dossier(session, content.questionnaires, pupil_id(session, "1001"), norms)

    assert [result.is_checked for result in dossier.results] == [False, False]


@pytest.mark.parametrize(
    ("level", "band"), [("V-", Band.LOW), ("A+", Band.FINE), ("IV+", Band.WATCH), ("3", Band.NONE)]
)
def test_a_plus_or_minus_behind_a_level_changes_no_band(level: str, band: Band) -> None:
    assert level_band(level) is band


def test_without_a_language_in_the_file_it_is_that_of_the_school(
    school: Store, tmp_path: Path
) -> None:
    bring_in(
        school,
        a_list(
            tmp_path, "llnr;toets;datum;vs;taal", "1001;A;20-1-2026;1;pap", "1001;B;20-1-2026;1;"
        ),
    )

    assert the_result(school, test="A").language == "pap"
    assert the_result(school, test="B").language == "nl"


@pytest.mark.parametrize("needs", ["pupil", "value", "test"])
def test_a_file_whose_columns_are_not_clear_is_refused_with_what_to_do(
    needs: str, school: Store
) -> None:
    file: ResultFile = RecordFile("results", "CSV", "list", "x.csv", "0", (), (), needs=needs)

    with pytest.raises(UserError) as refused:
        look(school, file)

    assert refused.value.hint


def test_named_columns_are_remembered_by_the_heading(school: Store) -> None:
    uses = {0: ColumnUse("number"), 3: ColumnUse("level_iv", "Spelling M5"), 4: ColumnUse("")}
    with school.writing() as session:
        remember_column_uses(session, "f" * 64, uses, "overzicht")

    with school.reading() as session:
        assert column_uses_for(session, "f" * 64) == uses
        assert column_uses_for(session, "0" * 64) is None


def a_big_file(folder: Path) -> Path:
    pupils = folder / "leerlingen.csv"
    names = [f"{n:05};Kind{n};Naam{n % 700}" for n in range(5000)]
    pupils.write_text("\n".join(["nummer;roepnaam;achternaam", *names]), encoding="utf-8")
    results = folder / "resultaten.csv"
    levels = ("I", "II", "III", "IV", "V")
    rows = [
        f"{n:05};Rekenen;M5;20-01-2026;{n % 60};{100 + n % 99},5;{levels[n % 5]}"
        for n in range(5000)
    ]
    head = "nummer;toets;moment;datum;score;vs;niveau"
    results.write_text("\n".join([head, *rows]), encoding="utf-8")
    return results


def test_five_thousand_results_are_read_and_stored_within_five_seconds(
    store: Store, tmp_path: Path
) -> None:
    results = a_big_file(tmp_path)
    with_pupils(store, tmp_path / "leerlingen.csv")

    start = time.process_time()
    summary = bring_in(store, results)
    seconds = time.process_time() - start

    assert summary.counts["results"]["new"] == 5000
    sys.stdout.write(f"5,000 results in {seconds:.1f} s\n")
    assert seconds < 5


def test_a_row_of_the_store_holds_nothing_the_file_did_not_say(school: Store) -> None:
    bring_in(school, LONG)

    found = the_result(school, functional_level=">M8")
    assert (found.score, found.level, found.level_scale, found.dle) == (None,) * 4
    assert found.other is None
