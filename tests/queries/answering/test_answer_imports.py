"""Answers out of a file: checked row by row, stored once, taken back whole."""

import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.answers import read_answers
from npo_desktop.queries.answering.answer_imports import (
    AnswerPreview,
    apply_answers,
    preview_answers,
)
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.queries.imports.pupil_files import undo_last
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Pupil, Scan, UsedQuestionnaire

HEADER = "pupil,round,questionnaire,informant,item,answer"
FIRST = "00123,2026-1,teacher,teacher,T-EF-INH-1"


@pytest.fixture
def school(store: Store) -> Store:
    """A store with one pupil and one round."""
    with store.writing() as session:
        session.add(Pupil(number="00123", call_name="Ana", last_name="Croes"))
        add_round(session, "2026-1", date(2026, 11, 23), date(2026, 12, 4))
    return store


def answers(folder: Path, *lines: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return path


def look(store: Store, content: Content, path: Path) -> AnswerPreview:
    with store.reading() as session:
        return preview_answers(session, read_answers(path), content.questionnaires)


def bring_in(store: Store, content: Content, path: Path) -> ImportSummary:
    with store.writing() as session:
        preview = preview_answers(session, read_answers(path), content.questionnaires)
        return apply_answers(session, preview)


def stored(store: Store) -> dict[str, int | None]:
    with store.reading() as session:
        return dict(session.exec(select(Answer.item, Answer.value)).all())


def counts(summary: ImportSummary | AnswerPreview) -> dict[str, int]:
    return {state: n for state, n in summary.counts["answers"].items() if n}


def test_answers_make_their_scan_and_keep_the_edition(
    school: Store, content: Content, tmp_path: Path
) -> None:
    path = answers(
        tmp_path,
        f"{FIRST},3",
        "00123,2026-1,teacher,teacher,T-EF-INH-2,?",
        "00123,2026-1,teacher,teacher,T-COG-TEC-1,4",
        "00123,2026-1,parent,parent,O-EF-ATT-1,0",
    )

    assert counts(bring_in(school, content, path)) == {"new": 4}

    assert stored(school) == {
        "T-EF-INH-1": 3,
        "T-EF-INH-2": None,
        "T-COG-TEC-1": 4,
        "O-EF-ATT-1": 0,
    }
    with school.reading() as session:
        assert sorted(session.exec(select(Scan.questionnaire)).all()) == ["parent", "teacher"]
        kept = session.exec(select(UsedQuestionnaire)).all()
        assert [used.source_text for used in kept] == [
            content.questionnaires[used.code].source_text for used in kept
        ]


def test_again_changes_nothing_and_back_is_exactly_as_before(
    school: Store, content: Content, tmp_path: Path
) -> None:
    path = answers(tmp_path, f"{FIRST},3", "00123,2026-1,pupil,pupil,P-SE-SAF-2,3")
    with school.reading() as session:
        before = canonical_dump(session)

    bring_in(school, content, path)
    with school.reading() as session:
        after = canonical_dump(session)
    again = bring_in(school, content, path)

    assert counts(again) == {"unchanged": 2}
    assert again.run_id is None
    with school.writing() as session:
        assert canonical_dump(session) == after
        assert undo_last(session).kind == "answers"
        assert canonical_dump(session) == before


def test_a_changed_answer_is_counted_and_taken_back(
    school: Store, content: Content, tmp_path: Path
) -> None:
    bring_in(school, content, answers(tmp_path, f"{FIRST},3"))

    changed = bring_in(school, content, answers(tmp_path, f"{FIRST},?"))

    assert counts(changed) == {"changed": 1}
    assert stored(school) == {"T-EF-INH-1": None}
    with school.writing() as session:
        undo_last(session)
    assert stored(school) == {"T-EF-INH-1": 3}


def test_an_empty_answer_leaves_what_is_there(
    school: Store, content: Content, tmp_path: Path
) -> None:
    bring_in(school, content, answers(tmp_path, f"{FIRST},3"))

    assert counts(bring_in(school, content, answers(tmp_path, f"{FIRST},"))) == {"unchanged": 1}
    assert stored(school) == {"T-EF-INH-1": 3}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("999,2026-1,teacher,teacher,T-EF-INH-1,3", "no pupil"),
        ("00123,2027-1,teacher,teacher,T-EF-INH-1,3", "no round"),
        ("00123,2026-1,strangers,teacher,T-EF-INH-1,3", "no questionnaire"),
        ("00123,2026-1,teacher,parent,T-EF-INH-1,3", "filled in by"),
        ("00123,2026-1,teacher,teacher,O-EF-ATT-1,3", "no item"),
        ("00123,2026-1,teacher,teacher", "Column item is empty"),
        (",2026-1,teacher,teacher,T-EF-ATT-1,3", "Column pupil is empty"),
        (f"{FIRST},3,5", "more cells"),  # a decimal comma: neither 3 nor 3.5
        (f"{FIRST},5", "0 to 4"),
        (f"{FIRST},-1", "0 to 4"),
        (f"{FIRST},3.0", "0 to 4"),
        (f"{FIRST},{'9' * 5000}", "0 to 4"),
        ("00123,2026-1,pupil,pupil,P-SE-SAF-2,4", "0 to 3"),
    ],
)
def test_a_row_that_cannot_be_right_is_faulty_and_the_rest_is_read(
    line: str, word: str, school: Store, content: Content, tmp_path: Path
) -> None:
    path = answers(tmp_path, line, "00123,2026-1,parent,parent,O-EF-ATT-1,2")

    with speaking("en"):
        preview = look(school, content, path)

    assert counts(preview) == {"new": 1, "faulty": 1}
    (message,) = preview.messages
    assert (message.line, message.row) == (2, 0)
    assert word in message.text


