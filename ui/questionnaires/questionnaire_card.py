"""One questionnaire beside the list: what it is, what it asks, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout

from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.load import Content
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from ui.questionnaires.item_columns import ItemRow, item_columns, item_rows
from ui.questionnaires.questionnaire_columns import FormRow
from ui.questionnaires.questionnaire_words import (
    form_name,
    languages_text,
    scales_text,
    size_text,
)
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.text import rule

_FACTS, _FEW_ITEMS = 5, 132  # lines, pixels


class QuestionnaireCard(Card):
    """``show_row`` shows one; the signals carry it."""

    try_asked = Signal(object)  # the FormRow, each of them
    paper_asked = Signal(object)
    excel_asked = Signal(object)
    retire_asked = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, content: Content) -> None:
        super().__init__(_("Questionnaire"), flush=True)
        self._content = content
        self.row: FormRow | None = None
        self.facts = [ElidedLabel("", "help", "ink2") for _line in range(_FACTS)]
        self.try_out = KeyButton(_("Try out..."), size="row", icon="player-play")
        self.on_paper = KeyButton(_("On paper"), size="row", icon="printer")
        self.excel = KeyButton(_("Excel form"), size="row", icon="file-spreadsheet")
        self.retire = KeyButton(_("Stop asking it"), size="row", icon="hand-stop")
        self.restore = KeyButton(_("Ask it again"), size="row", icon="refresh")
        self.table: RecordTable[ItemRow] = RecordTable(item_columns(wide=False), self)
        self.items = TableView(self.table, name="questionnaire-items", density="dense")
        self.items.setAccessibleName(_("What it asks"))
        self._build()
        for button, signal in (
            (self.try_out, self.try_asked),
            (self.on_paper, self.paper_asked),
            (self.excel, self.excel_asked),
            (self.retire, self.retire_asked),
            (self.restore, self.restore_asked),
        ):
            button.clicked.connect(partial(self._tell, signal))

    def show_row(self, row: FormRow | None) -> None:
        """This one, or nothing."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        questionnaire = row.questionnaire
        self.set_title(form_name(questionnaire))
        informant = informant_name(questionnaire.informant)
        lines = (
            f"{informant} · {size_text(questionnaire)}",
            languages_text(questionnaire),
            scales_text(questionnaire, self._content),
            _origin(row),
            _used(row),
        )
        for label, words in zip(self.facts, lines, strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        can_change = row.own is not None and row.own.is_newest
        self.retire.setVisible(can_change and not row.is_retired)
        self.restore.setVisible(can_change and row.is_retired)
        self.table.set_rows(item_rows(questionnaire, self._content))

    def _tell(self, signal: SignalInstance, _on: bool = False) -> None:
        if self.row is not None:
            signal.emit(self.row)

    def _build(self) -> None:
        self.items.setMinimumHeight(_FEW_ITEMS)
        self.items.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 12)
        head.setSpacing(2)
        for label in self.facts:
            head.addWidget(label)
        head.addSpacing(4)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.try_out, 0, 0)
        buttons.addWidget(self.on_paper, 0, 1)
        buttons.addWidget(self.excel, 1, 0)
        buttons.addWidget(self.retire, 1, 1)
        buttons.addWidget(self.restore, 1, 1)
        head.addLayout(buttons)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self.items, 1)


def _origin(row: FormRow) -> str:
    """Where it came from."""
    if row.own is None:
        return _("Ships with the program.")
    day = date_text(row.own.made_at.date())
    return _("From {file}, {date}").format(file=row.own.file_name, date=day)


def _used(row: FormRow) -> str:
    if row.own is None or not row.own.is_used:
        return ""
    return _("Somebody answered this edition: it stays as it is.")
