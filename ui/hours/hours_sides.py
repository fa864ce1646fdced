"""What stands beside the week of one colleague or one class."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from npo_desktop.formats import WEEKDAYS
from npo_desktop.i18n import _, current
from npo_desktop.queries.support.hours import ColleagueHours
from npo_desktop.queries.support.periods import BREAK, LONGEST_LESSON, PeriodFacts
from npo_desktop.queries.support.typed_amounts import hours_text
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text


class StaffSide(Card):
    """Hours and moments of one colleague, and two keys for all moments at once."""

    def __init__(self) -> None:
        super().__init__(" ")
        self.words = text("", wrap=True)
        self.every = KeyButton(_("Free at every moment"), size="row")
        self.none = KeyButton(_("At none"), size="row")
        hint = _("Press a moment to say whether this colleague is free then for a small group.")
        self.body.addWidget(self.words)
        self.body.addWidget(text(hint, "help", "ink3", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.every)
        line.addWidget(self.none)
        line.addStretch()
        self.body.addLayout(line)

    def show_colleague(self, row: ColleagueHours, periods: int) -> None:
        """Hours beside moments: the one without the other plans nothing."""
        self.set_title(row.name)
        words = _("{hours} hours a week, free at {n} of {total} moments.")
        self.words.setText(
            words.format(hours=hours_text(row.weekly_minutes), n=len(row.periods), total=periods)
        )
        self.every.setEnabled(len(row.periods) < periods)
        self.none.setEnabled(bool(row.periods))


class ClassSide(Card):
    """What a class does in the chosen moment, when it keeps its pupils then."""

    named = Signal()  # the lesson was named, or called a break

    def __init__(self) -> None:
        super().__init__(" ")
        self.moment = text("", "primary", wrap=True)
        self.name, self.is_break = QLineEdit(), QCheckBox(_("This is the break"))
        self.name.setMaxLength(LONGEST_LESSON)
        self.name.setPlaceholderText(_("for example: reading"))
        self.field = Field(_("Lesson nobody is to miss"), self.name)
        hint = _("Press a moment in which the pupils stay in class; once more lets them go.")
        self.body.addWidget(text(hint, "help", "ink3", wrap=True))
        for widget in (self.moment, self.field, self.is_break):
            self.body.addWidget(widget)
        self.name.editingFinished.connect(self.named)
        self.is_break.clicked.connect(self.named)

    def show_class(self, name: str, period: PeriodFacts | None, lesson: str | None) -> None:
        """``lesson``: none when the class lets its pupils go."""
        self.set_title(name)
        is_kept = period is not None and lesson is not None
        for widget in (self.moment, self.field, self.is_break):
            widget.setVisible(is_kept)
        if period is not None:
            day = WEEKDAYS[current()].split()[period.weekday - 1].capitalize()
            self.moment.setText(f"{day} {period.hours}")
        with QSignalBlocker(self.name), QSignalBlocker(self.is_break):
            self.is_break.setChecked(lesson == BREAK)
            self.name.setText("" if lesson in (None, BREAK) else lesson or "")
            self.field.setEnabled(lesson != BREAK)

    def lesson(self) -> str:
        """As it is to be kept."""
        return BREAK if self.is_break.isChecked() else self.name.text().strip()
