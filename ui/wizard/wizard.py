"""The first time: a frame around the steps. From step 3 on everything stands in the store."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from npo_desktop import i18n
from npo_desktop.i18n import _, ngettext
from npo_desktop.store import keys
from ui import state
from ui.app import App
from ui.errors import Errors
from ui.jobs import Jobs
from ui.widgets.job_bar import JobBar
from ui.widgets.key_button import KeyButton
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import text
from ui.wizard.done_step import DoneStep
from ui.wizard.passphrase_step import PassphraseStep
from ui.wizard.pupils_step import PupilsStep
from ui.wizard.recovery_step import RecoveryStep
from ui.wizard.round_step import RoundStep
from ui.wizard.school_step import SchoolStep, island_name
from ui.wizard.step import Progressed, Step
from ui.wizard.step_list import StepLine, StepList

SCHOOL, PASSPHRASE, RECOVERY, PUPILS, ROUND, DONE = range(6)


class Wizard(QWidget):
    """Ends with ``finished`` and the open store, which is then the receiver's to close."""

    made = Signal()  # the store exists and is open: from here on there is something to lock
    finished = Signal(object)  # the Store

    def __init__(
        self,
        path: Path,
        errors: Errors,
        *,
        cost: keys.Cost | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._errors = errors
        self.so_far = Progressed(path, i18n.current(), cost)
        self._jobs = Jobs(self)
        self._jobs.failed.connect(errors.tell)
        self._steps: dict[int, Step] = {}
        self._at = SCHOOL
        self.list = StepList()
        self.messages = MessageBar()
        self._title, self._lead = text("", "pageTitle"), text("", "body", "ink2", wrap=True)
        self._stack = QStackedWidget()
        self.back = KeyButton("", icon="arrow-left")
        self.later = KeyButton("", kind="quiet")
        self.next = KeyButton("", kind="primary")
        self._sum = text("", "help", "ink2", wrap=True)
        self._bars = QVBoxLayout()
        self._build()
        errors.show_in(self.messages.show_error)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.leave)
        self._go_to(SCHOOL)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    @property
    def step_number(self) -> int:
        """Which one that is, from 0."""
        return self._at

    @Slot()
    def leave(self) -> None:
        """Stop half-way: what was done is on disk, and the next start asks the passphrase."""
        self._jobs.shutdown()
        if self.so_far.app is not None:
            self.so_far.app.jobs.shutdown()
        if self.so_far.store is not None:
            self.so_far.store.close()
            self.so_far.store = None

    def minimumSizeHint(self) -> QSize:
        return QSize(900, 560)

    # --- from step to step ---

    def _go_to(self, place: int) -> None:
        self._at = place
        if place not in self._steps:
            self._add(place, self._make(place))
        self._stack.setCurrentWidget(_frame_of(self.step))
        self.messages.dismiss()
        self.step.shown()
        self._show_words()
        self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def _focus_first(self) -> None:
        (self.step.first_focus() or self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, place: int) -> Step:
        made: dict[int, Callable[[], Step]] = {
            SCHOOL: self._school_step,
            PASSPHRASE: lambda: PassphraseStep(self.so_far, self._jobs),
            RECOVERY: lambda: RecoveryStep(self.so_far),
            PUPILS: lambda: PupilsStep(self.so_far),
            ROUND: lambda: RoundStep(self.so_far),
            DONE: lambda: DoneStep(self.so_far),
        }
        return made[place]()

    def _add(self, place: int, step: Step) -> None:
        self._steps[place] = step
        step.finished.connect(self._step_finished)
        step.changed.connect(self._show_words)
        frame = _scrolling(step)
        self._stack.addWidget(frame)
        order = [_last_inside(frame), self.back, self.later, self.next]
        for before, after in pairwise(order):  # the buttons were made before the step
            QWidget.setTabOrder(before, after)

    def _school_step(self) -> SchoolStep:
        step = SchoolStep(self.so_far)
        step.language_chosen.connect(self._speak)
        return step

    def _step_finished(self) -> None:
        if self._at == DONE:
            self._end()
            return
        if self._at == PASSPHRASE:
            self._open_app()
        if self._at == RECOVERY:  # the letters of the key go with it
            self._drop(RECOVERY)
        self._go_to(self._at + 1)

    def _open_app(self) -> None:
        store = self.so_far.store
        assert store is not None
        self.so_far.app = App(store, errors=self._errors, parent=self)
        self._bars.addWidget(JobBar(self.so_far.app.jobs))
        self._drop(PASSPHRASE)
        self._drop(SCHOOL)
        self.made.emit()

    def _drop(self, place: int) -> None:
        step = self._steps.pop(place)
        frame = _frame_of(step)
        self._stack.removeWidget(frame)
        frame.deleteLater()

    def _end(self) -> None:
        store, self.so_far.store = self.so_far.store, None
        if self.so_far.app is not None:
            self.so_far.app.jobs.shutdown()
        self._errors.show_in(None)
        self.finished.emit(store)

    # --- the buttons ---

    def _go_on(self) -> None:
        if self.step.is_ready():
            self.messages.dismiss()
            self.step.go_on()

    def _go_back(self) -> None:
        if not self.step.go_back() and self._at > SCHOOL:
            self._go_to(self._at - 1)

    def _wait(self) -> None:
        """Later: pupils can be read in from the window; the rest waits until the next start."""
        if self._at == PUPILS:
            self._go_to(ROUND)
        else:
            self.window().close()

    def _speak(self, language: str) -> None:
        """Another language, at once and from now on."""
        i18n.use(language)
        state.set_language(language)
        self.so_far.language = language
        focused = self.focusWidget()
        where = focused.metaObject().className() if focused is not None else ""
        for place in list(self._steps):
            self._drop(place)
        self._go_to(SCHOOL)
        step = self.step
        if isinstance(step, SchoolStep):  # stay where the choice was made
            (step.island if where == "QComboBox" else step.languages).setFocus()

    # --- words ---

    def _show_words(self) -> None:
        step = self.step
        self._title.setText(step.title())
        self._lead.setText(step.lead())
        self.back.setText(_("Back"))
        self.back.setVisible(self._at > SCHOOL and step.can_go_back())
        self.later.setText(step.later_words())
        self.later.setVisible(bool(step.later_words()))
        self.next.setText(step.next_words())
        self.next.setEnabled(step.is_ready())
        self._sum.setText(step.sum_words())
        self.list.show_steps(self._lines(), self._at, kept=self._at > PASSPHRASE)

    def _lines(self) -> list[StepLine]:
        said = self.so_far
        where = ", ".join((said.school, island_name(said.island)))
        pupils = ""
        if said.pupils_read is not None:
            pupils = ngettext("{n} pupil", "{n} pupils", said.pupils_read)
            pupils = pupils.format(n=said.pupils_read)
        elif self._at > PUPILS:
            pupils = _("Later")
        return [
            StepLine(_("School and language"), where if self._at > SCHOOL else ""),
            StepLine(_("Passphrase"), _("Chosen") if self._at > PASSPHRASE else ""),
            StepLine(_("Recovery key"), _("On paper") if self._at > RECOVERY else ""),
            StepLine(_("Read pupils in"), pupils),
            StepLine(_("First scan round"), said.round_name),
            StepLine(_("Ready")),
        ]

    # --- furniture ---

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        right = QVBoxLayout()
        right.setSpacing(0)
        line.addLayout(right, 1)
        right.addWidget(self.messages)
        content = QVBoxLayout()
        content.setContentsMargins(20, 20, 20, 8)
        content.setSpacing(2)
        for label in (self._title, self._lead):
            label.setContentsMargins(4, 0, 4, 0)
            content.addWidget(label)
        content.addSpacing(8)
        content.addWidget(self._stack, 1)
        right.addLayout(content, 1)
        right.addLayout(self._bars)
        right.addWidget(_footer(self.back, self.later, self._sum, self.next))
        self.back.clicked.connect(self._go_back)
        self.later.clicked.connect(self._wait)
        self.next.clicked.connect(self._go_on)


def _footer(back: QWidget, later: QWidget, remark: QLabel, forward: QWidget) -> QFrame:
    footer = QFrame()
    footer.setProperty("role", "footer")
    footer.setFixedHeight(64)
    line = QHBoxLayout(footer)
    line.setContentsMargins(24, 0, 24, 0)
    line.setSpacing(16)
    for widget in (back, later):
        line.addWidget(widget)
    remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(remark, 1)
    line.addWidget(forward)
    return footer


def _scrolling(step: Step) -> QScrollArea:
    """On a low screen the step scrolls; the buttons do not."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    step.setProperty("role", "canvas")
    area.setWidget(step)
    return area


def _last_inside(frame: QWidget) -> QWidget:
    """The last stop of the Tab key within a step."""
    last, here = frame, frame.nextInFocusChain()
    while here is not None and here is not frame and frame.isAncestorOf(here):
        last, here = here, here.nextInFocusChain()
    return last


def _frame_of(step: Step) -> QWidget:
    """The scroll area around a step."""
    viewport = step.parentWidget()
    area = viewport.parentWidget() if isinstance(viewport, QWidget) else None
    assert isinstance(area, QWidget)
    return area
