"""The first thing one sees: which school, and the passphrase. Knows nothing of the store."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from npo_desktop import __version__
from npo_desktop.i18n import LANGUAGES, NAMES, _, current
from ui.widgets.brand import BrandMark
from ui.widgets.key_button import KeyButton
from ui.widgets.landscape import Landscape
from ui.widgets.note import Note
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.picture import Picture
from ui.widgets.segmented import Segmented
from ui.widgets.text import rule, text

FORM_WIDTH, PICTURE_WIDTH = 400, 560  # pixels
_TOP = Qt.AlignmentFlag.AlignTop


class UnlockView(QWidget):
    """Asks for the passphrase, or for the recovery key by one who forgot it."""

    submitted = Signal(str)  # the passphrase
    recovery_submitted = Signal(str)  # the recovery key
    language_chosen = Signal(str)

    def __init__(
        self,
        *,
        school: str = "",
        place: str = "",
        practice_passphrase: str = "",
        last_backup: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place, self._backup = place, last_backup
        self._practice = bool(practice_passphrase)
        self._recovering = self._busy = False
        self._build(school)
        self.retranslate()
        self.passphrase.setText(practice_passphrase)
        self.passphrase.setFocus()

    @property
    def passphrase(self) -> QLineEdit:
        """The field, also when it holds a recovery key."""
        return self._field.edit

    def set_error(self, first: str, rest: str = "") -> None:
        """Say why it did not open; no words takes it away."""
        self._error.set_text(first, rest)
        self._error.setVisible(bool(first))
        if first:
            self.passphrase.selectAll()
            self.passphrase.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be pressed."""
        self._busy = busy
        for widget in (self._field, self.unlock, self.forgot, self.languages):
            widget.setEnabled(not busy)
        self.unlock.setText(_("Opening...") if busy else _("Unlock"))
        if not busy:
            self.passphrase.setFocus()

    def retranslate(self) -> None:
        """Speak the language of this moment."""
        self.languages.set_value(current())
        self._welcome.setText(_("Knowing what every child needs."))
        self._lead.setText(
            _("Scans, approach, groups and parent meetings in one place.")
            + " "
            + _("Everything stays on this computer.")
        )
        self._where.setText(self._place)
        self._where.setVisible(bool(self._place))
        self.unlock.setText(_("Unlock"))
        for label, words in zip(self._notes, self._note_words(), strict=True):
            label.setText(words)
            holder = label.parentWidget()
            if isinstance(holder, QWidget):
                holder.setVisible(bool(words))
        version = _("Version {number} · works without internet").format(number=__version__)
        self._version.setText(version)
        self._example.set_text(
            _("EXAMPLE SCHOOL: no real pupils"), _("The passphrase is filled in already.")
        )
        self._ask_for_recovery(self._recovering)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = 0 if self.width() < 900 else min(PICTURE_WIDTH, self.width() * 2 // 5 + 14)
        self._scene.setFixedWidth(width)

    def _note_words(self) -> tuple[str, str, str]:
        return (
            _("Without the passphrase or the recovery key nobody can read the data.")
            + " "
            + _("Not even the maker of the program."),
            _("Last backup: {when}").format(when=self._backup) if self._backup else "",
            _("Ctrl+L locks the program at once."),
        )

    def _submit(self) -> None:
        words = self.passphrase.text()
        if not words or self._busy:
            return
        self.set_error("")
        (self.recovery_submitted if self._recovering else self.submitted).emit(words)

    def _ask_for_recovery(self, on: bool) -> None:
        if on != self._recovering:
            self.passphrase.clear()
            self.set_error("")
        self._recovering = on
        self._field.retranslate(_("Recovery key") if on else _("Passphrase"))
        self.forgot.setText(_("Back to the passphrase") if on else _("Forgot the passphrase?"))
        self.passphrase.setFocus()

    def _build(self, school: str) -> None:
        self._scene, self._welcome, self._lead = _scene()
        self.languages = Segmented(
            [(code, NAMES[code]) for code in LANGUAGES], current(), name=_("Language"), small=True
        )
        self.languages.chosen.connect(self._choose_language)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._scene)
        ground = QFrame()
        ground.setProperty("role", "unlock")
        line.addWidget(ground, 1)
        right = QVBoxLayout(ground)
        right.setContentsMargins(32, 24, 32, 24)
        right.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        form = QWidget()
        form.setMaximumWidth(FORM_WIDTH)
        form.setMinimumWidth(FORM_WIDTH - 60)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(form, 8)
        centred.addStretch(1)
        right.addLayout(centred)
        right.addStretch(2)
        self._fill(QVBoxLayout(form), school)

    def _fill(self, column: QVBoxLayout, school: str) -> None:
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self._where = text("", "lead", "ink2", wrap=True)
        self._field = PassphraseField("")
        self._example, self._error = Note("warn"), Note("err")
        self._example.setVisible(self._practice)
        self._error.hide()
        self.unlock = KeyButton("", "Enter", kind="primary", icon="lock-open", size="large")
        self.forgot = KeyButton("", kind="link")
        buttons = QHBoxLayout()
        buttons.addWidget(self.unlock)
        buttons.addStretch()
        buttons.addWidget(self.forgot)
        self._version = text("", "help", "ink3")
        column.addWidget(text(school or "NPO Desktop", "school", wrap=True))
        column.addSpacing(4)
        column.addWidget(self._where)
        column.addSpacing(28)
        for widget, space in ((self._example, 20), (self._field, 16), (self._error, 16)):
            column.addWidget(widget)
            column.addSpacing(space)
        column.addLayout(buttons)
        column.addSpacing(32)
        column.addWidget(rule())
        column.addSpacing(16)
        self._notes = [_add_hint(column, icon) for icon in ("shield-lock", "usb", "lock")]
        column.addSpacing(16)
        column.addWidget(self._version)
        self.passphrase.returnPressed.connect(self._submit)
        self.unlock.clicked.connect(self._submit)
        self.forgot.clicked.connect(self._switch)

    def _choose_language(self, code: object) -> None:
        self.language_chosen.emit(str(code))

    def _switch(self) -> None:
        self._ask_for_recovery(not self._recovering)


def _scene() -> tuple[Landscape, QLabel, QLabel]:
    """The picture, with the name of the program and two lines on it."""
    scene = Landscape()
    welcome = text("", "welcome", "onSide", wrap=True)
    lead = text("", "lead", "sideText", wrap=True)
    brand = QHBoxLayout()
    brand.setSpacing(12)
    brand.addWidget(BrandMark(32))
    brand.addWidget(text("NPO Desktop", "entry", "onSide"))
    brand.addStretch()
    column = QVBoxLayout(scene)
    column.setContentsMargins(48, 48, 96, 0)
    column.setSpacing(0)
    column.addLayout(brand)
    column.addSpacing(48)
    column.addWidget(welcome)
    column.addSpacing(16)
    column.addWidget(lead)
    column.addStretch()
    return scene, welcome, lead


def _add_hint(column: QVBoxLayout, icon: str) -> QLabel:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 5, 0, 5)
    line.setSpacing(10)
    words = text("", "help", "ink2", wrap=True)
    line.addWidget(Picture(icon, "ink2", 16), 0, _TOP)
    line.addWidget(words, 1)
    column.addWidget(holder)
    return words
