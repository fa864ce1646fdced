"""A field for a passphrase: shown on request, and a warning when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui import icons
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

_GAP = 4  # pixels


class PassphraseEdit(QLineEdit):
    """The line itself; Qt cannot ask for Caps Lock, so it is read from what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setProperty("fit", "large")
        self.caps_lock = False
        self.reveal = KeyButton("", kind="quiet", size="row", icon="eye", parent=self)
        self.reveal.setCheckable(True)
        self.reveal.setCursor(Qt.CursorShape.ArrowCursor)
        self.reveal.toggled.connect(self._reveal)
        self._reveal(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock = not self.caps_lock
        elif event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock = event.text().isupper() != shifted
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caps_lock = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def retranslate(self) -> None:
        """Speak the language of this moment."""
        self._reveal(self.reveal.isChecked())

    def _reveal(self, on: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.setEchoMode(echo)
        self.reveal.setText(_("Hide") if on else _("Show"))
        icons.set_icon(self.reveal, "eye-off" if on else "eye", "accent")
        self._place()

    def _place(self) -> None:
        size = self.reveal.sizeHint()
        self.reveal.setGeometry(
            self.width() - size.width() - 2 * _GAP,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self.setTextMargins(0, 0, size.width() + _GAP, 0)


class PassphraseField(QWidget):
    """Label, line, and below it what is wrong or that Caps Lock is on."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = PassphraseEdit()
        self.label = text(label, "label", "ink2")
        self.label.setBuddy(self.edit)
        self.edit.setAccessibleName(label)
        self.warning = QWidget()
        self._caps_first = text("", "head", "warn")
        self._caps_rest = text("", "help", "warn", wrap=True)
        line = QHBoxLayout(self.warning)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(Picture("alert-triangle", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._caps_first, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._caps_rest, 1)
        self.hint = text("", "help", "ink3", wrap=True)
        self._capitals_count = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.label, self.edit, self.hint, self.warning):
            column.addWidget(widget)
        self.edit.installEventFilter(self)
        self.retranslate(label)

    def ask_for_recovery_key(self) -> None:
        """The key of the recovery sheet instead, which is printed in capitals."""
        hint = _(
            "On the recovery sheet in the school safe: nine groups of four letters and digits."
        )
        self.retranslate(_("Recovery key"), hint, capitals_count=False)

    def retranslate(self, label: str, hint: str = "", *, capitals_count: bool = True) -> None:
        """Speak the language of this moment, with this label."""
        self._capitals_count = capitals_count
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.label.setText(label)
        self.edit.setAccessibleName(label)
        self._caps_first.setText(_("Caps Lock is on."))
        self._caps_rest.setText(_("Capitals count in the passphrase."))
        self.edit.retranslate()
        self._warn()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyRelease, QEvent.Type.FocusOut, QEvent.Type.KeyPress):
            self._warn()
        return False

    def _warn(self) -> None:
        self.warning.setVisible(self.edit.caps_lock and self._capitals_count)
