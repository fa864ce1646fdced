"""The Excel plan comes back: what was edited and nothing else, never blindly, taken back whole."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from sqlmodel import Session, select

from npo_desktop import i18n
from npo_desktop.content.load import Content, load_content
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.wording import state_text
from npo_desktop.files.plan_file import GIVEN, REVIEW, STATUS
from npo_desktop.i18n import speaking
from npo_desktop.importers.plan_workbook.read import is_plan_workbook, read_plan_workbook
from npo_desktop.jobs.export_jobs import load_plan, render_plan
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.imports.pupil_files import undo_last
from npo_desktop.queries.planning.plan_bulk import move_reviews
from npo_desktop.queries.planning.plan_changes import versions_of
from npo_desktop.queries.planning.plan_differences import PlanPreview, where_text
from npo_desktop.queries.planning.plan_round_trip import (
    import_plans,
    preview_plans,
    take_plans_back,
)
from npo_desktop.queries.planning.plan_sessions import (
    COUNTED,
    log_session,
    reason_words,
    sessions_of,
    undo_sessions,
)
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan, plan_facts, set_state
from npo_desktop.queries.planning.signing import code_of, sign
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.rounds import round_facts
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import ImportChange

PASSPHRASE = "a passphrase for tests"
DAY = date(2026, 11, 24)
START, REVIEWED = date(2026, 9, 7), date(2026, 12, 18)
PLANS = 20
SOFFICE = shutil.which("soffice")


@pytest.fixture(autouse=True)
def the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@dataclass
class Workbook:
    """The exported file, and how to type in it."""

    path: Path
    ids: list[UUID]
    store: Store

    def edit(self, cells: Mapping[tuple[UUID, str], Any]) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet, columns, rows = self.found(book)
        for (plan, key), value in cells.items():
            sheet.cell(rows[plan], columns[key]).value = value
        book.save(self.path)

    def found(self, book: Any) -> tuple[Any, dict[str, int], dict[UUID, int]]:
        keys = {row[0].value: row[1].value for row in book["npo"].iter_rows()}
        sheet = book[keys["plans.sheet"]]
        head, titles = next(
            (line, {cell.value: cell.column for cell in row if cell.value})
            for line, row in enumerate(sheet.iter_rows(), 1)
            if keys["plans.id"] in [cell.value for cell in row]
        )
        columns = {key: titles[keys[f"plans.{key}"]] for key in ("id", STATUS, GIVEN, REVIEW)}
        rows = {
            UUID(sheet.cell(line, columns["id"]).value): line
            for line in range(head + 1, sheet.max_row + 1)
            if sheet.cell(line, columns["id"]).value
        }
        return sheet, columns, rows

    def preview(self, choices: Any = None) -> PlanPreview:
        file = read_plan_workbook(self.path)
        with self.store.reading() as session:
            return preview_plans(session, file, choices)

    def read_in(self, preview: PlanPreview) -> int | None:
        with self.store.writing() as session:
            return import_plans(session, preview).run_id


@dataclass(frozen=True)
class Made:
    """A closed store, and the workbook that lies beside it."""

    folder: Path
    ids: list[UUID]
    school: Any


@pytest.fixture(scope="module")
def made(made_once: Path, settle: Any, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Twenty agreed plans, each with two sessions, exported; to copy."""
    folder = tmp_path_factory.mktemp("plans") / "made"
    shutil.copytree(made_once.parent, folder)
    content = load_content()
    with pytest.MonkeyPatch.context() as patch, speaking("en"):
        patch.setenv("NPO_TODAY", DAY.isoformat())
        store = open_store(folder / made_once.name, PASSPHRASE)
        with store.writing() as session:
            small_school = settle(session, content)
            ids = _plans(session, small_school)
        _export(store, content, small_school.round, folder / "plan.xlsx")
        store.close()
    return Made(folder, ids, small_school)


