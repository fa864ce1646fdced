"""What is printed of an agenda: read in one go, so that the store is free while it is drawn."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from npo_desktop.dossiers.attention import AttentionRow
from npo_desktop.dossiers.attention_words import Names, whys_text
from npo_desktop.exports.agenda_facts import Agenda, AgendaAction, AgendaLine
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meeting_actions import open_actions
from npo_desktop.queries.meetings.meetings import meeting_facts
from npo_desktop.queries.meetings.talked import BesideNames, beside_names
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.store.engine import Opener


def load_agenda(
    session: Session, meeting_id: UUID, rows: Mapping[UUID, AttentionRow], names: Names
) -> Agenda:
    """One meeting. ``rows``: why each pupil is talked about, as far as the rules say so."""
    meeting, beside = meeting_facts(session, meeting_id), beside_names(session)
    lines = []
    for point in meeting.points:
        row = rows.get(point.pupil_id)
        lines.append(
            AgendaLine(
                point.pupil,
                row.dossier.pupil.group if row else "",
                whys_text(row, names) if row else _("Put on the agenda by the team."),
                next_step_text(point.pupil_id, row, beside),
                point.minutes,
            )
        )
    earlier = [one for one in open_actions(session, Opener()) if one.meeting_id != meeting_id]
    return Agenda(
        paper_head(session),
        meeting.held_on,
        meeting.name,
        meeting.present,
        tuple(lines),
        tuple(AgendaAction(one.words, one.who, one.due_on, one.pupil) for one in earlier),
        tuple(point.pupil_id for point in meeting.points),
    )


def next_step_text(pupil_id: UUID, row: AttentionRow | None, beside: BesideNames) -> str:
    """What one does next for this pupil: never a signal without a step beside it."""
    if row is not None and row.signals.critical:
        return _("Talk with the pupil")
    if beside.agreed.get(pupil_id):
        return _("Look at the plan that runs")
    if beside.concepts.get(pupil_id):
        return _("Agree the concept")
    return _("Look at the proposal")
