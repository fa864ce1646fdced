"""What is left out of the proposals for a pupil, and why. A rule is a function."""

from collections.abc import Callable, Iterable

from npo_desktop.content.catalogue import Intervention
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.scoring.change import Verdict

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
