"""A pupil typed in: as an import would make it, refused where it must be, and taken out again."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.answering.class_lists import class_pupils
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.register.classes import classes_on
from npo_desktop.queries.register.new_pupils import (
    NewPupil,
    add_pupil,
    faults_of,
    next_own_number,
    same_pupils,
    take_pupil_out,
)
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.year_change import plan_year
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import Enrolment, Guardian, Pupil

YEAR = "2026-2027"
LOG = ("audit_entry", "setting")  # what was done is written down, also when it is undone


def new(group_id: UUID | None, **said: Any) -> NewPupil:
    facts = NewPupil(
        call_name=" Jaïr ",
        infix="de",
        last_name="Windt",
        birth_date=date(2016, 5, 2),
        group_id=group_id,
        entered_on=date(2026, 11, 24),
    )
    return replace(facts, **said)


def test_the_classes_are_those_of_this_year_with_their_year_groups(
    store: Store, school: SimpleNamespace
) -> None:
    with store.reading() as session:
        now = classes_on(session, date(2026, 11, 24))
        early = [one.name for one in classes_on(session, date(2026, 6, 1))]
    assert [(one.name, one.grade, one.covers) for one in now] == [
        ("Groep 5", 5, (5,)),
        ("Groep 6/7", None, (6, 7)),
    ]
    assert early == ["Groep 4"]


def test_a_newcomer_has_what_an_import_would_have_made(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        typed = new(school.five, sex="M", home_language="pap", talk_language="es")
        made = add_pupil(session, typed)
    with store.reading() as session:
        pupil = session.get_one(Pupil, made.id)
        enrolment = session.get_one(Enrolment, (made.id, YEAR))
        facts = pupil_facts(session, made.id, YEAR)
        noted = session.exec(select(AuditEntry.action, AuditEntry.object_id)).all()
        assert (pupil.call_name, pupil.sort_name) == ("Jaïr", "windt, jair de")
        assert (pupil.number, pupil.sex, pupil.left_on) == ("X0004", "M", None)
        assert (enrolment.group_id, enrolment.grade) == (school.five, 5)
    assert (facts.full_name, facts.home_language, facts.talk_language) == (
        "Jaïr de Windt",
        "pap",
        "es",
    )
    assert (made.full_name, made.group) == ("Jaïr de Windt", "Groep 5")
    assert noted[-1] == ("pupil-added", str(made.id))


def test_a_newcomer_is_on_the_board_in_the_class_and_on_paper_and_marked_as_new(
    store: Store, school: SimpleNamespace
) -> None:
    questionnaires = load_content().questionnaires
    with store.writing() as session:
        made = add_pupil(session, new(school.five))
    with store.reading() as session:
        board = [
            one
            for one in round_progress(session, questionnaires, school.round)
            if one.pupil.id == made.id
        ]
        inside = class_pupils(session, school.round, school.five)
        paper = load_paper_set(
            session, questionnaires["teacher"], school.round, group_ids=[school.five]
        )
    assert {one.questionnaire for one in board if one.is_asked} >= {"teacher"}
    assert all(one.is_new for one in board)
    assert [one.id for one in inside][-1] == made.id
    assert "Windt, Jaïr de" in [form.name for form in paper.forms]


def test_who_comes_after_the_round_is_not_in_it(store: Store, school: SimpleNamespace) -> None:
    questionnaires = load_content().questionnaires
    with store.writing() as session:
        made = add_pupil(session, new(school.five, entered_on=date(2027, 1, 11)))
    with store.reading() as session:
        board = round_progress(session, questionnaires, school.round)
        paper = load_paper_set(session, questionnaires["teacher"], school.round)
    assert made.id not in {one.pupil.id for one in board}
    assert "Windt, Jaïr de" not in [form.name for form in paper.forms]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"call_name": " ", "last_name": ""}, "call_name", "This pupil has no name."),
        ({"last_name": "a" * 201}, "call_name", "This name is too long."),
        ({"birth_date": date(2026, 11, 25)}, "birth_date", "cannot be a pupil's day of birth"),
        ({"birth_date": date(1949, 1, 1)}, "birth_date", "cannot be a pupil's day of birth"),
        ({"number": " 17 "}, "number", "This number belongs to Emely Pourier already."),
        ({"number": "1" * 65}, "number", "This is not a pupil number."),
        ({"entered_on": date(2016, 5, 1)}, "entered_on", "before being born"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(
    store: Store, school: SimpleNamespace, said: dict[str, Any], field: str, words: str
) -> None:
    typed = new(school.five, **said)
    with store.reading() as session:
        before = canonical_dump(session)
        faults = faults_of(session, typed)
    assert next(iter(faults)) == field
    assert words in faults[field]
    with pytest.raises(UserError, match=words), store.writing() as session:
        add_pupil(session, typed)
    with store.reading() as session:
        assert canonical_dump(session) == before


def test_in_a_combination_class_the_own_year_is_asked(
    store: Store, school: SimpleNamespace
) -> None:
    with store.reading() as session:
        assert "combination" in faults_of(session, new(school.mixed))["grade"]
    with store.writing() as session:
        made = add_pupil(session, new(school.mixed, grade=7))
    with store.reading() as session:
        assert pupil_facts(session, made.id, YEAR).grade == 7


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({}, 1),
        ({"call_name": "EMELY", "last_name": "pourier "}, 1),
        ({"birth_date": None}, 1),
        ({"birth_date": date(2016, 3, 10)}, 0),  # a namesake born on another day
        ({"call_name": "Emelyn"}, 0),
    ],
)
def test_the_same_name_and_day_of_birth_are_told(
    store: Store, school: SimpleNamespace, said: dict[str, Any], number: int
) -> None:
    twin = NewPupil("Emely", "", "Pourier", birth_date=date(2016, 3, 9))
    with store.reading() as session:
        found = same_pupils(session, replace(twin, **said))
    assert found == ["Emely Pourier, Groep 5, number 17"][:number]


def test_a_number_of_our_own_is_never_given_out_twice(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        first = next_own_number(session)
        add_pupil(session, new(school.five))
        second = next_own_number(session)
    assert (first, second) == ("X0004", "X0005")


def test_without_a_group_the_pupil_is_in_this_school_year(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        made = add_pupil(session, new(None, grade=3))
    with store.reading() as session:
        facts = pupil_facts(session, made.id, YEAR)
        assert (facts.group, facts.grade) == ("", 3)
        assert session.get(Enrolment, (made.id, YEAR)) is not None


def test_undo_leaves_the_store_as_it_was(store: Store, school: SimpleNamespace) -> None:
    with store.reading() as session:
        before = canonical_dump(session, without=LOG)
    with store.writing() as session:
        made = add_pupil(session, new(school.mixed, grade=6, talk_language="en"))
    with store.writing() as session:
        take_pupil_out(session, made)
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) == before
        assert session.exec(select(Guardian)).all() == []


def test_undo_is_refused_once_a_list_was_begun(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        made = add_pupil(session, new(school.five))
    with store.writing() as session:
        scan_for(session, made.id, school.round.id, load_content().questionnaires["teacher"])
    with pytest.raises(UserError, match="cannot be taken out"), store.writing() as session:
        take_pupil_out(session, made)
    with store.reading() as session:
        assert session.get(Pupil, made.id) is not None


def test_a_file_that_comes_later_knows_the_pupil_and_gives_the_number_of_the_school(
    store: Store, school: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "leerlingen.csv"
    path.write_text(
        "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Groep\n"
        "26050;Jaïr;de;Windt;02-05-2016;Groep 5\n",
        encoding="utf-8",
    )
    with store.writing() as session:
        made = add_pupil(session, new(school.five))
    with store.writing() as session:
        file = read_pupils(path, today=date(2026, 11, 24))
        apply_pupils(session, preview_pupils(session, file, today=date(2026, 11, 24)))
    with store.reading() as session:
        assert session.get_one(Pupil, made.id).number == "26050"
        assert len(session.exec(select(Pupil)).all()) == 4


def test_the_change_of_year_takes_the_newcomer_along(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        made = add_pupil(session, new(school.five))
        (row,) = [row for row in plan_year(session, YEAR).rows if row.pupil_id == made.id]
    assert (row.group, row.grade, row.to_grade) == ("Groep 5", 5, 6)
