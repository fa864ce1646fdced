"""Several planned rounds below each other, a line each: ticked, named, dated."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLineEdit, QWidget

from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER
from npo_desktop.i18n import _
from npo_desktop.queries.years.round_plans import RoundDraft
from ui.rounds.round_form import LONGEST_NAME
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.text import text


@dataclass(frozen=True, slots=True)
class _Line:
    is_wanted: QCheckBox
    name: QLineEdit
    starts: QDateEdit
    ends: QDateEdit
    deadline: QDateEdit
    form: QComboBox

    def draft(self) -> RoundDraft:
        return RoundDraft(
            self.name.text(),
            day_of(self.starts),
            day_of(self.ends),
            form=str(self.form.currentData()),
            deadline=day_of(self.deadline),
        )

    def widgets(self) -> tuple[QWidget, ...]:
        return self.name, self.starts, self.ends, self.deadline, self.form


class RoundLines(QWidget):
    """``has_earlier``: a round was planned before these, so that the first may be in two tiers."""

    changed = Signal()

    def __init__(self, *, has_earlier: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_earlier = has_earlier
        self.setProperty("role", "canvas")
        self.lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def drafts(self) -> tuple[RoundDraft, ...]:
        """The ticked lines as they are filled in."""
        return tuple(line.draft() for line in self.lines if line.is_wanted.isChecked())

    def set_drafts(self, drafts: Sequence[RoundDraft]) -> None:
        """Show these instead."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        heads = (
            *("", _("Name"), _("First day"), _("Last day")),
            *(_("Lists in by"), _("How teachers are asked")),
        )
        for place, words in enumerate(heads):
            self._grid.addWidget(text(words, "label", "ink2"), 0, place)
        self.lines = [self._line(row, draft) for row, draft in enumerate(drafts, start=1)]
        self._grid.setRowStretch(len(drafts) + 1, 1)
        self.setVisible(bool(drafts))

    def _line(self, row: int, draft: RoundDraft) -> _Line:
        form = QComboBox()
        form.addItem(_("All statements"), FULL)
        if self._has_earlier or row > 1:
            form.addItem(_("In two tiers"), TWO_TIER)
        name = QLineEdit(draft.name)
        name.setMaxLength(LONGEST_NAME)
        line = _Line(
            QCheckBox(),
            name,
            day_edit(draft.starts_on),
            day_edit(draft.ends_on),
            day_edit(draft.deadline or draft.ends_on),
            form,
        )
        line.is_wanted.setChecked(True)
        line.is_wanted.setAccessibleName(draft.name)
        for place, widget in enumerate((line.is_wanted, *line.widgets())):
            self._grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignVCenter)
        line.is_wanted.toggled.connect(self._rest)
        return line

    def _rest(self) -> None:
        """A line that is not ticked cannot be changed."""
        for line in self.lines:
            for widget in line.widgets():
                widget.setEnabled(line.is_wanted.isChecked())
        self.changed.emit()
