"""The draft of a plan: what a choice begins with before a person changes it. Pure.

Source: SCORING.md, sections 4 and 7; CATALOGUE.md, sections 4e and 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import Dossier, SubscaleScore
from npo_desktop.i18n import pick
from npo_desktop.proposals.propose import Proposal, Proposals, served
from npo_desktop.proposals.school_weeks import DaysOff, next_school_day
from npo_desktop.proposals.school_weeks import school_weeks as school_weeks
from npo_desktop.scoring.reliability import smallest_reliable_change
from npo_desktop.scoring.scale import TOLERANCE

NOTHING_EXTRA = "nothing-extra"  # the word the store keeps for "nothing extra now"
LOOK_AGAIN_WEEKS = 10  # without a dose, and for nothing extra
LONGEST_WITHOUT_REVIEW = 20  # weeks: half a school year, also for what lasts a whole one
SHORTEST_MEASURED = 3  # items: a shorter subscale gives no certain change

Editions = Mapping[str, Questionnaire]


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A goal from the catalogue, with the name filled in, and how one sees that it is reached."""

    subscale: str
    text: str
    observe: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a goal is measured with; values 0 to 100."""

    subscale: str
    now: float | None
    certain: float | None  # from here on progress exceeds measurement error; None: cannot be said
    informant: Informant | None = None
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form begins with. A dose part is empty when nobody knows it."""

    intervention: str
    goals: tuple[GoalChoice, ...]
    measures: tuple[Measure, ...]  # what it serves, worst first
    sessions_per_week: int | None
    minutes: int | None
    weeks: int | None
    group_size: int | None
    starts_on: date
    review_on: date
    first_step: str = ""


def draft_plan(
    dossier: Dossier,
    intervention: Intervention,
    catalogue: Catalogue,
    questionnaires: Editions,
    today: date,
    holidays: Sequence[DaysOff] = (),
) -> Draft:
    """A first version for this pupil, in the language that is spoken now."""
    needs = served(dossier.flags, intervention)
    dose = intervention.dose
    starts_on = next_school_day(next_monday(today), holidays)
    return Draft(
        intervention=intervention.id,
        goals=goal_choices(catalogue, needs, dossier.pupil.call_name),
        measures=tuple(measure_of(dossier, need, questionnaires) for need in needs),
        sessions_per_week=as_whole(dose.sessions_per_week, 14) if dose else None,
        minutes=as_whole(dose.minutes, 480) if dose else None,
        weeks=as_whole(dose.weeks, 52) if dose else None,
        group_size=as_whole(dose.group_size, 40) if dose else None,
        starts_on=starts_on,
        review_on=review_day(starts_on, dose.weeks if dose else LOOK_AGAIN_WEEKS, holidays),
        first_step=pick(intervention.practice.get("first_step", {})),
    )


def nothing_extra(today: date, holidays: Sequence[DaysOff] = ()) -> Draft:
    """As good a choice as any: nothing extra, and the day to look again."""
    starts_on = next_school_day(next_monday(today), holidays)
    look_again = review_day(starts_on, LOOK_AGAIN_WEEKS, holidays)
    return Draft(NOTHING_EXTRA, (), (), None, None, None, None, starts_on, look_again)


def goal_choices(
    catalogue: Catalogue, subscales: Sequence[str], name: str
) -> tuple[GoalChoice, ...]:
    """The example goals of these subscales, in their order, about this child."""
    return tuple(
        GoalChoice(
            goal.subscale,
            pick(goal.texts).replace("{name}", name),
            pick(goal.observe).replace("{name}", name),
        )
        for subscale in subscales
        for goal in catalogue.goals_for(subscale)
    )


def measure_of(dossier: Dossier, subscale: str, questionnaires: Editions) -> Measure:
    """The present value, by the informant who can show a certain change best."""
    scored = _measured_by(dossier, subscale)
    if scored is None or scored.score.pomp is None:
        return Measure(subscale, None, None)
    certain = None
    questionnaire = questionnaires.get(scored.questionnaire)
    if questionnaire is not None and scored.score.items >= SHORTEST_MEASURED:
        certain = certain_value(scored.score.pomp, questionnaire)
    return Measure(subscale, scored.score.pomp, certain, scored.informant, scored.edition)


def certain_value(now: float, questionnaire: Questionnaire) -> float | None:
    """The first whole value above ``now`` (0 to 100) that is surely better; ``None`` above 100."""
    step = smallest_reliable_change(questionnaire.sd, questionnaire.reliability)
    value = float(ceil(now + 100 * step / questionnaire.top - TOLERANCE))
    return value if value <= 100 else None


def next_monday(day: date) -> date:
    """The first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


def review_day(starts_on: date, weeks: float, holidays: Sequence[DaysOff] = ()) -> date:
    """The last school day of the last week of school, at most half a school year on."""
    lasting = min(max(round(weeks), 1), LONGEST_WITHOUT_REVIEW)
    return school_weeks(starts_on, lasting, holidays)


def basis_of(
    dossier: Dossier, proposals: Proposals, intervention: Intervention | None
) -> dict[str, Any]:
    """The numbers a choice rests on, to be kept with it: scores, flags, ranking, figures."""
    found: dict[str, Any] = {
        "round": dossier.round.name,
        "flags": {code: band.value for code, band in sorted(dossier.flags.items())},
        "scores": [_score_row(scored) for scored in (*dossier.scores, *dossier.composites)],
        "results": [
            asdict(result) | {"held_on": result.held_on.isoformat()} for result in dossier.results
        ],
    }
    if intervention is not None:
        found["figures"] = {
            "months": intervention.months,
            "evidence": intervention.evidence,
            "cost": intervention.cost,
            "year": intervention.figure_year,
            "source": intervention.source,
        }
        found |= _ranking_rows(proposals, intervention.id)
    return found


def _ranking_rows(proposals: Proposals, intervention_id: str) -> dict[str, Any]:
    for place, proposal in enumerate(proposals.ranked, 1):
        if proposal.intervention.id == intervention_id:
            ranking = {"place": place, "of": len(proposals.ranked), **asdict(proposal.ranked)}
            return {"ranking": ranking, **_asked(proposal)}
    for proposal in proposals.no_figure:
        if proposal.intervention.id == intervention_id:
            return {"ranking": None, **_asked(proposal)}
    return {"ranking": None}


def _asked(proposal: Proposal) -> dict[str, Any]:
    return {
        "because": list(proposal.because),
        "missing": list(proposal.missing),
        "to_ask": list(proposal.to_ask),
    }


def _score_row(scored: SubscaleScore) -> dict[str, Any]:
    return {
        "subscale": scored.subscale,
        "informant": scored.informant.value,
        "questionnaire": scored.questionnaire,
        "edition": scored.edition,
        "held_on": scored.held_on.isoformat(),
        "answered": scored.score.answered,
        "items": scored.score.items,
        "mean": scored.score.mean,
        "pomp": scored.score.pomp,
        "band": scored.band.value,
        "t": scored.t,
        "reference_n": scored.reference_n,
    }


def _measured_by(dossier: Dossier, subscale: str) -> SubscaleScore | None:
    """The longest list first: the teacher's, then the pupil's."""
    for informant in (Informant.TEACHER, Informant.PUPIL):
        scored = dossier.score_of(subscale, informant)
        if scored is not None and scored.score.pomp is not None:
            return scored
    return None


def as_whole(value: float, most: int) -> int:
    """As a whole number that the store takes."""
    return min(max(round(value), 1), most)
