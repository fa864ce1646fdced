"""What protects an access file: a password on the PDF; and beside it the JSON, which has none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.locked import check_password, easy_password
from npo_desktop.i18n import _
from ui.dialogs.confirm import ConfirmDialog
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import set_tone, text

_LABEL = 22  # pixels of a label above its field


class AccessSecret(QWidget):
    """With a password the JSON goes off: it cannot have one. Only a confirmed click has it back."""

    def __init__(self) -> None:
        super().__init__()
        self.password = QLineEdit()
        self.easy = KeyButton(_("Make one up"), size="row")
        self.json = QCheckBox(_("Also a file for a computer (JSON); it is not encrypted"))
        self.json.setChecked(True)
        self.why = text("", "help", "ink2", wrap=True)
        self._field = Field(_("Password for the PDF"), self.password)
        self._field.set_message(_("Leave it empty for a PDF that anybody can open."))
        self._has_password, self._wanted = False, True  # the JSON, as long as there is none
        self._build()
        self.password.textChanged.connect(self._look)
        self.easy.clicked.connect(self._make_up)
        self.json.clicked.connect(self._choose)
        self._look()

    def wanted(self) -> tuple[str, ...]:
        """The files to make."""
        return ("pdf", "json") if self.json.isChecked() else ("pdf",)

    def is_good(self) -> bool:
        """Whether the password will do; says so beside the field when it will not."""
        try:
            if self.password.text():
                check_password(self.password.text())
        except UserError as error:
            self._field.set_error(f"{error.message} {error.hint}")
            self.password.setFocus()
            return False
        if self._field.has_error:
            self._field.clear_error()
        return True

    def _make_up(self) -> None:
        self.password.setText(easy_password())
        self._field.set_message(
            _("Write it down and give it apart from the file, for example by telephone.")
        )

    def _look(self) -> None:
        has_password = bool(self.password.text())
        if has_password != self._has_password:
            self._has_password = has_password
            self.json.setChecked(self._wanted and not has_password)
        self._tell()

    def _choose(self, on: bool) -> None:
        if not self._has_password:
            self._wanted = on
        elif on:
            self.json.setChecked(False)  # until the question was answered
            ConfirmDialog(
                _("Save the JSON file without a password?"),
                _("It holds the whole file of this child, and everybody who gets it can read it."),
                _("Save it without a password"),
                self._allow,
                self.window(),
            ).open()
        self._tell()

    def _allow(self) -> None:
        self.json.setChecked(True)
        self._tell()

    def _tell(self) -> None:
        alone = self.json.isChecked()
        self.why.setVisible(self._has_password)
        self.why.setText(
            _("Take care: the JSON file opens without the password.")
            if alone
            else _("Off, because a JSON file cannot have a password.")
        )
        set_tone(self.why, "warn" if alone else "ink2")
        self.json.setAccessibleDescription(self.why.text() if self._has_password else "")

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._field, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, _LABEL + 3, 0, 0)  # as high as the line, below the label
        beside.addWidget(self.easy, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(beside)
        choice = QVBoxLayout()
        choice.setSpacing(2)
        self.why.setContentsMargins(24, 0, 0, 0)  # below the words of the box
        choice.addWidget(self.json)
        choice.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addLayout(choice)
