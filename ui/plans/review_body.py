"""One review: the plan and its sessions, the goals before and after, what everybody says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.charts.review_chart import ReviewChart, ReviewRow
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.planning.plan_reviews import ReviewFacts
from ui.plans.review_chart import ReviewChartView
from ui.plans.session_strip import SessionStrip
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.small_editor import small_editor
from ui.widgets.text import text

STRIP = 250  # pixels
RING = 4  # left beside what scrolls, for the ring around what has the focus


class ReviewBody(QWidget):
    """Shows one plan; what was said is typed here. Scrolls when a plan has many goals."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.about = ElidedLabel("", "cardTitle"), ElidedLabel("", "help", "ink2")
        self.given, self.strip = text("", "primary"), SessionStrip()
        self.chart = ReviewChartView()
        self.detail = text("", "help", "ink2", wrap=True)
        self.goals = Card(_("Goals: before and after"), flush=True)
        self.legend = text("", "help", "ink2")
        self.teacher, self.pupil, self.parents = (small_editor(2) for _who in range(3))
        self.labels: list[QLabel] = []
        self._build()
        for editor in self.editors:
            editor.textChanged.connect(self.typed)
        self.chart.chosen.connect(self._tell_goal)

    @property
    def editors(self) -> tuple[QPlainTextEdit, ...]:
        """What the teacher, the pupil and the parents say."""
        return self.teacher, self.pupil, self.parents

    def show_review(self, facts: ReviewFacts, approach: str, chart: ReviewChart) -> None:
        """Another plan."""
        plan = facts.plan
        self.name.setText(approach)
        days = f"{date_text(plan.starts_on)} – {date_text(plan.review_on)}"
        self.about.setText(" · ".join(filter(None, (facts.pupil, plan.who, days))))
        self._show_dose(facts)
        self.chart.show_chart(chart)
        self.chart.setVisible(bool(chart.rows))
        before, now = chart.before_month, chart.now_month
        first = _("○ before ({month})").format(month=before) if before else _("○ before")
        second = _("● now ({month})").format(month=now) if now else _("● now: not measured again")
        rest = (_("▬ measurement error"), _("⚑ goal"), _("┊ expected without help"))
        self.legend.setText("   ".join((first, second, *rest)))
        self.detail.setText(_what_to_know(chart))
        for editor in self.editors:
            editor.clear()
        who = plan.who.partition(",")[0] or _("the teacher")
        words = (
            _("What does {name} say?").format(name=who),
            _("What does {name} say?").format(name=facts.call_name),
            _("What do the parents say?"),
        )
        for label, editor, said in zip(self.labels, self.editors, words, strict=True):
            label.setText(said)
            editor.setAccessibleName(said)
        self.pupil.setPlaceholderText(
            _("At the start: {words}").format(words=plan.pupil_words)
            if plan.pupil_words
            else _("Not asked yet")
        )

    def _show_dose(self, facts: ReviewFacts) -> None:
        dose = facts.dose
        self.strip.setVisible(bool(dose.marks))
        self.strip.show_marks(dose.marks, dose.planned)
        if not dose.marks:
            self.given.setText(_("No session was logged"))
        elif dose.planned is None:
            self.given.setText(_("Done: {given} times").format(given=dose.given))
        else:
            words = _("Done: {given} of {planned} times")
            self.given.setText(words.format(given=dose.given, planned=dose.planned))

    def _tell_goal(self, row: ReviewRow) -> None:
        self.detail.setText(" ".join(row.sentences))

    def _build(self) -> None:
        head = Card()
        line, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(2)
        left.addWidget(self.name)
        left.addWidget(self.about)
        right.addWidget(self.given)
        right.addWidget(self.strip)
        right_side = QWidget()
        right.setContentsMargins(0, 0, 0, 0)
        right_side.setLayout(right)
        right_side.setFixedWidth(STRIP)
        line.addLayout(left, 1)
        line.addWidget(right_side)
        head.body.setContentsMargins(16, 8, 16, 8)
        head.body.addLayout(line)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.goals.add_action(self.legend)
        self.detail.setContentsMargins(16, 2, 16, 6)
        self.goals.body.addWidget(self.chart)
        self.goals.body.addWidget(self.detail)
        said = QHBoxLayout()
        said.setSpacing(12)
        for editor in self.editors:
            label = text("", "label", "ink2")
            label.setBuddy(editor)
            self.labels.append(label)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label)
            column.addWidget(editor)
            said.addLayout(column)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, RING, RING)
        whole.setSpacing(10)
        whole.addWidget(head)
        whole.addWidget(self.goals)
        whole.addLayout(said)
        whole.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def _what_to_know(chart: ReviewChart) -> str:
    """Below the chart, before a goal is chosen: what holds for all of it."""
    if not chart.rows:
        return _("This plan has no goals: look at it together.")
    if not chart.now_month:
        return chart.rows[0].sentences[0] if chart.rows[0].sentences else ""
    return _("Choose a goal to read what may be said about it. None of it shows a cause.")
