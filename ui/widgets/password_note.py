"""The password of files that were just made: shown once, and nowhere kept."""

from npo_desktop.i18n import _
from ui.clipboard import guard_clipboard
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note


class PasswordNote(Note):
    """Shows a password until the view is left."""

    def __init__(self) -> None:
        super().__init__("info")
        self._password = ""
        self.copy = KeyButton(_("Copy"), icon="copy", size="row")
        self.add_action(self.copy)
        self.copy.clicked.connect(self._copy)
        self.hide()

    def show_password(self, password: str, files: int = 1) -> None:
        """An empty one: there is none."""
        rest = _("Write it down now: it is shown only here. Give it apart from the file.")
        if files > 1:
            opens_all = _("It opens all {n} files. For one family: make that summary alone.")
            rest = f"{rest} {opens_all.format(n=files)}"
        self._password = password
        self.setVisible(bool(password))
        self.set_text(
            _("Password: {password}").format(password=password) if password else "",
            rest,
        )

    def _copy(self) -> None:
        guard_clipboard().copy(self._password)
