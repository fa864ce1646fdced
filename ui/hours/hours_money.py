"""Budget lines: dollars, where they come from, until when, what is taken and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.support.budget import (
    LONGEST_NAME,
    LONGEST_SOURCE,
    BudgetFacts,
    add_budget_line,
    budget_lines,
    change_budget_line,
    remove_budget_line,
)
from npo_desktop.queries.support.typed_amounts import dollars_text, read_dollars
from ui.hours.hours_list import ListPart, ListWords
from ui.tables.record_table import BoldRole, Column, TagRole, ToneRole
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session
    from ui.hours.hours_part import Change


class HoursMoney(ListPart[BudgetFacts]):
    """A line that ended, or ends before the groups it pays, says so in words."""

    def __init__(self, app: App) -> None:
        self._name, self._source, self._amount = QLineEdit(), QLineEdit(), QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._source.setMaxLength(LONGEST_SOURCE)
        self._has_end, self._ends_on = QCheckBox(_("May be spent until")), day_edit(today())
        self._ends_on.setAccessibleName(_("Last day"))
        self._has_end.toggled.connect(self._ends_on.setEnabled)
        self._fields = (
            Field(_("Name of the line"), self._name),
            Field(_("Where the money comes from"), self._source),
            Field(_("Dollars"), self._amount),
            self._has_end,
            self._ends_on,
        )
        self._ends_on.setEnabled(False)
        super().__init__(app, _words(), _columns())

    def key_of(self, row: BudgetFacts) -> UUID:
        return row.id

    def name_of(self, row: BudgetFacts) -> str:
        return row.name

    def rows_of(self, session: Session) -> Sequence[BudgetFacts]:
        rows = budget_lines(session, self.app.content.catalogue)
        left = sum(max(row.left_usd, 0) for row in rows if not row.has_ended(today()))
        told = _("{money} left").format(money=dollars_text(left)) if rows else ""
        self.list.set_subtitle(told)
        return rows

    def fields(self) -> Sequence[QWidget]:
        return self._fields

    def fill(self, row: BudgetFacts | None) -> None:
        self._name.setText(row.name if row else "")
        self._source.setText(row.source if row else "")
        self._amount.setText(_plain(row.amount_usd) if row else "")
        ends_on = row.ends_on if row else None
        self._has_end.setChecked(ends_on is not None)
        set_day(self._ends_on, ends_on or today())
        for edit in (self._name, self._source):
            edit.setCursorPosition(0)

    def typed_name(self) -> str:
        return self._name.text()

    def typed(self, row: BudgetFacts | None) -> Change:
        name, source = self._name.text(), self._source.text()
        amount = read_dollars(self._amount.text())
        ends_on = day_of(self._ends_on) if self._has_end.isChecked() else None
        if row is None:
            return lambda session: add_budget_line(session, name, source, amount, ends_on)
        return lambda session: change_budget_line(session, row.id, name, source, amount, ends_on)

    def remove(self, session: Session, row: BudgetFacts) -> RowsBefore:
        return remove_budget_line(session, row.id)


def line_notice(row: BudgetFacts) -> tuple[str, str]:
    """What is to be known of a line, and the tone of its tag; the worst only."""
    if row.left_usd < 0:
        return _("{money} too much given out").format(money=dollars_text(-row.left_usd)), "err"
    if row.has_ended(today()):
        return _("has ended"), "err" if row.outlasted_by else "neutral"
    if row.outlasted_by:
        return _("ends before {block}").format(block=row.outlasted_by[0]), "warn"
    if row.ends_soon(today()) and row.ends_on is not None:
        days = (row.ends_on - today()).days
        words = ngettext("ends in {n} day", "ends in {n} days", days)
        return words.format(n=days), "warn"
    if row.unknown:
        words = ngettext("{n} group without a price", "{n} groups without a price", row.unknown)
        return words.format(n=row.unknown), "neutral"
    return "", "neutral"


def _plain(amount: float) -> str:
    return number(amount, 0 if amount == int(amount) else 2)


def _words() -> ListWords:
    return ListWords(
        name="hours-money",
        icon="file-text",
        title=_("Budget lines"),
        new=_("New budget line"),
        add=_("Add the line"),
        empty=(
            _("No money filled in yet"),
            _("Type what there is to spend, from whom and until when. Groups take material."),
        ),
        added=_("{name} was added."),
        changed=_("{name} was changed."),
        removed=_("{name} was removed."),
    )


def _columns() -> tuple[Column[BudgetFacts], ...]:
    return (
        Column(
            _("Budget line"),
            lambda row: row.name,
            roles={BoldRole: lambda _row: True},
            tip=lambda row: "\n".join(part for part in (row.name, row.source) if part),
        ),
        Column(
            _("Source"),
            lambda row: row.source or "–",
            width=140,
            roles={ToneRole: lambda _row: "ink2"},
            tip=lambda row: row.source,
        ),
        Column(
            _("Until"),
            lambda row: date_text(row.ends_on) if row.ends_on else _("no end"),
            sort=lambda row: row.ends_on,
            width=98,
        ),
        _money(_("Dollars"), lambda row: row.amount_usd),
        Column(
            _("Taken"),
            lambda row: dollars_text(row.taken_usd + row.planned_usd),
            sort=lambda row: row.taken_usd + row.planned_usd,
            number=True,
            width=76,
            tip=_taken_words,
        ),
        _money(_("Still left"), lambda row: row.left_usd),
        Column(
            _("Note"),
            lambda row: line_notice(row)[0],
            width=136,
            roles={TagRole: lambda row: (line_notice(row)[1], "") if line_notice(row)[0] else None},
            tip=_notice_tip,
        ),
    )


def _money(title: str, value: object) -> Column[BudgetFacts]:
    assert callable(value)
    return Column(title, lambda row: dollars_text(value(row)), sort=value, number=True, width=80)


def _taken_words(row: BudgetFacts) -> str:
    return _("{taken} by groups that are fixed, {planned} by groups that are a concept").format(
        taken=dollars_text(row.taken_usd), planned=dollars_text(row.planned_usd)
    )


def _notice_tip(row: BudgetFacts) -> str:
    if not row.outlasted_by:
        return line_notice(row)[0]
    blocks = ", ".join(row.outlasted_by)
    return _("This money ends before {block} does: choose another line for those groups.").format(
        block=blocks
    )
