"""Plan an evening of talks with parents, or change its name, day and times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.exports.evening_facts import EveningTimes, arranged, start_times, with_breaks
from npo_desktop.formats import clock_text
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.queries.parents.parent_evenings import EveningDraft, add_evening, guest_of
from ui.app import Topic
from ui.dialogs.frame import dialog_foot
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 620  # pixels
USUAL = EveningTimes("15:00", 15, 10)
USUAL_BREAK, USUAL_WAIT = 6, timedelta(weeks=1)  # talks before a break; until the evening
MOST_NAME = 200


class TimesForm(QWidget):
    """Name, day, begin, length of a talk and of a break."""

    changed = Signal()

    def __init__(self, draft: EveningDraft) -> None:
        super().__init__()
        self.name = QLineEdit(draft.name)
        self.name.setMaxLength(MOST_NAME)
        self.day = day_edit(draft.held_on)
        self.begin = QTimeEdit(QTime.fromString(draft.times.starts_at, "HH:mm"))
        self.begin.setDisplayFormat("H:mm" if current() == "en" else "H.mm")
        self.minutes, self.pause = QSpinBox(), QSpinBox()
        self.minutes.setRange(5, 120)
        self.pause.setRange(0, 120)
        self.minutes.setValue(draft.times.minutes)
        self.pause.setValue(draft.times.pause_minutes)
        for box in (self.minutes, self.pause):
            box.setSuffix(" " + _("minutes"))
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.addWidget(Field(_("Name"), self.name), 0, 0, 1, 3)
        self.grid.addWidget(Field(_("Day"), self.day), 1, 0)
        self.grid.addWidget(Field(_("Begins at"), self.begin), 1, 1)
        self.grid.addWidget(Field(_("One talk takes"), self.minutes), 1, 2)
        self.grid.addWidget(Field(_("A break takes"), self.pause), 2, 0)
        self.name.textChanged.connect(self.changed)
        self.begin.timeChanged.connect(self.changed)
        self.minutes.valueChanged.connect(self.changed)
        self.pause.valueChanged.connect(self.changed)

    def draft(self) -> EveningDraft:
        """What it says."""
        begin = self.begin.time().toString("HH:mm")
        times = EveningTimes(begin, self.minutes.value(), self.pause.value())
        return EveningDraft(self.name.text().strip(), day_of(self.day), times)


class EveningDialog(QDialog):
    """The form with its buttons; ``kept`` is announced when it may be written."""

    def __init__(self, title: str, draft: EveningDraft, keep: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        self.form, self.wrong = TimesForm(draft), Note("err")
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(keep, "Ctrl+S", kind="primary", shortcut=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(16)
        self.column.addWidget(text(title, "dialogTitle"))
        self.column.addWidget(self.form)
        self.middle = QVBoxLayout()
        self.middle.setSpacing(12)
        self.column.addLayout(self.middle)
        self.column.addWidget(self.wrong)
        self.wrong.hide()
        self.column.addLayout(dialog_foot(self.cancel, self.keep))
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.form.name.setFocus()

    def write(self) -> None:
        """Write it down; ``UserError`` is told here."""
        raise NotImplementedError

    def _keep(self) -> None:
        try:
            self.write()
        except UserError as error:
            self.wrong.set_text(error.message, error.hint)
            self.wrong.show()
        else:
            self.accept()


class NewEveningDialog(EveningDialog):
    """Also who comes, in which order, and after how many talks there is a break."""

    made = Signal(object)  # the evening's id, after it is on disk

    def __init__(
        self,
        app: App,
        this: RoundFacts,
        pupils: Sequence[PupilFacts],
        groups: Sequence[str],
        parent: QWidget,
    ) -> None:
        draft = EveningDraft(_("Parents' evening"), usual_day(today()), USUAL)
        super().__init__(_("Plan a parents' evening"), draft, _("Plan the evening"), parent)
        self._app, self._round, self._pupils = app, this, pupils
        known = {pupil.group for pupil in pupils}
        self.groups = {name: QCheckBox(name) for name in groups if name in known}
        self.order = Segmented(
            [("group", _("Group")), ("name", _("Name")), ("language", _("Language"))],
            name=_("Put in order by"),
        )
        self.every = QSpinBox()
        self.every.setRange(0, 30)
        self.every.setSpecialValueText(_("no breaks"))
        self.every.setSuffix(" " + _("talks"))
        self.every.setValue(USUAL_BREAK)
        self._sum = text("", "body", "ink2", wrap=True)
        self._fill()
        for box in self.groups.values():
            box.toggled.connect(self._look)
        self.every.valueChanged.connect(self._look)
        self.form.changed.connect(self._look)
        self._look()

    def chosen(self) -> list[PupilFacts]:
        """All of the ticked groups."""
        ticked = {name for name, box in self.groups.items() if box.isChecked()}
        return [pupil for pupil in self._pupils if pupil.group in ticked]

    def write(self) -> None:
        """The evening with all its talks."""
        with self._app.writing(Topic.PLANS) as session:
            made = add_evening(
                session,
                self.form.draft(),
                self._round.id,
                self.chosen(),
                by=str(self.order.value()),
                break_every=self.every.value(),
            )
        self.made.emit(made)

    def _look(self) -> None:
        """How many come and when it ends, before anything is planned."""
        self._tell(self.chosen())
        self.column.activate()  # or it still knows the height of the words before
        self.resize(WIDTH, self.column.totalHeightForWidth(WIDTH))

    def _tell(self, chosen: Sequence[PupilFacts]) -> None:
        self.keep.setEnabled(bool(chosen) and bool(self.form.name.text().strip()))
        if not chosen:
            self._sum.setText(_("Tick the groups whose parents come. You can add pupils later."))
            return
        order = with_breaks(arranged(map(guest_of, chosen), "group"), self.every.value())
        try:
            ends = start_times(self.form.draft().times, order)[-1]
        except UserError as error:
            self._sum.setText(f"{error.message} {error.hint}")
            self.keep.setEnabled(False)
            return
        n = len(chosen)
        words = ngettext("{n} talk, ready at {time}.", "{n} talks, ready at {time}.", n)
        together = _("Children with the same surname stand together.")
        self._sum.setText(f"{words.format(n=n, time=clock_text(ends))} {together}")

    def _fill(self) -> None:
        self.form.grid.addWidget(Field(_("Break after every"), self.every), 2, 1)
        self.middle.addWidget(text(_("Whose parents come"), "label", "ink2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, box in enumerate(self.groups.values()):
            grid.addWidget(box, place // 4, place % 4)
        self.middle.addLayout(grid)
        self.middle.addWidget(Field(_("Put in order by"), self.order))
        self.middle.addWidget(self._sum)
        before: QWidget = self.order.group.buttons()[-1]
        for button in (self.cancel, self.keep):  # made first, reached last
            self.setTabOrder(before, button)
            before = button


def usual_day(day: date) -> date:
    """A week from now, on a school day."""
    found = day + USUAL_WAIT
    while found.weekday() > 4:
        found += timedelta(days=1)
    return found
