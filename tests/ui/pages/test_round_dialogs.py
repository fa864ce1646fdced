"""Planning ahead, changing a round, exceptions and reminders, through their windows."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop.content.load import load_content
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.rounds import round_facts, round_list
from npo_desktop.queries.years.round_exceptions import exceptions_of
from npo_desktop.store.safety_tables import AuditEntry
from ui.app import App, Said
from ui.export.reminders import RemindersDialog
from ui.pages.scans_page import ScansPage
from ui.preview import PreviewDialog
from ui.rounds.edit_round import EditRoundDialog
from ui.rounds.exceptions import ExceptionsDialog
from ui.rounds.plan_ahead import PlanAheadDialog

Answering = Callable[..., UUID]


@pytest.fixture
def said(app: App) -> list[Said]:
    found: list[Said] = []
    app.said.connect(found.append)
    return found


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> ScansPage:
    made = ScansPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 632)
    made.show_args(school.groups["Groep 5"])
    made.show()
    return made


def names(app: App) -> list[str]:
    with app.reading() as session:
        return [found.name for found in round_list(session)]


def test_several_years_are_planned_at_once_without_the_unticked_and_undone_at_once(
    qtbot: QtBot, app: App, school: SimpleNamespace, said: list[Said]
) -> None:
    dialog = PlanAheadDialog(app)
    qtbot.addWidget(dialog)
    before, proposed = names(app), len(dialog.lines.lines)
    assert proposed >= 7
    dialog.lines.lines[0].is_wanted.setChecked(False)
    dialog.lines.lines[1].name.setText("Autumn")

    dialog.plan.click()

    made = names(app)
    assert len(made) == len(before) + proposed - 1
    assert "Autumn" in made
    assert said[-1].undo is not None
    said[-1].undo()
    assert names(app) == before


def test_a_wrong_line_is_named_and_nothing_is_planned(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    dialog = PlanAheadDialog(app)
    qtbot.addWidget(dialog)
    before = names(app)
    dialog.lines.lines[2].ends.setDate(QDate(2020, 1, 1))

    dialog.plan.click()

    assert not dialog.wrong.isHidden()
    assert names(app) == before


def test_a_round_is_changed_in_its_dialog_and_changed_back_from_the_message(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, said: list[Said]
) -> None:
    answer(school.pupils["Emely"], school.round, {"T-EF-INH-1": 2})
    with app.reading() as session:
        before = round_facts(session, school.round)
    dialog = EditRoundDialog(app, before)
    qtbot.addWidget(dialog)
    assert not dialog.form.starts.isEnabled()  # lists were begun
    assert not dialog.form.boxes["teacher"].isEnabled()
    dialog.form.has_deadline.setChecked(True)
    dialog.form.deadline.setDate(QDate(2026, 11, 27))
    dialog.form.boxes["pupil"].setChecked(False)
    dialog.form.form.group.button(1).click()

    dialog.plan.click()

    with app.reading() as session:
        after = round_facts(session, school.round)
    assert (after.deadline, after.form) == (date(2026, 11, 27), "two-tier")
    assert set(after.questionnaires) == {"teacher", "parent"}
    assert said[-1].undo is not None
    said[-1].undo()
    with app.reading() as session:
        assert round_facts(session, school.round) == before


def test_the_first_round_cannot_be_in_two_tiers_and_two_tiers_says_what_it_cannot_say(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    with app.reading() as session:
        first, second = round_facts(session, school.earlier), round_facts(session, school.round)
    dialog, later = EditRoundDialog(app, first), EditRoundDialog(app, second)
    for one in (dialog, later):
        qtbot.addWidget(one)
    assert not dialog.form.form.isEnabled()
    whole = later.form.about_form.text()

    later.form.form.group.button(1).click()

    assert later.form.about_form.text() != whole
    later.form.boxes["teacher"].setChecked(False)
    assert not later.form.form.isEnabled()  # nobody is asked in that form


def test_a_round_without_any_list_is_refused_in_place(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    with app.reading() as session:
        this = round_facts(session, school.round)
    dialog = EditRoundDialog(app, this)
    qtbot.addWidget(dialog)
    for box in dialog.form.boxes.values():
        box.setChecked(False)

    dialog.plan.click()

    assert not dialog.form.lists_wrong.isHidden()
    with app.reading() as session:
        assert round_facts(session, school.round) == this


def test_exceptions_of_several_pupils_need_a_reason_and_are_undone(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    with app.reading() as session:
        this = round_facts(session, school.round)
        lists = [
            one
            for one in round_progress(session, load_content().questionnaires, this)
            if one.questionnaire == "pupil" and one.pupil.group == "Groep 1"
        ]
    parent = ScansPage(app)
    qtbot.addWidget(parent)
    dialog = ExceptionsDialog(app, this, "pupil", lists, parent)
    dialog.view.selectAll()

    dialog.ask_anyway.click()
    assert dialog.why.has_error
    dialog.reason.setText("they asked for it")
    dialog.ask_anyway.click()

    with app.reading() as session:
        assert set(exceptions_of(session, this.id).values()) == {True}
        assert len(exceptions_of(session, this.id)) == 2
    assert len(dialog.chosen()) == 2  # still chosen
    dialog.undo_last.click()
    with app.reading() as session:
        assert exceptions_of(session, this.id) == {}


def test_only_what_is_open_leaves_out_done_groups_and_done_pupils(
    app: App, school: SimpleNamespace, answer: Answering, page: ScansPage
) -> None:
    items = load_content().questionnaires["teacher"].items
    for name in ("Noa", "Luis", "Emely"):
        answer(school.pupils[name], school.round, {item.id: 3 for item in items})
    page.refresh()

    page.only_open.setChecked(True)

    assert [row.group for row in page.board.table.rows] == ["Groep 1", "Groep 5"]
    assert "Emely" not in [one.pupil.call_name for one in page.lists.pupils.rows]
    page.only_open.setChecked(False)
    assert len(page.board.table.rows) == 3


def test_the_first_open_list_is_opened_from_anywhere(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, page: ScansPage
) -> None:
    items = load_content().questionnaires["teacher"].items
    answer(school.pupils["Zoë"], school.round, {item.id: 3 for item in items})
    page.refresh()

    with qtbot.waitSignal(app.opened) as asked:
        page.first_open.click()

    expected = (school.pupils["Tygo"], "teacher", school.groups["Groep 1"])
    assert asked.args == ["scan", expected]


def test_the_arrow_keys_choose_group_and_list(
    qtbot: QtBot, app: App, school: SimpleNamespace, page: ScansPage
) -> None:
    from PySide6.QtCore import Qt

    qtbot.keyClick(page.board.view, Qt.Key.Key_Right)
    assert page.code == "pupil"
    qtbot.keyClick(page.board.view, Qt.Key.Key_Down)
    assert [one.pupil.call_name for one in page.lists.pupils.rows] == ["Luis", "Noa"]


def test_reminders_are_shown_named_without_anybody_and_printed_and_noted(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    previewed: Callable[[], PreviewDialog],
    virtual_printer: SimpleNamespace,
) -> None:
    with app.reading() as session:
        this = round_facts(session, school.round)
    dialog = RemindersDialog(app, this)
    qtbot.addWidget(dialog)

    dialog.make.click()
    preview = previewed()
    assert preview.document is not None
    assert preview.document.file_name == "reminders-2026-2-2026-11-24.pdf"
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert virtual_printer.file.exists()
    with app.reading() as session:
        acts = session.exec(select(AuditEntry.action)).all()
    assert "print" in acts
