"""Which list for whom, in which language, how laid out: for questionnaires on paper."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.exports.paper_facts import Layout
from npo_desktop.i18n import LANGUAGES, NAMES, _, pick
from npo_desktop.queries.groups import GroupRow
from ui.widgets.combo_options import place_of, refill
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

_FITS = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class PaperOptions(QWidget):
    """``pupils`` gives for whom; the others are read from their controls."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pupils: Sequence[PupilFacts] = ()
        self._lists: Mapping[str, Questionnaire] = {}
        self.group, self.pupil, self.list = QComboBox(), QComboBox(), QComboBox()
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(NAMES[code], code)
        for combo in (self.group, self.pupil, self.list, self.language):
            combo.setSizeAdjustPolicy(_FITS)
            combo.setMinimumContentsLength(10)
        self.layouts = Segmented(
            [
                (Layout.FORMS.value, _("A form a pupil")),
                (Layout.CLASS_SHEET.value, _("Class sheet")),
            ],
            name=_("Layout"),
        )
        self.layout_cell = QWidget()
        self.duplex = QCheckBox(_("To be printed on both sides"))
        self._build()
        self.group.currentIndexChanged.connect(self._show_pupils)
        self.list.currentIndexChanged.connect(self._look)
        self.pupil.currentIndexChanged.connect(self._look)
        self.layouts.chosen.connect(self._look)
        self._look()

    def show_school(
        self,
        pupils: Sequence[PupilFacts],
        groups: Sequence[GroupRow],
        lists: Mapping[str, Questionnaire],
    ) -> None:
        """Who and what can be chosen; what was chosen stays."""
        self._pupils, self._lists = pupils, lists
        refill(self.group, [(group.name, group.id) for group in groups])
        refill(self.list, [(pick(one.titles), code) for code, one in lists.items()])
        self._show_pupils()

    def choose(self, group_id: UUID | None, code: str) -> None:
        """This group and this list."""
        for combo, value in ((self.group, group_id), (self.list, code)):
            place = place_of(combo, value)
            if place >= 0:
                combo.setCurrentIndex(place)

    def pupils(self) -> tuple[UUID, ...]:
        """Who was chosen, in list order."""
        chosen = self.pupil.currentData()
        mine = [pupil.id for pupil in self._in_group()]
        return tuple(pupil for pupil in mine if chosen is None or pupil == chosen)

    @property
    def code(self) -> str:
        """The list."""
        return str(self.list.currentData() or "")

    def _in_group(self) -> list[PupilFacts]:
        group = self.group.currentData()
        return [pupil for pupil in self._pupils if pupil.group_id == group and group is not None]

    def _show_pupils(self) -> None:
        mine = self._in_group()
        refill(self.pupil, [(_("Everybody"), None), *((one.list_name, one.id) for one in mine)])
        self._look()

    def _look(self) -> None:
        one = self._lists.get(self.code)
        is_teachers = one is None or one.informant is Informant.TEACHER
        self.layout_cell.setVisible(is_teachers)  # only a teacher fills in for a whole group
        if not is_teachers:
            self.layouts.set_value(Layout.FORMS.value)
        forms = self.layouts.value() == Layout.FORMS.value
        self.duplex.setEnabled(forms)
        with QSignalBlocker(self.language):
            is_parents = one is not None and one.informant is Informant.PARENT
            words = _("The parents' own language") if is_parents else _("The school's language")
            if self.language.itemData(0) is not None:
                self.language.insertItem(0, words, None)
                self.language.setCurrentIndex(0)
            self.language.setItemText(0, words)
        self.changed.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        whom = (
            (_("List"), self.list),
            (_("Group"), self.group),
            (_("Pupil"), self.pupil),
        )
        how = (
            (_("Language"), self.language),
            (_("Layout"), self.layouts),
        )
        for cells in (whom, how):
            line = QHBoxLayout()
            line.setSpacing(16)
            for label, control in cells:
                control.setAccessibleName(label)
                place = self.layout_cell if control is self.layouts else QWidget()
                cell = QVBoxLayout(place)
                cell.setContentsMargins(0, 0, 0, 0)
                cell.setSpacing(4)
                cell.addWidget(text(label, "label", "ink2"))
                cell.addWidget(control)
                line.addWidget(place, _share(control, self.list))
            column.addLayout(line)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(24)
        self.foot.addWidget(self.duplex)
        self.foot.addStretch()
        column.addLayout(self.foot)


def _share(control: QWidget, widest: QWidget) -> int:
    """Of the room in a line; titles of lists are longer than names of groups and pupils."""
    if not isinstance(control, QComboBox):
        return 0
    return 3 if control is widest else 2
