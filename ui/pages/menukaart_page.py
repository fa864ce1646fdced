"""The school's own menukaart: every card, what the school says of it, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from npo_desktop.content.catalogue import Intervention
from npo_desktop.content.school_catalogue import all_cards
from npo_desktop.files.menukaart_file import MenukaartFile
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.words.card import months_words
from npo_desktop.queries.menukaart.attachments import AttachmentFacts
from npo_desktop.queries.menukaart.menukaart_facts import MenukaartFacts, menukaart_facts
from npo_desktop.queries.menukaart.menukaart_imports import MenukaartPreview
from ui.app import Topic
from ui.menukaart.menukaart_acts import MenukaartActs
from ui.menukaart.menukaart_columns import (
    ALL,
    CHOSEN,
    FIGURELESS,
    HIDDEN,
    OWN,
    CardLine,
    MeterDelegate,
    card_lines,
    menukaart_columns,
)
from ui.menukaart.menukaart_detail import MenukaartDetail
from ui.menukaart.menukaart_files import MenukaartFiles
from ui.menukaart.menukaart_import import MenukaartImportDialog
from ui.menukaart.overrule_card import OverruleDialog
from ui.menukaart.own_card import OwnCardDialog
from ui.pages.page import Page
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.more_menu import MoreMenu
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

SIDE, EVIDENCE, COST = 352, 2, 3  # pixels; columns


class MenukaartPage(Page):
    """The list at the left, the card in it at the right."""

    watches = Topic.SCHOOL | Topic.PLANS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.may_change = app.may("menukaart")
        self.acts, self.files = MenukaartActs(app), MenukaartFiles(app)
        self._cards: list[Intervention] = []
        self._facts: MenukaartFacts | None = None
        self._made: Path | None = None
        self.which = Segmented(
            (
                (ALL, _("All cards")),
                (CHOSEN, _("Chosen by us")),
                (HIDDEN, _("Hidden")),
                (OWN, _("Own")),
                (FIGURELESS, _("Without a figure")),
            ),
            name=_("Which cards"),
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a card"))
        self.search.setAccessibleName(_("Find a card"))
        self.search.setClearButtonEnabled(True)
        self.count = text("", "help", "ink2")
        self.table: RecordTable[CardLine] = RecordTable(
            menukaart_columns(), self, key=lambda line: line.key
        )
        self.list = TableView(self.table, name="menukaart", sortable=False)
        self.list.setAccessibleName(_("Cards of the menukaart"))
        for column in (EVIDENCE, COST):
            self.list.setItemDelegateForColumn(column, MeterDelegate(self.list))
        names = {code: pick(one.staff) for code, one in app.content.subscales.items()}
        self._names = names
        self.detail = MenukaartDetail(names, may_change=self.may_change)
        self.new = KeyButton(_("New card..."), "Ctrl+N", icon="plus", shortcut=True)
        self.more = MoreMenu()
        self.more.add(_("Save as a spreadsheet"), "file-spreadsheet", self.files.save_workbook)
        if self.may_change:
            self.more.add(_("Read a spreadsheet in..."), "file-import", self._ask_sheet)
        self.new.setVisible(self.may_change)
        self.months = Note("info", *months_words())
        self.made_note, self.open_file = Note("ok"), KeyButton(_("Open"), size="row")
        self.empty = EmptyState("search", _("No card here"))
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Menukaart")

    def crumb(self) -> str:
        chosen = sum(card.choice == CHOSEN for card in self._cards)
        words = ngettext("{n} card chosen by us", "{n} cards chosen by us", chosen)
        return words.format(n=chosen)

    def head_actions(self) -> Sequence[QWidget]:
        return (self.new, self.more) if self.may_change else (self.more,)

    def first_focus(self) -> QWidget:
        return self.list

    def show_args(self, *args: object) -> None:
        """Opened with the id of a card: that one is in sight."""
        if args and isinstance(args[0], str):
            self.which.set_value(ALL)
            self.search.clear()
            self.make_ready()
            self.list.select_key(args[0])

    def refresh(self) -> None:
        with self.app.reading() as session:
            self._facts = menukaart_facts(session)
        self._cards = all_cards(self.app.content.catalogue)
        self.made_note.hide()  # what was made may not be what stands here now
        self._show_lines()

    def _show_lines(self) -> None:
        lines = card_lines(self._cards, self.which.value(), self.search.text())
        self.table.set_rows(lines)
        self.list.clearSpans()
        for row, line in enumerate(lines):
            if line.card is None:
                self.list.setSpan(row, 0, 1, len(self.table.columns))
        count = sum(line.card is not None for line in lines)
        self.count.setText(ngettext("{n} card", "{n} cards", count).format(n=count))
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.empty.set_text(_("No card here"), self._why_empty())
        current = self.list.current_row()
        if lines and (current is None or current.card is None):
            self.list.selectRow(1)  # the first card, below the name of its goal area
        self._show_row(self.list.current_row())

    def _why_empty(self) -> str:
        if self.search.text():
            return _("Nothing has this in its name. Try fewer letters, or look under All.")
        return {
            CHOSEN: _("Choose the cards that your school works with: they stand here then."),
            HIDDEN: _("Hide what your school will not do: it is not proposed any more."),
            OWN: _("Cards of your own, and cards with your own figures, stand here."),
        }.get(str(self.which.value()), "")

    def _show_row(self, line: CardLine | None) -> None:
        if self._facts is not None and not (line and line.card is None):
            card = line.card if line else None
            self.detail.show_card(card, self._shipped(card), self._facts)

    def _shipped(self, card: Intervention | None) -> Intervention | None:
        shipped = self.app.content.catalogue.shipped
        return shipped.get(card.id) if shipped and card else None

    def _choose(self, choice: str) -> None:
        if card := self.detail.card:
            self.acts.choose(card, choice)

    def _toggle(self, line: CardLine) -> None:
        """Enter on a card chooses it, or takes that back."""
        if self.may_change and line.card is not None and line.card.choice != HIDDEN:
            self.acts.choose(line.card, "" if line.card.choice == CHOSEN else CHOSEN)

    def _running(self, card: Intervention) -> int:
        return self._facts.running.get(card.id, 0) if self._facts else 0

    def _overrule(self) -> None:
        card = self.detail.card
        shipped = self._shipped(card)
        if card is None or shipped is None:
            return

        def keep(document: dict[str, Any], note: str, words: str) -> None:
            self.acts.overrule(card, document, note, words)

        typed = self.acts.typed(f"figures of {card.id}")
        OverruleDialog(card, shipped, self._running(card), keep, typed, self).open()

    def _new(self) -> None:
        def keep(document: dict[str, Any], note: str, name: str) -> None:
            id = self.acts.keep_own(None, document, note, name)
            self.show_args(id)

        OwnCardDialog(None, self._names, 0, keep, self.acts.typed(""), self).open()

    def _edit(self) -> None:
        card = self.detail.card
        if card is None:
            return

        def keep(document: dict[str, Any], note: str, name: str) -> None:
            self.acts.keep_own(card, document, note, name)

        typed = self.acts.typed(card.id)
        OwnCardDialog(card, self._names, self._running(card), keep, typed, self).open()

    def _delete(self) -> None:
        if card := self.detail.card:
            self.acts.delete_own(card)

    def _print(self) -> None:
        if self.detail.card and self._facts:
            self.files.show_sheet(self.detail.card, self._facts.school, self)

    def _add_file(self) -> None:
        card = self.detail.card
        if card is None:
            return
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Add a file of at most 5 MB"), str(self.files.folder.parent)
        )
        if name:
            self.acts.add_file(card, Path(name))

    def _save_file(self, one: AttachmentFacts) -> None:
        start = str(self.files.folder.parent / one.file_name)
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the file as"), start)
        if name:
            self.files.save_attachment(one.id, Path(name))

    def _ask_sheet(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Read a spreadsheet in"), str(self.files.folder), "Excel (*.xlsx)"
        )
        if name:
            self.files.open_sheet(Path(name))

    def _show_preview(self, file: MenukaartFile, preview: MenukaartPreview) -> None:
        def apply() -> None:
            self.acts.apply(file, preview)

        MenukaartImportDialog(file.file_name, preview, file.unknown, apply, self).open()

    def _show_made(self, path: Path, words: str) -> None:
        self._made = path
        self.made_note.set_text(words, _("Saved in {folder}.").format(folder=path.parent))
        self.made_note.show()

    def _open_made(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.which)
        line.addWidget(self.search, 1)
        line.addWidget(self.count)
        card = Card(flush=True)
        card.body.addWidget(self.list)
        card.body.addWidget(self.empty)
        self.made_note.hide()
        self.made_note.add_action(self.open_file)
        page = self.column(12)
        page.addWidget(self.months)
        page.addWidget(self.made_note)
        page.addLayout(line)
        page.addWidget(TwoColumns(card, self.detail, SIDE), 1)

    def _connect(self) -> None:
        self.which.chosen.connect(self._show_lines)
        self.search.textChanged.connect(self._show_lines)
        self.list.row_selected.connect(self._show_row)
        self.list.row_activated.connect(self._toggle)
        self.detail.chosen.connect(self._choose)
        self.detail.overrule_asked.connect(self._overrule)
        self.detail.edit_asked.connect(self._edit)
        self.detail.delete_asked.connect(self._delete)
        self.detail.print_asked.connect(self._print)
        self.detail.add_asked.connect(self._add_file)
        self.detail.save_asked.connect(self._save_file)
        self.detail.drop_asked.connect(self.acts.drop_file)
        self.new.clicked.connect(self._new)
        self.files.made.connect(self._show_made)
        self.files.previewed.connect(self._show_preview)
        self.open_file.clicked.connect(self._open_made)
