"""The school's own menukaart: what it chose, hid, overruled and added, laid over what ships."""

import logging
from dataclasses import replace

from sqlmodel import Session, col, select

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.load import Content
from npo_desktop.content.school_catalogue import SchoolCard, overlay
from npo_desktop.store.support_tables import SchoolIntervention
from npo_desktop.store.tables import School

# Fields that are missing or of another kind.
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
_log = logging.getLogger(__name__)


def school_catalogue(session: Session, content: Content) -> Catalogue:
    """The catalogue as this school sees it: its island, its choices, figures and own cards."""
    school = session.get(School, 1)
    island, cards = school.island if school else "", school_cards(session)
    try:
        return overlay(content.catalogue, island, cards)
    except UNREADABLE:  # one damaged card must not keep the school out of everything else
        whole = [card for card in cards if _can_be_read(content.catalogue, card)]
        _log.warning("%d cards of the school cannot be read", len(cards) - len(whole))
        return overlay(content.catalogue, island, whole)


def school_content(session: Session, content: Content) -> Content:
    """All content with the school's own catalogue in it; what every page and command is given."""
    return replace(content, catalogue=school_catalogue(session, content))


def school_cards(session: Session) -> list[SchoolCard]:
    """What the school says of its cards, in the order of their ids."""
    found = session.exec(select(SchoolIntervention).order_by(col(SchoolIntervention.id)))
    return [card_facts(row) for row in found]


def _can_be_read(catalogue: Catalogue, card: SchoolCard) -> bool:
    try:
        overlay(catalogue, "", [card])
    except UNREADABLE:
        return False
    return True


def card_facts(row: SchoolIntervention) -> SchoolCard:
    """A row as plain facts."""
    return SchoolCard(
        id=row.id,
        choice=row.choice or "",
        document=dict(row.document) if isinstance(row.document, dict) else {},
        note=row.note,
        since=row.changed_at.date(),
        is_own=row.is_own,
    )
