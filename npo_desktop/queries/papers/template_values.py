"""What a school's own workbook can be filled in with: of a round, and of one pupil if wanted."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.exports.xlsx.template_fields import TemplateValues, Value
from npo_desktop.exports.xlsx.wording import state_text
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.groups import GroupRow, group_list
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.planning.plan_sessions import DoseGiven, dose_given, sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.pupils import pupil_facts, pupil_list
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.holidays import holiday_list


def load_template_values(
    session: Session, content: Content, this: RoundFacts, pupil_id: UUID | None = None
) -> TemplateValues:
    """In the language being spoken; plans group by group, youngest first, then by name."""
    year, day = school_year_of(this.starts_on), today()
    groups = group_list(session, year)
    plans = [
        plan for plan in plan_list(session, round_id=this.id) if pupil_id in (None, plan.pupil_id)
    ]
    pupils = {one.id: one for one in pupil_list(session, year, on=this.starts_on)}
    count = len(pupils)
    for missing in {plan.pupil_id for plan in plans} - set(pupils):  # who left meanwhile
        pupils[missing] = pupil_facts(session, missing, year)
    holidays, logged = holiday_list(session), sessions_of(session, [plan.id for plan in plans])
    doses = {plan.id: dose_given(plan, logged.get(plan.id, ()), day, holidays) for plan in plans}
    single = _of_school(session, this, plans, count)
    single["sessions_given"] = sum(dose.given for dose in doses.values())
    if pupil_id is not None:
        chosen = pupils.get(pupil_id) or pupil_facts(session, pupil_id, year)
        single |= _of_pupil(chosen, groups)
    catalogue = school_content(session, content).catalogue
    names = {one.id: one.name for one in catalogue.interventions}
    order = {group.id: place for place, group in enumerate(groups)}
    plans.sort(key=lambda plan: _place(pupils[plan.pupil_id], order, len(groups)))
    whose = {plan.pupil_id for plan in plans} | ({pupil_id} if pupil_id else set())
    return TemplateValues(
        single=single,
        rows=tuple(_row(plan, pupils[plan.pupil_id], doses[plan.id], names) for plan in plans),
        is_of_pupil=pupil_id is not None,
        pupils=len(whose),
    )


def _of_school(
    session: Session, this: RoundFacts, plans: list[PlanFacts], pupils: int
) -> dict[str, Value]:
    school = school_facts(session)
    states = [plan.state for plan in plans]
    return {
        "school": school.name,
        "place": school.place,
        "school_year": school_year_of(this.starts_on),
        "round": this.name,
        "made_on": today(),
        "coordinator": school.coordinator,
        "pupils": pupils,
        "plans": len(plans),
        **{state: states.count(state) for state in ("concept", "agreed", "stopped", "done")},
    }


def _of_pupil(pupil: PupilFacts, groups: list[GroupRow]) -> dict[str, Value]:
    teachers = next((one.teachers for one in groups if one.id == pupil.group_id), ())
    return {
        "pupil": pupil.full_name,
        "call_name": pupil.call_name,
        "number": pupil.number,
        "group": pupil.group,
        "year_group": pupil.grade,
        "teacher": ", ".join(teachers),
    }


def _place(pupil: PupilFacts, order: Mapping[UUID, int], last: int) -> tuple[int, str]:
    place = order.get(pupil.group_id, last) if pupil.group_id else last
    return place, folded(pupil.list_name)


def _row(
    plan: PlanFacts, pupil: PupilFacts, dose: DoseGiven, names: Mapping[str, str]
) -> dict[str, Value]:
    approach = names.get(plan.intervention, plan.intervention)
    if plan.intervention == NOTHING_EXTRA:
        text = _("Nothing extra now. Look again on {date}.")
        approach = text.format(date=date_text(plan.review_on))
    first = plan.goals[0] if plan.goals else None
    return {
        "pupil": pupil.list_name,
        "number": pupil.number,
        "group": pupil.group,
        "approach": approach,
        "goal": "\n".join(goal.text for goal in plan.goals),
        "start_value": _whole(first.start_value if first else None),
        "target": _whole(first.target_value if first else None),
        "per_week": plan.sessions_per_week,
        "minutes": plan.minutes,
        "weeks": plan.weeks,
        "group_size": plan.group_size,
        "who": plan.who,
        "first_step": plan.first_step,
        "start": plan.starts_on,
        "review": plan.review_on,
        "state": state_text(plan.state),
        "planned": dose.planned,
        "given": dose.given,
        "reason": plan.reason,
    }


def _whole(score: float | None) -> int | None:
    return None if score is None else round(score)
