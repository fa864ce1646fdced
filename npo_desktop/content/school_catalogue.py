"""The menukaart of one school: what ships, then what its island adds, then what the school says.

Pure: the store is read in ``queries/menukaart/menukaart.py``. Source: CATALOGUE.md, section 6.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from npo_desktop.content.catalogue import (
    OWN_FIELDS,
    Catalogue,
    Intervention,
    IslandFact,
)
from npo_desktop.content.own_card import card_of, own_dose

CHOSEN, HIDDEN = "chosen", "hidden"


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """What a school says of one card; of its own cards ``document`` holds every field."""

    id: str
    choice: str = ""  # CHOSEN, HIDDEN or neither
    document: Mapping[str, Any] | None = None  # of OWN_FIELDS only those overruled
    note: str = ""
    since: date | None = None
    is_own: bool = False


def overlay(catalogue: Catalogue, island: str, cards: Iterable[SchoolCard]) -> Catalogue:
    """The catalogue as this school sees it; laid over what shipped, also the second time.

    A card of the school's own stays its own when a later program ships one with the same id.
    """
    shipped = catalogue.shipped or catalogue
    said = {card.id: card for card in cards}
    own = [card for card in said.values() if card.is_own]
    facts = _by_card(shipped.island_facts, island)
    taken = {card.id for card in own}
    here = [
        _overruled(replace(one, island_facts=facts.get(one.id, ())), said.get(one.id))
        for one in shipped.interventions
        if one.id not in taken
    ]
    here += [_own(card) for card in own]
    return replace(
        shipped,
        interventions=tuple(one for one in here if one.choice != HIDDEN),
        hidden=tuple(one for one in here if one.choice == HIDDEN),
        shipped=shipped,
    )


def all_cards(catalogue: Catalogue) -> list[Intervention]:
    """Every card of the school: by goal area, what ships before what is its own."""
    cards = (*catalogue.interventions, *catalogue.hidden)
    shipped = catalogue.shipped or catalogue
    order = {card.id: place for place, card in enumerate(shipped.interventions)}
    return sorted(cards, key=lambda card: (card.goal_area, order.get(card.id, len(order)), card.id))


def _by_card(facts: Sequence[IslandFact], island: str) -> dict[str, tuple[IslandFact, ...]]:
    found: dict[str, tuple[IslandFact, ...]] = {}
    for fact in facts:
        if fact.island == island:
            found[fact.intervention] = (*found.get(fact.intervention, ()), fact)
    return found


def _overruled(card: Intervention, said: SchoolCard | None) -> Intervention:
    """A shipped card with what the school put in its place."""
    if said is None:
        return card
    document = dict(said.document or {})
    own = frozenset(document).intersection(OWN_FIELDS)
    marked = replace(
        card,
        choice=said.choice,
        own_fields=own,
        own_note=said.note if own else "",
        own_since=said.since if own else None,
    )
    return with_own(marked, document)


def with_own(card: Intervention, document: Mapping[str, Any]) -> Intervention:
    """The card with the overruled fields of a document in it; an unknown field is passed over."""
    changes: dict[str, Any] = {
        field: document[field]
        for field in ("months", "evidence", "cost", "material_usd")
        if field in document
    }
    if "months" in document:
        changes["figure_status"] = "none" if document["months"] is None else "own"
    if "dose" in document:
        changes["dose"] = own_dose(document["dose"])
    if "grades" in document:
        lowest, highest = document["grades"]
        changes["grades"] = (int(lowest), int(highest))
    return replace(card, **changes)


def _own(said: SchoolCard) -> Intervention:
    return replace(
        card_of(said.id, said.document or {}),
        choice=said.choice,
        own_fields=frozenset(OWN_FIELDS),
        own_note=said.note,
        own_since=said.since,
    )
