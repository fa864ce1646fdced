"""A card of the school that cannot be read is left out; every other card stays."""

import logging
from typing import Any

import pytest

from npo_desktop.content.load import Content
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import SchoolIntervention


@pytest.mark.parametrize("document", [{}, {"goal_area": "x"}, {"months": None}, "words", [1]])
def test_one_damaged_card_of_its_own_is_passed_over(
    store: Store, content: Content, document: Any, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, *_others = content.catalogue.interventions
    with store.writing() as session:
        session.add(SchoolIntervention(id="own-damaged", is_own=True, document=document))
        session.add(SchoolIntervention(id=first.id, document={"dose": 3, "grades": "x"}))
        session.add(SchoolIntervention(id=second.id, choice="chosen", document={"months": 4}))
    with store.reading() as session, caplog.at_level(logging.WARNING):
        found = school_catalogue(session, content)
    assert found.get("own-damaged") is None
    assert found.get(first.id) == first
    chosen = found.get(second.id)
    assert chosen is not None and (chosen.choice, chosen.months) == ("chosen", 4)
    assert "2 cards of the school cannot be read" in caplog.text
