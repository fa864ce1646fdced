"""Whose parent summaries, in which language, on which paper."""

from collections.abc import Sequence
from enum import Enum, auto
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.exports.parent_facts import READY_LANGUAGES
from npo_desktop.i18n import NAMES, _
from npo_desktop.queries.groups import GroupRow
from ui.widgets.combo_options import of_names, place_of, refill
from ui.widgets.segmented import Segmented
from ui.widgets.text import text


class Who(Enum):
    """For whom summaries are made."""

    PUPIL = auto()
    GROUP = auto()
    ALL = auto()


class ParentOptions(QWidget):
    """Five choices; ``pupils`` gives who they come down to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pupils: Sequence[PupilFacts] = ()
        self.who = Segmented(
            [(Who.PUPIL, _("One pupil")), (Who.GROUP, _("A group")), (Who.ALL, _("All"))],
            Who.GROUP,
            name=_("For whom"),
        )
        self.pupil, self.group = QComboBox(), QComboBox()
        self.pupil.setEditable(True)
        for combo in (self.pupil, self.group):
            of_names(combo)
        self.pupil.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        finder = self.pupil.completer()
        assert finder is not None
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.pupil.setAccessibleName(_("Pupil"))
        self.group.setAccessibleName(_("Group"))
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language"))
        self.language.addItem(_("The parents' own language"), None)
        for code in READY_LANGUAGES:
            self.language.addItem(NAMES[code], code)
        self.second = QComboBox()
        self.second.setAccessibleName(_("Second language beside it"))
        self.second.addItem(_("None"), "")
        for code in READY_LANGUAGES:
            self.second.addItem(NAMES[code], code)
        self.paper = Segmented([("a4", "A4"), ("letter", "Letter")], name=_("Paper"))
        self.how = Segmented(
            [("print", _("Print")), ("each", _("A file each")), ("one", _("One file"))],
            name=_("Print or save"),
        )
        self.lock = QCheckBox(_("Lock with a password, to send it"))
        self._build()
        self.who.chosen.connect(self._look)
        self.how.chosen.connect(self._look)
        for combo in (self.pupil, self.group):
            combo.currentIndexChanged.connect(self._look)
        self._look()

    def show_school(self, pupils: Sequence[PupilFacts], groups: Sequence[GroupRow]) -> None:
        """Who can be chosen; what was chosen stays."""
        self._pupils = pupils
        names = [(f"{pupil.list_name} · {pupil.group}", pupil.id) for pupil in pupils]
        refill(self.pupil, names)
        refill(self.group, [(group.name, group.name) for group in groups])
        self._look()

    def choose_pupil(self, pupil_id: UUID) -> None:
        """Just this one."""
        self.who.set_value(Who.PUPIL)
        self.pupil.setCurrentIndex(place_of(self.pupil, pupil_id))
        self._look()

    def pupils(self) -> tuple[UUID, ...]:
        """The ids of who was chosen, in list order."""
        return tuple(pupil.id for pupil in self.chosen())

    def chosen(self) -> tuple[PupilFacts, ...]:
        """Who was chosen, in list order."""
        who = self.who.value()
        if who is Who.PUPIL:
            asked = self.pupil.currentData()
            return tuple(pupil for pupil in self._pupils if pupil.id == asked)
        if who is Who.GROUP:
            name = self.group.currentData()
            return tuple(pupil for pupil in self._pupils if name and pupil.group == name)
        return tuple(self._pupils)

    def group_names(self) -> list[str]:
        """All that can be chosen."""
        return [self.group.itemText(place) for place in range(self.group.count())]

    def group_name(self) -> str:
        """Of the group that was chosen; empty when it is not about one."""
        is_group = self.who.value() is Who.GROUP
        return self.group.currentText() if is_group else ""

    def _look(self) -> None:
        who = self.who.value()
        self.pupil.setVisible(who is Who.PUPIL)
        self.group.setVisible(who is Who.GROUP)
        for saved in (self.lock, self.paper):  # the preview has its own
            saved.setEnabled(self.how.value() != "print")
        self.changed.emit()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        whom = QHBoxLayout()
        whom.setSpacing(8)
        whom.addWidget(self.who)
        whom.addWidget(self.pupil, 1)
        whom.addWidget(self.group, 1)
        whom.addStretch()
        tongues = _beside_each_other(
            (_("Language"), self.language), (_("Second language beside it"), self.second)
        )
        how = _beside_each_other((_("Print or save"), self.how), (_("Paper"), self.paper))
        grid.addWidget(text(_("For whom"), "label", "ink2"), 0, 0)
        grid.addLayout(whom, 1, 0)
        grid.addLayout(tongues, 2, 0)
        grid.addLayout(how, 3, 0)
        grid.addWidget(self.lock, 4, 0)
        grid.setRowStretch(5, 1)


def _beside_each_other(*labelled: tuple[str, QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(24)
    for label, widget in labelled:
        cell = QVBoxLayout()
        cell.setSpacing(4)
        cell.addWidget(text(label, "label", "ink2"))
        cell.addWidget(widget)
        line.addLayout(cell)
    line.addStretch()
    return line
