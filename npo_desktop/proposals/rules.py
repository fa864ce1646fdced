"""What is left out of the proposals for a pupil, and why. A rule is a function."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from npo_desktop.content.catalogue import Intervention, Level
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.scoring.change import Verdict

BESIDE_LESSONS = (Level.PUPIL, Level.GROUP)  # these ask hours of somebody; in class nobody extra


class SetAside(StrEnum):
    """What this school has not, and the intervention cannot do without."""

    NO_INTERNET = "no_internet"
    TOO_MANY_HOURS = "too_many_hours"


Rule = Callable[[Dossier, Intervention], Exclusion | None]


def contraindicated(dossier: Dossier, intervention: Intervention) -> Exclusion | None:
    """What may harm, or is only a door to other things, is not proposed."""
    return Exclusion.CONTRAINDICATED if intervention.stops else None


def failed_before(dossier: Dossier, intervention: Intervention) -> Exclusion | None:
    """What this pupil already had, without reliable improvement, is not proposed again.

    A review without a verdict ("unknown") counts neither for nor against: no figure is not
    "no effect". Source: SCORING.md, section 7, feasibility.
    """
    without_effect = (Verdict.UNCHANGED, Verdict.DECLINED)
    tried = [r.verdict for r in dossier.reviews if r.intervention == intervention.id]
    return Exclusion.FAILED_BEFORE if any(v in without_effect for v in tried) else None


RULES: tuple[Rule, ...] = (contraindicated, failed_before)


def exclusions(dossier: Dossier, interventions: Iterable[Intervention]) -> dict[str, Exclusion]:
    """Why each excluded intervention is out; the first rule to object gives the reason."""
    found: dict[str, Exclusion] = {}
    for intervention in interventions:
        for rule in RULES:
            if reason := rule(dossier, intervention):
                found.setdefault(intervention.id, reason)
    return found


def set_aside(here: Here, interventions: Iterable[Intervention]) -> dict[str, SetAside]:
    """What cannot be done here as long as the school lacks internet, or the hours for it."""
    found: dict[str, SetAside] = {}
    for intervention in interventions:
        hours = weekly_hours(intervention)
        if intervention.needs_internet and not here.has_internet:
            found[intervention.id] = SetAside.NO_INTERNET
        elif hours is not None and here.weekly_hours is not None and hours > here.weekly_hours:
            found[intervention.id] = SetAside.TOO_MANY_HOURS
    return found


def weekly_hours(intervention: Intervention) -> float | None:
    """Hours a week of somebody beside the lessons, for one group; ``None``: none, or unknown."""
    if intervention.dose is None or intervention.level not in BESIDE_LESSONS:
        return None
    return intervention.dose.sessions_per_week * intervention.dose.minutes / 60
