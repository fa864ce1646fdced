"""A list that was filled in, as it would look on paper."""

from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.entry_keys import TypedAnswer
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Kind
from npo_desktop.dossiers.form_code import form_code
from npo_desktop.errors import UserError
from npo_desktop.exports.paper_facts import NumberedItem, PaperForm, PaperSet
from npo_desktop.i18n import _
from npo_desktop.queries.groups import staff_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.questionnaires import all_editions
from npo_desktop.queries.rounds import round_facts
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.tables import Scan


def load_filled_list(session: Session, content: Content, scan_id: UUID) -> PaperSet:
    """One scan with its answers, in its own edition and language; no name stands on it."""
    scan = session.get(Scan, scan_id)
    if scan is None:
        raise UserError(_("This list is not here any more."), _("Put it back from the bin first."))
    this = round_facts(session, scan.round_id)
    facts = next(
        one
        for one in scan_facts(session, round_id=this.id, pupil_id=scan.pupil_id)
        if one.id == scan_id
    )
    questionnaire = all_editions(session, content)[(facts.questionnaire, facts.edition)]
    pupil = pupil_facts(session, scan.pupil_id, school_year_of(this.starts_on))
    whole = questionnaire.for_age(pupil.age_on(facts.asked_on))
    answers = {
        item: TypedAnswer(value, facts.words.get(item)) for item, value in facts.answers.items()
    } | {item: TypedAnswer(None, words) for item, words in facts.words.items()}
    shown = [item for item in questionnaire.items if item in whole or item.id in answers]
    is_subset = facts.form == "two-tier"  # what was not asked is not on it
    items = tuple(
        NumberedItem(0 if item.kind is Kind.NOTE else place, item)
        for place, item in enumerate(shown, 1)
        if not is_subset or item.id in answers
    )
    staff = {one.id: one.name for one in staff_list(session)}
    is_staff = facts.informant is Informant.TEACHER and facts.staff_id is not None
    form = PaperForm(
        code=form_code(pupil.id, this.id, questionnaire.code),
        items=items,
        language=facts.language,
        group=pupil.group,
        filled_by=staff.get(facts.staff_id, "") if is_staff and facts.staff_id else "",
        is_subset=is_subset,
        name=pupil.list_name,
        answers=answers,
        filled_on=facts.held_on,
    )
    school = school_facts(session)
    return PaperSet(
        questionnaire=questionnaire,
        school=school.name,
        is_practice=school.is_practice,
        round=this.name,
        return_by=this.deadline or this.ends_on,
        contacts=(),
        forms=(form,),
    )
