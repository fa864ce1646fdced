"""Choosing, hiding, overruling and adding cards; every change can be undone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.queries.menukaart.attachments import (
    MOST_BYTES,
    MOST_FILES,
    add_attachment,
    attachment_content,
    attachments_of,
    delete_attachment,
    put_attachment_back,
)
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.queries.menukaart.menukaart_changes import (
    card_versions,
    choose_card,
    delete_own,
    keep_own,
    overrule,
    own_id,
    school_card,
    touches_text,
    undo_cards,
)
from npo_desktop.queries.menukaart.menukaart_facts import menukaart_facts
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import SchoolIntervention
from npo_desktop.store.tables import Plan, Pupil

OWN = {
    "names": {"nl": "Leesmaatje", "en": "Reading buddy"},
    "goal_area": 2,
    "level": "pupil",
    "grades": [3, 6],
    "targets": {"COG-TEC": 1},
}
DAY = date(2026, 11, 24)


def _plans(session: Session, intervention: str, count: int, state: str = "agreed") -> None:
    asked = add_round(session, f"r-{uuid4().hex[:6]}", DAY, DAY + timedelta(days=9))
    for _n in range(count):
        pupil = Pupil(number=uuid4().hex[:8], call_name="Zoë", last_name="A", sort_name="a")
        session.add(pupil)
        session.flush()
        session.add(
            Plan(
                pupil_id=pupil.id,
                round_id=asked.id,
                intervention=intervention,
                state=state,
                starts_on=DAY,
                review_on=DAY + timedelta(days=70),
            )
        )
    session.flush()


def test_choosing_and_hiding_are_kept_and_undone(store: Store, content: Content) -> None:
    with store.writing() as session:
        first = choose_card(session, "feedback", "chosen")
        second = choose_card(session, "feedback", "hidden")
        assert school_catalogue(session, content).hidden[0].id == "feedback"
        undo_cards(session, [second])
        card = school_catalogue(session, content).get("feedback")
        assert card and card.choice == "chosen"
        undo_cards(session, [first])
        assert session.get(SchoolIntervention, "feedback") is None
        choose_card(session, "feedback", "chosen")
        choose_card(session, "feedback", "")  # says nothing any more: no row is left
        assert list(session.exec(select(SchoolIntervention))) == []


def test_an_overruled_figure_notes_the_plans_it_touches_and_resets(
    store: Store, content: Content
) -> None:
    with store.writing() as session:
        _plans(session, "feedback", 4)
        _plans(session, "feedback", 2, "concept")
        _plans(session, "mentoring", 1)
        choose_card(session, "feedback", "chosen")
        done = overrule(session, "feedback", {"months": 2}, note="Onze cijfers", words="2 for 6")
        (version,) = card_versions(session, "feedback")
        assert (version.words, version.running_plans) == ("2 for 6", 4)
        assert menukaart_facts(session).running == {"feedback": 4, "mentoring": 1}
        card = school_catalogue(session, content).get("feedback")
        assert card and (card.months, card.own_note, card.choice) == (2, "Onze cijfers", "chosen")
        overrule(session, "feedback", {}, note="gone too")
        card = school_catalogue(session, content).get("feedback")
        assert card and not card.own_fields and card.own_note == "" and card.choice == "chosen"
        assert len(card_versions(session, "feedback")) == 2
        undo_cards(session, [done])
        kept = school_card(session, "feedback")
        assert kept and not kept.document and kept.choice == "chosen"


def test_an_undone_change_leaves_no_version_behind(store: Store) -> None:
    with store.writing() as session:
        done = overrule(session, "feedback", {"cost": 5})
        undo_cards(session, [done])
        assert school_card(session, "feedback") is None
        assert card_versions(session, "feedback") == []


def test_what_it_touches_is_said_in_words() -> None:
    assert touches_text(0) != touches_text(1) != touches_text(4)
    assert "4" in touches_text(4)


def test_an_own_card_gets_an_id_of_its_own_that_no_plan_ever_had(store: Store) -> None:
    with store.writing() as session:
        assert own_id(session, "Voorleesopa's & -oma's") == "own-voorleesopa-s-oma-s"
        keep_own(session, own_id(session, "Leesmaatje"), OWN)
        assert own_id(session, "leesmaatje") == "own-leesmaatje-2"
        _plans(session, "own-leesmaatje-2", 1)
        assert own_id(session, "Leesmaatje") == "own-leesmaatje-3"
        assert own_id(session, "!!!").startswith("own-")


def test_an_own_card_that_a_plan_uses_is_not_deleted(store: Store, content: Content) -> None:
    with store.writing() as session:
        keep_own(session, "own-leesmaatje", OWN)
        _plans(session, "own-leesmaatje", 1, "stopped")
        card = school_catalogue(session, content).get("own-leesmaatje")
        assert card
        with pytest.raises(UserError) as refused:
            delete_own(session, card)
        assert refused.value.hint
        assert school_catalogue(session, content).get("own-leesmaatje")


def test_a_deleted_own_card_comes_back_with_its_files(store: Store, content: Content) -> None:
    with store.writing() as session:
        keep_own(session, "own-leesmaatje", OWN, note="Sinds 2024")
        add_attachment(session, "own-leesmaatje", "woorden.txt", b"zee")
        card = school_catalogue(session, content).get("own-leesmaatje")
        assert card
        done = delete_own(session, card)
        assert school_catalogue(session, content).get("own-leesmaatje") is None
        assert attachments_of(session, "own-leesmaatje") == []
        undo_cards(session, [done])
        assert school_catalogue(session, content).get("own-leesmaatje") == card
        (file,) = attachments_of(session, "own-leesmaatje")
        assert attachment_content(session, file.id) == b"zee"


def test_files_are_small_and_few_and_come_back(store: Store) -> None:
    with store.writing() as session:
        made = add_attachment(session, "feedback", "blad.pdf", b"%PDF")
        (file,) = attachments_of(session, "feedback")
        assert (file.id, file.file_name, file.size) == (made, "blad.pdf", 4)
        row = delete_attachment(session, made)
        session.flush()
        assert attachments_of(session, "feedback") == []
        put_attachment_back(session, row)
        session.flush()
        assert attachment_content(session, made) == b"%PDF"
        for content in (b"x" * (MOST_BYTES + 1), b""):
            with pytest.raises(UserError):
                add_attachment(session, "feedback", "groot.pdf", content)
        for _n in range(MOST_FILES - 1):
            add_attachment(session, "feedback", "nog.txt", b"x")
        with pytest.raises(UserError):
            add_attachment(session, "feedback", "te-veel.txt", b"x")