@pytest.fixture
def store(made: Made, made_once: Path, tmp_path: Path) -> Iterator[Store]:
    """The store with the twenty plans."""
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    opened = open_store(tmp_path / made_once.name, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def small_school(made: Made) -> Any:
    return copy(made.school)


@pytest.fixture
def workbook(store: Store, made: Made, tmp_path: Path) -> Workbook:
    """What was exported of it."""
    return Workbook(tmp_path / "plan.xlsx", list(made.ids), store)


def _plans(session: Session, small_school: Any) -> list[UUID]:
    ids = []
    for number in range(1, PLANS + 1):
        pupil = small_school.add(session, number)
        new = NewPlan(
            pupil.id, small_school.round, "peer-tutoring", START, REVIEWED,
            goals=(GoalFacts("Reads 5 of 10", "COG-TEC", 20, 60),), state="agreed",
            sessions_per_week=2, minutes=15, weeks=7, pupil_words="yes",
        )  # fmt: skip
        ids.append(add_plan(session, new))
    for back in (9, 8):
        log_session(session, ids, DAY - timedelta(days=back), was_given=True)
    return ids


def _export(store: Store, content: Content, round_id: UUID, path: Path) -> None:
    with store.reading() as session:
        facts = load_plan(session, content, round_facts(session, round_id))
    render_plan(facts, path)


def _dump(store: Store) -> Any:
    with store.reading() as session:
        return {
            name: rows for name, rows in canonical_dump(session).items() if name != "audit_entry"
        }


def _forty_edits(ids: list[UUID], chance: Random) -> dict[tuple[UUID, str], Any]:
    cells = [(plan, key) for plan in ids for key in (STATUS, GIVEN, REVIEW)]
    edits: dict[tuple[UUID, str], Any] = {}
    for plan, key in chance.sample(cells, 40):
        edits[plan, key] = {
            STATUS: state_text(chance.choice(("stopped", "done"))),
            GIVEN: chance.randint(3, 20),
            REVIEW: REVIEWED + timedelta(days=chance.randint(1, 60)),
        }[key]
    return edits


def _values(store: Store, ids: list[UUID]) -> dict[tuple[UUID, str], Any]:
    with store.reading() as session:
        logged = sessions_of(session, ids)
        plans = [plan_facts(session, plan) for plan in ids]
        return {
            cell: value
            for plan in plans
            for cell, value in (
                ((plan.id, STATUS), state_text(plan.state)),
                ((plan.id, GIVEN), sum(one.was_given for one in logged.get(plan.id, ()))),
                ((plan.id, REVIEW), plan.review_on),
            )
        }


def test_what_goes_out_comes_back_without_a_change(workbook: Workbook) -> None:
    preview = workbook.preview()
    assert preview.changes == ()
    assert set(preview.states) == {State.UNCHANGED}
    assert is_plan_workbook(workbook.path)


def test_forty_edits_are_exactly_forty_changes_and_one_undo_takes_them_back(
    workbook: Workbook, chance: Random
) -> None:
    edits, before = _forty_edits(workbook.ids, chance), _dump(workbook.store)
    then = _values(workbook.store, workbook.ids)
    workbook.edit(edits)
    preview = workbook.preview()
    assert {(one.plan_id, one.key) for one in preview.taken} == set(edits)
    assert len(preview.changes) == len(preview.taken) == 40
    run = workbook.read_in(preview)
    assert _values(workbook.store, workbook.ids) == then | edits
    with workbook.store.writing() as session:
        take_plans_back(session, run)
    assert _dump(workbook.store) == before


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_edits_survive_that_libreoffice_saves_the_file(
    workbook: Workbook, chance: Random, tmp_path: Path
) -> None:
    edits = _forty_edits(workbook.ids, chance)
    workbook.edit(edits)
    out = tmp_path / "saved"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "xlsx", "--outdir", str(out), str(workbook.path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    workbook.path = out / workbook.path.name
    preview = workbook.preview()
    assert {(one.plan_id, one.key) for one in preview.taken} == set(edits)
    assert len(preview.changes) == 40


@pytest.mark.parametrize("languages", [("nl", "en"), ("pap", "nl"), ("es", "pap"), ("en", "es")])
def test_it_is_read_whichever_language_is_spoken_now(
    workbook: Workbook,
    content: Content,
    small_school: Any,
    languages: tuple[str, str],
) -> None:
    i18n.use(languages[0])
    _export(workbook.store, content, small_school.round, workbook.path)
    workbook.edit({(workbook.ids[0], STATUS): state_text("stopped")})
    i18n.use(languages[1])
    (change,) = workbook.preview().changes
    assert (change.before, change.after, change.taken) == ("agreed", "stopped", True)


def test_sorted_rows_and_moved_columns_are_still_the_same_plans(workbook: Workbook) -> None:
    workbook.edit({(workbook.ids[3], GIVEN): 5})
    book = openpyxl.load_workbook(workbook.path)
    sheet, _columns, rows = workbook.found(book)
    first, last = min(rows.values()), max(rows.values())
    taken = [[cell.value for cell in row] for row in sheet.iter_rows(first, last)]
    for line, values in enumerate(reversed(taken), first):
        for column, value in enumerate(values, 1):
            sheet.cell(line, column).value = value
    sheet.insert_cols(1)
    sheet.insert_rows(1)
    book.save(workbook.path)
    (change,) = workbook.preview().changes
    assert (change.plan_id, change.key, change.after) == (workbook.ids[3], GIVEN, 5)


def test_a_count_becomes_sessions_that_say_that_their_day_is_not_known(workbook: Workbook) -> None:
    plan = workbook.ids[0]
    workbook.edit({(plan, GIVEN): 5})
    preview = workbook.preview()
    assert "3 sessions are added on today’s date, marked as counted" in preview.changes[0].reason
    workbook.read_in(preview)
    with workbook.store.reading() as session:
        rows = sessions_of(session, [plan])[plan]
    added = [row for row in rows if row.reason == COUNTED]
    assert [(row.held_on, row.number, row.minutes) for row in added] == [
        (DAY, 1, 15), (DAY, 2, 15), (DAY, 3, 15),
    ]  # fmt: skip
    assert "not known" in reason_words(COUNTED)


def test_a_lower_count_takes_only_sessions_that_were_counted(
    workbook: Workbook, content: Content, small_school: Any
) -> None:
    plan = workbook.ids[0]
    workbook.edit({(plan, GIVEN): 5})
    workbook.read_in(workbook.preview())
    _export(workbook.store, content, small_school.round, workbook.path)
    workbook.edit({(plan, GIVEN): 4, (workbook.ids[1], GIVEN): 1})
    fewer, refused = sorted(workbook.preview().changes, key=lambda one: one.state is State.FAULTY)
    assert fewer.taken and "1 session that was only counted goes" in fewer.reason
    assert refused.state is State.FAULTY and "2 sessions were logged on their own days" in (
        refused.reason
    )
    workbook.read_in(workbook.preview())
    assert _values(workbook.store, workbook.ids)[plan, GIVEN] == 4


def test_what_changed_on_both_sides_is_told_and_left_until_somebody_decides(
    workbook: Workbook,
) -> None:
    both, ours, same = workbook.ids[:3]
    with workbook.store.writing() as session:
        move_reviews(session, [both, ours, same], date(2027, 1, 15))
    workbook.edit({(both, REVIEW): date(2027, 2, 1), (same, REVIEW): date(2027, 1, 15)})
    preview = workbook.preview()
    (change,) = preview.changes
    assert (change.plan_id, change.state, change.taken) == (both, State.DOUBTFUL, False)
    assert "Changed here too" in change.reason and "18 Dec 2026" in change.reason
    assert workbook.read_in(preview) is None
    workbook.read_in(workbook.preview({(both, REVIEW): True}))
    values = _values(workbook.store, workbook.ids)
    assert values[both, REVIEW] == date(2027, 2, 1)
    assert values[ours, REVIEW] == values[same, REVIEW] == date(2027, 1, 15)


def test_a_signed_plan_is_never_changed_silently(workbook: Workbook) -> None:
    plan, other = workbook.ids[:2]
    with workbook.store.writing() as session:
        for one in (plan, other):
            sign(session, one, "Juf Ines and mother", DAY)
    workbook.edit({(plan, REVIEW): date(2027, 1, 8), (other, STATUS): "Stopped"})
    preview = workbook.preview()
    states = {one.key: one.state for one in preview.changes}
    assert states == {REVIEW: State.FAULTY, STATUS: State.DOUBTFUL}
    assert preview.taken == ()
    with workbook.store.writing() as session:
        import_plans(session, workbook.preview({(plan, REVIEW): True, (other, STATUS): True}))
        facts = plan_facts(session, plan)
        assert facts.review_on == REVIEWED
        stopped = plan_facts(session, other)
        assert (stopped.state, code_of(stopped)) == ("stopped", stopped.code)


def test_an_agreed_plan_keeps_its_earlier_version(workbook: Workbook) -> None:
    plan = workbook.ids[0]
    workbook.edit({(plan, REVIEW): date(2027, 1, 8)})
    workbook.read_in(workbook.preview())
    with workbook.store.reading() as session:
        (version,) = versions_of(session, plan)
    assert version.plan.review_on == REVIEWED
    assert version.words == "Changed in Excel and read back."


def test_a_concept_is_agreed_first_and_has_sessions_then(
    workbook: Workbook, content: Content, small_school: Any
) -> None:
    plan = workbook.ids[0]
    with workbook.store.writing() as session:
        take = sessions_of(session, [plan])[plan]
        undo_sessions(session, [one.id for one in take])
        set_state(session, plan, "concept")
    _export(workbook.store, content, small_school.round, workbook.path)
    workbook.edit({(plan, GIVEN): 3, (plan, STATUS): "Agreed"})
    assert [one.taken for one in workbook.preview().changes] == [True, True]
    alone = workbook.preview({(plan, STATUS): False})
    refused = next(one for one in alone.changes if one.key == GIVEN)
    assert (refused.state, refused.reason) == (State.FAULTY, "A concept has no sessions yet.")
    workbook.read_in(workbook.preview())
    assert _values(workbook.store, [plan])[plan, GIVEN] == 3


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (STATUS, "Busy", "“Busy” is no status. Choose one of: Concept, Agreed, Stopped, Done"),
        (STATUS, "Concept", "does not become a concept again"),
        (STATUS, None, "This cell is empty."),
        (STATUS, "#REF!", "is no status"),
        (GIVEN, "many", "“many” is no number of sessions"),
        (GIVEN, -1, "is no number of sessions"),
        (GIVEN, 2.5, "“2.5” is no number of sessions"),
        (GIVEN, 1e300, "“1e+300” is no number of sessions"),
        (GIVEN, date(2026, 12, 18), "“18 Dec 2026” is no number of sessions"),
        (GIVEN, True, "“yes” is no number of sessions"),
        (GIVEN, 480, "480 sessions since 7 Sep 2026 is more than 14 a week"),
        (GIVEN, None, "This cell is empty."),
        (GIVEN, "=1+1", "This formula has no result"),
        (REVIEW, "12/31/2026", "“12/31/2026” is no date"),
        (REVIEW, date(2026, 9, 1), "The review is before the start, 7 Sep 2026"),
        (REVIEW, date(2206, 12, 18), "Is the year right?"),
        (REVIEW, True, "“yes” is no date"),
        (REVIEW, time(9, 30), "“9:30” is no date"),
        (STATUS, date(2026, 12, 18), "“18 Dec 2026” is no status"),
    ],
)
def test_a_wrong_value_is_told_with_sheet_row_and_column(
    workbook: Workbook, key: str, value: Any, words: str
) -> None:
    plan = workbook.ids[7]
    workbook.edit({(plan, key): value, (workbook.ids[8], GIVEN): 3})
    sheet, columns, rows = workbook.found(openpyxl.load_workbook(workbook.path))
    preview = workbook.preview()
    fault = next(one for one in preview.changes if one.state is State.FAULTY)
    assert words in fault.reason
    heading = openpyxl.load_workbook(workbook.path)["npo"]
    names = {row[0].value: row[1].value for row in heading.iter_rows()}
    place = f"{get_column_letter(columns[key])}{rows[plan]}"
    where = f"{sheet.title}, row {rows[plan]}, column {names[f'plans.{key}']} ({place})"
    assert where_text(preview.file, fault) == where
    assert [one.plan_id for one in preview.taken] == [workbook.ids[8]]  # the rest is read


