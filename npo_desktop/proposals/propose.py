"""Proposals for a pupil: ranked, each with the scores that caused it; what fell out, and why.

Source: SCORING.md, section 7. The person decides; this only puts in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.proposals.constants import Constants, Here
from npo_desktop.proposals.ranking import Exclusion, Option, Ranked, rank_with
from npo_desktop.proposals.rules import SetAside, exclusions, set_aside
from npo_desktop.proposals.sensitivity import Turn, turns_of
from npo_desktop.scoring.norms import Band

EVERY_GRADE = (1, 14)

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
    set_aside: Mapping[str, SetAside] = field(default_factory=dict)  # by what the school has not
    turns: tuple[Turn, ...] = ()  # what turns the order of the first three

    @property
    def is_close_call(self) -> bool:
        """Whether the order of the first three hangs on one constant."""
        return bool(self.turns)

    @property
    def left_out(self) -> dict[str, Exclusion | SetAside]:
        """Everything that is not proposed, with the reason."""
        return {**self.excluded, **self.set_aside}

    def place_of(self, intervention_id: str) -> int | None:
        """Its place in the order, from 1; ``None`` when it is not ranked."""
        for place, proposal in enumerate(self.ranked, 1):
            if proposal.intervention.id == intervention_id:
                return place
        return None


def propose(
    dossier: Dossier, catalogue: Catalogue, answers: Answers, here: Here | None = None
) -> Proposals:
    """Rank the catalogue for this pupil, with the constants and the means of the school."""
    here = here or Here()
    get = {intervention.id: intervention for intervention in catalogue.interventions}
    grade = dossier.pupil.grade
    options = {id: option_of(get[id], answers.get(id, {}), grade, here.constants) for id in get}
    ranking = rank_with(dossier.flags, grade or 1, list(options.values()), here.constants)
    figureless = [id for id, out in ranking.excluded.items() if out is Exclusion.NO_FIGURE]
    stopped = exclusions(dossier, catalogue.interventions)
    weighed = {*figureless, *(ranked.id for ranked in ranking.ranked)}
    lacking = set_aside(here, (get[id] for id in get if id in weighed and id not in stopped))
    out_of_it = {*stopped, *lacking}
    kept = [ranked for ranked in ranking.ranked if ranked.id not in out_of_it]
    measured = [options[ranked.id] for ranked in kept]
    unmeasured = [options[id] for id in figureless if id not in out_of_it]
    beside = _without_figure(unmeasured, dossier.flags, here.constants)
    excluded = {id: out for id, out in ranking.excluded.items() if id not in figureless}
    excluded |= {id: out for id, out in stopped.items() if id in weighed}

    def proposals(found: Sequence[Ranked]) -> tuple[Proposal, ...]:
        return tuple(_proposal(get[r.id], r, dossier, answers.get(r.id, {})) for r in found)

    return Proposals(
        ranked=proposals(kept),
        no_figure=proposals(beside),
        excluded=excluded,
        best_for=_best_per_need(kept, get, dossier.flags),
        set_aside=lacking,
        turns=turns_of(dossier.flags, grade or 1, measured, here.constants),
    )


def served(flags: Mapping[str, Band], intervention: Intervention) -> tuple[str, ...]:
    """The flagged subscales an intervention serves, low before watch."""
    flagged = [s for s, match in intervention.targets.items() if match > 0 and s in flags]
    low = [s for s in flagged if flags[s] is Band.LOW]
    return tuple(low + [s for s in flagged if flags[s] is Band.WATCH])


def option_of(
    intervention: Intervention,
    answers: Mapping[str, bool],
    grade: int | None,
    constants: Constants,
) -> Option:
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
            factor: constants.factors[factor] if answers.get(factor) is False else 1.0
            for factor in intervention.feasibility_questions
        },
        staff_hours=dose.staff_hours if dose else 0.0,
        group_size=dose.group_size if dose else 1,
        material=intervention.material_usd or 0.0,
        grades=EVERY_GRADE if grade is None else intervention.grades,
    )


def _without_figure(
    options: Sequence[Option], flags: Mapping[str, Band], constants: Constants
) -> list[Ranked]:
    """Those nobody has measured, in the order of the need they cover, then their cost."""
    assumed = [replace(option, months=1.0, evidence=1, grades=EVERY_GRADE) for option in options]
    ranked = rank_with(flags, 1, assumed, constants).ranked
    found = [replace(one, effect=0.0, score=0.0) for one in ranked]
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
