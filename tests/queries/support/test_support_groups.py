"""Blocks and their groups in the store: what is kept, what goes back, what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.proposals.support.board_conflicts import findings
from npo_desktop.proposals.support.board_findings import Kind
from npo_desktop.proposals.support.board_needs import Needs
from npo_desktop.proposals.support.board_question import question_of
from npo_desktop.proposals.support.support_board import Board, Limits, NewBlock
from npo_desktop.proposals.support.support_groups import arrange
from npo_desktop.queries.planning.plans import NewPlan, add_plan, plan_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.support.block_fixing import fix_block, reopen_block, undo_fix
from npo_desktop.queries.support.blocks import (
    BlockBefore,
    add_block,
    block_before,
    block_list,
    change_block,
    put_block_back,
    remove_block,
)
from npo_desktop.queries.support.hours import set_free, set_hours, set_skills
from npo_desktop.queries.support.periods import add_period, keep_lesson, period_list
from npo_desktop.queries.support.support_board import board_of
from npo_desktop.queries.support.support_groups import (
    GroupDraft,
    add_group,
    apply_change,
    change_group,
    group_draft,
    keep_arrangement,
    move_pupil,
    pair_rules,
    pin_pupil,
    remove_group,
    set_consent,
    set_pair,
)
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import GroupPlan
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Enrolment, Group, Pupil, Setting, Staff

CARD = "oral-language-interventions"
YEAR = "2026-2027"


@pytest.fixture
def school(store: Store, content: Content) -> SimpleNamespace:
    """Six pupils of year groups 5 and 6 who need words, two colleagues, three moments, a block."""
    found = SimpleNamespace(content=content, pupils=[], staff=[])
    with store.writing() as session:
        found.round = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4)).id
        found.classes = [Group(school_year=YEAR, name=f"Groep {n}", grade=n) for n in (5, 6)]
        found.classes = [_kept(session, one) for one in found.classes]
        for day in (1, 2, 3):
            add_period(session, day, 540, 570)
        periods = [period.id for period in period_list(session)]
        for name in ("First", "Second"):
            staff = _kept(session, Staff(first_name="juf", last_name=name))
            set_hours(session, staff, 120)
            set_skills(session, staff, [CARD])
            set_free(session, staff, periods)
            found.staff.append(staff)
        for n in range(6):
            pupil = _kept(
                session,
                Pupil(number=f"P{n}", call_name=f"Child{n}", last_name="Last", sort_name=str(n)),
            )
            session.add(
                Enrolment(
                    pupil_id=pupil,
                    school_year=YEAR,
                    group_id=found.classes[n // 3],
                    grade=5 + n // 3,
                )
            )
            found.pupils.append(pupil)
        set_consent(session, dict.fromkeys(found.pupils, True))
        found.new = NewBlock(
            found.round, "Block 1", date(2026, 12, 7), date(2027, 2, 12), limits=Limits(smallest=2)
        )
        found.block = add_block(session, found.new).block_id
        found.periods = [str(period) for period in periods]
    found.needs = {
        id: Needs(
            PupilFacts(
                id,
                "",
                f"Child{n}",
                "",
                "Last",
                None,
                5 + n // 3,
                "",
                None,
                None,
                group_id=found.classes[n // 3],
            ),
            {CARD: 100},
            {CARD: 1},
        )
        for n, id in enumerate(found.pupils)
    }
    return found


def _kept(session: Session, row: Group | Staff | Pupil) -> UUID:
    session.add(row)
    session.flush()
    return row.id


def board(session: Session, school: SimpleNamespace) -> Board:
    return board_of(session, school.content.catalogue, school.block, school.needs)


def test_an_arrangement_is_kept_and_goes_back_exactly(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        empty = board(session, school)
        found = arrange(question_of(empty))
        assert {pupil for group in found.groups for pupil in group.pupils} == set(
            map(str, school.pupils)
        )
        before = keep_arrangement(session, school.block, found)
        after = board(session, school)
        assert findings(after) == ()
        assert set(after.homes) == set(school.pupils)
        again = put_block_back(session, before)
        assert board(session, school) == empty
        put_block_back(session, again)
        assert board(session, school) == after


def test_pins_stay_whatever_is_divided(store: Store, school: SimpleNamespace) -> None:
    odd = school.pupils[5]
    with store.writing() as session:
        add_group(session, school.block, GroupDraft(CARD, "Mine"), [odd, school.pupils[0]])
        mine = board(session, school).groups[0].id
        pin_pupil(session, odd, mine, is_pinned=True)
        set_consent(session, {odd: False})  # the solver may place it nowhere
        found = arrange(question_of(board(session, school)))
        assert [conflict.pupils for conflict in found.conflicts] == [(str(odd),)]
        keep_arrangement(session, school.block, found)
        now = board(session, school)
        assert odd in now.group(mine).pupils and now.group(mine).pinned == {odd}
        assert Kind.REFUSED in {finding.kind for finding in findings(now)}


def test_every_change_by_hand_goes_back(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        add_group(
            session, school.block, GroupDraft(CARD, "One", school.staff[0]), school.pupils[:2]
        )
        add_group(session, school.block, GroupDraft(CARD), school.pupils[2:4])
        one, other = (group.id for group in board(session, school).groups)
        pin_pupil(session, school.pupils[0], one, is_pinned=True)
        start = board(session, school)
        draft = GroupDraft(
            CARD, "New name", school.staff[1], periods=(school.periods[0],), minutes=45
        )
        changes: tuple[Callable[[], BlockBefore], ...] = (
            lambda: move_pupil(session, school.pupils[0], one, other),
            lambda: move_pupil(session, school.pupils[0], one, None),
            lambda: move_pupil(session, school.pupils[0], None, other),
            lambda: pin_pupil(session, school.pupils[0], one, is_pinned=False),
            lambda: change_group(session, one, draft),
            lambda: remove_group(session, one),
            lambda: remove_block(session, school.block),
        )
        for change in changes:
            before = change()
            assert block_before(session, school.block) != before
            put_block_back(session, before)
            assert board(session, school) == start
        assert group_draft(session, one) == GroupDraft(CARD, "One", school.staff[0])


def test_a_moved_pupil_is_not_pinned_where_it_comes(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        for name in ("One", "Two"):
            add_group(session, school.block, GroupDraft(CARD, name))
        one, two = (group.id for group in board(session, school).groups)
        move_pupil(session, school.pupils[0], None, one)
        pin_pupil(session, school.pupils[0], one, is_pinned=True)
        move_pupil(session, school.pupils[0], one, two)
        assert board(session, school).group(two).pinned == frozenset()


def test_fixing_makes_plans_and_undoing_takes_them_away(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        keep_arrangement(session, school.block, arrange(question_of(board(session, school))))
        concept = board(session, school)
        fixed = fix_block(session, concept, school.content, {})
        assert fixed.plans == 6 and fixed.refused == {}
        assert {plan.pupil_id for plan in plan_list(session)} == set(school.pupils)
        assert len(session.exec(select(GroupPlan)).all()) == len(concept.groups)
        with pytest.raises(UserError, match="Block 1"):
            move_pupil(session, school.pupils[0], concept.groups[0].id, None)
        reopened = reopen_block(session, school.block)
        assert not board(session, school).block.is_fixed
        put_block_back(session, reopened)
        undo_fix(session, fixed)
        assert plan_list(session) == []
        assert board(session, school) == concept


def test_what_stops_a_block_is_said_when_it_is_fixed(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        with pytest.raises(UserError):  # no groups
            fix_block(session, board(session, school), school.content, {})
        add_group(session, school.block, GroupDraft(CARD, "One"), school.pupils[:2])
        with pytest.raises(UserError, match="One"):
            fix_block(session, board(session, school), school.content, {})
        assert plan_list(session) == []


def test_a_remedy_is_carried_out_in_the_store(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        add_group(session, school.block, GroupDraft(CARD, "One"), school.pupils[:2])
        for _step in range(8):
            found = [one for one in findings(board(session, school)) if one.remedy]
            if not found:
                break
            assert found[0].remedy is not None
            assert apply_change(session, found[0].remedy.change) is not None
        assert findings(board(session, school)) == ()


def test_a_kept_lesson_a_chosen_plan_and_another_block_count(
    store: Store, school: SimpleNamespace
) -> None:
    first, second = school.pupils[:2]
    with store.writing() as session:
        keep_lesson(session, school.classes[0], UUID(school.periods[0]), "rekenen")
        plan = NewPlan(first, school.round, "nothing-extra", date(2026, 12, 7), date(2027, 2, 1))
        add_plan(session, plan)
        other = NewBlock(school.round, "Block 2", date(2027, 1, 4), date(2027, 3, 1))
        beside = add_block(session, other).block_id
        draft = GroupDraft(CARD, "Beside", school.staff[0], periods=(school.periods[1],))
        add_group(session, beside, draft, [second])
        now = board(session, school)
        assert now.children[first].kept == {school.periods[0]: "rekenen"}
        assert first not in {child.id for child in now.waiting}  # nothing extra was chosen
        assert now.children[second].taken == frozenset()  # a concept takes nobody
        session.get_one(Block, beside).state = "fixed"
        session.flush()
        now = board(session, school)
        assert now.children[second].taken == {school.periods[1]}
        assert [one.name for one in now.children[second].activities] == ["Beside"]
        assert now.minutes_of(school.staff[0]) == 60  # three times 20 minutes


def test_a_pupil_who_left_stands_in_its_group_and_stops_it(
    store: Store, school: SimpleNamespace
) -> None:
    gone = school.pupils[0]
    with store.writing() as session:
        add_group(session, school.block, GroupDraft(CARD, "One"), [gone])
        session.get_one(Pupil, gone).left_on = date(2026, 12, 1)
        session.flush()
        school.needs.pop(gone)
        now = board(session, school)
        assert now.children[gone].has_left
        assert Kind.LEFT in {finding.kind for finding in findings(now)}


def test_two_groups_of_one_card_are_told_apart(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        for _n in range(2):
            add_group(session, school.block, GroupDraft(CARD))
        names = [group.name for group in board(session, school).groups]
        assert [name[-2:] for name in names] == [" 1", " 2"]


def test_pairs_are_kept_once_whichever_way_round(store: Store, school: SimpleNamespace) -> None:
    first, second = school.pupils[:2]
    with store.writing() as session:
        _pair, before = set_pair(session, first, second, "apart")
        assert before is None
        assert set_pair(session, second, first, "together")[1] == "apart"
        assert list(pair_rules(session).values()) == ["together"]
        set_pair(session, first, second, None)
        assert pair_rules(session) == {}
        with pytest.raises(UserError):
            set_pair(session, first, first, "apart")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "block 1"},  # there already
        {"ends_on": date(2026, 12, 1)},
        {"ends_on": date(2030, 1, 1)},
        {"limits": Limits(smallest=5, largest=4)},
        {"limits": Limits(largest=16)},
        {"weekly_minutes": -1},
    ],
)
def test_a_block_that_cannot_be_is_refused(
    store: Store, school: SimpleNamespace, wrong: dict[str, object]
) -> None:
    with store.writing() as session:
        with pytest.raises(UserError):
            add_block(session, replace(school.new, **{"name": "Other", **wrong}))
        assert len(block_list(session)) == 1


def test_a_block_is_changed_and_leaves_nothing_behind(
    store: Store, school: SimpleNamespace
) -> None:
    new = NewBlock(
        school.round, "Later", date(2027, 1, 4), date(2027, 3, 1), 600, 150.0,
        Limits(2, 5, 2, False, (school.classes[0],)),
    )  # fmt: skip
    with store.writing() as session:
        change_block(session, school.block, new)
        now = board(session, school)
        assert now.block.limits == new.limits and now.budget == 150.0
        assert set(now.children) == set(school.pupils[:3])  # of that class only
        add_group(session, school.block, GroupDraft(CARD), school.pupils[:1])
        remove_block(session, school.block)
        left = [row.key for row in session.exec(select(Setting)) if row.key.startswith("block.")]
        assert left == []
        assert not session.exec(select(SupportGroup)).all()
        assert not session.exec(select(SupportPlace)).all()


def test_a_pupil_of_nowhere_cannot_be_put_anywhere(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session, pytest.raises(ValueError):
        move_pupil(session, uuid4(), None, None)
