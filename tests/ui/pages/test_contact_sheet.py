"""The contact sheet: typed, ordered by keyboard, undone, refused with the line, and printed."""

import io
from collections.abc import Callable, Iterator

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.queries.contacts import (
    ContactFacts,
    contact_list,
    set_contacts,
    typed_contacts,
)
from ui.app import App, Said
from ui.concern.contact_sheet import ContactSheetDialog
from ui.concern.contact_words import who_belongs
from ui.dialogs.confirm import ConfirmDialog
from ui.preview import PreviewDialog

Key, Control, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ROSA = ContactFacts("Rosa Martina", "social work", "717 0000", "Tuesday", True)
HEAD = ContactFacts("Rudmar de Lanoy", "head", "717 0001")
DOCTOR = ContactFacts("Dr. Beaujon", "doctor", "717 0002")


@pytest.fixture
def filled(app: App) -> None:
    with app.store.writing() as session:
        set_contacts(session, [ROSA, HEAD, DOCTOR])


@pytest.fixture
def dialog(qtbot: QtBot, app: App) -> Iterator[ContactSheetDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ContactSheetDialog(app, window)
    made.show()
    yield made  # closed it is deleted; the window stays until here


def kept(app: App) -> list[tuple[str, str, bool]]:
    with app.store.reading() as session:
        return [(one.name, one.phone, one.for_pupils) for one in contact_list(session)]


def test_an_empty_sheet_says_who_belongs_on_it_on_this_island(dialog: ContactSheetDialog) -> None:
    assert dialog.none.isVisible() and "EOZ" in dialog.none.accessibleName()
    assert [("EC2" in " ".join(who_belongs("saba"))), "EOZ" in " ".join(who_belongs("saba"))] == [
        True,
        False,
    ]
    assert not any(char.isdigit() for char in dialog.none.accessibleName())


def test_what_is_typed_is_kept_and_undone_from_the_message_bar(
    qtbot: QtBot, app: App, dialog: ContactSheetDialog
) -> None:
    heard: list[Said] = []
    app.said.connect(heard.append)
    line = dialog.rows.lines[0]
    for field, words in (("name", "Rosa Martina"), ("phone", "717 0000")):
        qtbot.keyClicks(line.edits[field], words)
    line.for_pupils.click()
    dialog.add.click()
    qtbot.keyClicks(dialog.rows.lines[1].edits["name"], "Rudmar de Lanoy")
    dialog.add.click()  # left empty: no line
    dialog.keep.click()
    assert kept(app) == [("Rosa Martina", "717 0000", True), ("Rudmar de Lanoy", "", False)]

    assert heard[-1].undo is not None
    heard[-1].undo()
    assert kept(app) == []


def test_alt_with_an_arrow_moves_a_line_and_ctrl_z_moves_it_back(
    qtbot: QtBot, filled: None, dialog: ContactSheetDialog
) -> None:
    rows = dialog.rows
    rows.lines[0].edits["phone"].setFocus()
    qtbot.keyClick(rows.lines[0].edits["phone"], Key.Key_Down, Alt)
    qtbot.keyClick(rows.lines[1].edits["phone"], Key.Key_Down, Alt)
    assert [one.name for one in rows.facts()] == [HEAD.name, DOCTOR.name, ROSA.name]
    assert dialog.focusWidget() is rows.lines[2].edits["phone"]

    qtbot.keyClick(rows.lines[2].edits["phone"], Key.Key_Z, Control)
    assert [one.name for one in rows.facts()] == [HEAD.name, ROSA.name, DOCTOR.name]
    dialog.undo.click()
    assert [one.name for one in rows.facts()] == [ROSA.name, HEAD.name, DOCTOR.name]
    assert not dialog.undo.isEnabled()


def test_a_line_that_was_taken_out_comes_back_with_undo(
    filled: None, dialog: ContactSheetDialog
) -> None:
    dialog.rows.lines[0].remove.click()
    assert [one.name for one in dialog.rows.facts()] == [HEAD.name, DOCTOR.name]
    dialog.undo.click()
    first = dialog.rows.facts()[0]
    assert (first.name, first.phone, first.for_pupils) == (ROSA.name, ROSA.phone, True)


def test_a_line_without_a_name_is_refused_by_its_number_and_nothing_is_lost(
    app: App, filled: None, dialog: ContactSheetDialog
) -> None:
    before = kept(app)
    dialog.rows.lines[1].edits["name"].clear()
    dialog.keep.click()
    assert dialog.isVisible() and "Line 2" in dialog.told.accessibleName()
    assert kept(app) == before and dialog.rows.facts()[1].phone == HEAD.phone


def test_leaving_with_something_unkept_is_asked_about(
    qtbot: QtBot, app: App, filled: None, dialog: ContactSheetDialog
) -> None:
    dialog.rows.lines[0].edits["phone"].setText("717 9999")
    dialog.leave.click()
    asked = dialog.findChild(ConfirmDialog)
    assert asked is not None and dialog.isVisible()
    with qtbot.waitSignal(dialog.finished):
        asked.yes.click()
    assert ("Rosa Martina", "717 0000", True) in kept(app)


def test_nothing_is_asked_when_nothing_changed(
    qtbot: QtBot, filled: None, dialog: ContactSheetDialog
) -> None:
    with qtbot.waitSignal(dialog.finished):
        dialog.leave.click()


def test_the_sheet_for_the_wall_is_one_page_with_what_was_just_typed(
    filled: None, dialog: ContactSheetDialog, previewed: Callable[[], PreviewDialog]
) -> None:
    dialog.rows.lines[1].edits["phone"].setText("717 4444")
    dialog.print.click()
    document = previewed().document
    assert document is not None and document.file_name.startswith("contacts-")
    pages = PdfReader(io.BytesIO(document.pdf)).pages
    words = pages[0].extract_text()
    assert len(pages) == 1
    assert all(part in words for part in ("Rosa Martina", "717 0000", "717 4444", "Tuesday"))


def test_an_empty_sheet_is_not_printed(
    dialog: ContactSheetDialog, previewed: Callable[[], PreviewDialog]
) -> None:
    dialog.print.click()
    preview = previewed()
    assert preview.document is None and not preview.frame.print.isEnabled()
    assert "Nobody stands" in preview.frame.told.accessibleName()


def test_what_was_typed_before_the_lock_is_thrown_away_only_when_somebody_says_so(
    qtbot: QtBot, app: App, filled: None, dialog: ContactSheetDialog
) -> None:
    dialog.keep_draft()  # nothing typed: nothing waits
    with app.store.reading() as session:
        assert typed_contacts(session) is None
    dialog.rows.remove(1)
    qtbot.keyClicks(dialog.rows.lines[0].edits["phone"], "9")
    dialog.keep_draft()

    window = QWidget()
    qtbot.addWidget(window)
    again = ContactSheetDialog(app, window)
    again.show()
    lines = again.rows.facts()
    assert [line.name for line in lines] == [ROSA.name, DOCTOR.name]
    assert lines[0].phone.startswith("9") and lines[0].for_pupils
    again.leave.click()
    (question,) = again.findChildren(ConfirmDialog)
    with app.store.reading() as session:
        assert typed_contacts(session) == lines
    question.yes.click()
    with app.store.reading() as session:
        assert typed_contacts(session) is None
        assert len(contact_list(session)) == 3
