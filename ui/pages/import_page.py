"""Reading files in, and the imports that were made before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.queries.imports.pupil_files import ImportRow, list_imports, undo_last
from npo_desktop.store import audit
from ui.app import App, Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.imports.file_import import FileImport
from ui.imports.import_kinds import KINDS
from ui.imports.import_words import brought, taken_back
from ui.imports.test_filing import TestFilingCard
from ui.pages.page import MARGINS, Page
from ui.results.unchecked_results import UncheckedResults
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.page_foot import page_foot
from ui.widgets.text import text


class ImportPage(Page):
    """The list of imports is there while no file is open."""

    watches = Topic.IMPORTS | Topic.RESULTS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.view = FileImport(
            app,
            KINDS,
            _("Choose the file to read in"),
            _(
                "Pupils, test results or attendance: EDEXML, UWLR, OneRoster, School Data Sync,"
                " Excel or CSV. What it is, the program sees by itself."
            ),
        )
        self._done = Note("ok")
        self._table: RecordTable[ImportRow] = RecordTable(_columns(), key=lambda run: run.id)
        self.earlier = TableView(self._table, name="imports", sortable=False)
        self._table.setParent(self.earlier)
        self.take_back = KeyButton(_("Take the newest back..."), icon="arrow-back-up", size="row")
        self._card = Card(_("Earlier imports"), flush=True)
        self.filing, self.unchecked = TestFilingCard(app), UncheckedResults(app)
        self._sum = text("", "help", "ink2", wrap=True)
        self.cancel = KeyButton(_("Cancel"))
        self.apply = KeyButton("", kind="primary")
        self._footer = page_foot(self.cancel, self._sum, self.apply)
        self._footer.hide()
        self._build()
        self.view.changed.connect(self._show_buttons)
        self.view.applied.connect(self._tell)
        self.take_back.clicked.connect(self.ask_take_back)
        self.cancel.clicked.connect(self.view.start_over)
        self.apply.clicked.connect(self.view.apply)

    def title(self) -> str:
        return _("Read in")

    def crumb(self) -> str:
        return _("Pupils, test results and attendance out of other systems")

    def first_focus(self) -> QWidget:
        return self.view.first_focus()

    def go_back(self) -> bool:
        """Esc leaves the file that is open."""
        if not self.view.is_open:
            return False
        self.view.start_over()
        return True

    def refresh(self) -> None:
        with self.app.reading() as session:
            runs = list_imports(session)
            self.filing.show_tests(session)
            self.unchecked.show_count(session)
        self._table.set_rows(runs)
        self.earlier.fit_height(5)
        self._show_buttons()

    def ask_take_back(self) -> None:
        """Say what taking back does, and do it on yes."""
        if not self._table.rows:
            return
        run = self._table.rows[0]
        words = _("Everything the import of {file} wrote goes back to how it was before.")
        words = words.format(file=run.file_name or run.format)
        ConfirmDialog(
            _("Take back the import of {date}?").format(date=date_text(run.made_at.date())),
            " ".join((words, brought(run), taken_back(run))),
            _("Take the import back"),
            self._take_back,
            self,
        ).open()

    def _take_back(self) -> None:
        topic = Topic.PUPILS | Topic.GROUPS | Topic.ANSWERS | Topic.IMPORTS | Topic.RESULTS
        topic |= Topic.SCHOOL | Topic.PLANS  # cards of the menukaart; an Excel plan read back
        with self.app.writing(topic) as session:
            undone = undo_last(session)
            audit.note(session, "undo-import", undone.run_id or "")
        self._done.set_text(
            _("The import of {file} was taken back.").format(file=undone.file_name or undone.format)
        )
        self._done.show()

    def _tell(self, summary: ImportSummary) -> None:
        words = self.view.applied_kind.done_words(self.view.applied_rows)
        self._done.set_text(words, summary.file_name)
        self._done.show()

    def _show_buttons(self) -> None:
        is_open, n = self.view.is_open, self.view.included
        if is_open:
            self._done.hide()
        self._card.setVisible(not is_open and bool(self._table.rows))
        self.filing.setVisible(not is_open and self.filing.is_needed)
        self.unchecked.setVisible(not is_open and self.unchecked.is_needed)
        self._footer.setVisible(is_open)
        self._sum.setText(self.view.sum_words())
        self.apply.setEnabled(self.view.can_apply)
        self.apply.setText(self.view.kind.read_words(n) if n else _("Read in"))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(*MARGINS)
        inner.setSpacing(16)
        self._done.hide()
        self._card.add_action(self.take_back)
        self._card.body.addWidget(self.earlier)
        inner.addWidget(self._done)
        inner.addWidget(self.unchecked)
        inner.addWidget(self.filing)
        inner.addWidget(self.view, 1)
        inner.addWidget(self._card)
        column.addLayout(inner, 1)
        column.addWidget(self._footer)


def _columns() -> list[Column[ImportRow]]:
    return [
        Column(_("Read in on"), lambda run: date_text(run.made_at.date()), width=130),
        Column(_("File"), lambda run: run.file_name),
        Column(_("Kind"), _kind, width=120),
        Column(_("What it brought"), brought, width=340),
    ]


def _kind(run: ImportRow) -> str:
    return _("School year") if run.kind == "year" else run.format
