"""The marks one child gave its life, round by round."""

from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.life_mark import LifeMark, life_mark
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.questionnaires import all_editions, asked_in
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_exceptions import exceptions_of
from npo_desktop.store.tables import Pupil

LIST = Informant.PUPIL.value


def life_marks(
    session: Session, content: Content, pupil_id: UUID, this: RoundFacts
) -> tuple[LifeMark, ...]:
    """Of every round up to this one that asked the child, the oldest first."""
    pupil = pupil_facts(session, pupil_id, school_year_of(this.starts_on))
    came = session.get_one(Pupil, pupil_id).entered_on
    found = (
        _of_round(session, content, pupil, one)
        for one in round_list(session)
        if one.starts_on <= min(this.starts_on, today()) and (came is None or came <= one.ends_on)
    )
    return tuple(mark for mark in found if mark is not None)


def _of_round(
    session: Session, content: Content, pupil: PupilFacts, one: RoundFacts
) -> LifeMark | None:
    age = pupil.age_on(one.starts_on)
    scans = scan_facts(session, round_id=one.id, pupil_id=pupil.id, questionnaire=LIST)
    if scans:
        scan = scans[-1]
        form = all_editions(session, content).get((scan.questionnaire, scan.edition))
        if form is None:
            return None
        return life_mark(
            form, age, one.name, scan.held_on, scan.answers, remark=scan.remark, words=scan.words
        )
    asked = asked_in(session, content, one).get(LIST)
    if asked is None or exceptions_of(session, one.id).get((pupil.id, LIST)) is False:
        return None
    return life_mark(asked, age, one.name, one.starts_on, None)
