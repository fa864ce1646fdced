"""Money in the Excel plan is that of the store, whatever is typed over it and read back."""

from collections import defaultdict
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.i18n import speaking
from npo_desktop.importers.plan_workbook.read import read_plan_workbook
from npo_desktop.jobs.export_jobs import load_plan
from npo_desktop.queries.planning.plan_round_trip import import_plans, preview_plans
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import Block, BudgetLine, SupportGroup
from npo_desktop.store.tables import Enrolment, Group, Pupil

CARDS = ("small-group-tuition", "mentoring", "repair-weeks")  # with a price, and without one
STARTS, ENDS = date(2026, 11, 30), date(2027, 2, 12)
Rows = list[dict[str, Any]]


@pytest.fixture
def round_id(store: Store, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Two lines of money, three groups in a fixed and a concept block, and plans of six pupils."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    with store.writing() as session:
        this = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 11, 27))
        lines = [
            BudgetLine(name="NPO", source="bestuur", amount_usd=1250.5, ends_on=ENDS),
            BudgetLine(name="Zorg", amount_usd=10),
        ]
        session.add_all(lines)
        session.flush()
        for state in ("fixed", "concept"):
            block = Block(round_id=this.id, name=state, starts_on=STARTS, ends_on=ENDS, state=state)
            session.add(block)
            session.flush()
            for place, card in enumerate(CARDS):
                owner = lines[place % 2].id
                session.add(
                    SupportGroup(block_id=block.id, intervention=card, budget_line_id=owner)
                )
        _plans(session, this.id)
    return this.id


def _plans(session: Session, round_id: UUID) -> None:
    group = Group(school_year="2026-2027", name="5", grade=5)
    session.add(group)
    session.flush()
    for number in range(6):
        pupil = Pupil(number=str(number), call_name="Ana", last_name="Test", sort_name="Test")
        session.add(pupil)
        session.flush()
        session.add(
            Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id, grade=5)
        )
        new = NewPlan(
            pupil.id, round_id, CARDS[number % 3], STARTS, ENDS, who="Ilvienne", state="agreed",
            goals=(GoalFacts("Leest 20 woorden.", "COG-TEC", 25.0, 50.0),),
            sessions_per_week=2, minutes=30, weeks=8, group_size=4,
        )  # fmt: skip
        add_plan(session, new)


def made(store: Store, content: Content, round_id: UUID) -> bytes:
    with store.reading() as session, speaking("en"):
        return plan_workbook(load_plan(session, content, round_facts(session, round_id)))


def rows(book: bytes, sheet: str) -> Rows:
    values: list[Any] = list(openpyxl.load_workbook(BytesIO(book))[sheet].values)
    return [dict(zip(values[1], row, strict=True)) for row in values[2:] if row[0] is not None]


def expected_money(store: Store, content: Content) -> dict[str, tuple[float, float, float]]:
    """Amount, given out and in concept blocks of each line: counted here, from the bare tables."""
    spent: dict[tuple[UUID | None, str], float] = defaultdict(float)
    with store.reading() as session:
        states = {block.id: block.state for block in session.exec(select(Block)).all()}
        for group in session.exec(select(SupportGroup)).all():
            card = content.catalogue.get(group.intervention)
            assert card is not None
            spent[group.budget_line_id, states[group.block_id]] += card.material_usd or 0
        return {
            line.name: (line.amount_usd, spent[line.id, "fixed"], spent[line.id, "concept"])
            for line in session.exec(select(BudgetLine)).all()
        }


def test_each_amount_in_the_workbook_is_that_of_the_store(
    store: Store, content: Content, round_id: UUID
) -> None:
    *lines, total = rows(made(store, content, round_id), "Money")
    expected = expected_money(store, content)
    heads = ("Amount (US$)", "Given out (US$)", "In concept blocks (US$)")
    found = {line["Budget line"]: tuple(line[head] for head in heads) for line in lines}
    assert found == expected and any(given for _amount, given, _planned in expected.values())
    for place, head in enumerate(heads):
        assert total[head] == sum(line[place] for line in expected.values())
    for line in (*lines, total):
        amount, given, planned = (line[head] for head in heads)
        assert line["Left (US$)"] == amount - given - planned
    assert min(line["Left (US$)"] for line in lines) < 0, "more than there was is seen too"


def test_the_material_of_the_plans_is_the_same_by_colleague_and_by_goal_area(
    store: Store, content: Content, round_id: UUID
) -> None:
    book = made(store, content, round_id)
    cards = [content.catalogue.get(card) for card in CARDS]
    once = sum(card.material_usd or 0 for card in cards if card)  # two pupils share one set
    for sheet in ("Hours by colleague", "Hours by goal area"):
        *lines, total = rows(book, sheet)
        assert total["Material (US$)"] == sum(line["Material (US$)"] for line in lines) == once > 0


def test_money_that_is_typed_over_is_no_change_and_stays_out_of_the_store(
    store: Store, content: Content, round_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    book: Any = openpyxl.load_workbook(BytesIO(made(store, content, round_id)))
    for name in ("Money", "Hours by colleague", "Hours by goal area"):
        for row in book[name].iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value = 99_999
    book.save(path)
    with store.writing() as session, speaking("en"):
        before = canonical_dump(session)
        preview = preview_plans(session, read_plan_workbook(path))
        assert preview.changes == ()
        import_plans(session, preview)
        assert {
            name: found for name, found in canonical_dump(session).items() if name != "audit_entry"
        } == {name: found for name, found in before.items() if name != "audit_entry"}
    assert rows(made(store, content, round_id), "Money")[0]["Amount (US$)"] == 1250.5
