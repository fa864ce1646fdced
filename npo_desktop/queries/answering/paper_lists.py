"""What the paper questionnaires of a round need, read in one go."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.form_code import form_code
from npo_desktop.dossiers.two_tiers import TWO_TIER, can_have_tiers
from npo_desktop.errors import UserError
from npo_desktop.exports.paper_facts import NumberedItem, PaperForm, PaperSet
from npo_desktop.i18n import _
from npo_desktop.queries.answering.last_round import last_round
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.groups import group_list, sole_teachers, staff_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.questionnaires import all_questionnaires, asked_in
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.round_exceptions import comings, exceptions_of
from npo_desktop.store.scan_tables import Contact

MOST_CONTACTS = 3  # names on a child's form


def paper_questionnaires(
    session: Session, content: Content, this: RoundFacts
) -> dict[str, Questionnaire]:
    """What can be printed, by code: what the round asks first, then the others."""
    asked = asked_in(session, content, this)
    others = all_questionnaires(session, content)
    return {**asked, **{code: found for code, found in others.items() if code not in asked}}


def questionnaire_by_code(
    session: Session, content: Content, this: RoundFacts, code: str
) -> Questionnaire:
    """The questionnaire of this code, in the edition of this round."""
    found = paper_questionnaires(session, content, this).get(code)
    if found is None:
        raise UserError(
            _("There is no questionnaire with the code {code}.").format(code=code),
            _("See the codes with: npo list questionnaires."),
        )
    return found


def groups_by_name(session: Session, name: str, school_year: str) -> frozenset[UUID]:
    """The group of this name in that year; a combination class may be kept as several."""
    groups = group_list(session, school_year)
    wanted = name.strip().casefold()
    found = frozenset(group.id for group in groups if group.name.strip().casefold() == wanted)
    if not found:
        raise UserError(
            _("There is no group called {name}.").format(name=name),
            _("See the groups with: npo list groups."),
        )
    return found


def pupils_on_paper(session: Session, this: RoundFacts) -> list[PupilFacts]:
    """Whom a round asks, in list order; without who left while it ran, or came after it."""
    around = comings(session, this)
    here = pupil_list(session, school_year_of(this.starts_on), on=this.starts_on)
    return [pupil for pupil in here if pupil.id not in around.later | around.gone]


def load_paper_set(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupil_ids: Collection[UUID] | None = None,
    *,
    group_ids: Collection[UUID] | None = None,
    language: str | None = None,
) -> PaperSet:
    """The forms of these pupils, of a group, or of everybody in the round.

    By class, the youngest first, and in each in list order: so they are handed out.

    ``language``: for all. Without it parents are asked in the language of the talk with them,
    and others in the school's. Who is not asked this list gets no form.
    """
    school = school_facts(session)
    asking = _Asking(session, questionnaire, this)
    teachers = _teachers(session)
    is_parents = questionnaire.informant is Informant.PARENT
    forms = []
    if pupil_ids is None:
        here = pupils_on_paper(session, this)
    else:  # by name: also who is no longer asked
        here = pupil_list(session, school_year_of(this.starts_on), on=this.starts_on)
    for pupil in _by_class(here):
        if pupil_ids is not None and pupil.id not in pupil_ids:
            continue
        if group_ids is not None and pupil.group_id not in group_ids:
            continue
        items, is_subset = asking.of(pupil)
        if not items:
            continue
        own = pupil.talk_language if is_parents and pupil.talk_language else school.language
        form = _form(questionnaire, this, pupil, items, language or own, teachers)
        forms.append(replace(form, is_subset=is_subset))
    return PaperSet(
        questionnaire=questionnaire,
        school=school.name,
        is_practice=school.is_practice,
        round=this.name,
        return_by=this.deadline or this.ends_on,
        contacts=_contacts(session, forms, school.coordinator),
        forms=tuple(forms),
    )


def _by_class(pupils: Sequence[PupilFacts]) -> list[PupilFacts]:
    """Class by class, the one with the youngest pupils first; in a class the order stays."""
    youngest: dict[str, int] = {}
    for pupil in pupils:
        grade = pupil.grade or 0
        youngest[pupil.group] = min(grade, youngest.get(pupil.group, grade))
    return sorted(pupils, key=lambda pupil: (youngest[pupil.group], pupil.group))


def form_items(
    questionnaire: Questionnaire, this: RoundFacts, pupil: PupilFacts, exception: bool | None
) -> tuple[Item, ...]:
    """Everything that may be asked of this pupil, in the order of its numbers."""
    age = asked_age(questionnaire, pupil.age_on(this.starts_on), exception)
    return () if age is None else questionnaire.for_age(age)


class _Asking:
    """What each pupil of a round is asked."""

    def __init__(self, session: Session, questionnaire: Questionnaire, this: RoundFacts) -> None:
        self._session, self._questionnaire, self._this = session, questionnaire, this
        self._exceptions = exceptions_of(session, this.id)
        has_tiers = this.form == TWO_TIER and can_have_tiers(questionnaire)
        self._last = last_round(session, questionnaire, this) if has_tiers else None

    def of(self, pupil: PupilFacts) -> tuple[tuple[NumberedItem, ...], bool]:
        """The items with the numbers of the whole list, and whether some are left out."""
        exception = self._exceptions.get((pupil.id, self._questionnaire.code))
        whole = form_items(self._questionnaire, self._this, pupil, exception)
        asked = {item.id for item in whole}
        if whole and self._last is not None:
            entry = scan_entry(
                self._session, self._questionnaire, self._this, pupil.id, last=self._last
            )
            asked = {item.id for item in entry.items} if entry else asked
        numbered = [
            NumberedItem(0 if item.kind is Kind.NOTE else place, item)
            for place, item in enumerate(whole, 1)
            if item.id in asked
        ]
        return tuple(numbered), len(numbered) < len(whole)


def _form(
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupil: PupilFacts,
    items: tuple[NumberedItem, ...],
    language: str,
    teachers: Mapping[UUID, str],
) -> PaperForm:
    is_teachers = questionnaire.informant is Informant.TEACHER
    teacher = teachers.get(pupil.group_id, "") if is_teachers and pupil.group_id else ""
    return PaperForm(
        code=form_code(pupil.id, this.id, questionnaire.code),
        items=items,
        language=language,
        group=pupil.group,
        filled_by=teacher,
        name=pupil.list_name,
    )


def _teachers(session: Session) -> dict[UUID, str]:
    """By group: who fills the teachers' list, when there is just one."""
    names = {member.id: member.name for member in staff_list(session)}
    found = sole_teachers(session)
    return {group: names[staff] for group, staff in found.items() if staff in names}


def _contacts(session: Session, forms: Sequence[PaperForm], coordinator: str) -> tuple[str, ...]:
    """Whom a child may talk to: the school's own sheet, else the coordinator."""
    query = select(Contact.name).where(col(Contact.for_pupils)).order_by(col(Contact.place))
    named = tuple(session.exec(query))[:MOST_CONTACTS]
    return named or ((coordinator,) if coordinator and forms else ())
