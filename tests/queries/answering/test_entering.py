"""Answers given and taken back in the store: off the scale, in two tiers, in two languages."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.queries.answering.entering import enter, put_back, take_away
from npo_desktop.queries.answering.scan_entry import ScanEntry, scan_entry
from npo_desktop.queries.answering.scan_forms import with_baseline
from npo_desktop.queries.answering.scan_progress import ListProgress, round_progress
from npo_desktop.queries.answers import answers_of, record_answer
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.queries.scans import scan_facts, scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil, Round, Scan

YEAR = "2026-2027"


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


@pytest.fixture
def rounds(store: Store) -> tuple[RoundFacts, RoundFacts]:
    """A baseline, and a round in two tiers."""
    with store.writing() as session:
        first = add_round(session, "2026-1", date(2026, 9, 1), date(2026, 9, 30))
        second = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4))
        session.get_one(Round, second.id).form = "two-tier"
    with store.reading() as session:
        return first, round_facts(session, second.id)


@pytest.fixture
def ann(store: Store) -> UUID:
    return pupils(store, 1)[0]


def pupils(store: Store, many: int, name: str = "Ann") -> list[UUID]:
    with store.writing() as session:
        group = Group(school_year=YEAR, name=f"Group {name}", grade=5)
        session.add(group)
        session.flush()
        made = []
        for n in range(many):
            pupil = Pupil(
                number=f"{name}{n}",
                call_name=name,
                sort_name=f"{name}{n:03}",
                birth_date=date(2017, 3, 1),
            )
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))
            made.append(pupil.id)
        return made


def fill(
    store: Store,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupil_id: UUID,
    answers: dict[str, int | None],
) -> UUID:
    with store.writing() as session:
        scan_id = scan_for(session, pupil_id, this.id, questionnaire)
        for item, value in answers.items():
            record_answer(session, scan_id, item, value)
    return scan_id


def keyed(questionnaire: Questionnaire, value: int) -> dict[str, int | None]:
    return {item.id: 4 - value if item.reverse else value for item in questionnaire.items}


def entry_of(
    store: Store, questionnaire: Questionnaire, this: RoundFacts, pupil_id: UUID
) -> ScanEntry:
    with store.reading() as session:
        entry = scan_entry(session, questionnaire, this, pupil_id)
    assert entry is not None
    return entry


def give(
    store: Store, teacher: Questionnaire, entry: ScanEntry, item: str, value: int | None
) -> ScanEntry:
    with store.writing() as session:
        return enter(session, teacher, entry, item, value, language="nl").entry


# ---- Which form a list gets ----


def test_the_first_round_of_a_pupil_is_full_whatever_the_round_says(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    first, second = rounds
    assert entry_of(store, teacher, second, ann).form == "full"

    fill(store, teacher, first, ann, dict.fromkeys(list(keyed(teacher, 3))[:10], 3))
    assert entry_of(store, teacher, second, ann).form == "full"  # ten answers are no baseline

    fill(store, teacher, first, ann, keyed(teacher, 3))
    entry = entry_of(store, teacher, second, ann)
    assert (entry.form, len(entry.items)) == ("two-tier", 26)


def test_a_list_of_nothing_but_dont_know_is_no_baseline(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    first, second = rounds
    fill(store, teacher, first, ann, dict.fromkeys(keyed(teacher, 3)))
    assert entry_of(store, teacher, second, ann).form == "full"
    assert not with_baseline_of(store, teacher, second)

    fill(store, teacher, first, ann, keyed(teacher, 3))
    assert entry_of(store, teacher, second, ann).form == "two-tier"
    assert with_baseline_of(store, teacher, second) == {ann}


def with_baseline_of(store: Store, teacher: Questionnaire, this: RoundFacts) -> frozenset[UUID]:
    with store.reading() as session:
        return with_baseline(session, teacher, this.starts_on)


def test_the_form_of_a_begun_list_stays_when_the_round_changes(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    first, second = rounds
    fill(store, teacher, first, ann, keyed(teacher, 3))
    fill(store, teacher, second, ann, {"T-EF-INH-1": 3})
    with store.writing() as session:
        session.get_one(Round, second.id).form = "full"
    with store.reading() as session:
        this = round_facts(session, second.id)
        assert session.exec(select(Scan.form).where(Scan.round_id == this.id)).one() == "two-tier"
    assert len(entry_of(store, teacher, this, ann).items) == 26
    assert len(entry_of(store, teacher, this, pupils(store, 1, "Bob")[0]).items) == 58


def test_other_lists_have_no_tiers(
    store: Store,
    content: Content,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
    ann: UUID,
) -> None:
    first, second = rounds
    fill(store, teacher, first, ann, keyed(teacher, 3))
    assert entry_of(store, content.questionnaires["pupil"], second, ann).form == "full"


# ---- A gate that changes ----


@pytest.fixture
def low(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> ScanEntry:
    """Ann in two tiers, with a low marker and both follow-up questions answered."""
    fill(store, teacher, rounds[0], ann, keyed(teacher, 3))
    entry = entry_of(store, teacher, rounds[1], ann)
    for item, value in (("T-EF-INH-1", 1), ("T-EF-INH-2", 0), ("T-EF-INH-3", None)):
        entry = give(store, teacher, entry, item, value)
    return entry


def test_raising_the_marker_clears_what_it_hid_in_one_transaction_and_undo_brings_it_back(
    store: Store, teacher: Questionnaire, low: ScanEntry
) -> None:
    assert low.scan_id is not None
    with store.writing() as session:
        done = enter(session, teacher, low, "T-EF-INH-1", 3, language="nl")

    assert [kept.item for kept in done.cleared] == ["T-EF-INH-2", "T-EF-INH-3"]
    assert len(done.entry.items) == 26
    with store.reading() as session:
        assert answers_of(session, low.scan_id) == {"T-EF-INH-1": 3}

    with store.writing() as session:
        put_back(session, done)
    with store.reading() as session:
        found = answers_of(session, low.scan_id)
    assert found == {"T-EF-INH-1": 1, "T-EF-INH-2": 0, "T-EF-INH-3": None}


def test_when_the_answer_is_not_kept_nothing_is_cleared(
    store: Store, teacher: Questionnaire, low: ScanEntry
) -> None:
    assert low.scan_id is not None
    with pytest.raises(RuntimeError), store.writing() as session:
        enter(session, teacher, low, "T-EF-INH-1", 4, language="nl")
        raise RuntimeError("the power went")
    with store.reading() as session:
        assert answers_of(session, low.scan_id) == dict(low.answers)


def test_another_low_answer_and_a_marker_taken_back_clear_nothing(
    store: Store, teacher: Questionnaire, low: ScanEntry
) -> None:
    with store.writing() as session:
        same = enter(session, teacher, low, "T-EF-INH-1", 2, language="nl")
        away = take_away(session, teacher, same.entry, "T-EF-INH-1", language="nl")
    assert same.cleared == away.cleared == ()
    assert len(away.entry.items) == 28


def test_what_the_last_round_asks_for_is_not_cleared(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    weak = keyed(teacher, 3) | {"T-EF-INH-1": 1, "T-EF-INH-2": 1, "T-EF-INH-3": 3}
    fill(store, teacher, rounds[0], ann, weak)
    entry = entry_of(store, teacher, rounds[1], ann)
    assert len(entry.items) == 28
    for item, value in (("T-EF-INH-1", 1), ("T-EF-INH-2", 0)):
        entry = give(store, teacher, entry, item, value)
    with store.writing() as session:
        done = enter(session, teacher, entry, "T-EF-INH-1", 4, language="nl")
    assert done.cleared == ()


def test_the_pupils_own_low_answers_ask_more_of_the_teacher(
    store: Store,
    content: Content,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
    ann: UUID,
) -> None:
    first, second = rounds
    fill(store, teacher, first, ann, keyed(teacher, 3))
    own: dict[str, int | None] = {"P-SE-WEL-1": 0, "P-SE-WEL-2": 0}
    fill(store, content.questionnaires["pupil"], second, ann, own)
    entry = entry_of(store, teacher, second, ann)
    follow = [one for one in entry.asked if one.why.is_follow_up]
    assert [one.item.id for one in follow] == ["T-SE-WEL-2", "T-SE-WEL-3"]
    assert {one.why.value for one in follow} == {"other_informant"}


# ---- How far it is ----


def progress(
    store: Store, content: Content, this: RoundFacts, group_id: UUID | None = None
) -> dict[UUID, ListProgress]:
    with store.reading() as session:
        lists = round_progress(session, content.questionnaires, this, group_id=group_id)
    return {one.pupil.id: one for one in lists if one.questionnaire == "teacher"}


def test_a_list_in_two_tiers_is_complete_when_all_that_is_asked_now_is_answered(
    store: Store,
    content: Content,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
    ann: UUID,
) -> None:
    first, second = rounds
    (bob,) = pupils(store, 1, "Bob")
    fill(store, teacher, first, ann, keyed(teacher, 3))
    assert (progress(store, content, second)[ann].items) == 26
    assert (progress(store, content, second)[bob].items) == 58  # his first

    entry = entry_of(store, teacher, second, ann)
    for item in entry.items:
        entry = give(store, teacher, entry, item.id, 3)
    assert entry.is_complete and progress(store, content, second)[ann].is_complete

    entry = give(store, teacher, entry, "T-SE-RES-1", 1)
    now = progress(store, content, second)[ann]
    assert (now.answered, now.items, now.is_complete) == (26, 28, False)
    assert (entry.answered, len(entry.required)) == (26, 28)


@pytest.fixture
def counting(store: Store) -> Iterator[list[str]]:
    """Every statement that reaches the store."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


