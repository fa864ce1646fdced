"""Talks with parents: planned, held, written down, taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.parents.parent_talks import (
    AgreementFacts,
    TalkFacts,
    TalkNotes,
    add_talk,
    agreements_in,
    note_printed,
    open_talk,
    outcome_text,
    remove_talk,
    reopen_talk,
    talks_of,
    who_text,
    write_talk,
)
from npo_desktop.queries.privacy.bin import put_back, to_bin
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.rows_before import put_rows_back
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.talk_tables import TALK_OUTCOMES, WHO_ACTS, ParentTalk, TalkAgreement

Add = Callable[..., list[Any]]
TUESDAY, MAY = date(2026, 11, 24), date(2027, 5, 4)
NOTES = TalkNotes(
    held_on=TUESDAY,
    with_whom=" moeder en tante ",
    words="Slaapt weinig.",
    next_on=MAY,
    agreements=(
        AgreementFacts("Elke avond 10 minuten samen lezen", "home", MAY),
        AgreementFacts("   "),
        AgreementFacts("Twee keer per week oefenen", "school"),
    ),
)


def facts_of(session: Session, talk: UUID) -> TalkFacts:
    row = session.get_one(ParentTalk, talk)
    (found,) = (one for one in talks_of(session, row.pupil_id) if one.id == talk)
    return found


@pytest.fixture
def pupil(add_pupils: Add) -> Any:
    return add_pupils(1)[0]


def test_what_was_agreed_is_kept_in_its_order_and_an_empty_line_is_none(
    store: Store, pupil: Any, small_school: Any
) -> None:
    with store.writing() as session:
        talk = add_talk(session, pupil.id, round_id=small_school.round, held_on=TUESDAY)
        write_talk(session, talk, NOTES)
    with store.reading() as session:
        facts = facts_of(session, talk)
        agreed = agreements_in(session, small_school.round)
        assert any(row.words for row in audit_rows(session))
    assert facts.is_done and (facts.outcome, facts.with_whom) == ("agreed", "moeder en tante")
    assert [one.text for one in facts.agreements] == [
        "Elke avond 10 minuten samen lezen",
        "Twee keer per week oefenen",
    ]
    assert agreed == {pupil.id: facts.agreements}


def test_undo_gives_back_the_form_as_it_was(store: Store, pupil: Any) -> None:
    with store.writing() as session:
        talk = add_talk(session, pupil.id, held_on=TUESDAY, starts_at="15:15")
        write_talk(session, talk, TalkNotes(TUESDAY, agreements=(AgreementFacts("Eerst dit"),)))
        before = canonical_dump(session, without=("audit_entry",))
        undo = write_talk(session, talk, NOTES)
        assert len(facts_of(session, talk).agreements) == 2
        redo = put_rows_back(session, undo)
        assert canonical_dump(session, without=("audit_entry",)) == before
        put_rows_back(session, redo)
        assert len(facts_of(session, talk).agreements) == 2


def test_a_talk_that_was_written_down_is_not_removed_until_its_form_is_empty(
    store: Store, pupil: Any
) -> None:
    with store.writing() as session:
        talk = add_talk(session, pupil.id, held_on=TUESDAY)
        write_talk(session, talk, NOTES)
        with pytest.raises(UserError):
            remove_talk(session, talk)
        reopen_talk(session, talk)
        assert not facts_of(session, talk).agreements
        undo = remove_talk(session, talk)
        assert session.get(ParentTalk, talk) is None
        put_rows_back(session, undo)
        assert facts_of(session, talk).held_on == TUESDAY


def test_the_open_talk_is_the_first_to_come_of_this_round(
    store: Store, pupil: Any, small_school: Any
) -> None:
    with store.writing() as session:
        for old in session.exec(select(ParentTalk)).all():
            session.delete(old)
        late = add_talk(session, pupil.id, round_id=small_school.round, held_on=MAY)
        first = add_talk(session, pupil.id, round_id=small_school.round, held_on=TUESDAY)
        add_talk(session, pupil.id, held_on=date(2026, 11, 1))
        found = open_talk(session, pupil.id, small_school.round)
        assert found is not None and found.id == first
        write_talk(session, first, NOTES)
        found = open_talk(session, pupil.id, small_school.round)
        assert found is not None and found.id == late
        assert [one.held_on for one in talks_of(session, pupil.id)][:2] == [MAY, TUESDAY]


def test_a_talk_remembers_which_paper_was_printed(store: Store, pupil: Any) -> None:
    with store.writing() as session:
        talk = add_talk(session, pupil.id)
        note_printed(session, talk, "7K2MQX")
        facts = facts_of(session, talk)
    assert facts.code == "7K2MQX"
    assert facts.printed_at is not None and facts.printed_at.tzinfo is not None


def test_talks_go_to_the_bin_and_come_back_with_the_pupil_and_are_erased_with_it(
    store: Store, pupil: Any
) -> None:
    with store.writing() as session:
        before = talks_of(session, pupil.id)
        binned = to_bin(session, "pupil", pupil.id)
        assert not talks_of(session, pupil.id)
        put_back(session, binned.bin_id)
        assert talks_of(session, pupil.id) == before
    erase_pupils(store, [pupil.id])
    with store.reading() as session:
        assert not session.exec(select(TalkAgreement)).all()
        assert pupil.canary not in str(canonical_dump(session))


def test_a_round_that_comes_back_from_the_bin_has_its_talks_again(
    store: Store, pupil: Any, small_school: Any
) -> None:
    with store.writing() as session:
        binned = to_bin(session, "round", small_school.round)
        assert [one.round_id for one in talks_of(session, pupil.id)] == [None]
        put_back(session, binned.bin_id)
        assert [one.round_id for one in talks_of(session, pupil.id)] == [small_school.round]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_outcome_and_everybody_who_acts_has_words(language: str) -> None:
    with speaking(language):
        assert all(outcome_text(one) for one in TALK_OUTCOMES if one)
        assert all(who_text(one) for one in WHO_ACTS if one)
        assert outcome_text("") == who_text("") == ""
