"""Step 5: when the first scans are made."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QWidget

from npo_desktop import clock
from npo_desktop.i18n import _, current
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.rounds.round_days import usual_end, usual_start
from ui.widgets.field import Field
from ui.widgets.note import Note
from ui.wizard.step import Progressed, Step, form


class RoundStep(Step):
    """A name and two dates, both suggested."""

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        start = usual_start(clock.today())
        self.name = QLineEdit(f"{school_year_of(start)[:4]}-1")
        self.name.setMaxLength(60)
        self.starts_on, self.ends_on = _date_edit(start), _date_edit(usual_end(start))
        column = form(self)
        hint = _("The school year it starts in and a number is enough.")
        column.addWidget(Field(_("Name of the round"), self.name, hint))
        dates = QHBoxLayout()
        dates.setSpacing(16)
        dates.addWidget(Field(_("From"), self.starts_on), 1)
        self._end = Field(_("Until"), self.ends_on)
        dates.addWidget(self._end, 1)
        column.addLayout(dates)
        column.addWidget(
            Note(
                "info",
                _("The first round is the baseline."),
                _("What pupils can do later is compared with it. Two rounds a year are usual."),
            )
        )
        self.name.textEdited.connect(self.changed)
        for edit in (self.starts_on, self.ends_on):
            edit.dateChanged.connect(self._look)

    def title(self) -> str:
        return _("First scan round")

    def lead(self) -> str:
        return _("In these weeks the teachers fill in a list for each pupil.")

    def next_words(self) -> str:
        return _("Plan round {name} and go on").format(name=self.name.text().strip())

    def sum_words(self) -> str:
        return "" if self.name.text().strip() else _("Give the round a name.")

    def later_words(self) -> str:
        return _("Continue later")

    def is_ready(self) -> bool:
        return bool(self.name.text().strip()) and not self._end.has_error

    def can_go_back(self) -> bool:
        return True

    def first_focus(self) -> QWidget:
        return self.name

    def go_on(self) -> None:
        app = self.so_far.app
        assert app is not None
        name, starts_on, ends_on = self.name.text(), _day(self.starts_on), _day(self.ends_on)
        with app.writing(Topic.ROUNDS) as session:
            made = add_round(session, name, starts_on, ends_on)
        self.so_far.round_name = made.name
        self.so_far.round_dates = (made.starts_on, made.ends_on)
        self.finished.emit()

    def _look(self) -> None:
        late = self.ends_on.date() < self.starts_on.date()
        self._end.set_error(_("The round ends before it starts.") if late else "")
        self.changed.emit()


def _date_edit(day: date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setCalendarPopup(True)
    edit.setLocale(QLocale(current() if current() in ("nl", "en", "es") else "nl"))
    edit.setDisplayFormat("d MMM yyyy" if current() == "en" else "dd-MM-yyyy")
    return edit


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