def test_progress_in_two_tiers_takes_as_many_statements_for_a_school_as_for_one(
    store: Store,
    content: Content,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
    ann: UUID,
    counting: list[str],
) -> None:
    first, second = rounds
    fill(store, teacher, first, ann, keyed(teacher, 3))
    counting.clear()
    progress(store, content, second)
    for_one = len(counting)
    for pupil_id in pupils(store, 12, "More"):
        fill(store, teacher, first, pupil_id, keyed(teacher, 2))
        fill(store, teacher, second, pupil_id, {"T-EF-INH-1": 1})
    counting.clear()
    assert len(progress(store, content, second)) == 13
    assert len(counting) == for_one


def test_the_round_before_speaks_by_the_norms_of_its_group_as_it_did_then(
    store: Store,
    content: Content,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
) -> None:
    """Well above the criterion, but far below twenty-one others: watched or low then."""
    first, second = rounds
    group = pupils(store, 22, "Many")
    for n, pupil_id in enumerate(group):
        fill(store, teacher, first, pupil_id, keyed(teacher, 4 if n % 2 else 3))
    odd = group[0]
    fill(store, teacher, first, odd, keyed(teacher, 2))
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, first)
        then = load_dossier(session, content.questionnaires, odd, norms)
    low = {one.subscale for one in then.scores if one.band.value in ("low", "watch")}
    assert "EF-INH" in low

    entry = entry_of(store, teacher, second, odd)
    assert {one.item.scale for one in entry.asked if one.why.value == "last_round"} == {
        code for code in low if not code.startswith("COG") and code != "SE-SAF"
    }


