"""A pupil is added, changes class and leaves, with the keyboard; each is undone from the bar."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.store.dump import canonical_dump
from ui.app import App, Said
from ui.pages.pupils_page import PupilsPage
from ui.pupil.class_choice import ClassChoice
from ui.pupil.file_actions import PupilActions
from ui.pupil.moves import LeftDialog, OtherGroupDialog
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


def at_rest(qtbot: QtBot, app: App) -> None:
    """A page that scores its round anew has the store for a moment."""
    qtbot.waitUntil(lambda: not app.jobs.busy)


def type_name(qtbot: QtBot, dialog: NewPupilDialog, call: str, infix: str, last: str) -> None:
    """From field to field with Tab, as one types."""
    qtbot.keyClicks(dialog.call_name, call)
    for field, words in ((dialog.prefix, infix), (dialog.last_name, last)):
        qtbot.keyClicks(field, words)


def choose(qtbot: QtBot, classes: ClassChoice, name: str) -> None:
    """With the arrow key: what is typed there counts only while it is typed fast."""
    for _step in range(classes.groups.findText(name) - classes.groups.currentIndex()):
        qtbot.keyClick(classes.groups, Qt.Key.Key_Down)
    assert classes.groups.currentText() == name


def test_a_pupil_is_typed_in_and_stands_in_the_list(
    qtbot: QtBot, app: App, page: PupilsPage, dialog: NewPupilDialog, said: list[Said]
) -> None:
    before = dumped(app)
    type_name(qtbot, dialog, "Jair", "de", "Windt")
    qtbot.keyClicks(dialog.birth_date, "2-5-2016")
    choose(qtbot, dialog.classes, "Groep 5")
    assert dialog.classes.grade() == 5
    qtbot.keyClicks(dialog.home_language, "arabisch")
    qtbot.keyClick(dialog.number, Qt.Key.Key_Return)
    at_rest(qtbot, app)
    assert [one.first for one in said] == ["Jair de Windt was added to Groep 5."]
    (row,) = [one for one in page.pupils.rows if one.facts.call_name == "Jair"]
    assert (row.facts.list_name, row.facts.number) == ("Windt, Jair de", "X0001")
    assert (row.facts.grade, row.facts.home_language) == (5, "arabisch")
    chosen = page.view.current_row()
    assert chosen is not None and chosen.facts.id == row.facts.id
    undo = said[0].undo
    assert undo is not None
    undo()
    at_rest(qtbot, app)
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
    choose(qtbot, dialog.classes, "Groep 7")
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
    choose(qtbot, dialog.classes, "Groep 7")
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


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def menu(app: App, school: SimpleNamespace, around: QWidget) -> PupilActions:
    made = PupilActions(app, around)
    with app.reading() as session:
        made.show_pupil(pupil_facts(session, school.pupils["Emely"], YEAR))
    return made


def offered(menu: PupilActions) -> list[str]:
    """What the menu says about coming and going, once it is opened."""
    menu.entries.aboutToShow.emit()
    acts = (menu.other_group, menu.left_school, menu.came_back)
    return [act.text() for act in acts if act.isVisible()]


def test_another_group_is_chosen_with_the_keys_and_undone(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    menu: PupilActions,
    around: QWidget,
    said: list[Said],
) -> None:
    before = dumped(app)
    menu.other_group.trigger()
    (dialog,) = around.findChildren(OtherGroupDialog)
    assert dialog.group.control is dialog.classes.groups
    dialog.keep.click()
    assert not dialog.wrong.isHidden()  # no group is chosen yet
    choose(qtbot, dialog.classes, "Groep 7")
    qtbot.keyClick(dialog.classes.groups, Qt.Key.Key_Return)
    assert [one.first for one in said] == ["Emely Pourier is in Groep 7 now."]
    with app.reading() as session:
        facts = pupil_facts(session, school.pupils["Emely"], YEAR)
    assert (facts.group, facts.grade) == ("Groep 7", 7)
    undo = said[0].undo
    assert undo is not None
    undo()
    assert dumped(app) == before


def test_the_own_group_is_refused_in_the_dialog(
    qtbot: QtBot, app: App, menu: PupilActions, around: QWidget, said: list[Said]
) -> None:
    menu.other_group.trigger()
    (dialog,) = around.findChildren(OtherGroupDialog)
    choose(qtbot, dialog.classes, "Groep 5")
    dialog.keep.click()
    assert not dialog.wrong.isHidden() and dialog.isVisible() and said == []


def test_who_left_can_come_back_by_undo_or_from_the_menu(
    qtbot: QtBot,
    app: App,
    menu: PupilActions,
    around: QWidget,
    said: list[Said],
    three_plans: dict[str, UUID],
) -> None:
    before = dumped(app)
    assert offered(menu) == ["Other group...", "Left the school..."]
    menu.left_school.trigger()
    (dialog,) = around.findChildren(LeftDialog)
    assert "1 running plan stays" in dialog.told.accessibleName()
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    assert [one.first for one in said] == ["Emely Pourier is no longer at school from 24 Nov 2026."]
    assert offered(menu) == ["Other group...", "Back at school"]
    undo = said[0].undo
    assert undo is not None
    undo()
    assert dumped(app) == before
    menu.left_school.trigger()
    around.findChildren(LeftDialog)[-1].keep.click()
    menu.came_back.trigger()
    assert said[-1].first == "Emely Pourier is at school again."
    assert dumped(app) == before
