"""What can be done with the chosen pupils in a change of year, and which of them are in sight."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.years.year_plan import YearPlan, next_year
from ui.widgets.key_button import KeyButton


class YearBar(QWidget):
    """Only the controls; the page does what they ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.years, self.group, self.into = QComboBox(), QComboBox(), QComboBox()
        for choice in (self.years, self.group, self.into):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.setAccessibleName(_("School year"))
        self.group.setAccessibleName(_("Group"))
        self.into.setAccessibleName(_("Into group..."))
        self.up = KeyButton(_("Goes up"), "1")
        self.again = KeyButton(_("Same year again"), "2")
        self.leaves = KeyButton(_("Leaves"), "3")
        self.undo = KeyButton(_("Undo"), "Ctrl+Z", icon="arrow-back-up")
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        for choice in (self.years, self.group):
            self._above.addWidget(choice)
        for button in (self.up, self.again, self.leaves):
            self._below.addWidget(button)
        self._below.addWidget(self.into)
        self._above.addStretch()
        self._above.addWidget(self.undo)
        self._below.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for line in (self._above, self._below):
            line.setSpacing(8)
            column.addLayout(line)

    def show_years(self, years: Sequence[str], chosen: str | None) -> None:
        """From which years one can go on; a choice only where there is more than one."""
        self.years.clear()
        for year in years:
            self.years.addItem(f"{year} → {next_year(year)}", year)
        self.years.setCurrentIndex(max(0, self.years.findData(chosen)))
        self.years.setVisible(len(years) > 1)

    def show_groups(self, plan: YearPlan) -> None:
        """The groups of this year to look at, and those of the next to go to."""
        names = dict.fromkeys(row.group for row in plan.rows)
        kept = self.group.currentText()
        self.group.clear()
        self.group.addItem(_("All groups"), None)
        for name in names:
            self.group.addItem(name or _("No group"), name)
        self.group.setCurrentIndex(max(0, self.group.findText(kept)))
        self.into.clear()
        self.into.addItem(_("Into group..."), None)
        for group in plan.groups:
            self.into.addItem(group.name, group.key)

    def allow(self, is_open: bool) -> None:
        """Whether there is anything left to decide."""
        for control in (self.up, self.again, self.leaves, self.into):
            control.setEnabled(is_open)
