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
from npo_desktop.i18n import NAMES, _
from npo_desktop.queries.groups import GroupRow
from ui.widgets.combo_options import place_of, refill
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

READY = ("nl", "en")  # languages in which a summary can be written


class Who(Enum):
    """For whom summaries are made."""

    PUPIL = auto()
    GROUP = auto()
    ALL = auto()


_FITS = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


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
        for combo in (self.pupil, self.group):  # a long name is no reason to grow
            combo.setSizeAdjustPolicy(_FITS)
            combo.setMinimumContentsLength(20)
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
        for code in READY:
            self.language.addItem(NAMES[code], code)
        self.paper = Segmented([("a4", "A4"), ("letter", "Letter")], name=_("Paper"))
        self.files = Segmented(
            [(False, _("A file each")), (True, _("One file"))], name=_("How many files")
        )
        self.lock = QCheckBox(_("Lock with a password, to send it"))
        self._build()
        self.who.chosen.connect(self._look)
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
        """Who was chosen, in list order."""
        who = self.who.value()
        if who is Who.PUPIL:
            chosen = self.pupil.currentData()
            return (chosen,) if isinstance(chosen, UUID) else ()
        if who is Who.GROUP:
            name = self.group.currentData()
            return tuple(pupil.id for pupil in self._pupils if name and pupil.group == name)
        return tuple(pupil.id for pupil in self._pupils)

    def _look(self) -> None:
        who = self.who.value()
        self.pupil.setVisible(who is Who.PUPIL)
        self.group.setVisible(who is Who.GROUP)
        self.files.setEnabled(who is not Who.PUPIL)
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
        how = QHBoxLayout()
        how.setSpacing(24)
        for label, widget in (
            (_("Language"), self.language),
            (_("Paper"), self.paper),
            (_("Files"), self.files),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(text(label, "label", "ink2"))
            cell.addWidget(widget)
            how.addLayout(cell)
        how.addStretch()
        grid.addWidget(text(_("For whom"), "label", "ink2"), 0, 0)
        grid.addLayout(whom, 1, 0)
        grid.addLayout(how, 2, 0)
        grid.addWidget(self.lock, 3, 0)
        grid.setRowStretch(4, 1)
