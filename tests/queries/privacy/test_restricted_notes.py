"""Notes on home and child protection: sealed, bound to their row, open to coordinators only."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import NoResultFound
from sqlmodel import select

from npo_desktop.errors import StoreError, UserError
from npo_desktop.queries.privacy.restricted_notes import (
    add_note,
    count_notes,
    delete_note,
    may_read_notes,
    notes_of,
    read_notes,
)
from npo_desktop.store import colleagues, keys
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.safety_tables import AuditEntry, RestrictedNote
from npo_desktop.store.tables import Pupil

TEXT = "Moeder is opgenomen; tante Zwaluwstaart zorgt."


@pytest.fixture
def pupil(store: Store) -> UUID:
    with store.writing() as session:
        made = Pupil(number="1", call_name="Ilaria")
        session.add(made)
        session.flush()
        return made.id


def test_a_note_is_read_back_with_who_wrote_it_and_when(store: Store, pupil: UUID) -> None:
    with store.writing() as session:
        first = add_note(session, pupil, "home", f"  {TEXT}\n")
        add_note(session, pupil, "protection", "Melding gedaan.")
    with store.reading() as session:
        notes = notes_of(session, pupil)
        assert count_notes(session, pupil) == 2
    assert [(note.kind, note.text) for note in notes] == [
        ("home", TEXT),
        ("protection", "Melding gedaan."),
    ]
    assert notes[0].id == first and notes[0].made_by == store.opener.name
    assert notes[0].made_at <= notes[1].made_at


def test_the_text_stands_nowhere_readable_even_for_who_has_the_data_key(
    store: Store, pupil: UUID
) -> None:
    with store.writing() as session:
        add_note(session, pupil, "home", TEXT)
    with store.reading() as session:
        tables = session.connection().exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        )
        for (name,) in tables.all():
            rows = session.connection().exec_driver_sql(f'SELECT * FROM "{name}"').all()
            assert "Zwaluwstaart" not in repr(rows)
        (note,) = session.exec(select(RestrictedNote))
        assert b"Zwaluwstaart" not in note.sealed


@pytest.mark.parametrize("role", ["teacher", "head"])
def test_without_the_key_nothing_is_read_written_or_deleted(
    store: Store, pupil: UUID, role: str
) -> None:
    with store.writing() as session:
        note = add_note(session, pupil, "home", TEXT)
    coordinator = store.opener
    store.opener = Opener(uuid4(), "Iet", role)  # as the slot of this role opens it: without key
    assert not may_read_notes(store.opener)
    with store.writing() as session:
        assert count_notes(session, pupil) == 1
        for refused in (
            lambda: notes_of(session, pupil),
            lambda: read_notes(session, pupil),
            lambda: add_note(session, pupil, "home", "x"),
            lambda: delete_note(session, note),
        ):
            with pytest.raises(UserError):
                refused()
    store.opener = coordinator
    with store.reading() as session:
        assert [found.text for found in notes_of(session, pupil)] == [TEXT]


def test_a_note_that_is_moved_to_another_pupil_or_changed_is_damaged(
    store: Store, pupil: UUID
) -> None:
    with store.writing() as session:
        note_id = add_note(session, pupil, "home", TEXT)
        other = Pupil(number="2", call_name="Mees")
        session.add(other)
        session.flush()
        session.get_one(RestrictedNote, note_id).pupil_id = other.id
        other_id = other.id
    with store.reading() as session, pytest.raises(StoreError):
        notes_of(session, other_id)
    with store.writing() as session:
        note = session.get_one(RestrictedNote, note_id)
        note.pupil_id, note.kind = pupil, "protection"
    with store.reading() as session, pytest.raises(StoreError):
        notes_of(session, pupil)
    with store.writing() as session:
        session.get_one(RestrictedNote, note_id).kind = "home"
    with store.reading() as session:  # the control: as it was, it opens
        assert [note.text for note in notes_of(session, pupil)] == [TEXT]


def test_adding_reading_and_deleting_are_written_down(store: Store, pupil: UUID) -> None:
    with store.writing() as session:
        note = add_note(session, pupil, "home", TEXT)
        assert [found.text for found in read_notes(session, pupil)] == [TEXT]
        delete_note(session, note)
        assert read_notes(session, pupil) == ()  # nothing was read: nothing to write down
    with store.reading() as session:
        entries = [(entry.action, entry.object_id) for entry in session.exec(select(AuditEntry))]
    assert entries[-3:] == [
        ("note-added", str(note)),
        ("note-read", str(pupil)),
        ("note-deleted", str(note)),
    ]


def test_empty_and_endless_notes_are_refused(store: Store, pupil: UUID) -> None:
    with store.writing() as session:
        for text in ("", " \n ", "x" * 20_001):
            with pytest.raises(UserError):
                add_note(session, pupil, "home", text)
        with pytest.raises(ValueError, match="kind"):
            add_note(session, pupil, "gossip", TEXT)
        with pytest.raises(NoResultFound):
            delete_note(session, uuid4())


def test_no_note_is_taken_while_the_sheet_in_the_safe_could_not_open_it(
    store: Store, pupil: UUID
) -> None:
    (held,) = keys.read_keys(store.path)
    (own,) = (slot for slot in held.slots if slot.kind == "passphrase")
    bare = keys.recovery_slot(store.data_key, held.database, keys.new_recovery_key())
    keys.write_keys(store.path, keys.KeyFile(held.database, (own, bare)))
    with store.writing() as session, pytest.raises(UserError):
        add_note(session, pupil, "home", TEXT)
    colleagues.new_recovery_key(store)
    with store.writing() as session:
        add_note(session, pupil, "home", TEXT)