def test_two_answers_to_one_question_are_doubtful_and_the_first_counts(
    school: Store, content: Content, tmp_path: Path
) -> None:
    path = answers(tmp_path, f"{FIRST},3", f"{FIRST},3", f"{FIRST},1")

    assert counts(bring_in(school, content, path)) == {"new": 1, "unchanged": 1, "doubtful": 1}
    assert stored(school) == {"T-EF-INH-1": 3}


def test_answers_given_since_in_the_window_stop_the_undo(
    school: Store, content: Content, tmp_path: Path
) -> None:
    bring_in(school, content, answers(tmp_path, f"{FIRST},3"))
    with school.writing() as session:
        record_answer(session, session.exec(select(Scan.id)).one(), "T-EF-INH-2", 1)

    with pytest.raises(UserError), school.writing() as session:
        undo_last(session)

    assert stored(school) == {"T-EF-INH-1": 3, "T-EF-INH-2": 1}


def test_an_edition_that_others_use_by_now_stays_when_answers_are_taken_back(
    school: Store, content: Content, tmp_path: Path
) -> None:
    bring_in(school, content, answers(tmp_path, f"{FIRST},3"))
    with school.writing() as session:
        other = Pupil(number="2", call_name="Luis")
        session.add(other)
        mine = session.exec(select(Scan)).one()
        session.flush()
        session.add(
            Scan(
                pupil_id=other.id,
                round_id=mine.round_id,
                questionnaire=mine.questionnaire,
                edition=mine.edition,
                informant=mine.informant,
            )
        )

    with school.writing() as session:
        undo_last(session)

    with school.reading() as session:
        assert len(session.exec(select(UsedQuestionnaire)).all()) == 1
        assert len(session.exec(select(Scan)).all()) == 1


@pytest.mark.parametrize(
    "text",
    ["naam,groep\nAna,3\n", HEADER + "\n", "pupil,round,questionnaire,item,answer\n1,2,3,4,5"],
)
def test_a_table_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UserError):
        read_answers(path)


def many(pupils: int, items: Iterable[str]) -> Iterable[str]:
    chosen = list(items)
    for number in range(pupils):
        for item in chosen:
            yield f"P{number},2026-1,teacher,teacher,{item},{number % 5}"


def test_ten_thousand_answers_are_stored_within_three_seconds(
    school: Store, content: Content, tmp_path: Path
) -> None:
    items = [item.id for item in content.questionnaires["teacher"].items]
    with school.writing() as session:
        session.add_all(Pupil(number=f"P{number}", call_name="A") for number in range(180))
    path = answers(tmp_path, *many(180, items))

    start = time.process_time()
    summary = bring_in(school, content, path)
    seconds = time.process_time() - start

    assert summary.counts["answers"]["new"] == 180 * len(items) > 10_000
    assert seconds < 3
