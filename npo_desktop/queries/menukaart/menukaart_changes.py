"""Changing the school's menukaart: choose, hide, overrule, add. Each change can be undone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.content.catalogue import OWN_ID, Intervention
from npo_desktop.content.school_catalogue import SchoolCard
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.names import folded
from npo_desktop.queries.menukaart.menukaart import card_facts
from npo_desktop.store import audit
from npo_desktop.store.plan_tables import GroupPlan
from npo_desktop.store.support_tables import Attachment, InterventionVersion, SchoolIntervention
from npo_desktop.store.tables import Plan

RUNNING = "agreed"
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class CardBefore:
    """A card as it was, so that a change can be undone."""

    id: str
    row: Mapping[str, Any] | None  # its columns; ``None``: the school had said nothing
    version: int | None = None  # the note of the change, taken back with it
    attachments: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CardVersion:
    """A change of a card that was kept."""

    made_at: datetime
    words: str
    running_plans: int


def running_plans(session: Session, intervention: str) -> int:
    """How many agreed plans of pupils rest on this card."""
    return _count(session, Plan.intervention == intervention, Plan.state == RUNNING)


def touches_text(running: int) -> str:
    """What a change touches; nothing to say when no plan runs."""
    if not running:
        return _("No running plan uses this card.")
    return ngettext(
        "This touches {n} running plan.", "This touches {n} running plans.", running
    ).format(n=running)


def choose_card(session: Session, id: str, choice: str) -> CardBefore:
    """Choose, hide, or neither. The caller commits."""
    before = _before(session, id)
    row = session.get(SchoolIntervention, id) or SchoolIntervention(id=id)
    row.choice = choice or None
    session.add(row)
    _drop_if_silent(session, row)
    audit.note(session, "settings", "menukaart")
    return before


def overrule(
    session: Session, id: str, document: Mapping[str, Any], *, note: str = "", words: str = ""
) -> CardBefore:
    """Put the school's own figures in the place of the shipped ones; an empty document resets."""
    row = session.get(SchoolIntervention, id) or SchoolIntervention(id=id)
    return _keep(session, row, document, note if document else "", words)


def keep_own(
    session: Session, id: str, document: Mapping[str, Any], *, note: str = "", words: str = ""
) -> CardBefore:
    """Keep a card of the school's own, new or changed; ``id`` from ``own_id`` for a new one."""
    row = session.get(SchoolIntervention, id) or SchoolIntervention(id=id, is_own=True)
    return _keep(session, row, document, note, words)


def own_id(session: Session, name: str) -> str:
    """An id for a new card of this name, that no other card has or had in a plan."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:LONGEST_ID] or "card"
    taken = set(session.exec(select(SchoolIntervention.id)))
    taken |= set(session.exec(select(Plan.intervention).distinct()))
    taken |= set(session.exec(select(InterventionVersion.intervention).distinct()))
    tries = (f"{OWN_ID}{plain}{'' if n == 1 else f'-{n}'}" for n in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


def delete_own(session: Session, card: Intervention) -> CardBefore:
    """Take an own card away for good; refused while any plan names it."""
    used = _count(session, Plan.intervention == card.id)
    used += session.execute(
        select(func.count()).select_from(GroupPlan).where(col(GroupPlan.intervention) == card.id)
    ).scalar_one()
    if used:
        words = ngettext(
            "{name} is used by {n} plan.", "{name} is used by {n} plans.", used
        ).format(name=pick(card.names), n=used)
        raise UserError(words, _("Hide the card instead: it is not proposed any more."))
    before = _before(session, card.id, _attachments(session, card.id))
    for attachment in session.exec(select(Attachment).where(Attachment.intervention == card.id)):
        session.delete(attachment)
    session.delete(session.get_one(SchoolIntervention, card.id))
    audit.note(session, "settings", "menukaart")
    return before


def undo_cards(session: Session, changes: Sequence[CardBefore]) -> None:
    """Put cards back as they were, the last change first. The caller commits."""
    for before in reversed(changes):
        if found := session.get(SchoolIntervention, before.id):
            session.delete(found)
            session.flush()
        if before.row is not None:
            session.add(SchoolIntervention(**before.row))
        if before.version is not None and (
            version := session.get(InterventionVersion, before.version)
        ):
            session.delete(version)
        session.add_all(Attachment(**row) for row in before.attachments)
        session.flush()
    audit.note(session, "settings", "menukaart")


def card_versions(session: Session, id: str) -> list[CardVersion]:
    """What was changed on a card, the newest first."""
    query = select(InterventionVersion).where(InterventionVersion.intervention == id)
    found = session.exec(query.order_by(col(InterventionVersion.id).desc()))
    return [CardVersion(one.made_at, one.words, one.running_plans) for one in found]


def school_card(session: Session, id: str) -> SchoolCard | None:
    """What the school says of one card."""
    row = session.get(SchoolIntervention, id)
    return card_facts(row) if row else None


def _keep(
    session: Session, row: SchoolIntervention, document: Mapping[str, Any], note: str, words: str
) -> CardBefore:
    before = _before(session, row.id)
    version = InterventionVersion(
        intervention=row.id,
        before=None if before.row is None else _plain(before.row),
        words=words,
        running_plans=running_plans(session, row.id),
        slot_id=_slot(session),
    )
    row.document, row.note, row.changed_at = dict(document), note, now()
    session.add_all((row, version))
    _drop_if_silent(session, row)
    session.flush()
    audit.note(session, "settings", "menukaart")
    return CardBefore(before.id, before.row, version.id)


def _before(
    session: Session, id: str, attachments: tuple[Mapping[str, Any], ...] = ()
) -> CardBefore:
    row = session.get(SchoolIntervention, id)
    return CardBefore(id, row.model_dump() if row else None, attachments=attachments)


def _drop_if_silent(session: Session, row: SchoolIntervention) -> None:
    """A row that says nothing any more is none."""
    if not (row.is_own or row.choice or row.document):
        session.delete(row) if row in session and row not in session.new else session.expunge(row)
    session.flush()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("choice", "document", "note")}


def _attachments(session: Session, id: str) -> tuple[Mapping[str, Any], ...]:
    found = session.exec(select(Attachment).where(Attachment.intervention == id))
    return tuple(one.model_dump() for one in found)


def _count(session: Session, *conditions: Any) -> int:
    query = select(func.count()).select_from(Plan).where(*conditions)
    return int(session.execute(query).scalar_one())


def _slot(session: Session) -> UUID | None:
    store = session.info.get("store")
    return store.opener.slot_id if store is not None else None
