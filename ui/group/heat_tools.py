"""The line above the heat map: which pupils, which subscales, in what order, whose answers."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.band_words import band_letters
from npo_desktop.charts.heat_map import DOMAINS, HeatChoice, Sort
from npo_desktop.charts.heat_words import domain_text, sort_text, source_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.i18n import _
from ui import state
from ui.widgets.combo_options import place_of, refill
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented

SCHOOL = "school"  # instead of a group: all pupils one may see


class HeatTools(QWidget):
    """Everything that is chosen stays chosen, also the next time; the group only for today."""

    changed = Signal()  # what is shown, in which order
    group_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column, self._column_name = "", ""
        self._rear, self._is_narrow = QWidget(), False
        self.groups, self.sorts, self.sources = QComboBox(), QComboBox(), QComboBox()
        domains = [(domain, domain_text(domain, short=True)) for domain in ("", *DOMAINS)]
        self.domains = Segmented(domains, name=_("Subscales"))
        self.changes = QCheckBox(_("Change marks"))
        letters = band_letters()
        self.only = QCheckBox(_("Only {w} and {h}").format(w=letters[1], h=letters[0]))
        self.excel = KeyButton(_("Excel"), icon="file-spreadsheet")
        self.print = KeyButton(_("Print"), icon="printer")
        self._build()
        self._restore()
        self._connect()

    def choice(self) -> HeatChoice:
        """What the map shows now."""
        source, sort = self.sources.currentData(), Sort(self.sorts.currentData())
        return HeatChoice(
            informant=Informant(source) if source else None,
            domain=str(self.domains.value()),
            sort=sort,
            column=self._column if sort is Sort.COLUMN else "",
            only_signals=self.only.isChecked(),
        )

    def show_groups(self, groups: Sequence[tuple[str, object]]) -> None:
        """The groups one may see; one that was chosen stays."""
        refill(self.groups, groups)

    def choose_group(self, group: object) -> bool:
        """Another group, unasked; whether it is there."""
        place = place_of(self.groups, group)
        if place >= 0:
            self.groups.setCurrentIndex(place)
        return place >= 0

    def show_for_map(self, is_map: bool) -> None:
        """The profile of a group has no rows to sort or to leave out."""
        for widget in (self.sorts, self.changes, self.only):
            widget.setVisible(is_map)

    def show_count(self, subscales: int) -> None:
        """How many columns all of them are."""
        words = _("All {n}").format(n=subscales)
        self.domains.group.button(0).setText(words)

    def sort_by(self, column: str, name: str) -> None:
        """On one column; the same one again: back to who needs most attention."""
        again = self.choice().sort is Sort.COLUMN and column == self._column
        self.keep_column(column, name)
        self._choose_sort(Sort.ATTENTION if again else Sort.COLUMN)
        self._keep()

    def keep_column(self, column: str, name: str) -> None:
        """The column that sorting would be about."""
        if self.choice().sort is Sort.COLUMN and column != self._column and self._column:
            return  # sorted on one already: walking along the columns does not sort anew
        self._column, self._column_name = column, name
        place = place_of(self.sorts, Sort.COLUMN.value)
        chosen = HeatChoice(sort=Sort.COLUMN)
        self.sorts.setItemText(place, sort_text(chosen, name or _("column")))

    def _choose_sort(self, sort: Sort) -> None:
        with QSignalBlocker(self.sorts):
            self.sorts.setCurrentIndex(place_of(self.sorts, sort.value))

    def _keep(self) -> None:
        choice = self.choice()
        state.set_choice("groups/domain", choice.domain)
        state.set_choice("groups/sort", choice.sort.value)
        state.set_choice("groups/source", choice.informant.value if choice.informant else "")
        state.set_choice("groups/changes", "yes" if self.changes.isChecked() else "no")
        state.set_choice("groups/only", "yes" if choice.only_signals else "no")
        self.changed.emit()

    def _restore(self) -> None:
        self.domains.set_value(state.choice("groups/domain"))
        sort = state.choice("groups/sort", Sort.ATTENTION.value)
        self.sorts.setCurrentIndex(
            max(0, place_of(self.sorts, sort)) if sort != Sort.COLUMN.value else 0
        )
        self.sources.setCurrentIndex(max(0, place_of(self.sources, state.choice("groups/source"))))
        self.changes.setChecked(state.choice("groups/changes", "yes") == "yes")
        self.only.setChecked(state.choice("groups/only") == "yes")

    def _connect(self) -> None:
        self.groups.activated.connect(self.group_changed)
        self.domains.chosen.connect(self._keep)
        self.sorts.activated.connect(self._keep)
        self.sources.activated.connect(self._keep)
        self.changes.clicked.connect(self._keep)
        self.only.clicked.connect(self._keep)

    def _build(self) -> None:
        self.groups.setAccessibleName(_("Group"))
        self.sorts.setAccessibleName(_("Order"))
        self.sources.setAccessibleName(_("Source"))
        for sort in Sort:
            words = sort_text(HeatChoice(sort=sort), _("column"))
            self.sorts.addItem(words, sort.value)
        for source in (None, *Informant):
            words = _("Source: {who}").format(who=source_text(source))
            self.sources.addItem(words, source.value if source else "")
        for combo in (self.groups, self.sorts, self.sources):
            combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sorts.setMaximumWidth(168)
        front, rear = QHBoxLayout(), QHBoxLayout(self._rear)
        for line in (front, rear):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(7)
        for chosen in (self.groups, self.domains, self.sorts, self.sources):
            front.addWidget(chosen)
        for widget in (self.changes, self.only):
            rear.addWidget(widget)
        rear.addStretch(1)
        for button in (self.excel, self.print):
            rear.addWidget(button)
        self._front = front
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._lines.addLayout(front)
        front.addWidget(self._rear, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is room for it, else two."""
        super().resizeEvent(event)
        chosen = (self.groups, self.domains, self.sorts, self.sources)
        needed = sum(one.sizeHint().width() + 7 for one in chosen)
        is_narrow = needed + self._rear.sizeHint().width() > self.width()
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self._front.removeWidget(self._rear)
        if is_narrow:
            self._front.addStretch(1)
            self._lines.addWidget(self._rear)
        else:
            self._lines.removeWidget(self._rear)
            self._front.takeAt(self._front.count() - 1)  # the stretch
            self._front.addWidget(self._rear, 1)
