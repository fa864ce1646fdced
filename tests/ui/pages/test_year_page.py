"""The page of the change of year: corrected by keyboard, summed up, done and undone."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import col, select

from npo_desktop.queries.years.year_plan import Fate
from npo_desktop.store.tables import Enrolment, Pupil
from ui.app import App, Said, Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.year_page import YearPage

NEW = "2027-2028"


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> YearPage:
    made = YearPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 632)
    made.show()
    return made


def fate(page: YearPage, name: str) -> tuple[Fate, str]:
    assert page.plan is not None
    row = next(row for row in page.plan.rows if name in row.name)
    group = page.plan.group(row.to)
    return row.fate, group.name if group else ""


def choose(page: YearPage, *found: str) -> None:
    page.view.clearSelection()
    for place, row in enumerate(page.rows.rows):
        if any(name in row.name for name in found):
            page.view.selectionModel().select(
                page.rows.index(place, 0),
                page.view.selectionModel().SelectionFlag.Select
                | page.view.selectionModel().SelectionFlag.Rows,
            )


def test_chosen_pupils_are_corrected_with_keys_and_corrections_are_undone(
    qtbot: QtBot, page: YearPage
) -> None:
    assert fate(page, "Emely") == (Fate.UP, "Groep 6")
    choose(page, "Emely", "Shurandy")

    qtbot.keyClick(page.view, Qt.Key.Key_2)
    assert fate(page, "Emely") == fate(page, "Shurandy") == (Fate.STAYS, "Groep 5")
    qtbot.keyClick(page.view, Qt.Key.Key_3)
    assert fate(page, "Emely") == (Fate.LEAVES, "")
    page.bar.undo.click()
    assert fate(page, "Emely")[0] is Fate.STAYS
    page.bar.undo.click()
    assert fate(page, "Emely") == (Fate.UP, "Groep 6")
    assert not page.bar.undo.isEnabled()


def test_a_group_is_added_and_pupils_are_put_into_it(qtbot: QtBot, page: YearPage) -> None:
    page.side.name.setText("Plusklas")
    page.side.add.click()
    choose(page, "Luis")
    into = page.bar.into

    into.setCurrentIndex(into.findText("Plusklas"))
    into.activated.emit(into.currentIndex())

    assert fate(page, "Luis") == (Fate.UP, "Plusklas")


def test_nothing_is_written_before_the_summary_is_agreed_to_and_one_undo_puts_all_back(
    qtbot: QtBot, app: App, page: YearPage
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    choose(page, "Luis")
    qtbot.keyClick(page.view, Qt.Key.Key_3)

    page.carry_out.click()
    (dialog,) = page.findChildren(ConfirmDialog)
    with app.reading() as session:
        assert not session.exec(select(Enrolment).where(Enrolment.school_year == NEW)).all()
    dialog.yes.click()

    with app.reading() as session:
        made = session.exec(select(Enrolment).where(Enrolment.school_year == NEW)).all()
        assert len(made) == 7
        assert session.exec(select(col(Pupil.left_on)).where(Pupil.call_name == "Luis")).one()
    assert said[-1].undo is not None
    said[-1].undo()
    with app.reading() as session:
        assert not session.exec(select(Enrolment).where(Enrolment.school_year == NEW)).all()
        left = select(col(Pupil.left_on)).where(Pupil.call_name == "Luis")
        assert session.exec(left).one() is None


def test_corrections_survive_the_lock_and_a_change_elsewhere_and_can_still_be_undone(
    qtbot: QtBot, app: App, page: YearPage
) -> None:
    page.side.name.setText("Plusklas")
    page.side.add.click()
    choose(page, "Luis")
    page.bar.into.setCurrentIndex(page.bar.into.findText("Plusklas"))
    page.bar.into.activated.emit(page.bar.into.currentIndex())
    choose(page, "Emely")
    qtbot.keyClick(page.view, Qt.Key.Key_2)

    app.changed.emit(Topic.PUPILS)
    assert fate(page, "Emely") == (Fate.STAYS, "Groep 5")
    page.keep_draft()
    again = YearPage(app)
    qtbot.addWidget(again)
    again.show()

    assert fate(again, "Emely") == (Fate.STAYS, "Groep 5")
    assert fate(again, "Luis") == (Fate.UP, "Plusklas")
    again.bar.undo.click()
    assert fate(again, "Emely") == (Fate.UP, "Groep 6")


def test_in_november_it_says_that_the_new_year_is_far_away(page: YearPage) -> None:
    assert page.early.isVisible()


def test_a_school_without_groups_says_what_to_do_first(qtbot: QtBot, app: App) -> None:
    page = YearPage(app)
    qtbot.addWidget(page)
    page.show()

    assert page.empty.isVisible()
    assert not page.body.isVisible() and not page.footer.isVisible()
