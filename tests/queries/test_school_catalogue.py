"""The school's own menukaart, as everybody who proposes reads it."""

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.content.school_catalogue import SchoolCard, overlay
from npo_desktop.queries.menukaart.menukaart import school_catalogue, school_content
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import SchoolIntervention

OWN = {
    "names": {"nl": "Leesmaatje", "en": "Reading buddy"},
    "goal_area": 2,
    "level": "pupil",
    "grades": [3, 6],
    "targets": {"COG-TEC": 1, "COG-COM": 0.5},
    "dose": {
        "sessions_per_week": 2,
        "minutes_per_session": 20,
        "weeks": 10,
        "group_size": 1,
    },
    "contraindications": [{"effect": "stop", "texts": {"nl": "Niet bij ...", "en": "Not if ..."}}],
}


def _keep(session: Session, *rows: SchoolIntervention) -> None:
    session.add_all(rows)
    session.flush()


def test_without_anything_said_the_school_sees_what_ships_and_its_own_island(
    store: Store, content: Content
) -> None:
    with store.reading() as session:
        found = school_catalogue(session, content)
    assert [one.id for one in found.interventions] == [
        one.id for one in content.catalogue.interventions
    ]
    assert not found.hidden and found.shipped is content.catalogue
    facts = {fact.island for one in found.interventions for fact in one.island_facts}
    assert facts == {"bonaire"}
    behaviour = found.get("behaviour-interventions")
    assert behaviour and behaviour.island_facts[0].value == "EOZ"


def test_a_hidden_card_is_not_proposed_but_keeps_its_name(store: Store, content: Content) -> None:
    with store.writing() as session:
        _keep(session, SchoolIntervention(id="mentoring", choice="hidden"))
        found = school_catalogue(session, content)
    assert "mentoring" not in [one.id for one in found.interventions]
    card = found.get("mentoring")
    assert card and card.names["nl"] and card.choice == "hidden"


def test_an_overruled_figure_is_replaced_and_marked_and_the_rest_stays(
    store: Store, content: Content
) -> None:
    shipped = content.catalogue.get("feedback")
    with store.writing() as session:
        document = {"months": 2, "material_usd": 12.5, "grades": [4, 6]}
        _keep(session, SchoolIntervention(id="feedback", choice="chosen", document=document))
        card = school_catalogue(session, content).get("feedback")
    assert shipped and card
    assert (card.months, card.material_usd, card.grades) == (2, 12.5, (4, 6))
    assert card.own_fields == {"months", "material_usd", "grades"}
    assert card.choice == "chosen" and card.figure_status == "own"
    assert (card.evidence, card.source, card.names) == (
        shipped.evidence,
        shipped.source,
        shipped.names,
    )


def test_a_figure_may_be_overruled_with_none_which_is_not_zero(content: Content) -> None:
    card = overlay(content.catalogue, "saba", [SchoolCard("feedback", document={"months": None})])
    found = card.get("feedback")
    assert found and found.months is None and found.figure_status == "none"
    assert found.own_fields == {"months"}


def test_an_own_card_stands_among_the_others_and_is_never_research(
    store: Store, content: Content
) -> None:
    with store.writing() as session:
        _keep(session, SchoolIntervention(id="own-leesmaatje", is_own=True, document=OWN))
        card = school_catalogue(session, content).get("own-leesmaatje")
    assert card and card.is_own and card.months is None and card.evidence is None
    assert card.targets == {"COG-TEC": 1, "COG-COM": 0.5} and card.grades == (3, 6)
    assert card.dose and card.dose.staff_hours == 2 * 20 * 10 / 60
    assert [one.effect for one in card.stops] == ["stop"]


def test_laying_it_over_twice_is_the_same_and_a_reset_shows_what_ships(
    store: Store, content: Content
) -> None:
    with store.writing() as session:
        row = SchoolIntervention(id="feedback", document={"months": 2})
        _keep(session, row, SchoolIntervention(id="own-a", is_own=True, document=OWN))
        once = school_content(session, content)
        assert school_content(session, once) == once
        session.delete(row)
        session.flush()
        again = school_catalogue(session, once)
    assert again.get("feedback") == content.catalogue.get("feedback")
    assert [one.id for one in again.interventions].count("own-a") == 1