@pytest.mark.parametrize("value", ["18-1-2027", "18 Jan 2027", "2027-01-18", 46405])
def test_a_date_may_be_typed_as_text_or_lose_its_format(workbook: Workbook, value: Any) -> None:
    workbook.edit({(workbook.ids[0], REVIEW): value})
    (change,) = workbook.preview().changes
    assert change.after == date(2027, 1, 18)


def test_rows_added_doubled_and_taken_out_are_told(workbook: Workbook) -> None:
    book = openpyxl.load_workbook(workbook.path)
    sheet, _columns, rows = workbook.found(book)
    last = max(rows.values())
    sheet.cell(last + 1, 2).value = "A new child"
    double = rows[workbook.ids[0]]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last + 2, column).value = sheet.cell(double, column).value
    sheet.delete_rows(rows[workbook.ids[5]])
    book.save(workbook.path)
    preview = workbook.preview()
    assert [one.state for one in preview.changes] == [State.FAULTY] * 3
    told = " ".join(one.reason for one in preview.changes)
    assert "This row is no plan of the program" in told and "more than once (rows" in told
    assert preview.missing == 1


def test_a_workbook_of_another_school_or_no_workbook_is_refused(
    workbook: Workbook, tmp_path: Path
) -> None:
    other = openpyxl.Workbook()
    other.create_sheet("plans").append(["Status"])
    other.save(tmp_path / "other.xlsx")
    assert not is_plan_workbook(tmp_path / "other.xlsx")
    with pytest.raises(UserError, match="not a plan workbook"):
        read_plan_workbook(tmp_path / "other.xlsx")
    book = openpyxl.load_workbook(workbook.path)
    sheet, columns, rows = workbook.found(book)
    for line in rows.values():
        sheet.cell(line, columns["id"]).value = UUID(int=line).hex
    book.save(workbook.path)
    with pytest.raises(UserError, match="No plan of this workbook is known here"):
        workbook.preview()


