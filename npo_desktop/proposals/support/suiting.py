"""From proposals for pupils to what a group could be about. Pure."""

import math

from npo_desktop.content.catalogue import Catalogue, Intervention, Level
from npo_desktop.proposals.grouping import Programme
from npo_desktop.proposals.propose import Proposals


def group_scores(found: Proposals) -> dict[str, int]:
    """What each programme for small groups would bring this pupil, as a whole number above 0.

    Meant for groups is what the catalogue gives the level "group": cards of the level "pupil" have
    a dose for one, those of "class" go to the whole class. Source: CATALOGUE.md, section 2.
    """
    scores = {
        proposal.intervention.id: round(100 * proposal.ranked.score)
        for proposal in found.ranked
        if proposal.intervention.level is Level.GROUP
    }
    return {id: score for id, score in scores.items() if score > 0}


def group_programmes(catalogue: Catalogue) -> list[Programme]:
    """Everything a group could be about, with what one group costs; material unknown counts 0."""
    return [
        Programme(card.id, hours, card.material_usd or 0.0)
        for card in catalogue.interventions
        if card.level is Level.GROUP and (hours := _hours(card)) is not None
    ]


def _hours(card: Intervention) -> float | None:
    hours = card.staff_hours
    return hours if hours is not None and math.isfinite(hours) else None
