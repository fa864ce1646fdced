"""Scores, changes and proposals of a round."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from npo_desktop.commands.result import Result, table
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import UserError
from npo_desktop.formats import number
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.propose import propose
from npo_desktop.queries.dossiers import load_dossier, load_dossiers, round_norms
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.ranking_choices import school_here
from npo_desktop.queries.pupils import pupil_by_number
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.school import school_year_of


def scores(session: Session, content: Content, round_name: str, pupil: str | None) -> Result:
    """Each pupil, each subscale, each informant."""
    rows: list[dict[str, Any]] = [
        {
            "pupil": dossier.pupil.number,
            "subscale": scored.subscale,
            "informant": scored.informant.value,
            "questionnaire": scored.questionnaire,
            "edition": scored.edition,
            "answered": scored.score.answered,
            "items": scored.score.items,
            "mean": scored.score.mean,
            "pomp": scored.score.pomp,
            "band": scored.band.value,
            "t": scored.t,
            "reference_n": scored.reference_n,
        }
        for dossier in scanned(session, content, round_name, pupil)
        for scored in (*dossier.scores, *dossier.own_scores)
    ]
    return Result(rows, _aligned(rows) or [_("There is no scan in this round.")])


def changes(
    session: Session, content: Content, first: str, second: str, pupil: str | None
) -> Result:
    """Reliable change per subscale and composite between two rounds, the earlier one first."""
    _refuse_backwards(session, first, second)
    rows: list[dict[str, Any]] = [
        {
            "pupil": dossier.pupil.number,
            "informant": change.informant.value,
            "subscale": change.subscale,
            "first": change.first,
            "second": change.second,
            "index": change.index,
            "verdict": change.verdict.value,
        }
        for dossier in scanned(session, content, second, pupil, since=first)
        for change in (*dossier.changes, *dossier.own_changes)
    ]
    return Result(rows, _aligned(rows) or [_("There is no scan in this round.")])


def _refuse_backwards(session: Session, first: str, second: str) -> None:
    """The other way round every progress would be called a decline."""
    if round_by_name(session, first).starts_on > round_by_name(session, second).starts_on:
        raise UserError(
            _("Round {first} is later than round {second}.").format(first=first, second=second),
            _("Name the earlier round first."),
        )


def proposals(session: Session, content: Content, round_name: str, pupil: str | None) -> Result:
    """Ranked proposals with reasons."""
    # What there are hours for is for ``npo groups`` to say: here the contract's reasons hold.
    answers, here = feasibility_answers(session), replace(school_here(session), weekly_hours=None)
    data, lines = [], []
    for dossier in scanned(session, content, round_name, pupil):
        found = propose(dossier, content.catalogue, answers, here)
        ranked = [
            {
                "id": proposal.ranked.id,
                "need": proposal.ranked.need,
                "effect": proposal.ranked.effect,
                "feasibility": proposal.ranked.feasibility,
                "cost": proposal.ranked.cost,
                "score": proposal.ranked.score,
                "because": list(proposal.because),
            }
            for proposal in found.ranked
        ]
        data.append(
            {
                "pupil": dossier.pupil.number,
                "ranked": ranked,
                "no_figure": [proposal.intervention.id for proposal in found.no_figure],
                "excluded": {id: reason.value for id, reason in found.left_out.items()},
            }
        )
        lines.append(f"{dossier.pupil.number}  {dossier.pupil.full_name}")
        lines += [
            f"  {place}. {pick(p.intervention.names)} ({number(p.ranked.score, 2)}):"
            f" {', '.join(p.because)}"
            for place, p in enumerate(found.ranked[:3], start=1)
        ]
    return Result(data, lines or [_("There is no scan in this round.")])


def scanned(
    session: Session,
    content: Content,
    round_name: str,
    pupil: str | None,
    since: str | None = None,
) -> list[Dossier]:
    """Those with at least one scan in the round."""
    this = round_by_name(session, round_name)
    before = round_by_name(session, since) if since else None
    norms = round_norms(session, content.questionnaires, this, before)
    if pupil is None:
        found = load_dossiers(session, content.questionnaires, norms)
    else:
        facts = pupil_by_number(session, pupil, school_year_of(this.starts_on))
        found = [load_dossier(session, content.questionnaires, facts.id, norms)]
    return [dossier for dossier in found if dossier.scores or dossier.own_scores]


def _aligned(rows: list[dict[str, Any]]) -> list[str]:
    def shown(cell: object) -> object:
        return number(cell, 2) if isinstance(cell, float) else cell

    heads = [list(rows[0])] if rows else []
    return table([*heads, *([shown(cell) for cell in row.values()] for row in rows)])
