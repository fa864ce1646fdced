"""What is done with the list to talk about; everything can be taken back from the message bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.dossiers.attention import AttentionRow, MentionFacts
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.meetings.meetings import (
    MeetingFacts,
    add_meeting,
    meeting_facts,
    remove_meeting,
    set_agenda,
)
from npo_desktop.queries.meetings.mentions import list_length, put_mention_back, set_list_length
from npo_desktop.queries.meetings.talked import BesideNames
from ui.app import Topic
from ui.pupil.pupil_plans import PupilPlansDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from npo_desktop.dossiers.dossier import PupilFacts
    from ui.app import App


def take_next_step(
    app: App, pupil: tuple[UUID, str], row: AttentionRow | None, beside: BesideNames, page: QWidget
) -> None:
    """Do what ``next_step_text`` says; ``pupil``: id and name."""
    pupil_id, name = pupil
    if row is not None and row.signals.critical:
        app.open("pupil", pupil_id)
    elif beside.agreed.get(pupil_id) or beside.concepts.get(pupil_id):
        PupilPlansDialog(app, pupil_id, name, page).open()
    else:
        app.open("proposal", pupil_id)


def choose_length(app: App, length: int) -> None:
    """The team draws the line elsewhere."""
    with app.reading() as session:
        before = list_length(session)
    if before == length:
        return
    _keep_length(app, length)
    words = ngettext("The list is {n} pupil long.", "The list is {n} pupils long.", length)
    told = words.format(n=length) if length else _("Everybody with a reason stands on the list.")
    app.say(told, undo=lambda: _keep_length(app, before))


def put_back_on_list(app: App, round_id: UUID, pupil: PupilFacts, before: MentionFacts) -> None:
    """The team took the pupil off, and now thinks otherwise."""
    _put_mention(app, round_id, pupil.id, None)
    app.say(
        _("{name} stands on the list again.").format(name=pupil.full_name),
        undo=lambda: _put_mention(app, round_id, pupil.id, before),
    )


def put_on_agenda(
    app: App, coming: MeetingFacts | None, round_id: UUID, pupils: Sequence[UUID]
) -> UUID:
    """On the agenda of the meeting that is planned, else of a new one; returns its id."""
    made = None
    with app.writing(Topic.PLANS) as session:
        if coming is None:
            made = add_meeting(session, round_id, today(), pupils)
            facts = meeting_facts(session, made)
            before: tuple[UUID, ...] = ()
        else:
            facts = coming
            already = [point.pupil_id for point in coming.points]
            before = set_agenda(session, coming.id, [*already, *pupils])

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            if made is not None:
                remove_meeting(session, made)
            else:
                set_agenda(session, facts.id, before)

    n = len(pupils)
    words = ngettext(
        "{n} pupil stands on the agenda of {date}.", "{n} pupils stand on the agenda of {date}.", n
    )
    app.say(words.format(n=n, date=date_text(facts.held_on)), undo=undo)
    return facts.id


def _keep_length(app: App, length: int) -> None:
    with app.writing(Topic.PLANS) as session:
        set_list_length(session, length)


def _put_mention(app: App, round_id: UUID, pupil_id: UUID, before: MentionFacts | None) -> None:
    with app.writing(Topic.PLANS) as session:
        put_mention_back(session, round_id, pupil_id, before)
