"""What the proposal page reads of one pupil in one go, and what is worked out with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.class_approach import ClassApproach, approach_for, class_approaches
from npo_desktop.proposals.constants import Constants, Here
from npo_desktop.proposals.criteria import Criterion, Said, with_choices
from npo_desktop.proposals.load_guard import MOST_THINGS, LoadWarning
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft, draft_plan, nothing_extra
from npo_desktop.proposals.propose import Answers, Proposals, propose
from npo_desktop.proposals.school_weeks import DaysOff
from npo_desktop.proposals.support.obstacle_words import load_text
from npo_desktop.proposals.words.proposed import dose_note
from npo_desktop.queries.groups import group_list, staff_list
from npo_desktop.queries.planning.choices import drafted
from npo_desktop.queries.planning.criteria import criteria_by_card
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.plans import NewPlan, PlanFacts, as_new, plan_list
from npo_desktop.queries.planning.ranking_choices import school_here
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.holidays import holiday_list
from ui.plans.plan_form import FormContent

if TYPE_CHECKING:
    from ui.app import App


@dataclass(frozen=True, slots=True)
class ProposalRead:
    """Of one pupil in one round."""

    dossier: Dossier
    proposals: Proposals
    here: Here
    answers: Answers
    criteria: Mapping[str, Mapping[Criterion, Said]]
    plans: Mapping[str, PlanFacts]  # by intervention
    staff: Sequence[str]  # the own teachers first
    approach: ClassApproach | None
    holidays: Sequence[DaysOff]
    agreed: Sequence[PlanFacts] = ()  # of every round

    @property
    def nothing(self) -> Draft:
        """Nothing extra now, and when to look again."""
        return nothing_extra(today(), self.holidays)

    def drafted(self, content: Content, intervention: str) -> NewPlan:
        """The plan as the choice begins, with what the school said in its basis."""
        plan = drafted(
            self.dossier, self.proposals, intervention, content, today(), holidays=self.holidays
        )
        said = self.criteria.get(intervention, {})
        basis = with_choices(plan.basis or {}, self.proposals, intervention, said, self.here)
        return replace(plan, basis=basis)


def read_proposal(app: App, scored: ScoredRound, dossier: Dossier) -> ProposalRead:
    """Everything the page shows."""
    with app.reading() as session:
        answers, here = feasibility_answers(session), school_here(session)
        criteria = criteria_by_card(session)
        every_plan = plan_list(session, pupil_id=dossier.pupil.id)
        year = school_year_of(dossier.round.starts_on)
        mine = [g for g in group_list(session, year) if g.name == dossier.pupil.group]
        everybody = [member.name for member in staff_list(session)]
        holidays = holiday_list(session)
    first = [name for group in mine for name in group.teachers]
    catalogue = app.content.catalogue
    classmates = [d for d in scored.dossiers.values() if d.pupil.group_id == dossier.pupil.group_id]
    found = {
        mate.pupil.id: propose(mate, catalogue, answers, here) for mate in classmates if mate.flags
    }
    approaches = class_approaches(classmates, found, catalogue, answers, here)
    mine_found = found.get(dossier.pupil.id)
    return ProposalRead(
        dossier,
        mine_found or propose(dossier, catalogue, answers, here),
        here,
        answers,
        criteria,
        {plan.intervention: plan for plan in every_plan if plan.round_id == dossier.round.id},
        [*first, *(name for name in everybody if name not in first)],
        approach_for(approaches, dossier.pupil.id) if dossier.pupil.group else None,
        holidays,
        [plan for plan in every_plan if plan.state == "agreed"],
    )


def order_with(content: Content, read: ProposalRead, constants: Constants) -> list[str]:
    """The order of this pupil's proposals under other constants."""
    here = replace(read.here, constants=constants)
    found = propose(read.dossier, content.catalogue, read.answers, here)
    return [one.intervention.id for one in found.ranked]


def form_content(
    content: Content, read: ProposalRead, key: str, edited: NewPlan | None
) -> FormContent:
    """What the form shows of one option: what was typed, else what is kept, else the draft."""
    kept, intervention = read.plans.get(key), content.catalogue.get(key)
    plan: NewPlan = as_new(kept) if kept else read.drafted(content, key)
    name = pick(intervention.names) if intervention else _("Nothing extra now")
    dose = dose_note(intervention.dose) if intervention else ""
    return FormContent(
        plan=edited or plan,
        title=_("Plan: {name}").format(name=name),
        state=kept.state if kept else "",
        draft=_draft(content, read, key),
        dose_note=_too_much(read, edited or plan) or dose,
        names={code: pick(names.staff) for code, names in content.subscales.items()},
        staff=read.staff,
        pupil=read.dossier.pupil.call_name,
        holidays=read.holidays,
        signed=_signed(kept) if kept else "",
    )


def still_running_text(read: ProposalRead) -> str:
    """Beside "nothing extra now": the plans that do not stop by it; empty without any."""
    n = sum(one.intervention != NOTHING_EXTRA for one in read.agreed)
    words = ngettext("{n} plan of {name} goes on.", "{n} plans of {name} go on.", n)
    return words.format(n=n, name=read.dossier.pupil.call_name) if n else ""


def _too_much(read: ProposalRead, plan: NewPlan) -> str:
    """A warning before a fourth thing lands on one child; one line, there is room for no more."""
    beside = {
        one.intervention
        for one in read.agreed
        if one.starts_on <= plan.review_on and one.review_on >= plan.starts_on
    }
    if plan.intervention in {*beside, NOTHING_EXTRA}:
        return ""
    is_fourth = len(beside - {NOTHING_EXTRA}) >= MOST_THINGS
    return load_text(LoadWarning.MANY_THINGS) if is_fourth else ""


def _draft(content: Content, read: ProposalRead, key: str) -> Draft:
    intervention = content.catalogue.get(key)
    if intervention is None:
        return read.nothing
    return draft_plan(
        read.dossier,
        intervention,
        content.catalogue,
        content.questionnaires,
        today(),
        read.holidays,
    )


def _signed(plan: PlanFacts) -> str:
    if plan.signed_on is None:
        return ""
    words = _("Signed on {date} by {who}. Code {code}.")
    return words.format(date=date_text(plan.signed_on), who=plan.signed_by, code=plan.code)