def test_headings_gone_or_twice_are_told(workbook: Workbook) -> None:
    book = openpyxl.load_workbook(workbook.path)
    sheet, columns, _rows = workbook.found(book)
    book.copy_worksheet(sheet)
    book.save(workbook.path)
    with pytest.raises(UserError, match="on more than one sheet"):
        workbook.preview()
    book.remove(book.worksheets[-1])
    head = next(c for c in sheet[columns and 2] if c.column == columns[GIVEN])
    head.value = "Something else"
    book.save(workbook.path)
    assert workbook.preview().file.lost


def test_nothing_is_written_when_a_plan_changed_while_somebody_looked(workbook: Workbook) -> None:
    workbook.edit({(workbook.ids[0], GIVEN): 3})
    preview = workbook.preview()
    with workbook.store.writing() as session:
        log_session(session, workbook.ids[:1], DAY, was_given=True)
    before = _dump(workbook.store)
    with pytest.raises(UserError, match="changed here while you were looking"):
        workbook.read_in(preview)
    assert _dump(workbook.store) == before


def test_it_is_not_taken_back_over_later_work(workbook: Workbook) -> None:
    workbook.edit({(workbook.ids[0], REVIEW): date(2027, 1, 8)})
    workbook.read_in(workbook.preview())
    with workbook.store.writing() as session:
        move_reviews(session, workbook.ids[:1], date(2027, 2, 8))
    with (
        workbook.store.writing() as session,
        pytest.raises(UserError, match="cannot be taken back"),
    ):
        undo_last(session)


