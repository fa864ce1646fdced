"""Above and below what is asked: whose turn it is, how far, the language, help and stop."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import NAMES, _, speaking
from ui.desk import look
from ui.desk.buttons import BigButton
from ui.desk.calm_screen import label
from ui.desk.progress_dots import ProgressDots

LEAVE_KEYS = "Ctrl+Shift+E"


class DeskHead(QFrame):
    """Only there while a child sits at the desk."""

    language_chosen = Signal(str)
    languages_asked = Signal()  # more than two: they have a screen of their own
    help_asked = Signal()

    def __init__(self, languages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("desk", "head")
        self.name, self.count = label("name"), label("soft")
        for one_line in (self.name, self.count):
            one_line.setWordWrap(False)
        self.dots = ProgressDots()
        self.help = BigButton(icon="hand-stop")
        self.languages: dict[str, BigButton] = {}
        self.other = BigButton(icon="language")
        self._line = QHBoxLayout(self)
        self._line.setSpacing(20)
        self._line.addWidget(self.name)
        self._line.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self.count, 0, Qt.AlignmentFlag.AlignHCenter)
        self._line.addLayout(middle)
        self._line.addStretch(1)
        self._add_languages(languages)
        self._line.addWidget(self.help)
        self.help.clicked.connect(self.help_asked)
        self.other.clicked.connect(self.languages_asked)
        self.set_sizes(look.FULL)

    def set_sizes(self, sizes: look.Sizes) -> None:
        """For another screen."""
        edge = 48 if sizes is look.FULL else 24
        height = 12 if sizes is look.FULL else 6
        self._line.setContentsMargins(edge, height, edge, height)

    def show_child(self, name: str, language: str) -> None:
        """Whose turn it is, and in which language."""
        with speaking(language):
            self.name.setText(_("Hi {name}").format(name=name))
            self.help.set_words(_("I want help"))
        for code, button in self.languages.items():
            button.setChecked(code == language)
        self.other.set_words(NAMES[language])

    def show_progress(
        self, answered: tuple[bool, ...], counted: tuple[bool, ...], at: int, language: str
    ) -> None:
        """How far; no questions hide it. ``counted``: which of them the school's board counts.

        What may be skipped, as the mark for life, is no question of that number.
        """
        for widget in (self.dots, self.count):
            widget.setVisible(bool(answered))
        self.dots.show_progress(answered, at)
        with speaking(language):
            words = _("Question {n} of {total}")
            if at < len(counted) and not counted[at]:
                words = _("One more question")
        self.count.setText(words.format(n=sum(counted[: at + 1]), total=sum(counted)))

    def _add_languages(self, languages: Sequence[str]) -> None:
        group = QButtonGroup(self)
        pair = QHBoxLayout()
        pair.setSpacing(4)
        for code in languages if len(languages) == 2 else ():
            button = BigButton(NAMES[code], kind="choice")
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, code))
            group.addButton(button)
            pair.addWidget(button)
            self.languages[code] = button
        self._line.addLayout(pair)
        self._line.addWidget(self.other)
        self.other.setVisible(len(languages) > 2)

    def _choose(self, code: str) -> None:
        self.language_chosen.emit(code)


class DeskFoot(QWidget):
    """Stop at the left, a kind word in the middle, the adult's way out at the right."""

    stop_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stop = BigButton(icon="stop-sign")
        self.words = label("soft")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # made once, in the language of the staff; "Teacher" is there in every language
        self.leave = BigButton(_("Teacher") + f": {LEAVE_KEYS}", kind="quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.addWidget(self.stop)
        line.addWidget(self.words, 1)
        line.addWidget(self.leave)
        self.stop.clicked.connect(self.stop_asked)
        self.leave.clicked.connect(self.leave_asked)

    def show_words(self, words: str, language: str, *, can_stop: bool) -> None:
        """What stands there for this screen."""
        self.words.setText(words)
        self.stop.setVisible(can_stop)
        with speaking(language):
            self.stop.set_words(_("I want to stop"))
