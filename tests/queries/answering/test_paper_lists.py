"""Who gets which form, in which language, with what on it; and whose a code is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop import i18n
from npo_desktop.content.entry_keys import TypedAnswer
from npo_desktop.content.load import Content
from npo_desktop.dossiers.form_code import code_text, form_code
from npo_desktop.errors import UserError
from npo_desktop.queries.answering.paper_entry import (
    filled_in,
    find_form,
    store_remark,
    store_typed,
)
from npo_desktop.queries.answering.paper_lists import groups_by_name, load_paper_set
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.scan_tables import Contact, RoundException
from npo_desktop.store.tables import (
    Answer,
    Enrolment,
    Group,
    GroupTeacher,
    Guardian,
    Pupil,
    Round,
    Scan,
    Staff,
)

YEAR = "2026-2027"


@dataclass(frozen=True)
class Five:
    """Five pupils in two groups; two rounds."""

    pupils: Mapping[str, UUID]
    groups: Mapping[str, UUID]
    first: UUID
    second: UUID


@pytest.fixture
def five(store: Store) -> Five:
    with store.writing() as session:
        first = add_round(session, "2026-1", date(2026, 9, 1), date(2026, 9, 30)).id
        second = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4)).id
        teacher = Staff(first_name="Ilvienne", last_name="Martis")
        groups = {
            grade: Group(school_year=YEAR, name=f"Groep {grade}", grade=grade) for grade in (2, 7)
        }
        session.add_all((teacher, *groups.values()))
        session.flush()
        session.add(GroupTeacher(group_id=groups[7].id, staff_id=teacher.id))
        pupils = {}
        for number, (name, grade, language) in enumerate(
            (
                ("Zoë", 2, "es"),
                ("Ayla", 7, "pap"),
                ("Bo", 7, "en"),
                ("Cas", 7, None),
                ("Dan", 7, "nl"),
            )
        ):
            pupil = Pupil(
                number=f"P{number}",
                call_name=name,
                last_name=f"Achternaam{number}",
                sort_name=f"achternaam{number} {name}".casefold(),
                birth_date=date(2026 - grade - 3, 3, 1),
            )
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=groups[grade].id))
            session.add(Guardian(pupil_id=pupil.id, language=language))
            pupils[name] = pupil.id
        ids = {group.name: group.id for group in groups.values()}
    return Five(pupils, ids, first, second)


def test_a_group_gets_its_own_forms_in_the_language_of_each_talk(
    store: Store, five: Five, content: Content
) -> None:
    with store.reading() as session:
        this = round_facts(session, five.second)
        group = groups_by_name(session, "groep 7", YEAR)
        facts = load_paper_set(session, content.questionnaires["parent"], this, group_ids=group)
    assert [form.language for form in facts.forms] == ["pap", "en", "nl", "nl"]
    names = [five.pupils[name] for name in ("Ayla", "Bo", "Cas", "Dan")]
    assert [form.code for form in facts.forms] == [
        form_code(pupil, five.second, "parent") for pupil in names
    ]
    assert facts.return_by == date(2026, 12, 4) and not facts.forms[0].filled_by


def test_a_whole_school_is_printed_class_by_class_from_the_youngest(
    store: Store, five: Five, content: Content
) -> None:
    with store.writing() as session:  # in the list the youngest comes last now
        session.get_one(Pupil, five.pupils["Zoë"]).sort_name = "zz"
        session.get_one(Pupil, five.pupils["Dan"]).sort_name = "aa"
    with store.reading() as session:
        this = round_facts(session, five.second)
        forms = load_paper_set(session, content.questionnaires["teacher"], this).forms
    names = [five.pupils[name] for name in ("Zoë", "Dan", "Ayla", "Bo", "Cas")]
    assert [form.code for form in forms] == [
        form_code(pupil, five.second, "teacher") for pupil in names
    ]


def test_teachers_forms_are_in_the_school_s_language_and_name_the_only_teacher(
    store: Store, five: Five, content: Content
) -> None:
    with store.reading() as session:
        this = round_facts(session, five.second)
        teacher = content.questionnaires["teacher"]
        facts = load_paper_set(session, teacher, this)
        chosen = load_paper_set(session, teacher, this, [five.pupils["Bo"]], language="es")
    by_group = {form.group: form.filled_by for form in facts.forms}
    assert by_group == {"Groep 2": "", "Groep 7": "Ilvienne Martis"}
    assert {form.language for form in facts.forms} == {"nl"}
    assert [form.language for form in chosen.forms] == ["es"]
    young, old = facts.forms[0], facts.forms[-1]
    assert len(young.items) < len(old.items) == 58
    assert [one.number for one in young.items] == list(range(1, len(young.items) + 1))


def test_who_is_too_young_gets_no_form_unless_the_round_says_so(
    store: Store, five: Five, content: Content
) -> None:
    pupil = content.questionnaires["pupil"]
    with store.writing() as session:
        this = round_facts(session, five.second)
        assert len(load_paper_set(session, pupil, this).forms) == 4
        for name, is_asked in (("Zoë", True), ("Bo", False)):
            session.add(
                RoundException(
                    round_id=five.second,
                    pupil_id=five.pupils[name],
                    questionnaire="pupil",
                    is_asked=is_asked,
                )
            )
        session.flush()
        codes = [form.code for form in load_paper_set(session, pupil, this).forms]
    asked = [five.pupils[name] for name in ("Zoë", "Ayla", "Cas", "Dan")]
    assert codes == [form_code(one, five.second, "pupil") for one in asked]


def test_a_child_may_talk_to_whom_the_school_wrote_down(
    store: Store, five: Five, content: Content
) -> None:
    with store.writing() as session:
        session.add(Contact(name="Mevrouw Dijkhoff", place=1, for_pupils=True))
        session.add(Contact(name="Jeugdzorg", place=0, for_pupils=False))
        session.flush()
        facts = load_paper_set(
            session, content.questionnaires["pupil"], round_facts(session, five.second)
        )
    assert facts.contacts == ("Mevrouw Dijkhoff",)


def test_in_two_tiers_a_form_holds_what_is_asked_now_by_the_numbers_of_the_whole_list(
    store: Store, five: Five, content: Content
) -> None:
    teacher = content.questionnaires["teacher"]
    ayla, bo = five.pupils["Ayla"], five.pupils["Bo"]
    with store.writing() as session:
        scan = scan_for(session, ayla, five.first, teacher)
        for item in teacher.for_age(10):
            record_answer(session, scan, item.id, 0 if item.reverse else 4)
        session.get_one(Round, five.second).form = "two-tier"
        session.flush()
        this = round_facts(session, five.second)
        forms = load_paper_set(session, teacher, this, [ayla, bo]).forms
        entry = scan_entry(session, teacher, this, ayla)
    assert entry is not None
    short, whole = forms
    assert [one.item.id for one in short.items] == [item.id for item in entry.items]
    assert short.is_subset and len(short.items) == 26
    places = {item.id: n for n, item in enumerate(teacher.for_age(10), 1)}
    assert all(one.number == places[one.item.id] for one in short.items)
    assert len(whole.items) == 58 and not whole.is_subset  # the first scan of a pupil is full


def test_a_code_says_pupil_list_and_round_also_after_a_change_of_group(
    store: Store, five: Five, content: Content
) -> None:
    code = form_code(five.pupils["Bo"], five.first, "parent")
    with store.writing() as session:
        session.get_one(Enrolment, (five.pupils["Bo"], YEAR)).group_id = five.groups["Groep 2"]
        session.flush()
        this = round_facts(session, five.second)
        found = find_form(session, content, code_text(code), first=this)
    assert (found.pupil_id, found.questionnaire) == (five.pupils["Bo"], "parent")
    assert found.round.name == "2026-1" and found.group_id == five.groups["Groep 2"]


def test_a_code_of_nobody_and_of_another_group_s_pupil_are_told_apart(
    store: Store, five: Five, content: Content
) -> None:
    stranger = form_code(UUID(int=1), five.second, "teacher")
    other = form_code(five.pupils["Zoë"], five.second, "teacher")
    with i18n.speaking("en"), store.reading() as session:
        with pytest.raises(UserError, match="no form with this code"):
            find_form(session, content, stranger)
        with pytest.raises(UserError, match="another group") as refused:
            find_form(session, content, other, shown={five.groups["Groep 7"]})
    assert "Zoë" not in refused.value.message + refused.value.hint


def _stored(session: Session, scan: UUID) -> dict[str, tuple[int | None, str | None]]:
    rows = session.exec(select(Answer).where(Answer.scan_id == scan))
    return {row.item: (row.value, row.language) for row in rows}


def test_what_is_typed_is_an_answer_like_any_other_and_the_list_came_from_paper(
    store: Store, five: Five, content: Content
) -> None:
    parent = content.questionnaires["parent"]
    first, second = (item.id for item in parent.items[:2])
    with store.writing() as session:
        this = round_facts(session, five.second)
        entry = scan_entry(session, parent, this, five.pupils["Ayla"])
        assert entry is not None and filled_in(session, entry.scan_id) is None
        changes = {first: TypedAnswer(3), second: TypedAnswer()}
        done = store_typed(session, parent, entry, "pap", changes)
        scan = session.get_one(Scan, done[-1].scan_id)
        assert (scan.entry, scan.language) == ("paper", "pap")
        assert _stored(session, scan.id) == {first: (3, None), second: (None, None)}
        done = store_typed(
            session, parent, done[-1].entry, "es", {second: None, first: TypedAnswer(1)}
        )
        assert _stored(session, scan.id) == {first: (1, "es")}
        before = filled_in(session, scan.id)
        assert before is not None and (before.entry, before.answers) == ("paper", 1)
        store_remark(session, parent, done[-1].entry, "es", "Gaat goed.")
        assert scan.remark == "Gaat goed."
