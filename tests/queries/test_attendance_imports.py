"""Attendance from a file: matched, written, taken back, and seen in the dossier."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.files.attendance_file import AttendanceFile
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.queries.attendance import (
    AttendancePreview,
    apply_attendance,
    attendance_by_pupil,
    preview_attendance,
)
from npo_desktop.queries.dossiers import load_dossier, read_round, round_norms
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils, undo_last
from npo_desktop.queries.rounds import add_round
from npo_desktop.scoring.norms import Band
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
LIST = FILES / "verzuim-puntkomma-utf8bom.csv"
TODAY = date(2026, 11, 24)
HEAD = "llnr;van;tot;lessen;gemist"


@pytest.fixture
def school(store: Store) -> Store:
    path = FILES / "edexml-2.1-bes-quirks.xml"
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(path, today=TODAY)))
    return store


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as session:
        return canonical_dump(session, without=("audit_entry",))


def bring_in(store: Store, file: AttendanceFile | Path) -> ImportSummary:
    if isinstance(file, Path):
        file = read_attendance(file, today=TODAY)
    with store.writing() as session:
        return apply_attendance(session, preview_attendance(session, file, today=TODAY))


def look(store: Store, file: AttendanceFile) -> AttendancePreview:
    with store.reading() as session:
        return preview_attendance(session, file, today=TODAY)


def a_list(folder: Path, *lines: str) -> AttendanceFile:
    path = folder / "verzuim.csv"
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    return read_attendance(path, today=TODAY)


def test_in_again_and_back_leaves_exactly_the_old_store(school: Store) -> None:
    before = dump(school)

    first = bring_in(school, LIST)
    after = dump(school)
    second = bring_in(school, LIST)

    assert {s: n for s, n in first.counts["attendance"].items() if n} == {"new": 3, "faulty": 2}
    assert len(after["attendance"]) == 3
    assert second.counts["attendance"]["unchanged"] == 3 and second.run_id is None
    assert dump(school) == after
    with school.writing() as session:
        undo_last(session)
    assert dump(school) == before


def test_a_corrected_period_changes_the_row_and_an_empty_cell_takes_nothing_away(
    school: Store, tmp_path: Path
) -> None:
    bring_in(school, LIST)

    (line,) = look(school, file := a_list(tmp_path, "1001;17-8-2026;13-10-2026;160;14")).lines
    bring_in(school, file)

    assert line.state is State.CHANGED
    assert [(c.field, c.old, c.new) for c in line.changes] == [("missed", "16.0", "14.0")]
    (row,) = [row for row in dump(school)["attendance"] if row["missed"] == 14]
    assert (row["late"], row["unauthorised"]) == (3, 4)


def test_the_same_period_twice_with_other_numbers_is_doubtful(
    school: Store, tmp_path: Path
) -> None:
    file = a_list(tmp_path, "1001;17-8-2026;13-10-2026;160;14", "1001;17-8-2026;13-10-2026;160;15")

    assert [line.state for line in look(school, file).lines] == [State.NEW, State.DOUBTFUL]


def test_the_newest_period_that_began_by_then_counts(school: Store, tmp_path: Path) -> None:
    bring_in(
        school,
        a_list(
            tmp_path,
            *("1001;17-8-2026;13-10-2026;160;16", "1001;2-3-2026;30-4-2026;150;0"),
            "1001;19-10-2026;20-11-2026;100;3",
        ),
    )

    with school.reading() as session:
        jair = session.exec(select(Pupil.id).where(Pupil.number == "1001")).one()
        missed = {
            day: attendance_by_pupil(session, day, pupil_id=jair)[jair].missed
            for day in (date(2026, 5, 1), date(2026, 10, 18), date(2026, 12, 1))
        }
        assert attendance_by_pupil(session, date(2026, 1, 1)) == {}
    assert list(missed.values()) == [0.0, 16.0, 3.0]


def test_a_dossier_shows_the_newest_attendance_for_one_statement_more(
    school: Store, content: Content
) -> None:
    bring_in(school, LIST)
    with school.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))

    with school.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        jair = session.exec(select(Pupil.id).where(Pupil.number == "1001")).one()
        statements = seen_statements(session)
        dossier = load_dossier(session, content.questionnaires, jair, norms)
        whole = read_round(session, this)

    assert dossier.attendance is not None
    assert (dossier.attendance.missed, dossier.attendance.band) == (16.0, Band.LOW)
    assert whole.attendance[jair] == dossier.attendance
    assert sum("FROM attendance" in statement for statement in statements) == 2  # one each


def seen_statements(session: Session) -> list[str]:
    """Every statement from now on."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    return found


def test_a_list_without_a_period_is_refused_with_what_to_do(school: Store, tmp_path: Path) -> None:
    path = tmp_path / "verzuim.csv"
    path.write_text("llnr;lessen;gemist\n1001;160;14\n", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        look(school, read_attendance(path, today=TODAY))

    assert refused.value.hint
