"""Changing a plan: in place while a concept, with the earlier version kept once it was agreed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.people_named import opener_names
from npo_desktop.queries.planning.plans import (
    GoalFacts,
    NewPlan,
    PlanFacts,
    as_new,
    check_plan,
    plan_facts,
    refuse_signed,
    write_content,
)
from npo_desktop.store.dump import plain
from npo_desktop.store.plan_tables import PlanVersion
from npo_desktop.store.tables import Plan

ENDED = ("done", "stopped")
_DAYS = ("starts_on", "review_on", "signed_on")
_SIGNED = ("signed_on", "signed_by", "code")


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as it was, why that changed, and who changed it when."""

    version: int
    plan: PlanFacts
    words: str
    made_at: datetime  # UTC
    who: str


def change_plan(session: Session, plan_id: UUID, new: NewPlan, why: str = "") -> PlanFacts:
    """Change what a plan says; returns what it said, for ``put_plan_back``.

    Once agreed, the earlier version is kept and ``why`` is asked. Signed or ended: refused.
    """
    plan, before = session.get_one(Plan, plan_id), plan_facts(session, plan_id)
    refuse_signed(plan)
    if plan.state in ENDED:
        raise _ended()
    check_plan(session, new)
    if plan.state == "agreed":
        if not why.strip():
            raise UserError(
                _("This plan was agreed: say why it changes."),
                _("One sentence is enough; the earlier version is kept with it."),
            )
        keep_version(session, before, why.strip())
        plan.version += 1
    write_content(session, plan, new)
    return before


def put_plan_back(session: Session, before: PlanFacts) -> None:
    """Undo a change: the plan says again what it said, and the version made of it goes."""
    plan = session.get_one(Plan, before.id)
    refuse_signed(plan)  # since the change: an undo is no road around a signature
    if plan.state in ENDED:
        raise _ended()
    for later in session.exec(
        select(PlanVersion).where(
            PlanVersion.plan_id == before.id, PlanVersion.version >= before.version
        )
    ):
        session.delete(later)
    plan.version = before.version
    for part in _SIGNED:
        setattr(plan, part, getattr(before, part))
    write_content(session, plan, as_new(before))


def begin_version(session: Session, plan_id: UUID, why: str) -> PlanFacts:
    """Copy a signed plan into a new version, agreed but not signed; returns the signed one."""
    plan, before = session.get_one(Plan, plan_id), plan_facts(session, plan_id)
    if plan.signed_on is None:
        raise UserError(_("This plan was not signed."), _("It can be changed as it is."))
    if plan.state in ENDED:
        raise _ended()
    if not why.strip():
        raise UserError(
            _("Say why a new version begins."),
            _("One sentence is enough; the earlier version is kept with it."),
        )
    keep_version(session, before, why.strip())
    plan.version += 1
    plan.signed_on, plan.signed_by, plan.code = None, "", None
    session.flush()
    return before


def versions_of(session: Session, plan_id: UUID) -> tuple[Version, ...]:
    """The earlier versions, newest first."""
    names = opener_names(session)
    query = (
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(col(PlanVersion.version).desc())
    )
    return tuple(
        Version(
            row.version,
            facts_from(row.document),
            row.words,
            row.made_at.replace(tzinfo=UTC),
            names.get(row.slot_id, ""),
        )
        for row in session.exec(query)
    )


def keep_version(session: Session, before: PlanFacts, why: str) -> None:
    """The plan as it stands now, kept under its own number."""
    session.add(
        PlanVersion(
            plan_id=before.id,
            version=before.version,
            document=as_document(before),
            words=why,
            slot_id=slot_of(session),
        )
    )


def as_document(plan: PlanFacts) -> dict[str, Any]:
    """A plan as JSON holds it."""
    facts = asdict(plan) | {"basis": dict(plan.basis)}
    return {name: plain(value) for name, value in facts.items()}


def facts_from(document: Mapping[str, Any]) -> PlanFacts:
    """What ``as_document`` made."""
    goals = tuple(GoalFacts(**goal) for goal in document["goals"])
    ids = {part: UUID(document[part]) for part in ("id", "pupil_id", "round_id")}
    days = {
        part: None if document[part] is None else date.fromisoformat(document[part])
        for part in _DAYS
    }
    return PlanFacts(**{**document, **ids, **days, "goals": goals})


def _ended() -> UserError:
    return UserError(
        _("This plan has ended, so it is kept as it was."),
        _("Choose an approach again at the proposals."),
    )


def slot_of(session: Session) -> UUID | None:
    """Who has the store open; ``None`` for a tool without a school."""
    store = session.info.get("store")
    return store.opener.slot_id if store is not None else None
