"""Below the table of a preview: one message, and where it can be put right."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from ui.imports.import_rows import PreviewRow
from ui.widgets.combo_options import of_names
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

_NOBODY = "undecided"


class ImportNote(QWidget):
    """Speaks of one row at a time; hidden when there is nothing to say."""

    corrected = Signal(int, int, str)  # line, column of the file, what is meant
    decided = Signal(int, object)  # pupil of the file, who it is (UUID) or None for a new one

    def __init__(self) -> None:
        super().__init__()
        self._row: PreviewRow | None = None
        self._place: int | None = None  # the cell that can be corrected
        self._note = Note("warn")
        self.edit, self.who = QLineEdit(), QComboBox()
        of_names(self.who)
        self.save = KeyButton("")
        self.edit.setFixedWidth(160)
        self.edit.setAccessibleName(_("What is meant"))
        self.who.setAccessibleName(_("Which pupil this is"))
        self.who.setMinimumWidth(220)
        for widget in (self.edit, self.who, self.save):
            self._note.add_action(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note)
        self.edit.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.who.activated.connect(self._decide)

    def show_row(
        self,
        row: PreviewRow | None,
        place: int | None,
        candidates: Sequence[UUID],
        names: Mapping[UUID, str],
        *,
        can_be_new: bool,
    ) -> None:
        """Speak of this row; of one without a message, nothing. ``place``: the cell to mend."""
        self._row, self._place = row, place
        self.setVisible(row is not None and bool(row.level))
        if row is None or not row.level:
            return
        self._note.set_tone("err" if row.level == "fault" else "warn")
        is_open = row.state is State.DOUBTFUL and not row.is_double
        doubtful = is_open and (bool(candidates) or can_be_new)
        can_mend = place is not None and not doubtful
        self._note.set_text(_first(row, asks=doubtful), _rest(row, can_mend=can_mend))
        for widget in (self.edit, self.save):
            widget.setVisible(can_mend)
        self.who.setVisible(doubtful)
        if place is not None and can_mend:
            self.edit.setText(row.cells[place] if place < len(row.cells) else "")
            self.edit.setProperty("state", "error" if row.level == "fault" else "")
            self.edit.style().polish(self.edit)
            self.save.setText(_("Save in row {line}").format(line=row.line))
        if doubtful:
            self.who.clear()
            self.who.addItem(_("Choose who this is"), _NOBODY)
            for found in candidates:
                self.who.addItem(names.get(found, _("A pupil of another year")), found)
            if can_be_new:
                self.who.addItem(_("A new pupil"), None)

    def _save(self) -> None:
        if self._row is not None and self._place is not None:
            self.corrected.emit(self._row.line, self._place, self.edit.text().strip())

    def _decide(self) -> None:
        row = self._row
        chosen = self.who.currentData()
        if row is not None and row.who is not None and chosen != _NOBODY:
            self.decided.emit(row.who, chosen)


def _first(row: PreviewRow, *, asks: bool) -> str:
    who = ", ".join(part for part in (_("Row {line}").format(line=row.line), row.name) if part)
    if row.state is State.FAULTY:
        words = _("{row}, is not read in yet.") if row.name else _("{row} is not read in yet.")
        return words.format(row=who)
    if row.state is State.DOUBTFUL and not row.is_double and asks:
        return _("{row}: who is this?").format(row=who)
    return _("{row}.").format(row=who)


def _rest(row: PreviewRow, *, can_mend: bool) -> str:
    """The message, and of a row that is refused where it can be mended."""
    if row.state is not State.FAULTY:
        return row.message
    ways = (
        _("Correct it here, or in the file itself and choose that again.")
        if can_mend
        else _("Correct it in the file itself and choose that again.")
    )
    return " ".join((row.message, ways, _("As it is now, the row is left out.")))
