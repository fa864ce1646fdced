"""What holds on one island only: data beside the catalogue, read as strictly as the rest."""

from collections.abc import Callable

import pytest

from npo_desktop.content.catalogue import ISLANDS
from npo_desktop.content.load import Content
from npo_desktop.content.school_catalogue import overlay
from npo_desktop.store import tables

Spoil = Callable[[str, str, str], str]
FILE = "catalogue/islands.csv"


def test_the_islands_are_those_of_the_store() -> None:
    assert ISLANDS == tables.ISLANDS


def test_every_island_names_its_own_expertise_centre_and_no_other(content: Content) -> None:
    centres = {"bonaire": "EOZ", "sint-eustatius": "ECE", "saba": "EC2"}
    for island, centre in centres.items():
        partners = {
            fact.value
            for card in overlay(content.catalogue, island, []).interventions
            for fact in card.island_facts
            if fact.field == "partner"
        }
        assert partners == {centre}


def test_island_facts_change_no_figure(content: Content) -> None:
    for island in ISLANDS:
        there = overlay(content.catalogue, island, []).interventions
        for card, shipped in zip(there, content.catalogue.interventions, strict=True):
            assert (card.months, card.evidence, card.cost) == (
                shipped.months,
                shipped.evidence,
                shipped.cost,
            )
            assert not card.own_fields


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("bonaire,behaviour", "aruba,behaviour", "aruba"),
        (",temporary-staff,", ",temporary-stuff,", "temporary-stuff"),
        (",partner,EOZ,", ",pardner,EOZ,", "pardner"),
        ("EOZ, the expertise centre of Bonaire, can read along with this approach.", "", "en"),
    ],
)
def test_a_fault_is_named_with_its_file(spoil: Spoil, old: str, new: str, says: str) -> None:
    complaint = spoil(FILE, old, new)
    assert "islands.csv" in complaint and says in complaint
