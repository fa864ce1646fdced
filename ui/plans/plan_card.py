"""Beside the list of plans: the chosen one whole, or how many were chosen, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.dossiers.review_words import decision_text, outcome_text
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.planning.plan_board import PlanRow
from npo_desktop.queries.planning.plan_reviews import KeptReview
from npo_desktop.queries.planning.plan_sessions import REASONS, reason_words
from npo_desktop.scoring.change import Verdict
from ui.plans.plan_columns import sessions_text, state_text
from ui.plans.session_strip import SessionStrip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.more_menu import MoreMenu
from ui.widgets.tag import Tag
from ui.widgets.text import rule, text

WIDTH = 312  # pixels


class PlanCard(QFrame):
    """Two taps log a session: the row in the list, then one of the two buttons here."""

    logged = Signal(bool, str)  # given; why not
    review_asked = Signal()
    sign_asked = Signal()
    change_asked = Signal()
    version_asked = Signal()  # of a signed plan, which is not changed itself

    def __init__(self, *, may_decide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._decides = may_decide
        self.title, self.tag = ElidedLabel("", "cardTitle"), Tag()
        self.about = text("", "help", "ink2", wrap=True)
        self.facts = text("", "body", wrap=True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.strip = SessionStrip()
        self.given = KeyButton(_("Given today"))
        self.missed = KeyButton(_("Not given"))
        self.reasons = QMenu(self.missed)
        for reason in REASONS:
            self.reasons.addAction(reason_words(reason)).triggered.connect(_tell(self, reason))
        self.missed.setMenu(self.reasons)
        self.why_not = text("", "help", "ink2", wrap=True)
        self.review = KeyButton(_("Review"), icon="target")
        self.sign = KeyButton(_("Sign..."), icon="signature")
        self.change = KeyButton(_("Change..."), icon="pencil")
        self.version = KeyButton(_("New version..."), icon="copy")
        self.version.setToolTip(_("This plan is signed. It is changed in a new version."))
        self.more = MoreMenu()
        self._build()
        self.given.clicked.connect(lambda: self.logged.emit(True, ""))
        self.review.clicked.connect(self.review_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.change.clicked.connect(self.change_asked)
        self.version.clicked.connect(self.version_asked)

    def show_rows(
        self,
        rows: Sequence[PlanRow],
        approach: Callable[[str], str],
        last: KeptReview | None,
        names: dict[str, str],
        versions: int,
    ) -> None:
        """One plan in full, several as a count, none as what to do."""
        is_one = len(rows) == 1
        if not rows:
            self._show_words(
                _("No plan chosen"), _("Choose one in the list, or several with Ctrl.")
            )
        elif is_one:
            self._show_one(rows[0], approach, last, names, versions)
        else:
            n = len(rows)
            said = ngettext("{n} plan chosen", "{n} plans chosen", n).format(n=n)
            self._show_words(said, ", ".join(row.full_name for row in rows))
        self._show_buttons(rows)

    def _show_words(self, title: str, words: str) -> None:
        self.title.setText(title)
        self.tag.set("")
        self.about.setText(words)
        self.facts.setText("")
        self.strip.hide()

    def _show_one(
        self,
        row: PlanRow,
        approach: Callable[[str], str],
        last: KeptReview | None,
        names: dict[str, str],
        versions: int,
    ) -> None:
        plan = row.plan
        self.title.setText(row.full_name)
        self.tag.set(state_text(row), "ok" if plan.state == "agreed" else "neutral", "")
        days = f"{date_text(plan.starts_on)} – {date_text(plan.review_on)}"
        self.about.setText(" · ".join(filter(None, (approach(plan.intervention), plan.who, days))))
        self.strip.setVisible(bool(row.dose.marks))
        self.strip.show_marks(row.dose.marks, row.dose.planned)
        self.facts.setText("\n\n".join(filter(None, _lines(row, last, names, versions))))

    def _show_buttons(self, rows: Sequence[PlanRow]) -> None:
        running = [row for row in rows if row.plan.state == "agreed"]
        can_log = bool(rows) and len(running) == len(rows)
        one = rows[0] if len(rows) == 1 else None
        for button in (self.given, self.missed):
            button.setEnabled(can_log)
        why = ""
        if rows and not can_log:
            why = _("Sessions are logged with agreed plans that still run.")
        self.why_not.setText(why)
        self.why_not.setVisible(bool(why))
        is_open = one is not None and one.is_open
        self.review.setEnabled(is_open)
        self.sign.setEnabled(is_open and one is not None and one.plan.signed_on is None)
        self.change.setEnabled(is_open and one is not None and one.plan.signed_on is None)
        for widget in (self.review, self.sign, self.more):
            widget.setVisible(self._decides)
        is_signed = is_open and one is not None and one.plan.signed_on is not None
        self.change.setVisible(self._decides and not is_signed)
        self.version.setVisible(self._decides and is_signed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.tag)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.about, self.strip, self.facts):
            column.addWidget(widget)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        log, acts, rest = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for line, buttons in (
            (log, (self.given, self.missed)),
            (acts, (self.review, self.sign)),
            (rest, (self.change, self.version)),  # one of the two is shown
        ):
            line.setSpacing(8)
            for button in buttons:
                line.addWidget(button, 1)
        rest.addWidget(self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        head.setContentsMargins(16, 10, 12, 8)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(8)
        foot.addLayout(log)
        foot.addWidget(self.why_not)
        foot.addLayout(acts)
        foot.addLayout(rest)
        whole.addLayout(foot)


def _lines(
    row: PlanRow, last: KeptReview | None, names: dict[str, str], versions: int
) -> list[str]:
    plan = row.plan
    found = [_goal_line(row, place, names) for place in range(len(plan.goals))]
    if plan.pupil_words:
        found.append(_('{name}: "{words}"').format(name=row.call_name, words=plan.pupil_words))
    else:
        found.append(_("{name}'s own words: not asked yet.").format(name=row.call_name))
    if plan.first_step:
        found.append(_("First step: {words}").format(words=plan.first_step))
    if row.dose.marks or row.dose.planned:
        found.append(_("Sessions given: {count}").format(count=sessions_text(row)))
    if row.in_group:
        found.append(_("Together with: {name}").format(name=row.in_group))
    if plan.signed_on is not None:
        words = _("Signed on {date} by {who}.")
        said = words.format(date=date_text(plan.signed_on), who=plan.signed_by)
        found.append(said + "\n" + _("Code {code}").format(code=plan.code))
    if versions:
        n = versions
        said = ngettext("{n} earlier version is kept.", "{n} earlier versions are kept.", n)
        found.append(said.format(n=n))
    if last is not None:
        words = _("Reviewed on {date}: {decision}, {outcome}.")
        found.append(
            words.format(
                date=date_text(last.held_on),
                decision=decision_text(last.decision).lower(),
                outcome=outcome_text(Verdict(plan.outcome) if plan.outcome else None),
            )
        )
        found.append(last.note)
    return found


def _goal_line(row: PlanRow, place: int, names: dict[str, str]) -> str:
    goal = row.plan.goals[place]
    number_ = f"{place + 1}. " if len(row.plan.goals) > 1 else ""
    if goal.subscale is None:
        return number_ + goal.text
    measured = names.get(goal.subscale, goal.subscale)
    if goal.start_value is None or goal.target_value is None:
        return f"{number_}{goal.text}\n{measured}"
    values = f"{number(goal.start_value)} → {number(goal.target_value)}"
    return f"{number_}{goal.text}\n{measured}: {values}"


def _tell(card: PlanCard, reason: str) -> Callable[..., None]:
    return lambda *_sent: card.logged.emit(False, reason)
