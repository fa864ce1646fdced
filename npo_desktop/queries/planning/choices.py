"""Choosing a proposal: the plan as it is first proposed, kept with the numbers it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, current, speaking
from npo_desktop.proposals.plan import NOTHING_EXTRA, basis_of, draft_plan, nothing_extra
from npo_desktop.proposals.propose import Proposals
from npo_desktop.proposals.school_weeks import DaysOff
from npo_desktop.queries.planning.plan_changes import change_plan
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, as_new, set_state, withdraw_plan
from npo_desktop.queries.privacy.belongings import belongings, plain_row
from npo_desktop.queries.privacy.put_back import insert_again, pointers
from npo_desktop.store.tables import Feasibility


def drafted(
    dossier: Dossier,
    proposals: Proposals,
    intervention_id: str,
    content: Content,
    today: date,
    *,
    language: str | None = None,
    holidays: Sequence[DaysOff] = (),
) -> NewPlan:
    """A choice with everything filled in that is known; the window and the command both use it.

    ``language`` is that of the texts kept with it; without it the one that is spoken.
    ``holidays``: the weeks of the plan are weeks of school.
    """
    intervention = content.catalogue.get(intervention_id)
    if intervention_id == NOTHING_EXTRA:
        draft = nothing_extra(today, holidays)
    elif intervention is None:
        raise UserError(
            _("There is no approach called {id} in the catalogue.").format(id=intervention_id),
            _("See the proposals for this pupil."),
        )
    else:
        with speaking(language or current()):
            draft = draft_plan(
                dossier, intervention, content.catalogue, content.questionnaires, today, holidays
            )
    goals: tuple[GoalFacts, ...] = ()
    if draft.goals:
        first = draft.goals[0]
        measure = next((m for m in draft.measures if m.subscale == first.subscale), None)
        goals = (
            GoalFacts(
                first.text,
                first.subscale,
                measure.now if measure else None,
                measure.certain if measure else None,
                measure.certain if measure else None,
                first.observe,
            ),
        )
    return NewPlan(
        pupil_id=dossier.pupil.id,
        round_id=dossier.round.id,
        intervention=draft.intervention,
        starts_on=draft.starts_on,
        review_on=draft.review_on,
        goals=goals,
        sessions_per_week=draft.sessions_per_week,
        minutes=draft.minutes,
        weeks=draft.weeks,
        group_size=draft.group_size,
        first_step=draft.first_step,
        basis=basis_of(dossier, proposals, intervention),
    )


def change_concept(session: Session, plan_id: UUID, new: NewPlan) -> tuple[UUID, NewPlan]:
    """Change a concept; returns its id and what puts the old one back."""
    return plan_id, as_new(change_plan(session, plan_id, new))


def forget_feasibility(session: Session, intervention: str, factor: str) -> None:
    """As if nobody had answered this question of a catalogue card."""
    if found := session.get(Feasibility, (intervention, factor)):
        session.delete(found)


def take_back(session: Session, plan_id: UUID, before: NewPlan | None) -> None:
    """Undo a choice just made, also one already agreed, and put back what stood there."""
    set_state(session, plan_id, "concept")
    session.flush()
    if before is None:
        withdraw_plan(session, plan_id)
    else:
        change_plan(session, plan_id, before)
    session.flush()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A concept that was taken away, with all that hung on it: ``put_concept_back`` undoes it."""

    intervention: str
    rows: tuple[Mapping[str, Any], ...]


def drop_concept(session: Session, plan_id: UUID) -> Dropped:
    """Take a concept away; an agreed plan stays (``UserError``)."""
    session.flush()
    rows = belongings(session, "plan", [plan_id])
    kept = [{"table": name, "row": plain_row(row)} for name, mine in rows.items() for row in mine]
    kept += pointers(session, rows)
    return Dropped(withdraw_plan(session, plan_id).intervention, tuple(kept))


def put_concept_back(session: Session, dropped: Dropped) -> None:
    """The same rows again, not only the same words."""
    insert_again(session, dropped.rows)
