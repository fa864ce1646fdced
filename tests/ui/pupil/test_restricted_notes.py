"""Notes on home and protection: for coordinators, noted when read, not lost when it locks."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.names import folded
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.privacy.restricted_notes import notes_of
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.tables import Pupil
from ui.app import App
from ui.dialogs.confirm import ConfirmDialog
from ui.pupil.notes_card import NotesCard
from ui.pupil.restricted_notes import RestrictedNotesDialog


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def pupil(store: Store) -> UUID:
    with store.writing() as session:
        made = Pupil(number="P1", call_name="Emely", last_name="P", sort_name=folded("p emely"))
        session.add(made)
        session.flush()
        return made.id


@pytest.fixture
def dialog(qtbot: QtBot, app: App, pupil: UUID) -> RestrictedNotesDialog:
    made = RestrictedNotesDialog(app, pupil, "Emely P", None)
    qtbot.addWidget(made)
    made.show()
    return made


def kept(store: Store, pupil: UUID) -> list[tuple[str, str]]:
    with store.reading() as session:
        return [(note.kind, note.text) for note in notes_of(session, pupil)]


def test_a_note_is_written_and_read_and_both_are_noted(
    qtbot: QtBot, dialog: RestrictedNotesDialog, store: Store, pupil: UUID
) -> None:
    assert not dialog.save.isEnabled()
    dialog.kind.group.button(1).click()
    qtbot.keyClicks(dialog.edit, "Lives with her aunt.")
    dialog.save.click()
    assert kept(store, pupil) == [("protection", "Lives with her aunt.")]
    with store.reading() as session:
        acts = [row.action for row in audit_rows(session, limit=2)]
    assert acts == ["note-read", "note-added"]


def test_closing_does_not_throw_away_what_was_typed(
    qtbot: QtBot, dialog: RestrictedNotesDialog, store: Store, pupil: UUID
) -> None:
    qtbot.keyClicks(dialog.edit, "Half a")
    dialog.leave.click()
    assert dialog.isVisible() and dialog.unsaved.isVisible()
    dialog.drop.click()
    assert not dialog.isVisible()
    assert kept(store, pupil) == []


def test_locking_keeps_what_was_typed(
    qtbot: QtBot, dialog: RestrictedNotesDialog, store: Store, pupil: UUID
) -> None:
    dialog.keep_draft()
    assert kept(store, pupil) == []
    qtbot.keyClicks(dialog.edit, "Half a note")
    dialog.keep_draft()
    assert kept(store, pupil) == [("home", "Half a note")]


def test_a_note_goes_only_after_a_question(
    qtbot: QtBot, dialog: RestrictedNotesDialog, store: Store, pupil: UUID
) -> None:
    qtbot.keyClicks(dialog.edit, "To be deleted")
    dialog.save.click()
    with store.reading() as session:
        (note,) = notes_of(session, pupil)
    dialog._delete(note)
    (question,) = dialog.findChildren(ConfirmDialog)
    assert kept(store, pupil) != []
    question.yes.click()
    assert kept(store, pupil) == []


def test_the_card_counts_and_is_hidden_from_who_holds_no_key(
    qtbot: QtBot, app: App, pupil: UUID, dialog: RestrictedNotesDialog, store: Store
) -> None:
    card = NotesCard(app)
    qtbot.addWidget(card)
    card.show_pupil(pupil, "Emely P")
    assert card._count.text() == "none"
    qtbot.keyClicks(dialog.edit, "One")
    dialog.save.click()
    card.show_pupil(pupil, "Emely P")
    assert card._count.text() == "1 note"
    store.opener = Opener(store.opener.slot_id, "Juf", "teacher", None)
    assert NotesCard(app).isHidden()
