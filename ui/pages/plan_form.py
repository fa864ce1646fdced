"""The form of a plan: goal, how it is measured, dose, who, when, and the first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from npo_desktop import i18n
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft
from npo_desktop.queries.plans import GoalFacts, NewPlan
from ui.pages.plan_measure import MeasureFields
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.tag import Tag
from ui.widgets.text import rule, text

WIDTH, UNKNOWN = 394, 0  # pixels; a dose part of 0 stands for "not known"


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


class PlanForm(QFrame):
    """Edits a ``NewPlan``; keeping it is the page's task."""

    kept = Signal(str)  # the state it should get: "concept" or "agreed"
    dropped = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._content: FormContent | None = None
        self._filling = False
        self._review_follows = True  # the start, until it was chosen by hand
        self.title, self.tag = ElidedLabel("", "cardTitle"), Tag()
        self.goal = _small_editor(2)
        self.examples = KeyButton(_("Example goals"), kind="link")
        self.goals = QMenu(self.examples)
        self.measure = MeasureFields()
        self.sessions, self.minutes = _dose_box(14), _dose_box(480)
        self.weeks = _dose_box(52)
        self.who = QComboBox()
        self.who.setEditable(True)
        self.starts, self.review = _date_box(), _date_box()
        self.step, self.words = _small_editor(3), QLineEdit()
        self.reason = QLineEdit()
        self.in_summary = QCheckBox(_("Put this plan in the parent summary"))
        self.drop = KeyButton(_("Not this"), kind="quiet")
        self.concept = KeyButton(_("Concept"))
        self.concept.setToolTip(_("Keep as concept"))
        self.fix = KeyButton(_("Agree plan"), "Ctrl+S", kind="primary", shortcut=True)
        self._build()
        self._connect()

    def show_content(self, content: FormContent) -> None:
        """Show a plan or the draft of one."""
        self._filling, self._content = True, content
        plan = content.plan
        is_nothing = plan.intervention == NOTHING_EXTRA
        self.title.setText(content.title)
        self._show_state(content.state)
        goal = plan.goals[0] if plan.goals else GoalFacts("")
        self.goal.setPlainText(goal.text)
        self._fill_examples(content)
        self.measure.show_measures(content.draft.measures, content.names, goal)
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
        self.starts.setDate(_to_qt(plan.starts_on))
        self.review.setDate(_to_qt(plan.review_on))
        self.step.setPlainText(plan.first_step)
        self.words.setText(plan.pupil_words)
        self.words_field.label.setText(_("In {name}'s own words").format(name=content.pupil))
        self.reason.setText(plan.reason)
        self.in_summary.setChecked(plan.in_parent_summary)
        for field in (self.goal_field, self.measure, self.dose, self.who_field, self.step_field):
            field.setVisible(not is_nothing)
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
            starts_on=_from_qt(self.starts.date()),
            review_on=_from_qt(self.review.date()),
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
        else:
            return True
        return False

    def _goals(self, before: NewPlan) -> tuple[GoalFacts, ...]:
        words = self.goal.toPlainText().strip()
        if before.intervention == NOTHING_EXTRA or not words:
            return ()
        return (self.measure.goal(words),)

    def _show_state(self, state: str) -> None:
        words = {"concept": _("concept"), "agreed": _("agreed"), "": _("new")}
        self.tag.set(words.get(state, state), "ok" if state == "agreed" else "neutral")
        may_edit = state != "agreed"
        for control in (self.goal, self.step, self.words, self.reason):
            control.setReadOnly(not may_edit)
        for widget in (self.examples, self.measure, self.dose, self.who, self.starts, self.review,
                       self.in_summary):  # fmt: skip
            widget.setEnabled(may_edit)
        for button in (self.drop, self.concept, self.fix):
            button.setVisible(may_edit)
        self.agreed.setVisible(not may_edit)

    def _fill_examples(self, content: FormContent) -> None:
        menu = self.goals
        menu.clear()
        for choice in content.draft.goals:
            name = content.names.get(choice.subscale, choice.subscale)
            action = menu.addAction(f"{name}: {choice.text}")
            action.setToolTip(choice.observe)
            action.triggered.connect(
                lambda _checked=False, choice=choice: self._take_goal(choice.subscale, choice.text)
            )
        self.examples.setVisible(bool(content.draft.goals))

    def _offer_goals(self) -> None:
        self.goals.popup(self.examples.mapToGlobal(self.examples.rect().bottomLeft()))

    def _take_goal(self, subscale: str, words: str) -> None:
        self.goal.setPlainText(words)
        self.measure.choose(subscale)

    def _clear_errors(self) -> None:
        for field in (self.goal_field, self.review_field):
            field.clear_error()

    def _told(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _move_review(self, start: QDate) -> None:
        """Another start: the plan takes as long as it did."""
        if self._content is None or self._filling or not self._review_follows:
            return
        plan = self._content.plan
        lasting = plan.review_on - plan.starts_on
        self.review.setDate(start.addDays(lasting.days))
        self._review_follows = True

    def _choose_review(self) -> None:
        self._review_follows = self._filling

    def _connect(self) -> None:
        for editor in (self.goal, self.step):
            editor.textChanged.connect(self._told)
        for line in (self.words, self.reason):
            line.textEdited.connect(self._told)
        for box in (self.sessions, self.minutes, self.weeks):
            box.valueChanged.connect(self._told)
        self.starts.dateChanged.connect(self._move_review)
        self.review.dateChanged.connect(self._choose_review)
        for day in (self.starts, self.review):
            day.dateChanged.connect(self._told)
        self.who.editTextChanged.connect(self._told)
        self.measure.edited.connect(self._told)
        self.in_summary.toggled.connect(self._told)
        self.examples.clicked.connect(self._offer_goals)
        self.drop.clicked.connect(self.dropped)
        self.concept.clicked.connect(lambda: self.kept.emit("concept"))
        self.fix.clicked.connect(lambda: self.kept.emit("agreed"))

    def _build(self) -> None:
        self.goal_field = Field(_("Goal, in plain words"), _beside(self.goal, self.examples))
        self.goal.setAccessibleName(_("Goal, in plain words"))
        self.dose = Field(
            _("How often"), _row(self.sessions, self.minutes, self.weeks, shares=(124, 114, 96))
        )
        for box, suffix, name in (
            (self.sessions, " " + _("× a week"), _("Times a week")),
            (self.minutes, " " + _("minutes"), _("Minutes")),
            (self.weeks, " " + _("weeks"), _("Weeks")),
        ):
            box.setSuffix(suffix)
            box.setAccessibleName(name)
        self.who_field = Field(_("Who"), self.who)
        self.review_field = Field(_("Review"), self.review)
        self.step_field = Field(_("First step"), self.step)
        self.words_field = Field(_("In the pupil's own words"), self.words)
        reason = Field(_("Why this"), self.reason)
        dates = _row(Field(_("Start"), self.starts), self.review_field)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.goal_field, self.measure, self.dose, self.who_field, dates,
                       self.step_field, self.words_field, reason, self.in_summary):  # fmt: skip
            column.addWidget(widget)
        column.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.addWidget(self.title, 1)
        head.addWidget(self.tag)
        foot.setContentsMargins(12, 8, 12, 8)
        self.agreed = text(_("This plan is agreed. Change it at the review."), "help", "ink2")
        foot.setSpacing(8)
        foot.addWidget(self.agreed)
        foot.addWidget(self.drop)
        foot.addStretch()
        foot.addWidget(self.concept)
        foot.addWidget(self.fix)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(self.area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)


def _small_editor(lines: int) -> QPlainTextEdit:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(20 * lines + 16)
    return editor


def _dose_box(most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(UNKNOWN, most)
    box.setSpecialValueText("–")
    box.setMinimumWidth(72)
    return box


def _date_box() -> QDateEdit:
    box = QDateEdit()
    box.setCalendarPopup(True)
    language = {"nl": "nl", "es": "es", "en": "en_GB"}.get(i18n.current(), "nl")
    box.setLocale(QLocale(language))
    box.setDisplayFormat("ddd d MMM yyyy")
    return box


def _row(*widgets: QWidget, shares: Sequence[int] = (1, 1)) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for widget, share in zip(widgets, shares, strict=True):
        line.addWidget(widget, share)
    return row


def _beside(editor: QWidget, link: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(editor)
    column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return whole


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _from_qt(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
