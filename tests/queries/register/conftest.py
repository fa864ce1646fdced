"""A small school in the middle of a round."""

from datetime import date
from types import SimpleNamespace

import pytest

from npo_desktop import i18n
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil

YEAR = "2026-2027"


@pytest.fixture(autouse=True)
def on_the_24th(monkeypatch: pytest.MonkeyPatch, dutch: None) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    i18n.use("en")


@pytest.fixture
def school(store: Store) -> SimpleNamespace:
    """One class of its own year with Emely in it, one combination class of year 6 and 7."""
    found = SimpleNamespace(pupils={})
    with store.writing() as session:
        found.round = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4))
        five, mixed = (
            Group(school_year=YEAR, name="Groep 5", grade=5),
            Group(school_year=YEAR, name="Groep 6/7"),
        )
        old = Group(school_year="2025-2026", name="Groep 4", grade=4)
        session.add_all((five, mixed, old))
        session.flush()
        found.five, found.mixed, found.old = five.id, mixed.id, old.id
        people = (
            ("17", "Emely", five.id, 5),
            ("X0003", "Noa", mixed.id, 6),
            ("19", "Luis", mixed.id, 7),
        )
        for number, name, group_id, grade in people:
            pupil = Pupil(
                number=number,
                call_name=name,
                last_name="Pourier",
                sort_name=f"pourier, {name.lower()}",
                birth_date=date(2021 - grade, 3, 9),
            )
            session.add(pupil)
            session.flush()
            session.add(
                Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group_id, grade=grade)
            )
            found.pupils[name] = pupil.id
    return found
