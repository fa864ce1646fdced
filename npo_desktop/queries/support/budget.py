"""Money for support: where it comes from, until when, and what support groups take from it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.content.catalogue import Catalogue
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.rows_before import RowsBefore, part_before, row_before
from npo_desktop.queries.support.typed_amounts import checked_dollars
from npo_desktop.store import audit
from npo_desktop.store.support_tables import Block, BudgetLine, SupportGroup

LONGEST_NAME, LONGEST_SOURCE = 100, 200  # characters
SOON = 60  # days before its end in which a line is told to end soon


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """One line. Dollars; what groups take is the material of their cards."""

    id: UUID
    name: str
    source: str
    amount_usd: float
    ends_on: date | None  # the last day on which it may be spent
    taken_usd: float = 0.0  # by the groups of blocks that were fixed
    planned_usd: float = 0.0  # by the groups of blocks that are still a concept
    unknown: int = 0  # groups on this line whose card says no price
    outlasted_by: tuple[str, ...] = ()  # blocks that take from it and end after it

    @property
    def left_usd(self) -> float:
        """What can still be given out; below zero: too much was given out."""
        return self.amount_usd - self.taken_usd - self.planned_usd

    def has_ended(self, day: date) -> bool:
        """Whether it can no longer be spent."""
        return self.ends_on is not None and self.ends_on < day

    def ends_soon(self, day: date) -> bool:
        """Whether its last day is near."""
        return self.ends_on is not None and 0 <= (self.ends_on - day).days <= SOON


def budget_lines(session: Session, catalogue: Catalogue) -> list[BudgetFacts]:
    """All lines, by name. ``catalogue``: that of the school, for what the material costs."""
    costs = {card.id: card.material_usd for card in catalogue.interventions}
    blocks = {block.id: block for block in session.exec(select(Block))}
    groups: dict[UUID, list[SupportGroup]] = defaultdict(list)
    for group in session.exec(select(SupportGroup)):
        if group.budget_line_id is not None:
            groups[group.budget_line_id].append(group)
    lines = session.exec(select(BudgetLine).order_by(col(BudgetLine.name)))
    return [_facts(line, groups[line.id], blocks, costs) for line in lines]


def money_left(session: Session, catalogue: Catalogue, day: date | None = None) -> float | None:
    """What the lines that have not ended still hold together; ``None``: there are no lines."""
    lines = budget_lines(session, catalogue)
    if not lines:
        return None
    when = day or today()
    return sum(max(line.left_usd, 0.0) for line in lines if not line.has_ended(when))


def add_budget_line(
    session: Session, name: str, source: str, amount_usd: float, ends_on: date | None
) -> RowsBefore:
    """One more line. The caller commits."""
    row = BudgetLine(id=uuid4(), name="", amount_usd=0.0)
    before = row_before(session, BudgetLine, row.id)
    _fill(session, row, name, source, amount_usd, ends_on)
    return _noted(session, (before,))


def change_budget_line(
    session: Session, id: UUID, name: str, source: str, amount_usd: float, ends_on: date | None
) -> RowsBefore:
    """Another name, source, amount or last day. The caller commits."""
    before = row_before(session, BudgetLine, id)
    row = session.get_one(BudgetLine, id)
    _fill(session, row, name, source, amount_usd, ends_on)
    return _noted(session, (before,))


def remove_budget_line(session: Session, id: UUID) -> RowsBefore:
    """Take a line away; support groups that were paid from it have none then."""
    groups = session.exec(select(SupportGroup.id).where(SupportGroup.budget_line_id == id)).all()
    before = (
        row_before(session, BudgetLine, id),
        *(part_before(session, SupportGroup, group, ("budget_line_id",)) for group in groups),
    )
    session.delete(session.get_one(BudgetLine, id))
    session.flush()
    session.expire_all()  # the database emptied the lines of the groups itself
    return _noted(session, before)


def _facts(
    line: BudgetLine,
    groups: list[SupportGroup],
    blocks: dict[UUID, Block],
    costs: dict[str, float | None],
) -> BudgetFacts:
    taken = planned = 0.0
    unknown, outlasted = 0, set()
    for group in groups:
        block, cost = blocks[group.block_id], costs.get(group.intervention)
        unknown += cost is None
        if block.state == "fixed":
            taken += cost or 0.0
        else:
            planned += cost or 0.0
        if line.ends_on is not None and block.ends_on > line.ends_on:
            outlasted.add(block.name)
    return BudgetFacts(
        line.id,
        line.name,
        line.source,
        line.amount_usd,
        line.ends_on,
        taken,
        planned,
        unknown,
        tuple(sorted(outlasted)),
    )


def _fill(
    session: Session,
    row: BudgetLine,
    name: str,
    source: str,
    amount_usd: float,
    ends_on: date | None,
) -> None:
    kept = name.strip()
    if not kept:
        raise UserError(
            _("The budget line has no name."), _("Type what the money is called at your school.")
        )
    for words, most in ((kept, LONGEST_NAME), (source.strip(), LONGEST_SOURCE)):
        if len(words) > most:
            raise UserError(
                _("A name in this budget line is too long."),
                _("Use at most {n} characters.").format(n=most),
            )
    others = session.exec(select(BudgetLine).where(BudgetLine.id != row.id))
    if any(folded(other.name) == folded(kept) for other in others):
        raise UserError(
            _('There is a budget line called "{name}" already.').format(name=kept),
            _("Give it another name."),
        )
    row.name, row.source = kept, source.strip()
    row.amount_usd, row.ends_on = checked_dollars(amount_usd), ends_on
    session.add(row)


def _noted(session: Session, before: RowsBefore) -> RowsBefore:
    session.flush()
    audit.note(session, "settings", "budget")
    return before
