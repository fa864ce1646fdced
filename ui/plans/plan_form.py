"""The form of a plan: goal, how it is measured, dose, who, when, and the first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.dossiers.plan_words import plan_state_text
from npo_desktop.i18n import _
from npo_desktop.proposals.goals import check_dates, weeks_text
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft
from npo_desktop.proposals.school_weeks import DaysOff, count_weeks, school_weeks
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan
from ui.plans.plan_fields import (
    UNKNOWN,
    date_box,
    dose_box,
    dose_width,
    from_qt,
    in_a_row,
    to_qt,
)
from ui.plans.plan_goals import PlanGoals
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.small_editor import small_editor
from ui.widgets.tag import Tag
from ui.widgets.text import rule, set_read_only, text

WIDTH = 394  # pixels


@dataclass(frozen=True, slots=True)
class FormContent:
    """One plan in the form, with what can be chosen from."""

    plan: NewPlan
    title: str
    state: str  # "" before it is kept, else "concept" or "agreed"
    draft: Draft
    dose_note: str
    names: dict[str, str]  # subscale -> what staff call it
    staff: Sequence[str]
    pupil: str  # call name
    holidays: Sequence[DaysOff] = ()
    signed: str = ""  # that it was signed, by whom and when; empty: it was not


class PlanForm(QFrame):
    """Edits a ``NewPlan``; keeping it is the page's task."""

    kept = Signal(str)  # the state it should get: "concept" or "agreed"
    dropped = Signal()
    edited = Signal()
    signing = Signal()  # the agreed plan is to be signed

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._content: FormContent | None = None
        self._filling = False
        self._review_follows = True  # the start, until it was chosen by hand
        self.title, self.tag = ElidedLabel("", "cardTitle"), Tag()
        self.goals = PlanGoals()
        self.goal, self.measure = self.goals.editor, self.goals.measure
        self.goal_field = self.goals.field
        self.sessions, self.minutes = dose_box(14), dose_box(480)
        self.weeks = dose_box(52)
        self.who = QComboBox()
        self.who.setEditable(True)
        self.starts, self.review = date_box(), date_box()
        self.step, self.words = small_editor(3), QLineEdit()
        self.reason = QLineEdit()
        self.in_summary = QCheckBox(_("Put this plan in the parent summary"))
        self.drop = KeyButton(_("Not this"), kind="quiet")
        self.concept = KeyButton(_("Concept"))
        self.concept.setToolTip(_("Keep as concept"))
        self.fix = KeyButton(_("Agree plan"), "Ctrl+S", kind="primary", shortcut=True)
        self.sign = KeyButton(_("Sign..."), "Ctrl+S", kind="primary", shortcut=True)
        self._build()
        self._connect()

    def show_content(self, content: FormContent) -> None:
        """Show a plan or the draft of one."""
        self._filling, self._content = True, content
        plan = content.plan
        is_nothing = plan.intervention == NOTHING_EXTRA
        self.title.setText(content.title)
        self._show_state(content.state)
        draft = content.draft
        self.goals.show_goals(plan.goals, draft.goals, draft.measures, content.names, content.pupil)
        for box, value in (
            (self.sessions, plan.sessions_per_week),
            (self.minutes, plan.minutes),
            (self.weeks, plan.weeks),
        ):
            box.setValue(value or UNKNOWN)
        self.dose.set_message(content.dose_note)
        self.who.clear()
        self.who.addItems(list(content.staff))
        self.who.setEditText(plan.who)
        if editor := self.who.lineEdit():
            editor.setPlaceholderText(_("Choose or type a name"))
        self.starts.setDate(to_qt(plan.starts_on))
        self.review.setDate(to_qt(plan.review_on))
        self.step.setPlainText(plan.first_step)
        self.words.setText(plan.pupil_words)
        self.words_field.label.setText(_("In {name}'s own words").format(name=content.pupil))
        self.reason.setText(plan.reason)
        self.in_summary.setChecked(plan.in_parent_summary)
        for field in (self.goals, self.dose, self.who_field, self.step_field):
            field.setVisible(not is_nothing)
        self.review_field.label.setText(_("Look again on") if is_nothing else _("Review"))
        self._say_days()
        self.area.verticalScrollBar().setValue(0)
        self._clear_errors()
        self._filling, self._review_follows = False, True

    def plan(self) -> NewPlan | None:
        """What the form says now."""
        if self._content is None:
            return None
        before = self._content.plan
        return replace(
            before,
            goals=self._goals(before),
            sessions_per_week=self.sessions.value() or None,
            minutes=self.minutes.value() or None,
            weeks=self.weeks.value() or None,
            who=self.who.currentText().strip(),
            starts_on=from_qt(self.starts.date()),
            review_on=from_qt(self.review.date()),
            first_step=self.step.toPlainText().strip(),
            pupil_words=self.words.text().strip(),
            reason=self.reason.text().strip(),
            in_parent_summary=self.in_summary.isChecked(),
        )

    def is_right(self) -> bool:
        """Whether it can be kept; says beside the field what is missing."""
        self._clear_errors()
        plan = self.plan()
        if plan is None:
            return False
        if plan.review_on < plan.starts_on:
            self.review_field.set_error(_("The review is before the start."))
            self.review.setFocus()
        elif plan.intervention != NOTHING_EXTRA and not plan.goals:
            self.goal_field.set_error(_("Write the goal, or choose an example."))
            self.goal.setFocus()
        elif plan.intervention != NOTHING_EXTRA and (stop := self.goals.first_stop()):
            self.goals.show_stop(stop)
            self.goal.setFocus()
        else:
            return True
        return False

    def _goals(self, before: NewPlan) -> tuple[GoalFacts, ...]:
        return () if before.intervention == NOTHING_EXTRA else self.goals.goals()

    def _show_state(self, state: str) -> None:
        signed = self._content.signed if self._content else ""
        words = plan_state_text(state, is_signed=bool(signed)) if state else _("new")
        self.tag.set(words, "ok" if state == "agreed" else "neutral")
        may_edit = state != "agreed"
        self.goals.set_read_only(not may_edit)
        for control in (self.step, self.words, self.reason):
            set_read_only(control, not may_edit)
        for widget in (self.dose, self.who, self.starts, self.review, self.in_summary):
            widget.setEnabled(may_edit)
        for button in (self.drop, self.concept, self.fix):
            button.setVisible(may_edit)
        self.agreed.setText(signed or _("This plan is agreed. It is changed under Plans."))
        self.agreed.setVisible(not may_edit)
        self.sign.setVisible(state == "agreed" and not signed)

    def _clear_errors(self) -> None:
        self.goals.clear_stop()
        self.review_field.clear_error()

    def _told(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _move_review(self, start: QDate) -> None:
        """Another start: the plan takes as many weeks of school as it did."""
        if self._content is None or self._filling or not self._review_follows:
            return
        plan, holidays = self._content.plan, self._content.holidays
        if holidays:
            lasting = count_weeks(plan.starts_on, plan.review_on, holidays).school
            review = school_weeks(from_qt(start), lasting, holidays)
        else:
            review = from_qt(start) + (plan.review_on - plan.starts_on)
        self.review.setDate(to_qt(review))
        self._review_follows = True

    def _say_days(self) -> None:
        """How long it really lasts, and which day is in a holiday."""
        holidays = self._content.holidays if self._content else ()
        starts_on, review_on = from_qt(self.starts.date()), from_qt(self.review.date())
        start, review = check_dates(starts_on, review_on, holidays)
        self.start_field.set_message(start or "")
        self.review_field.set_message(review or "")
        self.lasting.setText(weeks_text(starts_on, review_on, holidays))

    def _choose_review(self) -> None:
        self._review_follows = self._filling

    def _connect(self) -> None:
        self.goals.edited.connect(self._told)
        self.step.textChanged.connect(self._told)
        for line in (self.words, self.reason):
            line.textEdited.connect(self._told)
        for box in (self.sessions, self.minutes, self.weeks):
            box.valueChanged.connect(self._told)
        self.starts.dateChanged.connect(self._move_review)
        self.review.dateChanged.connect(self._choose_review)
        for day in (self.starts, self.review):
            day.dateChanged.connect(self._say_days)
            day.dateChanged.connect(self._told)
        self.who.editTextChanged.connect(self._told)
        self.in_summary.toggled.connect(self._told)
        self.sign.clicked.connect(self.signing)
        self.drop.clicked.connect(self.dropped)
        self.concept.clicked.connect(lambda: self.kept.emit("concept"))
        self.fix.clicked.connect(lambda: self.kept.emit("agreed"))

    def _build(self) -> None:
        for box, suffix, name in (
            (self.sessions, " " + _("× a week"), _("Times a week")),
            (self.minutes, " " + _("minutes"), _("Minutes")),
            (self.weeks, " " + _("weeks"), _("Weeks")),
        ):
            box.setSuffix(suffix)
            box.setAccessibleName(name)
        boxes = (self.sessions, self.minutes, self.weeks)
        self.dose = Field(_("How often"), in_a_row(*boxes, shares=[dose_width(b) for b in boxes]))
        self.who_field = Field(_("Who"), self.who)
        self.review_field = Field(_("Review"), self.review)
        self.step_field = Field(_("First step"), self.step)
        self.words_field = Field(_("In the pupil's own words"), self.words)
        reason = Field(_("Why this"), self.reason)
        self.start_field = Field(_("Start"), self.starts)
        dates = in_a_row(self.start_field, self.review_field)
        self.lasting = text("", "help", "ink3", wrap=True)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.goals, self.dose, self.who_field, dates, self.lasting,
                       self.step_field, self.words_field, reason, self.in_summary):  # fmt: skip
            column.addWidget(widget)
        column.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.foot = QWidget()
        head, foot = QHBoxLayout(), QHBoxLayout(self.foot)
        head.setContentsMargins(16, 8, 16, 8)
        head.addWidget(self.title, 1)
        head.addWidget(self.tag)
        foot.setContentsMargins(12, 8, 12, 8)
        self.agreed = text("", "help", "ink2", wrap=True)
        foot.setSpacing(8)
        foot.addWidget(self.agreed, 1)
        foot.addWidget(self.drop)
        foot.addStretch()
        foot.addWidget(self.concept)
        foot.addWidget(self.fix)
        foot.addWidget(self.sign)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(self.area, 1)
        whole.addWidget(rule())
        whole.addWidget(self.foot)