def test_erasing_a_pupil_leaves_nothing_of_the_plan_in_the_import_log(workbook: Workbook) -> None:
    workbook.edit({(workbook.ids[0], GIVEN): 3, (workbook.ids[1], GIVEN): 3})
    workbook.read_in(workbook.preview())
    with workbook.store.reading() as session:
        pupil = plan_facts(session, workbook.ids[0]).pupil_id
    erase_pupils(workbook.store, [pupil], "request")
    with workbook.store.reading() as session:
        kept = [str(row.before) + str(row.after) for row in session.exec(select(ImportChange))]
    gone = str(workbook.ids[0])
    assert kept and not [one for one in kept if gone in one or str(pupil) in one]


def test_a_workbook_that_lost_what_it_said_first_asks_for_every_change(workbook: Workbook) -> None:
    workbook.edit({(workbook.ids[0], GIVEN): 3, (workbook.ids[1], STATUS): "Done"})
    book = openpyxl.load_workbook(workbook.path)
    hidden: Any = book["npo"]
    for row in list(hidden.iter_rows()):
        if str(row[0].value).startswith("was."):
            row[0].value = row[1].value = None
    book.save(workbook.path)
    preview = workbook.preview()
    assert [one.state for one in preview.changes] == [State.DOUBTFUL] * 2
    assert preview.taken == ()
    assert "does not say what stood here" in preview.changes[0].reason
