"""Support groups proposed for a round, within the hours and the money there are."""

import argparse
import math
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.commands.scores import scanned
from npo_desktop.content.load import Content
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.grouping import Candidate, form_groups
from npo_desktop.proposals.propose import propose
from npo_desktop.proposals.support.obstacle_words import obstacle_text
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.suiting import group_programmes, group_scores
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.scoring.norms import Band


def add_words(parser: argparse.ArgumentParser) -> None:
    """What belongs to the command."""
    parser.add_argument("--round", required=True, metavar="NAME")
    parser.add_argument("--hours", type=_amount, required=True, help="of staff, for the block")
    parser.add_argument("--budget", type=_amount, required=True, metavar="USD")


def form(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    """The groups that bring the most; pupils with at least one scan in the round."""
    answers = feasibility_answers(session)
    candidates: list[Candidate] = []
    unplaced: dict[str, str] = {}
    for dossier in scanned(session, content, chosen.round, None):
        number, grade = dossier.pupil.number, dossier.pupil.grade
        scores = group_scores(propose(dossier, content.catalogue, answers))
        if grade is None:
            unplaced[number] = Obstacle.NO_GRADE.value
        elif not {Band.LOW, Band.WATCH}.intersection(dossier.flags.values()):
            unplaced[number] = Obstacle.NOTHING_LOW.value
        else:
            candidates.append(Candidate(number, grade, scores))
    programmes = group_programmes(content.catalogue)
    found = form_groups(candidates, programmes, staff_hours=chosen.hours, budget=chosen.budget)
    unplaced |= found.unplaced
    data: dict[str, Any] = {
        "groups": [{"programme": g.programme, "pupils": list(g.pupils)} for g in found.groups],
        "unplaced": unplaced,
        "value": found.value,
        "bound": found.bound,
    }
    lines = [f"{_name(content, g.programme)}: {', '.join(g.pupils)}" for g in found.groups]
    lines += _without_a_place(unplaced)
    return Result(
        data, lines or [_("Nobody has a scan in this round yet: there is nobody to group.")]
    )


def _without_a_place(unplaced: Mapping[str, str]) -> list[str]:
    """One line for each reason: what holds for many is not said to each."""
    by_reason: dict[str, list[str]] = {}
    for pupil, reason in unplaced.items():
        by_reason.setdefault(reason, []).append(pupil)
    return [
        _("Without a place: {pupils}").format(
            pupils=f"{', '.join(pupils)} – {obstacle_text(Obstacle(reason))}"
        )
        for reason, pupils in by_reason.items()
    ]


def _name(content: Content, programme: str) -> str:
    card = content.catalogue.get(programme)
    return pick(card.names) if card else programme


def _amount(typed: str) -> float:
    """Hours or dollars, 0 or more."""
    try:
        amount = float(typed)
    except ValueError:
        amount = math.nan
    if not 0 <= amount < math.inf:
        raise argparse.ArgumentTypeError(f"{typed} is not 0 or more")
    return amount
