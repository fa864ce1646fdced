"""Proposals for a pupil: ranked, each with the scores that caused it; what fell out, and why.

Source: SCORING.md, section 7. The person decides; this only puts in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from npo_desktop.content.catalogue import FACTORS, Catalogue, Intervention
from npo_desktop.dossier import Dossier
from npo_desktop.proposals.ranking import Exclusion, Option, Ranked, rank
from npo_desktop.proposals.rules import exclusions
from npo_desktop.scoring.norms import Band

DEFAULT_GRADE = 4  # a pupil whose year group is unknown is not excluded by grade: see `_option`
EVERY_GRADE = (1, 14)
CLOSE = 0.90  # a runner-up with at least this share of the first's score is a close call

Answers = Mapping[str, Mapping[str, bool]]  # intervention -> factor -> does it hold here


@dataclass(frozen=True, slots=True)
class Proposal:
    """One ranked intervention, with its reasons."""

    intervention: Intervention
    ranked: Ranked
    because: tuple[str, ...]  # flagged subscales it serves, worst first
    missing: tuple[str, ...]  # factors that the school said no to
    to_ask: tuple[str, ...]  # factors nobody has answered yet


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that was weighed for one pupil."""

    ranked: tuple[Proposal, ...]
    no_figure: tuple[Proposal, ...]  # fits, but nobody has measured it: beside, never below
    excluded: Mapping[str, Exclusion]
    best_for: Mapping[str, str] = field(default_factory=dict)  # low subscale -> intervention id
    is_close_call: bool = False


def propose(dossier: Dossier, catalogue: Catalogue, answers: Answers) -> Proposals:
    """Rank the catalogue for this pupil."""
    grade = dossier.pupil.grade
    stopped = exclusions(dossier, catalogue.interventions)
    options = {
        i.id: _option(i, answers.get(i.id, {}), grade is not None) for i in catalogue.interventions
    }
    first = rank(dossier.flags, grade or DEFAULT_GRADE, list(options.values()))
    # A rule objects only to what would otherwise stand in a list: the first reason that holds.
    out = dict(first.excluded)
    figureless = [id for id, reason in out.items() if reason is Exclusion.NO_FIGURE]
    for id in [*figureless, *(ranked.id for ranked in first.ranked)]:
        if id in stopped and id not in figureless:
            out[id] = stopped[id]
    kept = tuple(ranked for ranked in first.ranked if ranked.id not in stopped)
    get = {intervention.id: intervention for intervention in catalogue.interventions}
    no_figure = _without_figure(
        [get[id] for id in figureless if id not in stopped], options, dossier
    )
    for id in figureless:
        if id not in stopped:
            del out[id]
    return Proposals(
        ranked=tuple(_proposal(get[r.id], r, dossier, answers.get(r.id, {})) for r in kept),
        no_figure=tuple(_proposal(get[r.id], r, dossier, answers.get(r.id, {})) for r in no_figure),
        excluded=out,
        best_for=_best_per_need(kept, get, dossier.flags),
        is_close_call=len(kept) > 1 and kept[1].score >= CLOSE * kept[0].score,
    )


def served(flags: Mapping[str, Band], intervention: Intervention) -> tuple[str, ...]:
    """The flagged subscales an intervention serves, low before watch."""
    flagged = [s for s, match in intervention.targets.items() if match > 0 and s in flags]
    low = [s for s in flagged if flags[s] is Band.LOW]
    return tuple(low + [s for s in flagged if flags[s] is Band.WATCH])


def _option(intervention: Intervention, answers: Mapping[str, bool], grade_known: bool) -> Option:
    """What ranking needs. A factor not answered yet counts 1; without a dose there is no figure."""
    dose = intervention.dose
    return Option(
        id=intervention.id,
        months=intervention.months if dose else None,
        evidence=intervention.evidence,
        targets=intervention.targets,
        feasibility={
            factor: FACTORS[factor] if answers.get(factor) is False else 1.0
            for factor in intervention.feasibility_questions
        },
        staff_hours=dose.staff_hours if dose else 0.0,
        group_size=dose.group_size if dose else 1,
        material=intervention.material_usd or 0.0,
        grades=intervention.grades if grade_known else EVERY_GRADE,
    )


def _without_figure(
    interventions: Sequence[Intervention], options: Mapping[str, Option], dossier: Dossier
) -> tuple[Ranked, ...]:
    """Those nobody has measured, in the order of the need they cover and their cost."""
    assumed = [replace(options[i.id], months=1.0, evidence=1) for i in interventions]
    ranking = rank(dossier.flags, dossier.pupil.grade or DEFAULT_GRADE, assumed)
    nothing = [replace(ranked, effect=0.0, score=0.0) for ranked in ranking.ranked]
    return tuple(sorted(nothing, key=lambda ranked: (-ranked.need, ranked.cost, ranked.id)))


def _proposal(
    intervention: Intervention, ranked: Ranked, dossier: Dossier, answers: Mapping[str, bool]
) -> Proposal:
    questions = intervention.feasibility_questions
    return Proposal(
        intervention,
        ranked,
        served(dossier.flags, intervention),
        tuple(factor for factor in questions if answers.get(factor) is False),
        tuple(factor for factor in questions if factor not in answers),
    )


def _best_per_need(
    ranked: Sequence[Ranked], get: Mapping[str, Intervention], flags: Mapping[str, Band]
) -> dict[str, str]:
    """The first in rank for each low subscale, so that a wide programme hides no single need."""
    best: dict[str, str] = {}
    for candidate in ranked:
        for subscale in served(flags, get[candidate.id]):
            if flags[subscale] is Band.LOW:
                best.setdefault(subscale, candidate.id)
    return best
