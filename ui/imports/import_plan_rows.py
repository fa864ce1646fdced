"""The list of what an Excel plan that came back would change: one line a cell."""

from collections.abc import Callable, Sequence
from typing import Any

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.planning.plan_differences import PlanChange, PlanPreview, shown
from ui.imports.tick_table import TickTable, tick_column
from ui.tables.record_table import BoldRole, Column, IconRole, RecordTable, ToneRole

TICK = 0  # the column of the boxes
_ORDER = (State.DOUBTFUL, State.FAULTY, State.CHANGED)
_ICONS = {
    State.CHANGED: ("pencil", "accent"),
    State.DOUBTFUL: ("help-circle", "warn"),
    State.FAULTY: ("circle-x", "err"),
}


class PlanRows(TickTable[PlanChange]):
    """A change can be taken along or left."""

    def __init__(self) -> None:
        table: RecordTable[PlanChange] = RecordTable(_columns(), key=key_of)
        super().__init__(table, TICK, name="plan-read-back")
        self.setAccessibleName(_("What changes"))

    def show_preview(self, preview: PlanPreview) -> None:
        """What asks for a decision first, then what is wrong, then what is plain."""
        self.table.set_rows(in_order(preview))


def key_of(change: PlanChange) -> tuple[int, str]:
    """Which cell it is."""
    return change.line, change.key


def in_order(preview: PlanPreview) -> Sequence[PlanChange]:
    """As they are listed."""
    return sorted(preview.changes, key=lambda one: _ORDER.index(one.state))


def _columns() -> list[Column[PlanChange]]:
    return [
        tick_column(lambda one: None if one.state is State.FAULTY else one.taken),
        Column(_("Pupil"), lambda one: one.pupil, width=140, roles={BoldRole: lambda _one: True}),
        Column(_("Cell"), lambda one: one.place or _row_words(one), width=64, roles=_quiet()),
        Column(_("What"), lambda one: one.heading, width=130),
        Column(_("Is now"), lambda one: shown(one.key, one.before), width=90),
        Column(_("Becomes"), _becomes, width=124, roles={IconRole: _icon}),
        Column(
            _("To know"),
            lambda one: one.reason,
            roles={ToneRole: _reason_tone},
            tip=lambda one: one.reason,
        ),
    ]


def _becomes(one: PlanChange) -> str:
    return _("Not read") if one.state is State.FAULTY else shown(one.key, one.after)


def _row_words(one: PlanChange) -> str:
    return _("Row {line}").format(line=one.line)


def _quiet() -> dict[int, Callable[[PlanChange], Any]]:
    return {ToneRole: lambda _one: "ink3"}


def _icon(one: PlanChange) -> tuple[str, str]:
    return _ICONS[one.state]


def _reason_tone(one: PlanChange) -> str:
    return {State.FAULTY: "err", State.DOUBTFUL: "warn"}.get(one.state, "ink2")
