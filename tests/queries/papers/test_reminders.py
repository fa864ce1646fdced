"""What reminders of a round gather: by teacher or group, only what is open, numbers only."""

from datetime import date

import pytest
from sqlmodel import Session, select

from npo_desktop import i18n
from npo_desktop.content.load import Content, load_content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.papers.reminders import By, load_reminders
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff

STARTS = date(2026, 11, 2)


@pytest.fixture
def this(store: Store, monkeypatch: pytest.MonkeyPatch, dutch: None) -> RoundFacts:
    """Ann and Bob in group 5 of juf Ilvienne, who has group 6 with Cas too; Dee in group 7."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    i18n.use("en")
    with store.writing() as session:
        made = add_round(session, "2026-1", STARTS, date(2026, 12, 4), deadline=date(2026, 11, 27))
        teacher = Staff(first_name="juf", last_name="Ilvienne")
        helper = Staff(first_name="mw.", last_name="Helper", role="OWA")
        session.add_all((teacher, helper))
        for grade, names in ((5, ("Ann", "Bob")), (6, ("Cas",)), (7, ("Dee",))):
            group = Group(school_year="2026-2027", name=f"Groep {grade}", grade=grade)
            session.add(group)
            session.flush()
            session.add(GroupTeacher(group_id=group.id, staff_id=helper.id))
            if grade < 7:
                session.add(GroupTeacher(group_id=group.id, staff_id=teacher.id))
            for name in names:
                pupil = Pupil(
                    number=f"1{name}",
                    call_name=name,
                    sort_name=name.lower(),
                    birth_date=date(2026 - grade - 4, 1, 1),
                )
                session.add(pupil)
                session.flush()
                session.add(
                    Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id)
                )
                if name in ("Bob", "Cas"):
                    _fill_in(session, pupil, made)
        return made


def _fill_in(session: Session, pupil: Pupil, this: RoundFacts) -> None:
    questionnaire = load_content().questionnaires["teacher"]
    scan_id = scan_for(session, pupil.id, this.id, questionnaire)
    for item in questionnaire.for_age(pupil_age(pupil)):
        record_answer(session, scan_id, item.id, 2)


def pupil_age(pupil: Pupil) -> int:
    assert pupil.birth_date is not None
    return STARTS.year - pupil.birth_date.year


def test_a_teacher_of_two_groups_gets_one_page_and_a_group_without_one_has_its_own(
    store: Store, content: Content, this: RoundFacts
) -> None:
    with store.reading() as session:
        facts = load_reminders(session, content, this)

    assert [one.teacher for one in facts.pages] == ["juf Ilvienne", ""]
    assert [group.name for group in facts.pages[0].groups] == ["Groep 5", "Groep 6"]
    teachers_list = facts.pages[0].groups[0].lists[0]
    assert (teachers_list.complete, teachers_list.asked) == (1, 2)
    assert teachers_list.numbers == ("1Ann",)
    titles = [one.title for one in facts.pages[0].groups[1].lists]
    assert titles == ["List of the pupil", "List of the parent"]  # what is done is not named
    assert facts.return_by == date(2026, 11, 27)


def test_by_group_every_group_has_a_page_and_exceptions_are_not_asked_for(
    store: Store, content: Content, this: RoundFacts
) -> None:
    with store.writing() as session:
        ann = session.exec(select(Pupil).where(Pupil.call_name == "Ann")).one()
        set_exception(session, this.id, ann.id, "teacher", False, "ill")
        facts = load_reminders(session, content, this, by=By.GROUP)

    assert [one.groups[0].name for one in facts.pages] == ["Groep 5", "Groep 6", "Groep 7"]
    assert "List of the teacher" not in [one.title for one in facts.pages[0].groups[0].lists]
