"""The school's own figures on a card that came with the program, beside those that ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.card_fields import (
    FIGURE_FIELDS,
    GRADE_FIELDS,
    overruled,
    shown,
    values_of,
)
from npo_desktop.content.catalogue import DOSE_PARTS, Intervention
from npo_desktop.content.lint_catalogue import lint_figures, read_values
from npo_desktop.content.school_catalogue import with_own
from npo_desktop.formats import number
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.words.card import shipped_line
from npo_desktop.proposals.words.proposed import source_text
from npo_desktop.queries.menukaart.menukaart_changes import touches_text
from ui.dialogs.kept_dialog import KeptDialog
from ui.menukaart.menukaart_form import CardForm
from ui.menukaart.own_card import TypedCard
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

WIDTH = 720  # pixels
FIELDS = (*FIGURE_FIELDS[:3], FIGURE_FIELDS[3], *DOSE_PARTS, *GRADE_FIELDS, "note")

Kept = Callable[[dict[str, Any], str, str], None]  # document, note, what changed in words


class OverruleDialog(KeptDialog):
    """An empty document, so everything as it ships, takes the own figures away."""

    def __init__(
        self,
        card: Intervention,
        shipped: Intervention,
        running: int,
        kept: Kept,
        typed: TypedCard,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._card, self._shipped, self._kept, self._typed = card, shipped, kept, typed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Own figures: {name}").format(name=pick(card.names)))
        self.setFixedWidth(WIDTH)
        self.form = CardForm(FIELDS)
        self.form.set_values(values_of(card))
        self._before, waiting = self.form.texts(), typed.read()
        self._has_waited = bool(waiting)
        self.form.set_texts(self._before | waiting)
        self.waited = Note("info", _("What you typed before the program locked stands here."))
        self.waited.setVisible(self._has_waited)
        self._say_shipped()
        self.touches = Note("info" if not running else "warn", touches_text(running))
        self.reset = KeyButton(_("As it ships"), icon="refresh")
        self.cancel, self.keep = KeyButton(_("Cancel"), "Esc"), KeyButton(_("Keep"), kind="primary")
        self._build(running)
        self.reset.clicked.connect(self._reset)
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.form.edits["months"].setFocus()

    def keep_draft(self) -> None:
        """The window locks: what was typed waits, also when it is not right yet."""
        texts = self.form.texts()
        if self._has_waited or texts != self._before:
            self._typed.keep(texts)

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._has_waited:
            self._typed.forget()
        super().done(result)

    def _say_shipped(self) -> None:
        before = values_of(self._shipped)
        for field in FIELDS[:-1]:
            value = shown(field, before[field])
            words = number(value) if isinstance(value, float) else value or _("no figure")
            self.form.say(field, _("ships: {value}").format(value=words))

    def _reset(self) -> None:
        """Fill in what ships; nothing is kept before the button says so."""
        self.form.set_values(values_of(self._shipped) | {"note": ""})
        self.form.show_faults(())
        self._say_shipped()

    def _keep(self) -> None:
        values, faults = read_values(
            {"level": self._card.level.value, **self.form.texts(), "id": self._card.id}
        )
        faults += lint_figures(values)
        self._say_shipped()
        self.form.show_faults(faults)
        if faults:
            return
        document = overruled(values, self._shipped)
        after = with_own(self._shipped, document)
        fields = ("months", "evidence", "cost", "material_usd", "dose", "grades")
        lines = [shipped_line(after, self._shipped, one) for one in fields if one in document]
        self.accept()
        words = "; ".join(lines) or _("back to what ships")
        self._kept(document, str(values["note"]), words)

    def _build(self, running: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        told = _("What you change is shown as your own, everywhere: in proposals, plans and files.")
        column.addWidget(text(told, "body", "ink2", wrap=True))
        source = _("Ships with: {source}").format(source=source_text(self._shipped))
        column.addWidget(text(source, "help", "ink2", wrap=True))
        column.addWidget(self.waited)
        column.addWidget(self.form)
        column.addWidget(self.touches)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.reset)
        line.addStretch()
        line.addWidget(self.cancel)
        line.addWidget(self.keep)
        column.addLayout(line)
        column.activate()
        self.resize(WIDTH, max(column.heightForWidth(WIDTH), column.minimumSize().height()))
