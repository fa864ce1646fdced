"""Below the table of a preview: how many rows, what is left out on purpose, who is missing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.import_preview import State
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.import_draft import ReadDraft
from ui.widgets.import_rows import PreviewRow
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.text import text

MINUS = "−"


class ImportFoot(QWidget):
    """Tells; its one button opens the list of pupils who are not in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = text("", "help", "ink2")
        self._skipped = ElidedLabel("", "help", "ink2")
        self.absent = KeyButton("", kind="link")
        self._next = QWidget()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(16)
        line.addWidget(self._rows)
        line.addWidget(self._skipped, 1)
        line.addWidget(self.absent)
        line.addWidget(self._next)
        keys = QHBoxLayout(self._next)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(8)
        keys.addWidget(KeyCap("F8"))
        keys.addWidget(text(_("next message"), "help", "ink2"))

    def show_read(self, read: ReadDraft, rows: Sequence[PreviewRow], left: int) -> None:
        """What was read; ``left`` are those marked as left."""
        told = sum(bool(row.level) for row in rows)
        words = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
        if told:
            words += ", " + ngettext("{n} with a message", "{n} with a message", told).format(
                n=told
            )
        self._rows.setText(words)
        skipped = read.file.skipped_fields
        names = ", ".join(skipped)
        left_out = _("Left out on purpose: {fields}").format(fields=names) if skipped else ""
        self._skipped.setText(left_out)
        absent = read.preview.absent if read.preview else ()
        self.absent.setVisible(bool(absent))
        self.absent.setText(_absent_words(len(absent), left))
        self._next.setVisible(told > 0)


def sum_of(rows: Sequence[PreviewRow]) -> str:
    """The sum behind the number of pupils: 25 rows − 1 double − 1 not read = 23 pupils."""
    known = sum(row.state is State.UNCHANGED and not row.is_double for row in rows)
    gone = sum(row.state is State.LEFT and not row.tickable for row in rows)
    doubtful = sum(row.state is State.DOUBTFUL and not row.is_double for row in rows)
    parts = [
        (sum(row.is_double for row in rows), _("{n} duplicate")),
        (known, _("{n} unchanged")),
        (gone, _("{n} who left")),
        (doubtful, _("{n} doubtful")),
        (sum(row.state is State.FAULTY for row in rows), _("{n} not read")),
        (sum(row.tickable and not row.ticked for row in rows), _("{n} not ticked")),
    ]
    taken = [words.format(n=n) for n, words in parts if n]
    if not taken:
        return ""
    included = sum(row.ticked for row in rows)
    first = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
    last = ngettext("{n} pupil", "{n} pupils", included).format(n=included)
    return f" {MINUS} ".join([first, *taken]) + f" = {last}"


def _absent_words(absent: int, left: int) -> str:
    if left:
        return ngettext("{n} pupil marked as left", "{n} pupils marked as left", left).format(
            n=left
        )
    return ngettext(
        "{n} pupil is not in this file", "{n} pupils are not in this file", absent
    ).format(n=absent)
