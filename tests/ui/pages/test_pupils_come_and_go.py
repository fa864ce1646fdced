"""A pupil is added, changes class and leaves, with the keyboard; each is undone from the bar."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.store.dump import canonical_dump
from ui.app import App, Said
from ui.pages.pupils_page import PupilsPage
from ui.pupil.new_pupil import NewPupilDialog

YEAR = "2026-2027"
LOG = ("audit_entry", "setting")
Dump = dict[str, list[dict[str, object]]]


def dumped(app: App) -> Dump:
    with app.reading() as session:
        return canonical_dump(session, without=LOG)


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> PupilsPage:
    made = PupilsPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    qtbot.waitUntil(lambda: made.dossiers.is_ready and not app.jobs.busy)
    return made


@pytest.fixture
def dialog(page: PupilsPage) -> NewPupilDialog:
    page.add.click()
    found = page.findChild(NewPupilDialog)
    assert found is not None
    return found


def type_name(qtbot: QtBot, dialog: NewPupilDialog, call: str, infix: str, last: str) -> None:
    """From field to field with Tab, as one types."""
    qtbot.keyClicks(dialog.call_name, call)
    for field, words in ((dialog.prefix, infix), (dialog.last_name, last)):
        qtbot.keyClicks(field, words)


def choose_group(qtbot: QtBot, dialog: NewPupilDialog, name: str) -> None:
    """With the arrow key: what is typed there counts only while it is typed fast."""
    groups = dialog.classes.groups
    for _step in range(groups.findText(name) - groups.currentIndex()):
        qtbot.keyClick(groups, Qt.Key.Key_Down)
    assert dialog.classes.groups.currentText() == name


def test_a_pupil_is_typed_in_and_stands_in_the_list(
    qtbot: QtBot, app: App, page: PupilsPage, dialog: NewPupilDialog, said: list[Said]
) -> None:
    before = dumped(app)
    type_name(qtbot, dialog, "Jair", "de", "Windt")
    qtbot.keyClicks(dialog.birth_date, "2-5-2016")
    choose_group(qtbot, dialog, "Groep 5")
    assert dialog.classes.grade() == 5
    qtbot.keyClicks(dialog.home_language, "arabisch")
    qtbot.keyClick(dialog.number, Qt.Key.Key_Return)
    assert [one.first for one in said] == ["Jair de Windt was added to Groep 5."]
    (row,) = [one for one in page.pupils.rows if one.facts.call_name == "Jair"]
    assert (row.facts.list_name, row.facts.number) == ("Windt, Jair de", "X0001")
    assert (row.facts.grade, row.facts.home_language) == (5, "arabisch")
    chosen = page.view.current_row()
    assert chosen is not None and chosen.facts.id == row.facts.id
    undo = said[0].undo
    assert undo is not None
    undo()
    assert dumped(app) == before


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    qtbot: QtBot, app: App, dialog: NewPupilDialog, said: list[Said]
) -> None:
    before = dumped(app)
    qtbot.keyClicks(dialog.birth_date, "31-2-2016")
    qtbot.keyClicks(dialog.number, "P3")
    dialog.keep.click()
    wrong = {name for name, field in dialog.fields.items() if field.has_error}
    assert wrong == {"call_name", "birth_date", "group_id", "number"}
    assert "belongs to" in dialog.number.accessibleDescription()
    assert "31-2-2016" in dialog.birth_date.accessibleDescription()
    assert dumped(app) == before and said == []
    type_name(qtbot, dialog, "Jair", "de", "Windt")
    dialog.birth_date.clear()
    dialog.number.clear()
    choose_group(qtbot, dialog, "Groep 7")
    dialog.keep.click()
    assert [one.first for one in said] == ["Jair de Windt was added to Groep 7."]


def test_a_namesake_is_asked_about_once(
    qtbot: QtBot, app: App, school: SimpleNamespace, dialog: NewPupilDialog, said: list[Said]
) -> None:
    with app.reading() as session:
        emely = pupil_facts(session, school.pupils["Emely"], YEAR)
    assert emely.birth_date is not None
    type_name(qtbot, dialog, "emely", "", "Pourier")
    qtbot.keyClicks(dialog.birth_date, f"{emely.birth_date:%d-%m-%Y}")
    choose_group(qtbot, dialog, "Groep 7")
    dialog.keep.click()
    assert not dialog.wrong.isHidden() and said == []
    assert dialog.keep.text() == "Add all the same"
    dialog.keep.click()
    assert [one.first for one in said] == ["emely Pourier was added to Groep 7."]


def test_ctrl_n_opens_it_and_escape_leaves_it(
    qtbot: QtBot, app: App, page: PupilsPage, said: list[Said]
) -> None:
    assert page.add.shortcut().toString() == "Ctrl+N"
    page.add.click()
    dialog = page.findChild(NewPupilDialog)
    assert dialog is not None and QApplication.activeModalWidget() is dialog
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and said == []
