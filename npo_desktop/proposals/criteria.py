"""Four criteria of choice, and a fifth of ours: can we staff it. Pure.

The program fills in what it knows; the team says the rest, with a reason.
Source: CATALOGUE.md, section 4b.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.proposals.constants import Here, constants_row
from npo_desktop.proposals.propose import Proposal, Proposals
from npo_desktop.proposals.rules import weekly_hours


class Criterion(StrEnum):
    """In the order in which they are shown; the last is our own."""

    TEAM = "team"
    SUITS = "suits"
    LAGS = "lags"
    SHOWN = "shown"
    STAFF = "staff"


BY_TEAM = (Criterion.TEAM, Criterion.SUITS, Criterion.STAFF)  # only people can say these
ENOUGH_EVIDENCE = 2  # "limited" or better
LEAST_SHARE = 0.25  # of the needs


@dataclass(frozen=True, slots=True)
class Said:
    """What the team said of one criterion, for the whole school."""

    holds: bool | None = None  # None: not said
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion as it stands."""

    criterion: Criterion
    holds: bool | None
    reason: str
    by_program: bool = False


def judged(proposal: Proposal, said: Mapping[Criterion, Said], here: Here) -> tuple[Judged, ...]:
    """All five; what the team said goes before what the program worked out."""
    return tuple(
        _judged(criterion, proposal, said.get(criterion, Said()), here) for criterion in Criterion
    )


def criteria_rows(found: tuple[Judged, ...]) -> dict[str, Any]:
    """As it travels with a plan, in its basis; only what somebody or something said."""
    return {
        one.criterion.value: {
            "holds": one.holds,
            "reason": one.reason,
            "by": "program" if one.by_program else "team",
        }
        for one in found
        if one.holds is not None or one.reason
    }


def with_choices(
    basis: Mapping[str, Any],
    proposals: Proposals,
    intervention: str,
    said: Mapping[Criterion, Said],
    here: Here,
) -> dict[str, Any]:
    """The basis of a plan with the criteria and the turned constants, which then travel with it.

    Where nobody said or turned anything the basis stays as it is.
    """
    found = dict(basis)
    weighed = (*proposals.ranked, *proposals.no_figure)
    one = next((p for p in weighed if p.intervention.id == intervention), None)
    if one is not None and said:
        found["criteria"] = criteria_rows(judged(one, said, here))
    if not here.constants.is_standard:
        found["constants"] = constants_row(here.constants)
    return found


def criterion_text(criterion: Criterion) -> str:
    """The criterion as a short statement."""
    return {
        Criterion.TEAM: _("The team is behind it"),
        Criterion.SUITS: _("It suits what the school stands for"),
        Criterion.LAGS: _("It answers the needs that were found"),
        Criterion.SHOWN: _("Its effect has been shown"),
        Criterion.STAFF: _("We can staff it"),
    }[criterion]


def _judged(criterion: Criterion, proposal: Proposal, said: Said, here: Here) -> Judged:
    if said.holds is not None or criterion in (Criterion.TEAM, Criterion.SUITS):
        return Judged(criterion, said.holds, said.reason)
    if criterion is Criterion.LAGS:
        holds, reason = _lags(proposal)
    elif criterion is Criterion.SHOWN:
        holds, reason = _shown(proposal)
    else:
        holds, reason = _staff(proposal, here)
    return Judged(criterion, holds, said.reason or reason, by_program=not said.reason)


def _lags(proposal: Proposal) -> tuple[bool | None, str]:
    share = round(100 * proposal.ranked.need)
    words = _("covers {share} percent of the needs").format(share=share)
    return proposal.ranked.need >= LEAST_SHARE, words


def _shown(proposal: Proposal) -> tuple[bool | None, str]:
    card = proposal.intervention
    if card.months is None or card.evidence is None:
        return None, _("no figure known; that does not mean: no effect")
    if card.evidence < ENOUGH_EVIDENCE:
        return False, _("hardly studied yet: follow it well")
    if card.months <= 0:
        return False, _("studies saw no gain")
    return True, _("shown elsewhere, not on these islands")


def _staff(proposal: Proposal, here: Here) -> tuple[bool | None, str]:
    hours = weekly_hours(proposal.intervention)
    if proposal.intervention.dose is None:
        return None, _("how often and how long is not known")
    if hours is None:
        return True, _("in the lessons, no extra hours")
    needed = _("asks {hours} hours a week").format(hours=number(hours, 1))
    there = here.weekly_hours
    if here.hours_by_card is not None:
        there = here.hours_by_card.get(proposal.intervention.id, 0.0)
        if not there:
            return False, _("{needed}; nobody with hours can carry it out").format(needed=needed)
    if there is None:
        return None, _("{needed}; hours of staff are not filled in").format(needed=needed)
    words = _("{needed}; there are {hours}").format(needed=needed, hours=number(there, 1))
    return hours <= there, words
