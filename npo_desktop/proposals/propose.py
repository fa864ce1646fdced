"""Proposals for a pupil: ranked, each with the scores that caused it; what fell out, and why.

Source: SCORING.md, section 7. The person decides; this only puts in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from npo_desktop.content.catalogue import FACTORS, Catalogue, Intervention
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.proposals.ranking import Exclusion, Option, Ranked, rank
from npo_desktop.proposals.rules import exclusions
from npo_desktop.scoring.norms import Band

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
    get = {intervention.id: intervention for intervention in catalogue.interventions}
    options = {id: _option(get[id], answers.get(id, {}), dossier.pupil.grade) for id in get}
    ranking = rank(dossier.flags, dossier.pupil.grade or 1, list(options.values()))
    figureless = [id for id, out in ranking.excluded.items() if out is Exclusion.NO_FIGURE]
    stopped = exclusions(dossier, catalogue.interventions)
    kept = [ranked for ranked in ranking.ranked if ranked.id not in stopped]
    beside = _without_figure([options[id] for id in figureless if id not in stopped], dossier.flags)
    weighed = {*figureless, *(ranked.id for ranked in ranking.ranked)}
    excluded = {id: out for id, out in ranking.excluded.items() if id not in figureless}
    excluded |= {id: out for id, out in stopped.items() if id in weighed}

    def proposals(found: Sequence[Ranked]) -> tuple[Proposal, ...]:
        return tuple(_proposal(get[r.id], r, dossier, answers.get(r.id, {})) for r in found)

    return Proposals(
        ranked=proposals(kept),
        no_figure=proposals(beside),
        excluded=excluded,
        best_for=_best_per_need(kept, get, dossier.flags),
        is_close_call=len(kept) > 1 and kept[1].score >= CLOSE * kept[0].score,
    )


def served(flags: Mapping[str, Band], intervention: Intervention) -> tuple[str, ...]:
    """The flagged subscales an intervention serves, low before watch."""
    flagged = [s for s, match in intervention.targets.items() if match > 0 and s in flags]
    low = [s for s in flagged if flags[s] is Band.LOW]
    return tuple(low + [s for s in flagged if flags[s] is Band.WATCH])


def _option(intervention: Intervention, answers: Mapping[str, bool], grade: int | None) -> Option:
    """What ranking needs. A factor not answered yet counts 1; without a dose there is no figure.

    A pupil whose year group is unknown is not excluded by it.
    """
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
        grades=EVERY_GRADE if grade is None else intervention.grades,
    )


def _without_figure(options: Sequence[Option], flags: Mapping[str, Band]) -> list[Ranked]:
    """Those nobody has measured, in the order of the need they cover, then their cost."""
    assumed = [replace(option, months=1.0, evidence=1, grades=EVERY_GRADE) for option in options]
    found = [replace(r, effect=0.0, score=0.0) for r in rank(flags, 1, assumed).ranked]
    return sorted(found, key=lambda ranked: (-ranked.need, ranked.cost, ranked.id))


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
