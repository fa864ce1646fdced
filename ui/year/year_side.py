"""What a change of year will do, counted while it is being corrected."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.years.year_plan import YearGroup, YearPlan, summed_up
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.icon_button import IconButton
from ui.widgets.text import text

Sized = tuple[YearGroup, int]  # a group of the next year, and how many pupils come into it
LONGEST_NAME = 200


class YearSide(QWidget):
    """Counts above, the groups of the next year below; a group can be added."""

    group_added = Signal(str)  # its name
    day_chosen = Signal(object)  # the last day of who leaves

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moves = Card(_("What will happen"))
        self.words = text("", wrap=True)
        self.moves.body.addWidget(self.words)
        self.last_day = day_edit(today())
        self.moves.body.addWidget(Field(_("Last day of who leaves"), self.last_day))
        self.groups = Card("", flush=True)
        self.table: RecordTable[Sized] = RecordTable(_columns(), self, key=lambda row: row[0].key)
        self.view = TableView(self.table, density="dense", sortable=False)
        self.groups.body.setContentsMargins(0, 0, 0, 8)
        self.groups.body.addWidget(self.view, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.add = IconButton("plus", _("Add this group"), kind="bordered")
        self._build()
        self.add.clicked.connect(self._add)
        self.last_day.dateChanged.connect(self._choose_day)
        self.name.returnPressed.connect(self._add)

    def show_plan(self, plan: YearPlan) -> None:
        """What it does as it is now."""
        found = summed_up(plan)
        self.words.setText("\n".join(plan_words(plan)))
        with QSignalBlocker(self.last_day):
            set_day(self.last_day, plan.last_day)
        self.groups.set_title(_("Groups of {year}").format(year=plan.new_year))
        self.table.set_rows(found.groups)

    def _choose_day(self) -> None:
        self.day_chosen.emit(day_of(self.last_day))

    def _add(self) -> None:
        if name := self.name.text().strip():
            self.name.clear()
            self.group_added.emit(name)

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        self.name.setPlaceholderText(_("Another group, for example Groep 3/4"))
        self.name.setAccessibleName(_("Another group"))
        line.addWidget(self.name, 1)
        line.addWidget(self.add)
        self.groups.body.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.moves)
        outer.addWidget(self.groups, 1)


def plan_words(plan: YearPlan) -> list[str]:
    """One sentence a thing that happens; what does not occur is not named."""
    found = summed_up(plan)
    up = ngettext("{n} pupil goes a year up.", "{n} pupils go a year up.", found.up)
    again = ngettext("{n} pupil does the year again.", "{n} pupils do the year again.", found.stays)
    gone = ngettext("{n} pupil leaves the school.", "{n} pupils leave the school.", found.leaves)
    none = ngettext("{n} pupil gets no group.", "{n} pupils get no group.", found.groupless)
    read = ngettext(
        "{n} pupil has a place already, as it was read in.",
        "{n} pupils have a place already, as it was read in.",
        found.read,
    )
    came = ngettext("{n} new pupil was read in.", "{n} new pupils were read in.", plan.came)
    pairs = (
        *((found.up, up), (found.stays, again), (found.leaves, gone)),
        *((found.groupless, none), (found.read, read), (plan.came, came)),
    )
    return [words.format(n=n) for n, words in pairs if n]


def _columns() -> tuple[Column[Sized], ...]:
    return (
        Column(_("Group"), lambda row: row[0].name, roles={BoldRole: lambda row: row[1] > 0}),
        Column(_("Pupils"), lambda row: str(row[1]), number=True, width=80),
    )
