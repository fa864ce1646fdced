"""Which plans of pupils hang on the plan of a group: ticked in a list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.planning.group_plans import GroupPlanFacts
from npo_desktop.queries.planning.plan_board import PlanRow
from ui.dialogs.asking import AskingDialog
from ui.plans.plan_columns import state_text
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text
from ui.widgets.wrapped_check import WrappedCheck

WIDTH, HIGHEST = 520, 320  # pixels; a longer list scrolls


def linkable(
    plan: GroupPlanFacts, rows: Sequence[PlanRow], elsewhere: Collection[UUID]
) -> list[PlanRow]:
    """Open plans of the same approach: on it already, or of its class and nowhere else."""

    def fits(row: PlanRow) -> bool:
        if row.plan.id in plan.plan_ids:
            return True
        is_near = plan.group_id is None or row.group_id == plan.group_id
        return (
            is_near and row.plan.intervention == plan.intervention and row.plan.id not in elsewhere
        )

    return [row for row in rows if row.is_open and fits(row)]


def linked_text(n: int) -> str:
    """How many plans of pupils hang on the plan of a group."""
    words = ngettext("{n} plan of a pupil hangs on it.", "{n} plans of pupils hang on it.", n)
    return words.format(n=n)


class LinkPlansDialog(AskingDialog):
    """``then`` gets what is ticked; plans that have ended are not shown and stay linked."""

    def __init__(
        self,
        plan: GroupPlanFacts,
        rows: Sequence[PlanRow],
        then: Callable[[set[UUID]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, _("Link plans of pupils"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._then = then
        self.boxes = {row.plan.id: WrappedCheck(_shown(row)) for row in rows}
        self._unseen = {*plan.plan_ids} - {*self.boxes}
        for plan_id, box in self.boxes.items():
            box.setChecked(plan_id in plan.plan_ids)
        words = _(
            "When the plan of the group changes, their dates, sessions and who go along. "
            "Signed plans stay as they are."
        )
        if not rows:
            words = _("No pupil here has an open plan with this approach. Make one first.")
        self.body.addWidget(text(plan.name or self.windowTitle(), "dialogTitle", wrap=True))
        self.body.addWidget(text(words, "body", "ink2", wrap=True))
        self.body.addWidget(self._list())
        self.keep = KeyButton(_("Link the ticked ones"), kind="primary")
        self.keep.setVisible(bool(rows))
        self.leave = KeyButton(_("Cancel") if rows else _("Close"), "Esc")
        self.buttons.addStretch()
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.keep)
        self.first = next(iter(self.boxes.values()), self.leave)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.reject)

    def _list(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        for box in self.boxes.values():
            column.addWidget(box)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(min(inner.sizeHint().height() + 8, HIGHEST))
        area.setVisible(bool(self.boxes))
        return area

    def _keep(self) -> None:
        ticked = {plan_id for plan_id, box in self.boxes.items() if box.isChecked()}
        self.accept()
        self._then(ticked | self._unseen)


def _shown(row: PlanRow) -> str:
    days = f"{date_text(row.plan.starts_on)} – {date_text(row.plan.review_on)}"
    return f"{row.full_name} · {days} · {state_text(row)}"
