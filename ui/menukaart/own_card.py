"""A card of the school's own: what it is called, for whom, what it works on, what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.content.card_fields import (
    GRADE_FIELDS,
    NAME_FIELDS,
    PARENT_FIELDS,
    own_document,
    values_of,
)
from npo_desktop.content.catalogue import DOSE_PARTS, Effect, Intervention
from npo_desktop.content.lint_catalogue import lint_card, read_values
from npo_desktop.content.own_card import OWN_SOURCE
from npo_desktop.i18n import _, pick
from npo_desktop.queries.menukaart.menukaart_changes import touches_text
from ui.dialogs.kept_dialog import KeptDialog
from ui.menukaart.menukaart_form import CardForm, TargetsGrid, lines_edit
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import rule, text

SIZE = (760, 620)  # pixels
STOPS, WARNS = "stops", "warns"  # fields of what waits
FIELDS = (
    *NAME_FIELDS, "goal_area", "level", *GRADE_FIELDS, *DOSE_PARTS, "material_usd", "cost",
    "months", "evidence", "source", "note",
)  # fmt: skip

Kept = Callable[[dict[str, Any], str, str], None]  # document, note, name


class TypedCard(Protocol):
    """Where typed words wait while the program is locked."""

    def read(self) -> dict[str, str]:
        """By field; empty: nothing waits."""

    def keep(self, texts: Mapping[str, str]) -> None:
        """Let these wait."""

    def forget(self) -> None:
        """Nothing waits any more."""


class OwnCardDialog(KeptDialog):
    """New, or one to change. What the linter says stands at each field."""

    def __init__(
        self,
        card: Intervention | None,
        names: Mapping[str, str],
        running: int,
        kept: Kept,
        typed: TypedCard,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._names, self._kept, self._typed = names, kept, typed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            _("Change: {name}").format(name=pick(card.names)) if card else _("New card of our own")
        )
        self.resize(*SIZE)
        self.form, self.parents = CardForm(FIELDS, 2), CardForm(PARENT_FIELDS, 2)
        self.targets = TargetsGrid(names)
        self.stops, self.warns = lines_edit(), lines_edit()
        self.wrong = Note("err")
        self.wrong.hide()
        self.touches = Note("warn", touches_text(running))
        self.touches.setVisible(card is not None and running > 0)
        self.cancel, self.keep = (
            KeyButton(_("Cancel"), "Esc"),
            KeyButton(_("Keep card"), kind="primary"),
        )
        self.waited = Note("info", _("What you typed before the program locked stands here."))
        self._fill(card)
        self._before = self._typed_texts()
        waiting = typed.read()
        self._has_waited = bool(waiting)
        self.waited.setVisible(self._has_waited)
        if waiting:
            self._put_back(waiting)
        self._build()
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.form.edits["name_nl"].setFocus()

    def _fill(self, card: Intervention | None) -> None:
        if card is None:
            start = {"grade_from": 1, "grade_to": 8, "source": OWN_SOURCE}
            self.form.set_values(start)
            return
        values = values_of(card)
        self.form.set_values(values)
        self.parents.set_values(values)
        self.targets.set_targets(card.targets)
        for edit, effect in ((self.stops, Effect.STOP), (self.warns, Effect.WARN)):
            lines = [
                " | ".join(dict.fromkeys((one.texts.get("nl", ""), one.texts.get("en", ""))))
                for one in card.contraindications
                if one.effect is effect
            ]
            edit.setPlainText("\n".join(lines))

    def keep_draft(self) -> None:
        """The window locks: what was typed waits, also when it is not right yet."""
        texts = self._typed_texts()
        if texts != self._before:
            self._typed.keep(texts)

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._has_waited:
            self._typed.forget()
        super().done(result)

    def _typed_texts(self) -> dict[str, str]:
        targets = {code: f"{match:g}" for code, match in self.targets.targets().items()}
        lines = {STOPS: self.stops.toPlainText(), WARNS: self.warns.toPlainText()}
        return self.form.texts() | self.parents.texts() | targets | lines

    def _put_back(self, texts: Mapping[str, str]) -> None:
        self.form.set_texts(texts)
        self.parents.set_texts(texts)
        self.targets.set_targets(
            {code: float(texts[code]) for code in self._names if code in texts}
        )
        self.stops.setPlainText(texts.get(STOPS, ""))
        self.warns.setPlainText(texts.get(WARNS, ""))

    def _texts(self) -> dict[str, str]:
        texts = self.form.texts() | self.parents.texts()
        texts["targets"] = "; ".join(
            f"{c} {match:g}" for c, match in self.targets.targets().items()
        )
        texts["contraindications"] = "\n".join(
            f"{effect.value}: {line.strip()}"
            for edit, effect in ((self.stops, Effect.STOP), (self.warns, Effect.WARN))
            for line in edit.toPlainText().splitlines()
            if line.strip()
        )
        return texts

    def _keep(self) -> None:
        values, faults = read_values(self._texts())
        faults += lint_card(values, self._names)
        self.form.show_faults(faults)
        elsewhere = [one.text for one in faults if one.field not in self.form.fields]
        self.wrong.set_text(elsewhere[0] if elsewhere else _("Look at the fields marked in red."))
        self.wrong.setVisible(bool(faults))
        if faults:
            return
        self.accept()
        name = str(values["name_nl"] or values["name_en"])
        self._kept(own_document(values), str(values["note"]), name)

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(12)
        told = _("Without months and evidence the card stands in the list without a figure.")
        column.addWidget(self.form)
        column.addWidget(text(told, "help", "ink2", wrap=True))
        column.addWidget(text(_("Works on"), "head", "ink2"))
        column.addWidget(self.targets)
        column.addWidget(text(_("For whom not"), "head", "ink2"))
        help_text = _("One reason a line; Dutch | English if you like.")
        column.addWidget(Field(_("Take care when"), self.warns, help_text))
        never = _("Only if the program must never propose this card by itself.")
        column.addWidget(Field(_("Never propose, because"), self.stops, never))
        column.addWidget(text(_("On the parents' page"), "head", "ink2"))
        column.addWidget(self.parents)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        head, foot = QVBoxLayout(), QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 10)
        head.setSpacing(8)
        head.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        head.addWidget(self.waited)
        head.addWidget(self.touches)
        head.addWidget(self.wrong)
        foot.setContentsMargins(24, 10, 24, 14)
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)
