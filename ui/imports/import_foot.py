"""Below the table of a preview: how many rows, what is left out on purpose, who is missing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.import_preview import PupilPreview
from ui.imports.import_draft import ReadDraft
from ui.imports.import_rows import PreviewRow
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.text import text


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
        skipped = () if read.needs else read.file.skipped_fields
        names = ", ".join(skipped)
        left_out = _("Left out on purpose: {fields}").format(fields=names) if skipped else ""
        self._skipped.setText(left_out)
        absent = read.preview.absent if isinstance(read.preview, PupilPreview) else ()
        self.absent.setVisible(bool(absent))
        self.absent.setText(_absent_words(len(absent), left))
        self._next.setVisible(told > 0)


def _absent_words(absent: int, left: int) -> str:
    if left:
        return ngettext("{n} pupil marked as left", "{n} pupils marked as left", left).format(
            n=left
        )
    return ngettext(
        "{n} pupil is not in this file", "{n} pupils are not in this file", absent
    ).format(n=absent)
