"""The child's own mark, round by round: what was left blank counts as something that was said."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.life_mark import Given, LifeMark
from npo_desktop.importers.answers import read_answers
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.answering.life_marks import life_marks
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.queries.scans import scan_for, set_remark
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil

MARK = "P-SE-LIF-1"
Answering = Callable[[RoundFacts, dict[str, int | None]], None]


@pytest.fixture(autouse=True)
def on_the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")


@pytest.fixture
def rounds(store: Store) -> tuple[RoundFacts, ...]:
    with store.writing() as session:
        return (
            add_round(session, "2025-2", date(2026, 5, 4), date(2026, 6, 5)),
            add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4)),
        )


@pytest.fixture
def ana(store: Store) -> UUID:
    with store.writing() as session:
        pupil = Pupil(number="00123", call_name="Ana", birth_date=date(2016, 3, 1))
        session.add(pupil)
        session.flush()
        return pupil.id


@pytest.fixture
def answer(store: Store, content: Content, ana: UUID) -> Answering:
    def put(this: RoundFacts, answers: dict[str, int | None]) -> None:
        with store.writing() as session:
            scan = scan_for(session, ana, this.id, content.questionnaires["pupil"])
            set_remark(session, scan, " thuis is het druk ")
            for item, value in answers.items():
                record_answer(session, scan, item, value)

    return put


def told(store: Store, content: Content, ana: UUID, this: RoundFacts) -> tuple[LifeMark, ...]:
    with store.reading() as session:
        return life_marks(session, content, ana, this)


def test_every_round_up_to_this_one_tells_its_mark_and_the_childs_words(
    store: Store, content: Content, ana: UUID, rounds: tuple[RoundFacts, ...], answer: Answering
) -> None:
    answer(rounds[0], {MARK: 0})
    answer(rounds[1], {MARK: 10, "P-SE-WEL-1": None})
    first, second = told(store, content, ana, rounds[1])
    assert (first.round, first.given, first.value) == ("2025-2", Given.MARK, 0)
    assert (second.given, second.value, second.remark) == (Given.MARK, 10, "thuis is het druk")
    assert (second.unknown, second.empty, second.asked) == (1, 11, 12)
    assert [one.value for one in told(store, content, ana, rounds[0])] == [0]


@pytest.mark.parametrize("answers", [{"P-SE-WEL-1": 2}, {MARK: None}])
def test_a_list_without_the_mark_is_a_blank_and_no_list_is_told_too(
    store: Store,
    content: Content,
    ana: UUID,
    rounds: tuple[RoundFacts, ...],
    answer: Answering,
    answers: dict[str, int | None],
) -> None:
    answer(rounds[1], answers)
    given = [one.given for one in told(store, content, ana, rounds[1])]
    assert given == [Given.NO_LIST, Given.BLANK]


def test_nobody_is_told_missing_who_was_not_asked(
    store: Store, content: Content, ana: UUID, rounds: tuple[RoundFacts, ...]
) -> None:
    with store.writing() as session:
        set_exception(session, rounds[1].id, ana, "pupil", False, "ziek")
        session.get_one(Pupil, ana).entered_on = date(2026, 8, 17)
    assert told(store, content, ana, rounds[1]) == ()
    with store.writing() as session:
        pupil = session.get_one(Pupil, ana)
        pupil.birth_date, pupil.entered_on = date(2020, 3, 1), None
    assert told(store, content, ana, rounds[0]) == ()


def test_the_mark_is_in_no_score_no_flag_no_change_and_no_figure_of_a_group(
    store: Store, content: Content, ana: UUID, rounds: tuple[RoundFacts, ...], answer: Answering
) -> None:
    whole: dict[str, int | None] = {
        item.id: 1 for item in content.questionnaires["pupil"].items if item.id != MARK
    }
    answer(rounds[0], {**whole, MARK: 9})
    answer(rounds[1], {**whole, MARK: 2})
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, rounds[1])
        (dossier,) = load_dossiers(session, content.questionnaires, norms)
    assert len(dossier.scores) > 3 and dossier.changes  # the control: the rest is scored
    told = {one.subscale for one in (*dossier.scores, *dossier.composites, *dossier.before)}
    told |= {one.subscale for one in dossier.changes} | set(dossier.flags)
    assert not any("LIF" in subscale for subscale in told)
    assert not any("LIF" in key.subscale for key in norms.references)


def test_a_file_may_bring_every_mark_from_0_to_10_and_no_other(
    store: Store, content: Content, ana: UUID, rounds: tuple[RoundFacts, ...], tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"

    def bring(mark: str) -> list[int | None]:
        line = f"00123,2026-1,pupil,pupil,{MARK},{mark}"
        path.write_text(f"pupil,round,questionnaire,informant,item,answer\n{line}\n")
        with store.writing() as session:
            preview = preview_answers(session, read_answers(path), content.questionnaires)
            apply_answers(session, preview)
        return [one.value for one in told(store, content, ana, round_of(store, "2026-1"))][-1:]

    for mark in range(11):
        assert bring(str(mark)) == [mark]
    for wrong in ("11", "-1", '"7,5"', "10.0", "goed"):
        assert bring(wrong) == [10], wrong


def round_of(store: Store, name: str) -> RoundFacts:
    with store.reading() as session:
        return next(one for one in round_list(session) if one.name == name)
