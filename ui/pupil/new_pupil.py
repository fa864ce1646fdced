"""A pupil who comes in the middle of the year, typed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import LANGUAGES, _
from npo_desktop.importers.cells import cell_date, language_of
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.register.classes import classes_on
from npo_desktop.queries.register.new_pupils import (
    AddedPupil,
    NewPupil,
    add_pupil,
    faults_of,
    next_own_number,
    same_pupils,
    take_pupil_out,
)
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.pupil.class_choice import ClassChoice
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.app import App

CHANGED = Topic.PUPILS | Topic.GROUPS  # what a pupil who comes or goes touches


class NewPupilDialog(ShortForm):
    """Only a name is needed; what is wrong is said at its field."""

    added = Signal(object)  # the id of the pupil, once it is written

    def __init__(self, app: App, parent: QWidget) -> None:
        words = _("Who came in the middle of the year is asked the lists of the round that runs.")
        super().__init__(app, _("Add a pupil"), words, _("Add"), _("Cancel"), parent)
        with app.reading() as session:
            classes, style = classes_on(session, today()), grade_style(session)
            own_number = next_own_number(session)
        self._asked_about: NewPupil | None = None
        self.call_name, self.prefix, self.last_name = QLineEdit(), QLineEdit(), QLineEdit()
        self.birth_date, self.number = QLineEdit(), QLineEdit()
        self.sex, self.home_language, self.talk_language = QComboBox(), QComboBox(), QComboBox()
        self.classes = ClassChoice(classes, style)
        self.entered_on = day_edit(today())
        self._fill()
        self.fields = self._made_fields(own_number)
        self._build()
        self.keep.setDefault(True)
        self.settle()
        self.call_name.setFocus()

    def typed(self) -> NewPupil:
        """What the fields say; a date that cannot be read is told by ``try_to_keep``."""
        spoken = self.home_language.currentText().strip()
        known = self.home_language.findText(spoken)
        code = self.home_language.itemData(known) if known >= 0 else language_of(spoken)
        return NewPupil(
            call_name=self.call_name.text(),
            infix=self.prefix.text(),
            last_name=self.last_name.text(),
            number=self.number.text(),
            birth_date=self._born(),
            sex=self.sex.currentData(),
            group_id=self.classes.group_id(),
            grade=self.classes.grade(),
            home_language=code or (spoken if known < 0 else None),
            talk_language=self.talk_language.currentData(),
            entered_on=day_of(self.entered_on),
        )

    def try_to_keep(self) -> None:
        """Every fault at its field at once; the first one gets the cursor."""
        faults = dict(self._faults())
        for name, field in self.fields.items():
            field.set_message(self._help.get(name, ""))
            if name in faults:
                field.set_error(faults[name])
        self.wrong.hide()
        self._column.activate()
        self.settle()
        if faults:
            next(self.fields[name] for name in self.fields if name in faults).control.setFocus()
            return
        super().try_to_keep()

    def write(self) -> None:
        """Written, and it can be undone; a namesake is asked about once."""
        new = self.typed()
        with self.app.reading() as session:
            same = same_pupils(session, new)
        if same and self._asked_about != new:
            self._asked_about = new
            self.keep.setText(_("Add all the same"))
            raise UserError(
                _("Perhaps this pupil is here already: {who}.").format(who="; ".join(same)),
                _("Is it somebody else? Then add the pupil all the same."),
            )
        with self.app.writing(CHANGED) as session:
            made = add_pupil(session, new)
        self.added.emit(made.id)
        _say_added(self.app, made)

    def _faults(self) -> dict[str, str]:
        with self.app.reading() as session:
            faults = dict(faults_of(session, self.typed()))
        typed = self.birth_date.text().strip()
        if typed and self._born() is None:
            faults["birth_date"] = _("The date {text} does not exist.").format(text=typed[:30])
        if self.classes.is_open():
            faults["group_id"] = _("Choose the group, or No group.")
        return faults

    def _born(self) -> date | None:
        return cell_date(self.birth_date.text())

    def _fill(self) -> None:
        for words, sex in (("", None), (_("girl"), "F"), (_("boy"), "M")):
            self.sex.addItem(words, sex)
        for combo in (self.home_language, self.talk_language):
            combo.addItem("", None)
            for code in LANGUAGES:
                combo.addItem(language_text(code), code)
        self.home_language.setEditable(True)
        self.home_language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def _made_fields(self, own_number: str) -> dict[str, Field]:
        """By field of ``NewPupil``, in the order of the keyboard."""
        self.birth_date.setPlaceholderText(_("day-month-year"))
        self.number.setPlaceholderText(own_number)
        self._help = {
            "number": _("Left empty: {number}, a number of our own.").format(number=own_number),
            "entered_on": _("The first day at school."),
        }
        return {
            "call_name": Field(_("Call name"), self.call_name),
            "infix": Field(_("Prefix"), self.prefix),
            "last_name": Field(_("Last name"), self.last_name),
            "birth_date": Field(_("Date of birth"), self.birth_date),
            "sex": Field(_("Sex"), self.sex),
            "group_id": Field(_("Group"), self.classes.groups),
            "grade": Field(_("Year group"), self.classes.grades),
            "home_language": Field(_("Home language"), self.home_language),
            "talk_language": Field(_("Language of the talk"), self.talk_language),
            "number": Field(_("Pupil number"), self.number, self._help["number"]),
            "entered_on": Field(_("At school since"), self.entered_on, self._help["entered_on"]),
        }

    def _build(self) -> None:
        """Three columns of a name, then two by two."""
        places = {
            "call_name": (0, 0, 3),
            "infix": (0, 3, 1),
            "last_name": (0, 4, 2),
            "birth_date": (1, 0, 3),
            "sex": (1, 3, 3),
            "group_id": (2, 0, 3),
            "grade": (2, 3, 3),
            "home_language": (3, 0, 3),
            "talk_language": (3, 3, 3),
            "number": (4, 0, 3),
            "entered_on": (4, 3, 3),
        }
        grid = QGridLayout()
        grid.setSpacing(12)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        for name, (row, column, width) in places.items():
            grid.addWidget(self.fields[name], row, column, 1, width, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)


def _say_added(app: App, made: AddedPupil) -> None:
    def undo() -> None:
        with app.writing(CHANGED) as session:
            take_pupil_out(session, made)

    if made.group:
        words = _("{name} was added to {group}.").format(name=made.full_name, group=made.group)
    else:
        words = _("{name} was added.").format(name=made.full_name)
    app.say(words, undo=undo)
