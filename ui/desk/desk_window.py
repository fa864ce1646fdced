"""The desk's window: full screen, before all others, left only with the opener's secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, speaking
from npo_desktop.progress import Progress
from npo_desktop.store import audit
from npo_desktop.store.keys import WrongSecret, delay_after
from npo_desktop.store.own_passphrase import check_opener, opened_with_recovery
from ui.app import Topic
from ui.clipboard import guard_clipboard
from ui.desk import look
from ui.desk.calm_screen import CalmScreen
from ui.desk.code_screen import CodeScreen
from ui.desk.desk_head import LEAVE_KEYS, DeskFoot, DeskHead
from ui.desk.flow import DeskFlow
from ui.desk.in_front import ALONE, InFront
from ui.desk.leave_screen import LeaveScreen
from ui.desk.question_screen import QuestionScreen
from ui.desk.sitting import DeskPlan

if TYPE_CHECKING:
    from ui.app import App
    from ui.main_window import MainWindow
    from ui.reading_aloud import ReadingAloud

SMALLEST = (640, 400)  # pixels
Screen = CalmScreen | CodeScreen | QuestionScreen | LeaveScreen


class DeskWindow(QMainWindow):
    """``begin`` hides the main window; ``left`` when an adult proved who is there."""

    left = Signal()

    def __init__(
        self,
        app: App,
        behind: MainWindow,
        plan: DeskPlan,
        *,
        reader: ReadingAloud | None = None,
    ) -> None:
        super().__init__(None, ALONE)
        look.load_fonts()
        self._app, self._behind = app, behind
        self._may_close = self._warned = False
        self._failures = 0  # wrong secrets in a row, also over several tries to leave
        self._errors: list[UserError] = []  # for the adult, afterwards
        self._sizes = look.FULL
        self._shown: tuple[Screen, str, str, bool] | None = None
        self.setWindowTitle("NPO Desktop")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setMinimumSize(*SMALLEST)  # else it would stay as large as the largest sizes need
        self.head, self.foot = DeskHead(plan.languages), DeskFoot()
        self.codes, self.calm, self.question = CodeScreen(), CalmScreen(), QuestionScreen()
        self.leave = LeaveScreen(with_recovery_key=opened_with_recovery(app.store))
        self.stack = QStackedWidget()
        self._build()
        self.flow = DeskFlow(self, app, plan, reader)
        self.in_front = InFront(self, behind)
        self._connect()

    def begin(self) -> None:
        """From now on there is nothing else to see."""
        guard_clipboard().clear()
        self._app.desk = self
        self._app.errors.show_in(self._keep_error)
        self.in_front.begin()
        self.flow.begin()

    def come_forward(self) -> None:
        """Another start of the program wanted its window: this is it."""
        self.in_front.come()

    def warn(self, seconds: int) -> None:
        """Nobody touched anything for a while: the program is about to lock."""
        with speaking(self.flow.sitting.language):
            words = _("Are you still there? Touch the screen.")
        self.foot.show_words(words, self.flow.sitting.language, can_stop=False)
        self._warned = seconds > 0

    def calm_down(self) -> None:
        """Somebody is there."""
        if self._warned:
            self._warned = False
            self._show_foot()

    def show_screen(self, screen: Screen, words: str, language: str, *, sits: bool = False) -> None:
        """Put a screen in front; ``sits``: with the head, help and stop."""
        self._shown = (screen, words, language, sits)
        if self.stack.currentWidget() is self.leave:
            return  # it waits behind the adult's screen
        self._show()

    def renew_head(self) -> None:
        """The child's name, language and progress."""
        sitting = self.flow.sitting
        if not sitting.is_taken:
            return
        self.head.show_child(sitting.first_name, sitting.language)
        asked = sitting.answered if self.stack.currentWidget() is self.question else ()
        self.head.show_progress(asked, sitting.counted, self.flow.at, sitting.language)

    def note_error(self, error: UserError) -> None:
        """The child cannot mend it: the adult reads it afterwards."""
        self._errors.append(error)

    def ask_to_leave(self) -> None:
        """The adult's screen; Esc goes back."""
        self.head.hide()
        self.foot.hide()
        self.leave.start()
        self.stack.setCurrentWidget(self.leave)
        self.leave.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def may_lock(self) -> bool:
        """Ctrl+L locks on the adult's screen; from a child's it leads there, and Esc back."""
        if self.stack.currentWidget() is self.leave:
            return True
        self.ask_to_leave()
        return False

    # --- what the system asks of a window ---

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only the adult's keys mean anything here; nothing goes on to anybody else."""
        pressed = QKeySequence(event.keyCombination())
        if pressed == QKeySequence(LEAVE_KEYS) and not event.isAutoRepeat():
            self.ask_to_leave()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sizes = look.sizes_for(self.width(), self.height())
        if sizes is not self._sizes:
            self._wear(sizes)

    # --- leaving ---

    def _try(self, secret: str) -> None:
        store = self._app.store

        def work(_progress: Progress) -> None:
            check_opener(store, secret)

        self.leave.set_busy(True)
        self._app.jobs.start(work, self._leave, refused=self._refuse)

    def _refuse(self, error: UserError) -> None:
        seconds = 0.0
        if isinstance(error, WrongSecret):
            self._failures += 1
            seconds = delay_after(self._failures)
        self.leave.refuse(f"{error.message} {error.hint}", seconds)

    def _leave(self, _nothing: None) -> None:
        if self._failures:
            with self._app.writing(Topic.SAFETY) as session:
                audit.note(session, "wrong-passphrase", self._failures)
        self.flow.end()
        self.leave.start()
        self._app.desk = None
        self.in_front.end()
        self._behind.show()
        self._behind.activateWindow()
        self._app.errors.show_in(self._behind.messages.show_error)
        self._may_close = True
        self.close()
        for error in self._errors[-1:]:
            self._behind.messages.show_error(error.message, error.hint)
        self.left.emit()
        self.deleteLater()

    def _keep_error(self, message: str, hint: str) -> None:
        self._errors.append(UserError(message, hint))

    def _call_off(self) -> None:
        self.stack.setCurrentWidget(self.calm)  # no longer the adult's
        self._show()

    # --- furniture ---

    def _show(self) -> None:
        if self._shown is None:
            return
        screen, _words, _language, sits = self._shown
        self.stack.setCurrentWidget(screen)
        self.head.setVisible(sits)
        self.foot.show()
        self.renew_head()
        self._show_foot()
        target = screen.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_foot(self) -> None:
        if self._shown is not None:
            _screen, words, language, sits = self._shown
            self.foot.show_words(words, language, can_stop=sits)

    def _wear(self, sizes: look.Sizes) -> None:
        self._sizes = sizes
        self.setStyleSheet(look.sheet(sizes))
        self.head.set_sizes(sizes)
        self.calm.set_sizes(sizes)
        self.codes.set_sizes(sizes)
        self.question.set_sizes(sizes)

    def _build(self) -> None:
        ground = QWidget()
        ground.setProperty("desk", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for screen in (self.codes, self.calm, self.question, self.leave):
            self.stack.addWidget(screen)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.setCentralWidget(ground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wear(look.FULL)

    def _connect(self) -> None:
        self.head.help_asked.connect(self.flow.ask_help)
        self.head.language_chosen.connect(self.flow.choose_language)
        self.head.languages_asked.connect(self.flow.ask_language)
        self.foot.stop_asked.connect(self.flow.ask_stop)
        self.foot.leave_asked.connect(self.ask_to_leave)
        self.leave.submitted.connect(self._try)
        self.leave.called_off.connect(self._call_off)
