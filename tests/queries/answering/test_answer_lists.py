"""Answers out of a file beside what a list asks: by age, by exception, by tier and by condition."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from npo_desktop.content.forms.own_questionnaire import sealed
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.queries.answering.answer_imports import (
    AnswerPreview,
    apply_answers,
    preview_answers,
)
from npo_desktop.queries.answering.entering import enter, enter_words
from npo_desktop.queries.answering.own_questionnaires import add_own
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.pupil_files import undo_last
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Pupil, Round, Scan

FILES = Path(__file__).parents[2] / "files" / "exchange" / "made-here"
OWN = "voorbeeld_ef_scan"
HEADER = "pupil,round,questionnaire,informant,item,answer"
IN_WINDOW, BY_FILE = "1", "2"  # two pupils of whom everything else is the same
YOUNG = "3"

Answers = Mapping[str, int | str | None]


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


@pytest.fixture
def this(store: Store, content: Content, teacher: Questionnaire) -> RoundFacts:
    """A round in two tiers, after one in which everything went well."""
    with store.writing() as session:
        first = add_round(session, "2026-1", date(2026, 9, 1), date(2026, 9, 30))
        second = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4))
        session.get_one(Round, second.id).form = "two-tier"
        for number in (IN_WINDOW, BY_FILE):
            pupil = Pupil(number=number, call_name="Ann", birth_date=date(2017, 3, 1))
            session.add(pupil)
            session.flush()
            scan = scan_for(session, pupil.id, first.id, teacher)
            for item in teacher.items:
                record_answer(session, scan, item.id, 0 if item.reverse else 4)
        session.add(Pupil(number=YOUNG, call_name="Bea", birth_date=date(2021, 3, 1)))
    with store.reading() as session:
        return round_facts(session, second.id)


@pytest.fixture
def own(store: Store) -> Questionnaire:
    """A list of the school: who fills it in says which relation, and not in the same words."""
    made = read_questionnaire(FILES / "xlsform-ef-scan-nl-en-pap.xlsx").questionnaire
    scales = tuple(
        replace(
            scale,
            items=tuple(
                replace(item, constraint=". != ${rol_anders}") if item.id == "toelichting" else item
                for item in scale.items
            ),
        )
        for scale in made.scales
    )
    made = sealed(replace(made, scales=scales))
    with store.writing() as session:
        return add_own(session, made, "lijst.xlsx").questionnaire


def pupil_id(store: Store, number: str) -> UUID:
    with store.reading() as session:
        return session.exec(select(Pupil.id).where(Pupil.number == number)).one()


def in_window(store: Store, asked: Questionnaire, this: RoundFacts, answers: Answers) -> None:
    """One answer after the other, as a page does."""
    pupil = pupil_id(store, IN_WINDOW)
    with store.writing() as session:
        for item, value in answers.items():
            entry = scan_entry(session, asked, this, pupil)
            assert entry is not None
            if isinstance(value, str):
                enter_words(session, asked, entry, item, value, language="nl")
            else:
                enter(session, asked, entry, item, value, language="nl")


def rows_of(asked: Questionnaire, answers: Answers, number: str = BY_FILE) -> list[str]:
    """The same answers as rows of a file."""
    rows = []
    for item, value in answers.items():
        codes = asked.item(item).codes
        text = codes[value] if codes and isinstance(value, int) else value
        given = "?" if text is None else text
        rows.append(f"{number},2026-2,{asked.code},{asked.informant},{item},{given}")
    return rows


def by_file(
    store: Store, content: Content, folder: Path, rows: list[str], *, header: str = HEADER
) -> AnswerPreview:
    path = folder / "answers.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    with speaking("en"), store.writing() as session:
        preview = preview_answers(session, read_answers(path), all_questionnaires(session, content))
        apply_answers(session, preview)
        assert preview.messages is not None
        return preview


def told(preview: AnswerPreview) -> list[str]:
    with speaking("en"):
        return [message.text for message in preview.messages]


def stored(store: Store, asked: Questionnaire, this: RoundFacts, number: str) -> set[object]:
    query = (
        select(Answer.item, Answer.value, Answer.words, Answer.language)
        .join(Scan)
        .where(
            Scan.pupil_id == pupil_id(store, number),
            Scan.round_id == this.id,
            Scan.questionnaire == asked.code,
        )
    )
    with store.reading() as session:
        return {tuple(row) for row in session.exec(query)}


def dump(store: Store) -> object:
    with store.reading() as session:
        return canonical_dump(session)


LOW = {"T-EF-INH-1": 1, "T-EF-INH-2": 2, "T-EF-INH-3": 3}


def test_a_changed_marker_takes_the_follow_ups_with_it_as_the_window_does(
    store: Store, content: Content, teacher: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    in_window(store, teacher, this, LOW)
    by_file(store, content, tmp_path, rows_of(teacher, LOW))
    assert len(stored(store, teacher, this, BY_FILE)) == 3
    before = dump(store)

    in_window(store, teacher, this, {"T-EF-INH-1": 4})
    changed = by_file(store, content, tmp_path, rows_of(teacher, {"T-EF-INH-1": 4}))

    left = stored(store, teacher, this, BY_FILE)
    assert left == stored(store, teacher, this, IN_WINDOW) == {("T-EF-INH-1", 4, None, None)}
    assert told(changed) == [
        "2 earlier answers to this list go: with these answers their questions are not asked."
    ]
    in_window(store, teacher, this, LOW)
    with store.writing() as session:
        undo_last(session)
    assert stored(store, teacher, this, BY_FILE) == stored(store, teacher, this, IN_WINDOW)
    assert without_times(dump(store)) == without_times(before)


def without_times(whole: object) -> object:
    """What the window did in between has another time and is noted nowhere else."""
    assert isinstance(whole, dict)
    return {
        name: [{key: value for key, value in row.items() if key != "answered_at"} for row in rows]
        for name, rows in whole.items()
    }


def test_what_a_file_took_away_comes_back_to_the_second_with_undo(
    store: Store, content: Content, teacher: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    by_file(store, content, tmp_path, rows_of(teacher, LOW))
    before = dump(store)
    by_file(store, content, tmp_path, rows_of(teacher, {"T-EF-INH-1": 4}))
    assert dump(store) != before

    with store.writing() as session:
        undo_last(session)

    assert dump(store) == before


def test_what_was_taken_away_and_given_again_stops_the_undo(
    store: Store, content: Content, teacher: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    by_file(store, content, tmp_path, rows_of(teacher, LOW))
    by_file(store, content, tmp_path, rows_of(teacher, {"T-EF-INH-1": 4}))
    with store.writing() as session:
        scan = session.exec(
            select(Scan.id).where(
                Scan.pupil_id == pupil_id(store, BY_FILE), Scan.round_id == this.id
            )
        ).one()
        record_answer(session, scan, "T-EF-INH-2", 0)

    with pytest.raises(UserError), store.writing() as session:
        undo_last(session)


def test_a_follow_up_that_no_marker_asks_for_is_not_read(
    store: Store, content: Content, teacher: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    rows = rows_of(teacher, {"T-EF-INH-1": 4, "T-EF-INH-2": 3})

    preview = by_file(store, content, tmp_path, rows)

    assert [line.state.value for line in preview.lines] == ["new", "faulty"]
    assert told(preview) == [
        "T-EF-INH-2 is not asked with the other answers to this list. Leave out the row."
    ]
    assert stored(store, teacher, this, BY_FILE) == {("T-EF-INH-1", 4, None, None)}


def test_what_the_parents_say_in_the_same_file_asks_for_the_follow_ups(
    store: Store, content: Content, teacher: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    parent = content.questionnaires["parent"]
    weak = {item.id: 4 if item.reverse else 0 for item in parent.scale("SE-WEL").items}
    teachers = {"T-SE-WEL-1": 4, "T-SE-WEL-2": 3}

    alone = by_file(store, content, tmp_path, rows_of(teacher, teachers))
    both = by_file(store, content, tmp_path, rows_of(teacher, teachers) + rows_of(parent, weak))

    assert [line.state.value for line in alone.lines] == ["new", "faulty"]
    assert [line.state.value for line in both.lines][:2] == ["unchanged", "new"]


def test_the_condition_of_an_own_list_takes_away_what_it_hides(
    store: Store, content: Content, own: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    told_who: Answers = {"rol": 2, "rol_anders": "tante", "a1": 1}
    in_window(store, own, this, told_who)
    by_file(store, content, tmp_path, rows_of(own, told_who))
    assert stored(store, own, this, BY_FILE) == stored(store, own, this, IN_WINDOW)
    assert len(stored(store, own, this, BY_FILE)) == 3

    in_window(store, own, this, {"rol": 1})
    by_file(store, content, tmp_path, rows_of(own, {"rol": 1}))

    left = stored(store, own, this, BY_FILE)
    assert left == stored(store, own, this, IN_WINDOW)
    assert {row[0] for row in left if isinstance(row, tuple)} == {"rol", "a1"}


@pytest.mark.parametrize("known", [True, False])
def test_a_constraint_looks_at_the_other_answers_of_file_and_store(
    known: bool,
    store: Store,
    content: Content,
    own: Questionnaire,
    this: RoundFacts,
    tmp_path: Path,
) -> None:
    first = rows_of(own, {"rol": 2, "rol_anders": "tante", "a1": 0, "a2": 3, "a3": 0})
    if known:
        by_file(store, content, tmp_path, first)
        first = []

    refused = by_file(store, content, tmp_path, [*first, *rows_of(own, {"toelichting": "tante"})])
    taken = by_file(store, content, tmp_path, rows_of(own, {"toelichting": "oom"}))

    assert told(refused) == ["tante is not an answer to toelichting."]
    assert told(taken) == []
    assert ("toelichting", None, "oom", None) in stored(store, own, this, BY_FILE)


@pytest.mark.parametrize(
    ("item", "exception", "reason"),
    [
        ("P-SE-SAF-2", None, "P-SE-SAF-2 is not asked at the age of 5: look at"),
        ("T-EF-PLA-1", None, "T-EF-PLA-1 is not asked at the age of 5: look at"),
        ("T-EF-INH-1", None, ""),
        ("P-SE-SAF-2", True, ""),
        ("T-EF-PLA-1", True, "T-EF-PLA-1 is not asked at the age of 5: look at"),
        ("T-EF-INH-1", False, "The round makes an exception: questionnaire teacher is not"),
    ],
)
def test_what_the_round_excepts_is_not_read_and_an_age_that_does_not_fit_is_told(
    item: str,
    exception: bool | None,
    reason: str,
    store: Store,
    content: Content,
    this: RoundFacts,
    tmp_path: Path,
) -> None:
    asked = content.questionnaires["pupil" if item.startswith("P") else "teacher"]
    bea = pupil_id(store, YOUNG)
    with store.writing() as session:
        set_exception(session, this.id, bea, asked.code, exception, "De leerkracht weet waarom.")

    preview = by_file(store, content, tmp_path, rows_of(asked, {item: 2}, YOUNG))
    empty = by_file(store, content, tmp_path, [rows_of(asked, {item: 2}, YOUNG)[0][:-1]])

    assert [text[: len(reason)] for text in told(preview)] == ([reason] if reason else [])
    assert len(stored(store, asked, this, YOUNG)) == (0 if exception is False else 1)
    assert empty.counts["answers"]["unchanged"] == 1  # nothing is said: nothing is wrong


def test_an_answer_keeps_the_language_that_the_file_says(
    store: Store, content: Content, own: Questionnaire, this: RoundFacts, tmp_path: Path
) -> None:
    def languages() -> dict[object, object]:
        rows = stored(store, own, this, BY_FILE)
        return {row[0]: row[3] for row in rows if isinstance(row, tuple)}

    def said(*rows: str) -> dict[str, int]:
        head, start = f"{HEADER},language", f"{BY_FILE},2026-2,{OWN},teacher,"
        lines = [f"{start}{row}" for row in rows]
        counts = by_file(store, content, tmp_path, lines, header=head).counts["answers"]
        return {state: n for state, n in counts.items() if n}

    assert said("a1,1,pap", "a2,1,Engels", "a3,1,") == {"new": 3}
    with store.reading() as session:
        scan = session.exec(select(Scan).where(Scan.questionnaire == OWN)).one()
        assert scan.language == "pap"
    assert languages() == {"a1": None, "a2": "en", "a3": None}

    assert said("a1,2,es", "a2,2,", "a3,1,en") == {"changed": 3}
    assert languages() == {"a1": "es", "a2": "en", "a3": "en"}  # who says nothing leaves it
    assert said("a1,2,es", "a2,2,", "a3,1,en") == {"unchanged": 3}
    assert said("a1,2,klingon") == {"faulty": 1}
    with store.writing() as session:
        undo_last(session)
    assert languages() == {"a1": None, "a2": "en", "a3": None}
