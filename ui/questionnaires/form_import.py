"""Reading an own questionnaire in: choose the Excel form, look at what it becomes, then add it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.content.forms.lint_questionnaire import Finding, Weight
from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.answering.own_questionnaires import OwnAdded, add_own
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.store import audit
from ui.app import App, Topic
from ui.questionnaires.form_draft import FormDraft, read_form
from ui.questionnaires.item_columns import ItemRow, item_columns, item_rows
from ui.questionnaires.questionnaire_words import (
    form_name,
    languages_text,
    place_words,
    scales_text,
    size_text,
)
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.remark_list import Remark, RemarkCard
from ui.widgets.segmented import Segmented
from ui.widgets.tag import Tag, Tone
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store

SIDE, _FEW_ITEMS = 408, 132  # pixels
TOPICS = Topic.SCHOOL | Topic.ROUNDS | Topic.IMPORTS


class FormImport(QWidget):
    """Whoever shows it puts a button below it: ``apply`` when ``can_apply``."""

    changed = Signal()  # what is open, or whether it can be added
    applied = Signal(object)  # the OwnAdded
    try_asked = Signal(object)  # the Questionnaire
    paper_asked = Signal(object)

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.draft: FormDraft | None = None
        self._busy = False
        self.problem = Note("err")
        self.file_name = ElidedLabel("", "control")
        self.other = KeyButton(_("Another file"), kind="link")
        self.title, self.state = text("", "dialogTitle"), Tag()
        self.facts, self.scales = ElidedLabel("", "body", "ink2"), ElidedLabel("", "body", "ink2")
        options = [(one, informant_name(one)) for one in Informant]
        self.informant = Segmented(options, name=_("Filled in by"), small=True)
        self.table: RecordTable[ItemRow] = RecordTable(item_columns(wide=True), self)
        self.items = TableView(self.table, name="form-items", density="dense", sortable=False)
        self.items.setAccessibleName(_("What it becomes"))
        self.remarks = RemarkCard(
            _("Remarks on the questions"), _("There is nothing to remark on these questions.")
        )
        self.skipped = RemarkCard(_("Not used from the file"), _("Everything in it is used."))
        self.try_out = KeyButton(_("Try out..."), size="row", icon="player-play")
        self.on_paper = KeyButton(_("On paper"), size="row", icon="printer")
        self._build()
        self.informant.chosen.connect(self._choose_informant)
        self.other.clicked.connect(self.start_over)
        self.try_out.clicked.connect(self._ask_try)
        self.on_paper.clicked.connect(self._ask_paper)

    @property
    def is_open(self) -> bool:
        """Whether a file is in sight."""
        return self.draft is not None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or added."""
        return self._busy

    @property
    def can_apply(self) -> bool:
        """Whether adding would do anything."""
        return bool(self.draft and self.draft.plan.state is not State.UNCHANGED and not self._busy)

    def open_file(self, path: Path, informant: Informant | None = None) -> None:
        """Read a file; what is wrong with it is said, and nothing else happens."""
        if self._busy:
            return

        def work(_progress: Progress) -> FormDraft:
            return read_form(path, informant, self._app.lend)

        self._set_busy(True)
        self._app.jobs.start(
            work,
            self._show,
            label=_("Reading the file"),
            after=self._at_rest,
            refused=self._refuse,
        )

    def start_over(self) -> None:
        """Back to choosing a file."""
        self.draft = None
        self.problem.hide()
        self.changed.emit()

    def apply(self) -> None:
        """Bring it in, in one transaction."""
        draft = self.draft
        if draft is None or not self.can_apply:
            return
        file = draft.file

        def work(store: Store, _progress: Progress) -> OwnAdded:
            with store.writing() as session:
                done = add_own(session, file.questionnaire, file.file_name, sha256=file.sha256)
                if done.run_id is not None:
                    audit.note(session, "import", done.run_id)
            return done

        self._set_busy(True)
        self._app.start_with_store(
            work,
            self._applied,
            topic=TOPICS,
            label=_("Reading the file in"),
            after=self._at_rest,
            refused=self._refuse,
        )

    def sum_words(self) -> str:
        """What the button does, or why it cannot be pressed."""
        if self._busy or self.draft is None:
            return _("Reading...") if self._busy else ""
        words = {
            State.NEW: _("This list is new here."),
            State.UNCHANGED: _("This list is here already, with the same questions."),
        }
        return words.get(self.draft.plan.state, self._next_words(self.draft))

    def _next_words(self, draft: FormDraft) -> str:
        if draft.comes_back:
            return _("This list is asked no more; adding it makes it available again.")
        edition = draft.questionnaire.edition
        return _("It becomes edition {edition}. What was answered keeps its own edition.").format(
            edition=edition
        )

    def _show(self, draft: FormDraft) -> None:
        self.draft = draft
        self.problem.hide()
        questionnaire = draft.questionnaire
        self.file_name.setText(draft.file.file_name)
        self.title.setText(form_name(questionnaire))
        self.state.set(*_state_tag(draft))
        self.informant.set_value(questionnaire.informant)
        self.facts.setText(f"{size_text(questionnaire)} · {languages_text(questionnaire)}")
        scales = scales_text(questionnaire, self._app.content)
        self.scales.setText(scales)
        self.scales.setVisible(bool(scales))
        self.table.set_rows(item_rows(questionnaire, self._app.content))
        self.remarks.show_remarks([self._remark(one) for one in draft.findings])
        self.skipped.show_remarks([Remark(one.text, "minus", "ink3") for one in draft.file.skipped])
        self.changed.emit()
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remark(self, finding: Finding) -> Remark:
        """A fault stands out; where it is comes first, when it is somewhere."""
        assert self.draft is not None
        where = place_words(self.draft.questionnaire, finding.where, self._app.content)
        words = f"{where}: {finding.text}" if where else finding.text
        is_fault = finding.weight is Weight.FAULT
        return Remark(words, *(("alert-triangle", "warn") if is_fault else ("info-circle", "ink2")))

    def _refuse(self, error: UserError) -> None:
        self.problem.set_text(error.message, error.hint)
        self.problem.show()
        if self.draft is not None:
            self.informant.set_value(self.draft.questionnaire.informant)
        self.changed.emit()

    def _choose_informant(self, informant: Informant) -> None:
        if self.draft is not None:
            self.open_file(self.draft.path, informant)

    def _applied(self, done: OwnAdded) -> None:
        self.start_over()
        self.applied.emit(done)

    def _ask_try(self) -> None:
        if self.draft is not None:
            self.try_asked.emit(self.draft.questionnaire)

    def _ask_paper(self) -> None:
        if self.draft is not None:
            self.paper_asked.emit(self.draft.questionnaire)

    def _at_rest(self) -> None:
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.informant.setEnabled(not busy)
        self.changed.emit()

    def _build(self) -> None:
        self.items.setMinimumHeight(_FEW_ITEMS)
        self.items.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        items = Card(_("What it becomes"), flush=True)
        items.body.setContentsMargins(0, 0, 0, 4)
        items.body.addWidget(self.items, 1)
        items.add_action(self.try_out)
        items.add_action(self.on_paper)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.remarks, 1)
        right.addWidget(self.skipped, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._file_line())
        column.addLayout(self._title_line())
        column.addWidget(self.facts)
        column.addWidget(self.scales)
        column.addWidget(TwoColumns(items, side, SIDE), 1)

    def _file_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Picture("file-spreadsheet", "ink2", 16))
        line.addWidget(self.file_name, 1)
        line.addWidget(self.other)
        return line

    def _title_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addWidget(self.state)
        line.addStretch()
        line.addWidget(text(_("Filled in by"), "help", "ink2"))
        line.addWidget(self.informant)
        return line


def state_words(questionnaire: Questionnaire, state: State) -> str:
    """New, already here, or which edition it becomes."""
    if state is State.NEW:
        return _("New")
    if state is State.UNCHANGED:
        return _("Already here")
    return _("Edition {edition}").format(edition=questionnaire.edition)


def _state_tag(draft: FormDraft) -> tuple[str, Tone, str]:
    words = state_words(draft.questionnaire, draft.plan.state)
    icons: dict[State, tuple[Tone, str]] = {
        State.NEW: ("ok", "plus"),
        State.UNCHANGED: ("neutral", "check"),
    }
    return words, *icons.get(draft.plan.state, ("ok", "refresh"))
