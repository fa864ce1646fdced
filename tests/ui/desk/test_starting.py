"""The adult starts the desk: for a queue or one pupil, with a name to turn to and languages."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import Content
from npo_desktop.queries.answering.desk import desk_lists, picture_cards
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.contacts import ContactFacts, set_contacts
from npo_desktop.store.engine import Store
from ui.desk.codes_dialog import CodesDialog
from ui.desk.desk_button import DeskButton
from ui.desk.desk_window import DeskWindow
from ui.desk.sitting import DeskPlan
from ui.desk.start_dialog import StartDeskDialog
from ui.main_window import MainWindow
from ui.preview import PreviewDialog


@pytest.fixture
def dialog(
    window: MainWindow, school: SimpleNamespace, content: Content, store: Store
) -> StartDeskDialog:
    asked = content.questionnaires["pupil"]
    with store.reading() as session:
        lists = desk_lists(session, asked, school.round)
    emely = next(one for one in lists if one.pupil.id == school.pupils["Emely"])
    made = StartDeskDialog(window.app, asked, school.round, lists, emely, window)
    made.open()
    return made


def plan_of(dialog: StartDeskDialog) -> DeskPlan:
    made: list[DeskPlan] = []
    dialog.ready.connect(made.append)
    dialog.start.click()
    (plan,) = made
    return plan


def test_a_queue_gets_everybodys_code_and_the_groups_teacher_as_helper(
    dialog: StartDeskDialog, school: SimpleNamespace
) -> None:
    plan = plan_of(dialog)
    assert plan.pupil is None and set(plan.codes.values()) == set(school.pupils.values())
    assert plan.adult == "juf Chantal" and plan.languages == ("nl",)


def test_one_pupil_sits_down_at_once_without_a_code(
    dialog: StartDeskDialog, school: SimpleNamespace
) -> None:
    dialog.single.click()
    assert "Emely" in dialog.start.text() and not dialog.codes.isEnabled()
    plan = plan_of(dialog)
    assert plan.pupil == school.pupils["Emely"] and plan.codes == {}


def test_without_a_helper_or_a_language_it_does_not_start_and_says_why(
    dialog: StartDeskDialog,
) -> None:
    started: list[DeskPlan] = []
    dialog.ready.connect(started.append)
    dialog.adult.setEditText("   ")
    dialog.start.click()
    assert dialog.isVisible() and started == []
    dialog.adult.setEditText("meester Ruben")
    dialog.languages["nl"].setChecked(False)
    dialog.start.click()
    assert dialog.wrong.isVisible() and started == []
    dialog.languages["pap"].setChecked(True)
    assert plan_of(dialog).languages == ("pap",)


def test_languages_are_remembered_drafts_say_so_and_contacts_go_along(
    window: MainWindow,
    dialog: StartDeskDialog,
    school: SimpleNamespace,
    content: Content,
    store: Store,
) -> None:
    assert (
        "draft" in dialog.languages["pap"].text() and "draft" not in dialog.languages["nl"].text()
    )
    dialog.languages["pap"].setChecked(True)
    plan_of(dialog)
    with store.writing() as session:
        set_contacts(
            session,
            [
                ContactFacts("Rosa Ridderstaat", "social worker", for_pupils=True),
                ContactFacts("Politie", phone="911"),
            ],
        )
        lists = desk_lists(session, content.questionnaires["pupil"], school.round)
    asked = content.questionnaires["pupil"]
    plan = plan_of(StartDeskDialog(window.app, asked, school.round, lists, None, window))
    assert plan.languages == ("nl", "pap")
    assert plan.contacts == ("Rosa Ridderstaat (social worker)",)


def test_the_adult_sees_who_has_which_code_and_prints_them_under_a_name_without_names(
    qtbot: QtBot,
    previewed: Callable[[], PreviewDialog],
    virtual_printer: SimpleNamespace,
    window: MainWindow,
    school: SimpleNamespace,
    content: Content,
    store: Store,
) -> None:
    with store.writing() as session:
        lists = desk_lists(session, content.questionnaires["pupil"], school.round)
        cards = picture_cards(session, lists)
    dialog = CodesDialog(window.app, cards, window)
    dialog.open()
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert all(card.name in words for card in cards) and len(cards) == 3
    dialog.print.click()
    preview = previewed()
    assert preview.document is not None and preview.document.file_name.startswith("picture-codes-")
    assert set(preview.document.pupils) == {card.pupil_id for card in cards}
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    assert virtual_printer.file.read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: not window.app.jobs.busy)
    with store.reading() as session:
        newest = audit_rows(session, limit=1)[0]
    assert newest.action == "print" and "3" in newest.words


def test_the_way_to_the_desk_is_there_for_childrens_lists_that_are_open(
    qtbot: QtBot, window: MainWindow, school: SimpleNamespace, content: Content, store: Store
) -> None:
    button = DeskButton(window.app)
    button.setParent(window)
    with store.reading() as session:
        lists = desk_lists(session, content.questionnaires["pupil"], school.round)
    button.show_lists("pupil", school.round, lists, None)
    assert button.isVisible()
    button.show_lists("teacher", school.round, lists, None)
    assert not button.isVisible()
    button.show_lists("pupil", school.round, (), None)
    assert not button.isVisible()
    button.show_lists("pupil", school.round, lists, lists[0])
    button.click()
    made = [w for w in QApplication.topLevelWidgets() if isinstance(w, StartDeskDialog)]
    made[-1].start.click()
    desk = window.app.desk
    assert isinstance(desk, DeskWindow)
    qtbot.waitUntil(desk.isVisible)
    assert not window.isVisible()
    desk.in_front.end()
    desk.flow.end()
    desk.hide()
    desk.deleteLater()
