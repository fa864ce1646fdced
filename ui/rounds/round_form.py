"""What a round is: its name, its days, when lists should be in, which lists, and how they ask."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.queries.years.round_plans import RoundDraft
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

LONGEST_NAME = 60
BOXES_A_ROW = 3


class RoundForm(QWidget):
    """``draft()`` is what is filled in; what is wrong with it is said beside the field."""

    grown = Signal()  # something came or went: the dialog should fit again

    def __init__(
        self,
        draft: RoundDraft,
        questionnaires: Mapping[str, Questionnaire],
        *,
        is_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = QLineEdit(draft.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.starts, self.ends = day_edit(draft.starts_on), day_edit(draft.ends_on)
        self.named = Field(_("Name"), self.name, _("For example 2026-1, or baseline"))
        self.started = Field(_("First day"), self.starts)
        self.ended = Field(_("Last day"), self.ends)
        self.has_deadline = QCheckBox(_("Lists should be in by"))
        self.deadline = day_edit(draft.deadline or draft.ends_on)
        self.due = Field(" ", self.deadline)
        self.boxes = {code: QCheckBox(_title(one)) for code, one in questionnaires.items()}
        built_in = tuple(code for code, one in questionnaires.items() if not one.is_own)
        self._built_in = built_in
        self.form = Segmented(
            [(FULL, _("All statements")), (TWO_TIER, _("In two tiers"))],
            draft.form,
            name=_("How teachers are asked"),
        )
        self.about_days = text("", "help", "ink3", wrap=True)
        self.about_form = text("", "help", "ink2", wrap=True)
        self.lists_wrong = text("", "help", "err", wrap=True)
        self._is_first = is_first
        self.set_draft(draft)
        self._build()
        self.has_deadline.toggled.connect(self._look)
        self.form.chosen.connect(self._look)
        for box in self.boxes.values():
            box.toggled.connect(self._look)
        self._look()

    def draft(self) -> RoundDraft:
        """As it is filled in now."""
        chosen = tuple(code for code, box in self.boxes.items() if box.isChecked())
        return RoundDraft(
            self.name.text(),
            day_of(self.starts),
            day_of(self.ends),
            form=str(self.form.value()),
            deadline=day_of(self.deadline) if self.has_deadline.isChecked() else None,
            questionnaires=() if set(chosen) == set(self._built_in) else chosen,
        )

    def set_draft(self, draft: RoundDraft) -> None:
        """Fill it in."""
        self.name.setText(draft.name)
        set_day(self.starts, draft.starts_on)
        set_day(self.ends, draft.ends_on)
        self.has_deadline.setChecked(draft.deadline is not None)
        set_day(self.deadline, draft.deadline or draft.ends_on)
        asked = draft.questionnaires or self._built_in
        for code, box in self.boxes.items():
            box.setChecked(code in asked)
        self.form.set_value(draft.form)

    def is_right(self) -> bool:
        """Whether a list is chosen at all; says so when not."""
        chosen = any(box.isChecked() for box in self.boxes.values())
        self.lists_wrong.setText("" if chosen else _("Choose at least one list."))
        self.lists_wrong.setVisible(not chosen)
        return chosen

    def show_error(self, error: UserError) -> None:
        """Say it beside the field that it is about, and go there."""
        draft = self.draft()
        wrong = self.named
        if draft.name.strip() and draft.ends_on < draft.starts_on:
            wrong = self.ended
        elif draft.name.strip() and draft.deadline is not None and not _is_within(draft):
            wrong = self.due
        wrong.set_error(" ".join(part for part in (error.message, error.hint) if part))
        wrong.control.setFocus()
        self.grown.emit()

    def fix_start(self, why: str) -> None:
        """The first day cannot change any more."""
        self.starts.setEnabled(False)
        self.about_days.setText(why)
        self.about_days.show()

    def tell_of_days(self, words: str) -> None:
        """What should be known of these days; nothing wrong with them."""
        if words != self.about_days.text():
            self.about_days.setText(words)
            self.about_days.setVisible(bool(words))
            self.grown.emit()

    def clear_errors(self) -> None:
        """Nothing is known to be wrong any more."""
        for field in (self.named, self.started, self.ended, self.due):
            field.clear_error()

    def _look(self) -> None:
        self.deadline.setEnabled(self.has_deadline.isChecked())
        teachers = self.boxes.get(Informant.TEACHER.value)
        is_asked = teachers is not None and teachers.isChecked()
        self.form.setEnabled(is_asked and not self._is_first)
        if self._is_first:
            words = _("The first round asks everything: later rounds are compared with it.")
        elif self.form.value() == TWO_TIER:
            words = _(
                "One statement of each subject, and more only where needed. Where nothing more was"
                " asked it can not say how strong a pupil is, only that no concern was seen."
            )
        else:
            words = _("Every statement, for every pupil: 7 to 9 minutes each.")
        self.about_form.setText(words)
        if any(box.isChecked() for box in self.boxes.values()):
            self.lists_wrong.hide()
        self.grown.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.named)
        days = QHBoxLayout()
        days.setSpacing(12)
        for field in (self.started, self.ended):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(days)
        column.addWidget(self.about_days)
        self.about_days.hide()
        due = QVBoxLayout()
        due.setSpacing(4)
        due.addWidget(self.has_deadline)
        self.due.label.hide()
        self.deadline.setAccessibleName(_("Lists should be in by"))
        due.addWidget(self.due)
        column.addLayout(due)
        column.addWidget(text(_("Lists that are asked"), "label", "ink2"))
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(16)
        boxes.setVerticalSpacing(6)
        for place, box in enumerate(self.boxes.values()):
            boxes.addWidget(box, place // BOXES_A_ROW, place % BOXES_A_ROW)
        boxes.setColumnStretch(BOXES_A_ROW, 1)
        column.addLayout(boxes)
        column.addWidget(self.lists_wrong)
        self.lists_wrong.hide()
        column.addWidget(text(_("How teachers are asked"), "label", "ink2"))
        column.addWidget(self.form)
        column.addWidget(self.about_form)


def _title(questionnaire: Questionnaire) -> str:
    """What a list is called here; of an own one also who fills it in."""
    if not questionnaire.is_own:
        return informant_name(questionnaire.informant)
    title = pick(questionnaire.titles) or questionnaire.code
    return f"{title} ({informant_name(questionnaire.informant).lower()})"


def _is_within(draft: RoundDraft) -> bool:
    day: date | None = draft.deadline
    return day is not None and draft.starts_on <= day <= draft.ends_on
