"""Step 6: what there is now, and what one does next."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from ui.widgets.picture import Picture
from ui.widgets.text import text
from ui.wizard.school_step import island_name
from ui.wizard.step import Progressed, Step, form


class DoneStep(Step):
    """A look back; the button opens the first page."""

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        self._lines = form(self, spacing=12)
        for icon, words, detail in self._told():
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(Picture(icon, "accent", 18))
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(text(words, "primary", wrap=True))
            both.addWidget(text(detail, "help", "ink2", wrap=True))
            line.addLayout(both, 1)
            self._lines.addLayout(line)

    def title(self) -> str:
        return _("Ready")

    def lead(self) -> str:
        return _("Everything stands in one locked file on this computer.")

    def next_words(self) -> str:
        return _("Open Today")

    def _told(self) -> list[tuple[str, str, str]]:
        said = self.so_far
        where = ", ".join(part for part in (said.place, island_name(said.island)) if part)
        n = said.pupils_read
        pupils = (
            (_("No pupils yet"), _("Read them in later with Read in, below left."))
            if not n
            else (
                ngettext("{n} pupil read in", "{n} pupils read in", n).format(n=n),
                _("You can take the whole import back under Read in."),
            )
        )
        when = _("From {start} until {end}")
        dates = said.round_dates
        planned = _("Round {name}").format(name=said.round_name)
        return [
            ("school", said.school, where),
            ("shield-lock", _("Locked with your passphrase"), _("The recovery key is on paper.")),
            ("users", *pupils),
            (
                "calendar",
                planned,
                when.format(start=date_text(dates[0]), end=date_text(dates[1])) if dates else "",
            ),
        ]
