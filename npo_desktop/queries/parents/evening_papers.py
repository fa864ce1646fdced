"""What is printed for an evening of talks with parents: list, summaries, what is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.exports.evening_facts import EveningLine, EveningList
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.summary_gaps import Gap, gaps_of
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.queries.parents.parent_evenings import Evening
from npo_desktop.queries.parents.parent_summaries import load_parent_summaries
from npo_desktop.queries.parents.parent_talks import talks_in_evening
from npo_desktop.queries.rounds import round_facts


def load_evening_summaries(
    session: Session,
    content: Content,
    evening_id: UUID,
    *,
    only: Collection[UUID] | None = None,
) -> list[ParentSummary]:
    """What is printed for an evening, in its order, with day and time on it.

    ``only``: of these pupils. Each of the round its talk is about.
    """
    talks = [
        talk
        for talk in talks_in_evening(session, evening_id)
        if talk.round_id is not None and (only is None or talk.pupil_id in only)
    ]
    found: dict[UUID, ParentSummary] = {}
    for round_id in {talk.round_id for talk in talks if talk.round_id is not None}:
        norms = round_norms(session, content.questionnaires, round_facts(session, round_id))
        mine = {talk.pupil_id for talk in talks if talk.round_id == round_id}
        for facts in load_parent_summaries(
            session, content, norms, made_on=today(), pupil_ids=mine
        ):
            found[facts.dossier.pupil.id] = facts
    return [
        replace(found[talk.pupil_id], talk_on=talk.held_on, talk_at=talk.starts_at)
        for talk in talks
        if talk.pupil_id in found
    ]


def evening_gaps(summaries: Sequence[ParentSummary]) -> dict[UUID, tuple[Gap, ...]]:
    """What is missing, by pupil; only those of whom something is."""
    found = {facts.dossier.pupil.id: gaps_of(facts) for facts in summaries}
    return {pupil: gaps for pupil, gaps in found.items() if gaps}


def list_of_evening(
    session: Session, evening: Evening, gaps: Mapping[UUID, tuple[Gap, ...]]
) -> EveningList:
    """What stands on the list of the one who talks."""
    return EveningList(
        paper_head(session),
        evening.facts.name,
        evening.facts.held_on,
        evening.ends_at,
        tuple(
            EveningLine(
                slot.starts_at,
                slot.talk.pupil,
                slot.pupil.group if slot.pupil else "",
                slot.talk.language or (slot.pupil.talk_language if slot.pupil else None) or "",
                gaps.get(slot.talk.pupil_id, ()),
            )
            if slot.talk is not None
            else EveningLine(slot.starts_at)
            for slot in evening.slots
        ),
    )
