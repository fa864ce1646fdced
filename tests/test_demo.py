"""The practice school: complete, believable, and the same in every build."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from npo_desktop.content.load import Content, load_content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.demo import (
    PASSPHRASE,
    SCHOOL,
    counts,
    fill_practice_school,
    make_practice_store,
    open_practice_store,
)
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import Cancelled, UserError
from npo_desktop.i18n import speaking
from npo_desktop.proposals.propose import propose
from npo_desktop.queries.answering.scan_progress import board_of, last_touched, round_progress
from npo_desktop.queries.attention import due_reviews
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.rounds import round_by_name, round_list
from npo_desktop.queries.school import school_facts
from npo_desktop.queries.talks import open_talks
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Answer, Enrolment, Guardian, Pupil, Scan, TestResult

CHEAP = Cost(memory=64, passes=1, lanes=1)
TODAY = date(2026, 11, 24)
NOW, BEFORE = "2026-2027", "2025-2026"


@pytest.fixture(scope="module")
def practice(practice_copy: Path) -> Iterator[Store]:
    store = open_store(practice_copy, PASSPHRASE)
    yield store
    store.close()


@pytest.fixture
def session(practice: Store) -> Iterator[Session]:
    with practice.reading() as session:
        yield session


@pytest.fixture(scope="module")
def dossiers(practice: Store) -> dict[str, list[Dossier]]:
    """Everybody who was asked about, by round."""
    content = load_content()
    with practice.reading() as session:
        found = {}
        for one in round_list(session):
            norms = round_norms(session, content.questionnaires, one)
            everybody = load_dossiers(session, content.questionnaires, norms)
            found[one.name] = [dossier for dossier in everybody if dossier.scores]
    return found


def test_about_180_pupils_are_in_eight_groups_with_a_teacher_each(session: Session) -> None:
    groups = group_list(session, NOW)

    assert [group.name for group in groups] == [f"Groep {grade}" for grade in range(1, 9)]
    assert all(len(group.teachers) == 1 and group.pupils >= 15 for group in groups)
    assert 170 <= sum(group.pupils for group in groups) <= 190
    assert 170 <= counts(session)["pupil"] <= 190


def test_it_is_marked_as_a_practice_school(session: Session) -> None:
    school = school_facts(session)
    assert (school.is_practice, school.island, school.name) == (True, "bonaire", SCHOOL.name)


def test_the_tables_hold_what_a_year_and_a_half_of_work_leaves(session: Session) -> None:
    held = counts(session)

    assert held["round"] == 3
    assert held["answer"] > 25_000
    assert held["test_result"] > 1_000
    assert 12 <= held["plan"] <= 20
    assert held["goal"] == held["plan"] - 1  # "nothing extra" has no goal
    assert held["feasibility"] > 10
    assert held["contact"] == 5
    assert held["attendance"] > 160
    asked = {(one.name, i) for one in round_list(session) for i in Informant}
    given = session.exec(select(Scan.round_id, Scan.informant).distinct()).all()
    assert len(given) == len(asked)


def test_every_row_refers_to_one_that_exists(practice: Store) -> None:
    with practice.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_pupils_move_up_one_group_and_new_ones_have_no_earlier_scan(session: Session) -> None:
    grades: dict[str, dict[object, int | None]] = {
        year: {
            row.pupil_id: row.grade
            for row in session.exec(select(Enrolment).where(Enrolment.school_year == year))
        }
        for year in (BEFORE, NOW)
    }
    both = grades[BEFORE].keys() & grades[NOW].keys()
    assert len(both) > 140
    for pupil in both:
        before, now = grades[BEFORE][pupil], grades[NOW][pupil]
        assert before is not None and now == before + 1

    earlier = [one.id for one in round_list(session)[:2]]
    scanned = set(session.exec(select(Scan.pupil_id).where(col(Scan.round_id).in_(earlier))).all())
    assert scanned <= grades[BEFORE].keys()
    assert 20 <= len(grades[NOW].keys() - scanned) <= 40


def test_pupils_are_as_old_as_their_group_on_the_first_of_october(session: Session) -> None:
    rows = session.exec(
        select(Pupil, Enrolment)
        .join(Enrolment, col(Enrolment.pupil_id) == Pupil.id)
        .where(Enrolment.school_year == NOW)
    )
    for pupil, enrolment in rows:
        born, grade = pupil.birth_date, enrolment.grade
        assert born is not None and grade is not None
        assert date(2022 - grade, 10, 1) <= born <= date(2023 - grade, 9, 30)


def test_most_parents_speak_papiamentu_and_every_language_is_there(session: Session) -> None:
    spoken = Counter(session.exec(select(Guardian.language)).all())
    total = sum(spoken.values())

    assert 0.50 <= spoken["pap"] / total <= 0.72
    assert all(spoken[language] / total >= 0.03 for language in ("nl", "es", "en"))


def test_nobody_is_asked_what_is_not_for_the_age_nor_outside_the_round(
    session: Session, content: Content
) -> None:
    rounds = {one.id: one for one in round_list(session)}
    pupils = {pupil.id: pupil for pupil in session.exec(select(Pupil))}
    scans = {scan.id: scan for scan in session.exec(select(Scan))}
    for answer in session.exec(select(Answer)):
        scan = scans[answer.scan_id]
        this, born = rounds[scan.round_id], pupils[scan.pupil_id].birth_date
        assert born is not None
        birthday = (born.month, born.day) <= (this.starts_on.month, this.starts_on.day)
        age = this.starts_on.year - born.year - (not birthday)
        item = content.questionnaires[scan.questionnaire].item(answer.item)
        assert item.suits(age)
        top = content.questionnaires[scan.questionnaire].top_of(item)
        assert answer.value is None or 0 <= answer.value <= top
        assert this.starts_on <= scan.started_at.date() <= answer.answered_at.date() <= this.ends_on


def test_the_third_round_leaves_work_in_groups_5_and_7(session: Session, content: Content) -> None:
    this = round_by_name(session, "2026-1")
    progress = round_progress(session, content.questionnaires, this)
    board = {group.group: group.lists["teacher"] for group in board_of(progress)}

    open_lists = {group: count.asked - count.complete for group, count in board.items()}
    newest = {"Groep 3": 0, "Groep 4": 0, "Groep 5": 3, "Groep 7": 12}
    assert {group: open_lists[group] for group in newest} == newest
    touched = last_touched(one for one in progress if one.questionnaire == "teacher")
    assert touched is not None
    assert (touched.pupil.full_name, touched.answered) == ("Emely Pourier", 14)


def test_the_earlier_rounds_are_complete(session: Session, content: Content) -> None:
    for name in ("2025-1", "2025-2"):
        this = round_by_name(session, name)
        asked = [
            one
            for one in round_progress(session, content.questionnaires, this)
            if one.questionnaire == "teacher" and one.answered
        ]
        assert len(asked) > 150
        assert all(one.is_complete for one in asked)


@pytest.mark.parametrize("name", ["2025-1", "2025-2", "2026-1"])
def test_few_pupils_are_low_on_any_one_subscale(
    name: str, dossiers: dict[str, list[Dossier]]
) -> None:
    bands: dict[str, Counter[Band]] = {}
    for dossier in dossiers[name]:
        for scored in dossier.scores:
            if scored.informant is Informant.TEACHER and scored.subscale[:2] in ("EF", "SE"):
                bands.setdefault(scored.subscale, Counter())[scored.band] += 1

    assert len(bands) == 17
    for found in bands.values():
        share = {band: found[band] / found.total() for band in Band}
        assert 0.02 <= share[Band.LOW] <= 0.14
        assert 0.02 <= share[Band.WATCH] <= 0.19
        assert share[Band.NONE] <= 0.09
    everything = sum(bands.values(), Counter())
    assert 0.05 <= everything[Band.LOW] / everything.total() <= 0.10
    assert 0.05 <= everything[Band.WATCH] / everything.total() <= 0.11


@pytest.mark.parametrize("name", ["2025-2", "2026-1"])
def test_some_pupils_really_change_in_both_directions(
    name: str, dossiers: dict[str, list[Dossier]]
) -> None:
    changed = Counter(
        verdict
        for dossier in dossiers[name]
        for verdict in {change.verdict for change in dossier.changes}
    )
    assert 5 <= changed[Verdict.IMPROVED] <= 30
    assert 5 <= changed[Verdict.DECLINED] <= 30
    assert changed[Verdict.UNCHANGED] > 100


def test_another_teacher_gives_no_verdict(dossiers: dict[str, list[Dossier]]) -> None:
    third = [dossier for dossier in dossiers["2026-1"] if dossier.pupil.group == "Groep 3"]
    verdicts = {
        change.verdict
        for dossier in third
        for change in dossier.changes
        if change.informant is Informant.TEACHER
    }
    assert verdicts == {Verdict.UNKNOWN}


def test_every_group_has_pupils_with_proposals(
    session: Session, content: Content, dossiers: dict[str, list[Dossier]]
) -> None:
    feasible = feasibility_answers(session)
    found = {
        dossier.pupil.group
        for dossier in dossiers["2026-1"]
        if propose(dossier, content.catalogue, feasible).ranked
    }
    assert found == {f"Groep {grade}" for grade in range(1, 9)}


def test_jeandro_has_trouble_starting_and_is_good_with_others(
    dossiers: dict[str, list[Dossier]],
) -> None:
    (jeandro,) = (d for d in dossiers["2026-1"] if d.pupil.full_name == "Jeandro Evertsz")

    low = {code for code, band in jeandro.flags.items() if band is Band.LOW}
    watch = {code for code, band in jeandro.flags.items() if band is Band.WATCH}
    assert {"EF-INI", "COG-SPE"} <= low
    assert {"EF-PLA", "EF-TIM", "EF-ORG"} <= watch
    assert {scored.subscale for scored in jeandro.strengths} == {"SE-SOC", "SE-RES"}
    verdicts = {
        change.subscale: change.verdict
        for change in jeandro.changes
        if change.informant is Informant.TEACHER
    }
    assert verdicts["EF-ATT"] is Verdict.IMPROVED
    assert verdicts["SE-SEL"] is Verdict.DECLINED


def test_two_pupils_ask_for_a_talk_this_week(session: Session, content: Content) -> None:
    talks = open_talks(session, content.questionnaires, round_by_name(session, "2026-1"))
    assert {talk.pupil for talk in talks} == {"Nathaira Coffie", "Jordy Semeleer"}


def test_test_results_carry_language_and_norm_group_and_scores_grow(session: Session) -> None:
    results = session.exec(select(TestResult)).all()

    assert {(result.language, result.norm_group) for result in results} == {("nl", "Nederland")}
    assert {result.moment for result in results} == {f"{m}{g}" for m in "ME" for g in range(3, 9)}
    assert {result.level for result in results} == {"I", "II", "III", "IV", "V"}
    pairs: dict[tuple[object, str], dict[str, float]] = {}
    for result in results:
        assert result.score is not None
        pairs.setdefault((result.pupil_id, result.test), {})[result.moment[0]] = result.score
    gains = [found["E"] - found["M"] for found in pairs.values() if len(found) == 2]
    assert len(gains) > 500
    assert 5 <= sum(gains) / len(gains) <= 9


def test_the_plans_are_of_every_kind(session: Session) -> None:
    plans = plan_list(session)

    assert {plan.state for plan in plans} == {"agreed", "concept", "done", "stopped"}
    assert {plan.outcome for plan in plans} >= {None, "improved", "unchanged"}
    assert [plan.intervention for plan in plans].count("nothing-extra") == 1
    assert {len({p.round_id for p in plans})} == {3}
    late = [one for one in due_reviews(session, date(2027, 7, 1)) if one.days_late(TODAY) > 0]
    assert [one.pupil for one in late] == ["Dyllan Clarenda"]
    for plan in plans:
        assert plan.basis["scores"]
        assert all("{" not in goal.text and goal.start_value is not None for goal in plan.goals)


def test_two_builds_are_equal_whatever_language_is_spoken(store: Store, practice: Store) -> None:
    with speaking("en"), store.writing() as session:
        fill_practice_school(session)

    with store.reading() as one, practice.reading() as other:
        keys = ("account", "audit_entry", "setting")  # who opened it, and when
        assert canonical_dump(one, without=keys) == canonical_dump(other, without=keys)


def test_another_seed_is_another_school_of_the_same_shape(store: Store, session: Session) -> None:
    with store.writing() as other:
        made = fill_practice_school(other, seed=7)
        names = set(other.exec(select(Pupil.sort_name)).all())

    assert made["pupil"] == counts(session)["pupil"]
    assert len(names & set(session.exec(select(Pupil.sort_name)).all())) < 0.5 * len(names)


def test_anybody_can_open_it_and_it_is_replaced_only_when_told_so(
    tmp_path: Path, practice_made_once: Path
) -> None:
    path = tmp_path / "practice" / practice_made_once.name
    shutil.copytree(practice_made_once.parent, path.parent)
    store = open_store(path, PASSPHRASE)
    with store.writing() as session:
        session.delete(session.exec(select(Scan)).first())
    with store.reading() as session:
        shrunk = counts(session)["scan"]
    store.close()

    with pytest.raises(UserError):
        make_practice_store(path, cost=CHEAP)
    again = make_practice_store(path, fresh=True, cost=CHEAP)
    with again.reading() as session:
        assert counts(session)["scan"] == shrunk + 1
    again.close()


def test_a_real_school_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "school.npo"
    school = NewSchool("Basisschool Echt", "bonaire")
    with pytest.raises(UserError):
        create_store(path, PASSPHRASE, school, cost=CHEAP)  # everybody knows it
    secret = "salt wind over cove bay"
    create_store(path, secret, school, cost=CHEAP)[0].close()

    with pytest.raises(UserError, match=r"echte school|real school"):
        make_practice_store(path, fresh=True, passphrase=secret, cost=CHEAP)
    store = open_store(path, secret)
    with store.reading() as session:
        assert school_facts(session).name == "Basisschool Echt"
    store.close()


def test_stopping_half_way_leaves_no_store_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int, label: str = "") -> None:
        if done == 2:
            raise Cancelled

    path = tmp_path / "practice.npo"
    with pytest.raises(Cancelled):
        make_practice_store(path, stop, cost=CHEAP)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("practice")] == []


def test_a_practice_store_that_was_never_finished_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("npo_desktop.demo.fill_practice_school", lambda *_args, **_named: {})
    path = tmp_path / "practice.npo"
    make_practice_store(path, cost=CHEAP).close()
    path.write_bytes(b"")
    opened = open_practice_store(path)
    with opened.reading() as session:
        assert school_facts(session).is_practice
    opened.close()
