"""The questionnaires of the school: which there are, and bringing an own one in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import NAMES, _, current
from npo_desktop.queries.answering.own_questionnaires import OwnAdded, restore_own, retire_own
from npo_desktop.queries.imports.take_back import take_back
from npo_desktop.queries.questionnaires import asked_in, own_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.store import audit
from ui.app import Topic
from ui.imports.file_drop import FileDrop
from ui.pages.page import MARGINS, Page
from ui.questionnaires.form_import import SIDE, TOPICS, FormImport
from ui.questionnaires.questionnaire_card import QuestionnaireCard
from ui.questionnaires.questionnaire_columns import FormRow, form_columns, form_rows
from ui.questionnaires.questionnaire_files import QuestionnaireFiles
from ui.questionnaires.questionnaire_words import form_name, languages_of
from ui.questionnaires.try_questionnaire import (
    TryQuestionnaireDialog,
    age_with_most,
    first_language,
)
from ui.rounds.edit_round import EditRoundDialog
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.page_foot import page_foot
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

ENDINGS = (".xlsx", ".xls")  # the old one is refused with a word on how to save it
DROP_HEIGHT = 168  # pixels


class QuestionnairesPage(Page):
    """The list of questionnaires is there while no file is open."""

    watches = Topic.SCHOOL | Topic.ROUNDS | Topic.IMPORTS | Topic.ANSWERS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._round: RoundFacts | None = None
        self._asked: dict[str, Questionnaire] = {}  # in the round in view
        self._made: Path | None = None
        self.files = QuestionnaireFiles(app)
        self.view = FormImport(app)
        self.table: RecordTable[FormRow] = RecordTable(form_columns(), key=lambda row: row.key)
        self.list = TableView(self.table, name="questionnaires", sortable=False)
        self.table.setParent(self.list)
        self.card = QuestionnaireCard(app.content)
        self.drop = FileDrop(
            _("Bring your own questionnaire in"),
            _("An Excel form (XLSForm). Start from the template, or drop your file here."),
            ENDINGS,
            _("Excel forms"),
        )
        self.template = KeyButton(_("Save the template"), icon="file-spreadsheet")
        self.choose = KeyButton(_("Choose for this round..."), icon="clipboard-check")
        self.done_note, self.open_file = Note("ok"), KeyButton(_("Open"), size="row")
        self.cancel, self.apply = KeyButton(_("Cancel")), KeyButton("", kind="primary")
        self.sum = text("", "help", "ink2", wrap=True)
        self._footer = page_foot(self.cancel, self.sum, self.apply)
        self._footer.hide()
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Questionnaires")

    def crumb(self) -> str:
        return _("Scans")

    def head_actions(self) -> Sequence[QWidget]:
        return (self.choose, self.template)

    def first_focus(self) -> QWidget:
        return self.view.items if self.view.is_open else self.list

    def go_back(self) -> bool:
        """Esc leaves the file that is open."""
        if not self.view.is_open:
            return False
        self.view.start_over()
        return True

    def refresh(self) -> None:
        with self.app.reading() as session:
            self._round = this = chosen_round(session, self.app.round_id, today())
            self._asked = asked_in(session, self.app.content, this) if this else {}
            own = own_list(session)
        self.table.set_rows(form_rows(self.app.content, own, self._asked))
        if self.list.current_row() is None and self.table.rows:
            self.list.selectRow(0)
        self.card.show_row(self.list.current_row())
        self.list_card.set_subtitle(
            _("Round {name}").format(name=this.name) if this else _("There is no round yet")
        )
        self._show_state()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the page."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.view.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _show_state(self) -> None:
        """Either the list, or the file that is open."""
        view = self.view
        self.whole_list.setVisible(not view.is_open)
        view.setVisible(view.is_open)
        self._footer.setVisible(view.is_open)
        self.choose.setVisible(not view.is_open and self._round is not None)
        self.template.setVisible(not view.is_open)
        self.drop.setEnabled(not view.is_busy)
        self.apply.setEnabled(view.can_apply)
        self.apply.setText(_("Add questionnaire"))
        self.sum.setText(view.sum_words())
        if view.is_open:
            self.done_note.hide()

    def _added(self, done: OwnAdded) -> None:
        name = form_name(done.questionnaire)
        run_id = done.run_id
        self.refresh()
        self.list.select_key((done.questionnaire.code, done.questionnaire.edition))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        words = _("{name}, edition {edition}, was added.")
        self.app.say(
            words.format(name=name, edition=done.questionnaire.edition),
            self._when_asked(done.questionnaire),
            undo=None if run_id is None else lambda: self._take_back(run_id),
        )

    def _when_asked(self, added: Questionnaire) -> str:
        """From when on this edition is asked: a round that was begun keeps its own."""
        this, now = self._round, self._asked.get(added.code)
        if this is None or now is None:
            return _("It is asked once you choose it for a round.")
        if now.edition == added.edition:
            return _("It is asked in round {name} from now on.").format(name=this.name)
        words = _("Round {name} was begun with edition {edition} and keeps it.")
        return words.format(name=this.name, edition=now.edition)

    def _take_back(self, run_id: int) -> None:
        refusal = UserError(
            _("Something else was read in since."),
            _("Take that back first, on the page where files are read in."),
        )
        with self.app.writing(TOPICS) as session:
            take_back(session, run_id, refusal)

    def _retire(self, row: FormRow) -> None:
        code = row.questionnaire.code
        with self.app.writing(TOPICS) as session:
            retire_own(session, code)
            audit.note(session, "settings", "questionnaires")
        self.app.say(
            _("{name} is not asked any more.").format(name=form_name(row.questionnaire)),
            _("What was answered stays."),
            undo=lambda: self._ask_again(code),
        )

    def _restore(self, row: FormRow) -> None:
        self._ask_again(row.questionnaire.code)
        self.app.say(
            _("{name} can be asked again.").format(name=form_name(row.questionnaire)),
            _("Choose it for a round."),
        )

    def _ask_again(self, code: str) -> None:
        with self.app.writing(TOPICS) as session:
            restore_own(session, code)
            audit.note(session, "settings", "questionnaires")

    def _choose(self) -> None:
        if self._round is not None:
            EditRoundDialog(self.app, self._round, self).open()

    def _try_row(self, row: FormRow) -> None:
        self._try(row.questionnaire)

    def _try(self, questionnaire: Questionnaire) -> None:
        TryQuestionnaireDialog(self.app, questionnaire, self).open()

    def _print_row(self, row: FormRow) -> None:
        self._print(row.questionnaire)

    def _print(self, questionnaire: Questionnaire) -> None:
        """An example, to look at or to hand round."""
        first = first_language(questionnaire)
        others = [code for code in languages_of(questionnaire) if code != first and code in NAMES]
        languages = [first if first in NAMES else current(), *others]
        self.files.show_example(questionnaire, languages, age_with_most(questionnaire), self)

    def _save_row(self, row: FormRow) -> None:
        self.files.save_form(row.questionnaire)

    def _show_made(self, path: Path, words: str) -> None:
        self._made = path
        self.done_note.set_text(words, _("Saved in {folder}.").format(folder=path))
        self.done_note.show()
        self.open_file.setFocus()

    def _open_made(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _build(self) -> None:
        self.list_card = Card(_("Questionnaires"), flush=True)
        self.list_card.body.setContentsMargins(0, 0, 0, 4)
        self.list_card.body.addWidget(self.list)
        self.drop.setFixedHeight(DROP_HEIGHT)
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(self.list_card, 1)
        stack.addWidget(self.drop)
        self.whole_list = TwoColumns(left, self.card, SIDE)
        self.done_note.hide()
        self.done_note.add_action(self.open_file)
        self.view.problem.hide()
        inner = QVBoxLayout()
        inner.setContentsMargins(*MARGINS)
        inner.setSpacing(12)
        inner.addWidget(self.view.problem)
        inner.addWidget(self.done_note)
        inner.addWidget(self.whole_list, 1)
        inner.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        self.list.row_selected.connect(self.card.show_row)
        self.list.row_activated.connect(self._try_row)
        self.card.try_asked.connect(self._try_row)
        self.card.paper_asked.connect(self._print_row)
        self.card.excel_asked.connect(self._save_row)
        self.card.retire_asked.connect(self._retire)
        self.card.restore_asked.connect(self._restore)
        self.drop.chosen.connect(self.view.open_file)
        self.view.changed.connect(self._show_state)
        self.view.applied.connect(self._added)
        self.view.try_asked.connect(self._try)
        self.view.paper_asked.connect(self._print)
        self.template.clicked.connect(self.files.save_template)
        self.choose.clicked.connect(self._choose)
        self.files.made.connect(self._show_made)
        self.open_file.clicked.connect(self._open_made)
        self.cancel.clicked.connect(self.view.start_over)
        self.apply.clicked.connect(self.view.apply)
