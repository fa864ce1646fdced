"""The log in plain words."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.queries.audit_log import action_words, audit_rows
from npo_desktop.queries.privacy.bin import to_bin
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.store.audit import ACTIONS, note
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.safety_tables import Account

Add = Callable[..., list[Any]]


def newest(store: Store) -> str:
    with store.reading() as session:
        return audit_rows(session, limit=1)[0].words


def test_every_act_has_words() -> None:
    words = action_words()
    assert set(words) == ACTIONS
    assert len(set(words.values())) == len(words)


def test_a_page_goes_on_where_the_one_before_ended(store: Store) -> None:
    with store.writing() as session:
        for number in range(25):
            note(session, "export", number)
    with store.reading() as session:
        first = audit_rows(session, limit=10)
        second = audit_rows(session, limit=10, before_seq=first[-1].seq)
    seqs = [row.seq for row in (*first, *second)]
    assert seqs == sorted(seqs, reverse=True) and len(set(seqs)) == 20
    assert first[0].words.endswith(": 24 leerlingen") and second[-1].words.endswith(
        ": 5 leerlingen"
    )


@pytest.mark.parametrize(
    ("action", "subject", "words"),
    [
        ("export", "1", "Exported a file: 1 pupil"),
        ("wrong-passphrase", "3", "A wrong passphrase was typed: 3 times"),
        ("import", "12", "Read in a file: 12"),
        ("settings", "retention", "Changed settings: how long what is kept"),
        ("restore", "2026-11-02", "Put back a backup: 2 Nov 2026"),
        ("backup", "20261102-121500", "Made a backup: 2 Nov 2026, "),
        ("opened", "12-34ab", "Opened the program"),
        ("second-place", "anything-else", "Chose the second place for backups: anything-else"),
    ],
)
def test_numbers_codes_and_days_are_in_words(
    store: Store, action: str, subject: str, words: str
) -> None:
    with store.writing() as session:
        note(session, action, subject)
    with i18n.speaking("en"):
        assert newest(store).startswith(words)
        assert "34ab" not in newest(store)


def test_it_says_who(store: Store) -> None:
    known, forgotten = uuid4(), uuid4()
    with store.writing() as session:
        session.add(Account(slot_id=known, name="Ines Pieters", role="teacher"))
    for slot in (known, forgotten, None):
        store.opener = Opener(slot_id=slot)
        with store.writing() as session:
            note(session, "opened")
    with i18n.speaking("en"), store.reading() as session:
        who = [row.who for row in audit_rows(session, limit=3)]
    assert who == ["the program", "somebody who is no longer known", "Ines Pieters"]


def test_a_pupil_is_named_as_long_as_the_pupil_is_known(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (one,) = add_pupils(1)
    name = f"{one.canary}call {one.canary}last"
    with i18n.speaking("en"):
        for subject in (one.id, one.plan, one.scan, f"{one.id}:guidance"):
            with store.writing() as session:
                note(session, "export", subject)
            assert newest(store).startswith(f"Exported a file: {name}")
        with store.writing() as session:
            to_bin(session, "pupil", one.id)
        assert newest(store) == f"Moved to the bin: {name}, in the bin"
        erase_pupils(store, [one.id])
        assert newest(store) == f"Erased for good: no longer here ({str(one.id)[:8]})"
