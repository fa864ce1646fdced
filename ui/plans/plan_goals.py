"""The goals of a plan: one at a time in the editor, with what each of them still lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _
from npo_desktop.proposals.goals import GoalRemark, check_goal
from npo_desktop.proposals.plan import GoalChoice, Measure
from npo_desktop.queries.planning.plans import GoalFacts
from ui.plans.plan_measure import MeasureFields
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.small_editor import small_editor
from ui.widgets.text import set_read_only, set_tone, text

MOST = 5  # goals: a plan with more is a list of wishes


class PlanGoals(QWidget):
    """``goals`` is what stands there now; ``first_stop`` what has to be mended before agreeing."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._goals: list[GoalFacts] = [GoalFacts("")]
        self._at, self._name = 0, ""
        self._choices: Sequence[GoalChoice] = ()
        self._measures: Sequence[Measure] = ()
        self._names: Mapping[str, str] = {}
        self._filling = False
        self._stop: GoalRemark | None = None  # what stands at the field
        self.tabs: list[KeyButton] = []
        self.editor = small_editor(2)
        self.examples = KeyButton(_("Example goals"), kind="link")
        self.menu = QMenu(self.examples)
        self.more = KeyButton(_("Another goal"), kind="link")
        self.fewer = KeyButton(_("Remove this goal"), kind="link")
        self.measure = MeasureFields()
        self.observe = QLineEdit()
        self.observe.setPlaceholderText(_("For example: in 4 of 5 lessons, tallied on the card"))
        self.remarks = text("", "help", "ink2", wrap=True)
        self._build()
        self.editor.textChanged.connect(self._told)
        self.observe.textEdited.connect(self._told)
        self.measure.edited.connect(self._told)
        self.examples.clicked.connect(self._offer)
        self.more.clicked.connect(self._add)
        self.fewer.clicked.connect(self._remove)

    def show_goals(
        self,
        goals: Sequence[GoalFacts],
        choices: Sequence[GoalChoice],
        measures: Sequence[Measure],
        names: Mapping[str, str],
        name: str,
    ) -> None:
        """The goals of a plan, and what can be chosen from. ``name``: the pupil's call name."""
        self._goals, self._name = list(goals) or [GoalFacts("")], name
        self._choices, self._measures, self._names = choices, measures, names
        self.menu.clear()
        for choice in choices:
            about = names.get(choice.subscale, choice.subscale)
            action = self.menu.addAction(f"{about}: {choice.text}")
            action.setToolTip(choice.observe)
            action.triggered.connect(_call(self._take, choice))
        self.examples.setVisible(bool(choices))
        self._go_to(0, keep=False)

    def goals(self) -> tuple[GoalFacts, ...]:
        """Every goal that has words."""
        self._keep()
        return tuple(goal for goal in self._goals if goal.text)

    def first_stop(self) -> GoalRemark | None:
        """The first thing that stops the plan, with its goal shown; ``None``: all can be agreed."""
        self._keep()
        for place, goal in enumerate(self._goals):
            if place and not goal.text:
                continue
            stops = [one for one in check_goal(goal.as_text, self._name) if one.stops]
            if stops:
                self._go_to(place)
                return stops[0]
        return None

    def show_stop(self, stop: GoalRemark) -> None:
        """Say at the field why the plan cannot be kept; below it is not said again."""
        self._stop = stop
        self.field.set_error(f"{stop.words} {stop.hint}".strip())
        self._say()

    def clear_stop(self) -> None:
        """Nothing stands at the field; what is still lacking stands below."""
        self._stop = None
        self.field.clear_error()
        self._say()

    def set_read_only(self, read_only: bool) -> None:
        """Everything stays legible."""
        set_read_only(self.editor, read_only)
        set_read_only(self.observe, read_only)
        self._may_edit = not read_only
        for widget in (self.examples, self.measure):
            widget.setEnabled(not read_only)
        self._show_tabs()
        self.remarks.setVisible(not read_only and bool(self.remarks.text()))

    def _go_to(self, place: int, *, keep: bool = True) -> None:
        if keep:
            self._keep()
        self._at, self._filling = place, True
        goal = self._goals[place]
        self.editor.setPlainText(goal.text)
        self.observe.setText(goal.observe)
        self.measure.show_measures(self._measures, self._names, goal)
        self._filling = False
        self._show_tabs()
        self.clear_stop()

    def _keep(self) -> None:
        self._goals[self._at] = self.measure.goal(
            self.editor.toPlainText().strip(), self.observe.text().strip()
        )

    def _told(self) -> None:
        if not self._filling:
            self._keep()
            self.clear_stop()
            self.edited.emit()

    def _say(self) -> None:
        found = check_goal(self._goals[self._at].as_text, self._name)
        found = tuple(one for one in found if one != self._stop)
        if not self._goals[self._at].text:
            found = ()  # an empty form is not wrong yet
        self.remarks.setText(" ".join(f"{one.words} {one.hint}".strip() for one in found))
        self.remarks.setVisible(bool(found) and self._may_edit)
        set_tone(self.remarks, "err" if any(one.stops for one in found) else "ink2")

    def _show_tabs(self) -> None:
        many = len(self._goals) > 1
        while len(self.tabs) < len(self._goals):
            tab = KeyButton("", size="row")
            tab.setCheckable(True)
            tab.setProperty("role", "segment")  # the one that is shown is filled
            tab.setProperty("place", "only")
            tab.clicked.connect(_call(self._go_to, len(self.tabs)))
            self.tabs.append(tab)
            self._line.insertWidget(len(self.tabs) - 1, tab)
        for place, tab in enumerate(self.tabs):
            tab.setVisible(many and place < len(self._goals))
            tab.setText(_("Goal {n}").format(n=place + 1))
            tab.setChecked(place == self._at)
        self.more.setVisible(self._may_edit and len(self._goals) < MOST)
        self.fewer.setVisible(self._may_edit and many)
        self._row.setVisible(many)

    def _add(self) -> None:
        self._keep()
        self._goals.append(GoalFacts(""))
        self._go_to(len(self._goals) - 1)
        self.editor.setFocus()

    def _remove(self) -> None:
        del self._goals[self._at]
        self._go_to(max(self._at - 1, 0), keep=False)
        self.edited.emit()

    def _offer(self) -> None:
        self.menu.popup(self.examples.mapToGlobal(self.examples.rect().bottomLeft()))

    def _take(self, choice: GoalChoice) -> None:
        self._filling = True
        self.editor.setPlainText(choice.text)
        self.observe.setText(choice.observe)
        self._filling = False
        self.measure.choose(choice.subscale)
        self._told()

    def _build(self) -> None:
        self._may_edit = True
        self._row, links = QWidget(), QHBoxLayout()
        self._line = QHBoxLayout(self._row)
        for line in (self._line, links):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
        self._line.addStretch()
        for link in (self.examples, self.more, self.fewer):
            links.addWidget(link)
        links.addStretch()
        self.field = Field(_("Goal, in plain words"), self.editor)
        seen = Field(_("How one sees it"), self.observe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._row)
        column.addWidget(self.field)
        column.addLayout(links)
        for widget in (self.measure, seen, self.remarks):
            column.addWidget(widget)


def _call(act: Callable[..., None], value: object) -> Callable[..., None]:
    """A slot that ignores what Qt sends and hands over this."""
    return lambda *_sent: act(value)