# ---- Off the scale ----


@pytest.mark.parametrize("value", [5, -1, 10, 3.0, "3", True])
def test_an_answer_off_the_scale_is_refused_in_one_clear_sentence(
    store: Store,
    teacher: Questionnaire,
    rounds: tuple[RoundFacts, RoundFacts],
    ann: UUID,
    value: int,
) -> None:
    scan_id = fill(store, teacher, rounds[0], ann, {"T-EF-INH-1": 4})
    with pytest.raises(UserError) as refused, store.writing() as session:
        record_answer(session, scan_id, "T-EF-INH-1", value)
    assert "T-EF-INH-1" in refused.value.message and str(value) in refused.value.message
    assert "4" in refused.value.hint
    with store.reading() as session:
        assert answers_of(session, scan_id) == {"T-EF-INH-1": 4}


def test_the_pupils_scale_ends_at_three_and_an_unknown_question_is_refused(
    store: Store, content: Content, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    scan_id = fill(store, content.questionnaires["pupil"], rounds[0], ann, {"P-SE-WEL-1": 3})
    for item, value in (("P-SE-WEL-1", 4), ("T-EF-INH-1", 1)):
        with pytest.raises(UserError), store.writing() as session:
            record_answer(session, scan_id, item, value)


# ---- Languages ----


def language_of(session: Session, scan_id: UUID) -> dict[str, str | None]:
    query = select(Answer.item, Answer.language).where(Answer.scan_id == scan_id)
    return dict(session.exec(query).all())


def test_an_answer_remembers_the_language_it_was_asked_in(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    entry = entry_of(store, teacher, rounds[0], ann)
    with store.writing() as session:
        entry = enter(session, teacher, entry, "T-EF-INH-1", 2, language="nl").entry
    with store.writing() as session:
        entry = enter(session, teacher, entry, "T-EF-INH-2", 2, language="pap").entry
    assert entry.scan_id is not None and entry.language == "nl"
    with store.reading() as session:
        assert language_of(session, entry.scan_id) == {"T-EF-INH-1": None, "T-EF-INH-2": "pap"}
        (facts,) = scan_facts(session, round_id=rounds[0].id)
    assert facts.is_mixed and facts.language == "nl"

    with store.writing() as session:  # given again in Papiamentu: then all of it is
        enter(session, teacher, entry, "T-EF-INH-1", 3, language="pap")
    with store.reading() as session:
        (facts,) = scan_facts(session, round_id=rounds[0].id)
    assert not facts.is_mixed and facts.language == "pap"


def test_a_list_takes_the_language_of_its_first_answer(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    with store.writing() as session:
        scan_for(session, ann, rounds[0].id, teacher, language="nl")  # a remark began it
    entry = entry_of(store, teacher, rounds[0], ann)
    with store.writing() as session:
        enter(session, teacher, entry, "T-EF-INH-1", 2, language="en")
    with store.reading() as session:
        (facts,) = scan_facts(session, round_id=rounds[0].id)
    assert (facts.language, facts.is_mixed) == ("en", False)


def test_undo_gives_an_answer_its_own_language_back(
    store: Store, teacher: Questionnaire, rounds: tuple[RoundFacts, RoundFacts], ann: UUID
) -> None:
    entry = entry_of(store, teacher, rounds[0], ann)
    with store.writing() as session:
        entry = enter(session, teacher, entry, "T-EF-INH-1", 2, language="nl").entry
        entry = enter(session, teacher, entry, "T-EF-INH-2", 1, language="es").entry
    with store.writing() as session:
        done = enter(session, teacher, entry, "T-EF-INH-2", 4, language="nl")
        put_back(session, done)
    assert entry.scan_id is not None
    with store.reading() as session:
        assert answers_of(session, entry.scan_id)["T-EF-INH-2"] == 1
        assert language_of(session, entry.scan_id)["T-EF-INH-2"] == "es"
