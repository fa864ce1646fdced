"""What has to be there before anything can be put on paper: pupils, and a round of scans."""

from PySide6.QtCore import Signal

from npo_desktop.i18n import _
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note


def lack(*, has_pupils: bool, has_round: bool) -> tuple[str, str, str, str]:
    """What is missing, what to do, what the button says, and the page it leads to; else empty."""
    if not has_pupils:
        return (
            _("There are no pupils yet"),
            _("Read them in first; what is printed is about them."),
            _("Read pupils in"),
            "import",
        )
    if not has_round:
        words = _("There is no scan round yet."), _("Plan one under Scans.")
        return (*words, _("To the scans"), "scans")
    return ("", "", "", "")


class LackNote(Note):
    """Says it, with the way to where it is put right; hidden when nothing is missing."""

    asked = Signal(str)  # the page

    def __init__(self) -> None:
        super().__init__("info")
        self.leads_to = ""
        self.button = KeyButton("", size="row")
        self.add_action(self.button)
        self.button.clicked.connect(lambda: self.asked.emit(self.leads_to))

    def show_lack(self, *, has_pupils: bool, has_round: bool) -> None:
        """What is there decides what it says."""
        first, rest, button, page = lack(has_pupils=has_pupils, has_round=has_round)
        self.leads_to = page
        self.set_text(first, rest)
        self.button.setText(button)
        self.setVisible(bool(page))
