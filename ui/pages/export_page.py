"""Everything that leaves the program on paper or as a file: a card for each kind."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.pdf.locked import easy_password
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import (
    LoadedSummaries,
    Written,
    load_parent_summaries,
)
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import App, Topic
from ui.export import export_books
from ui.export.export_cards import (
    CardGrid,
    DocumentCard,
    FileNote,
    ask_group,
    document_card,
    folder_card,
    summaries_card,
)
from ui.export.export_print import print_summaries
from ui.export.export_run import Run, RunDialog, run_title
from ui.export.parent_options import ParentOptions
from ui.pages.page import Page
from ui.paper.paper_print import PaperPrintDialog
from ui.parents.summary_parts import SummaryPartsDialog
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.first_things import LackNote
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import Session

CHOICES, SUMMARIES = 0, 1
ROUNDLESS = ("letterhead",)


class ExportPage(Page):
    """Cards first; behind the first of them whose summaries, and how."""

    watches = Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS
    made = Signal(object)  # Written, of a workbook

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._round: RoundFacts | None = None
        self._asked_pupil: UUID | None = None
        self._busy = False
        self.run: RunDialog | None = None
        self.folder = _documents() / "NPO Desktop"
        self.options = ParentOptions()
        self.make = KeyButton("", kind="primary", icon="printer")
        self.back = KeyButton(_("All documents"), icon="arrow-left", size="row")
        self.parts = KeyButton(_("Parts of the page..."), icon="list", size="row")
        self._where = ElidedLabel("", "body", "ink2")
        self.lacks = LackNote()
        self.other_folder = KeyButton(_("Another folder..."), size="row")
        self.file_note = FileNote()
        self._stack = QStackedWidget()
        self.cards = self._cards()
        self.make_plan = self.cards["plan"].button
        self._build()
        self.options.changed.connect(self._show_buttons)
        self.make.clicked.connect(self._make_summaries)
        self.back.clicked.connect(self.show_choices)
        self.parts.clicked.connect(self._choose_parts)
        self.other_folder.clicked.connect(self._ask_folder)
        self.lacks.asked.connect(self.app.open)

    def title(self) -> str:
        return _("Export and print")

    def crumb(self) -> str:
        return _("Everything you can share or print")

    def first_focus(self) -> QWidget:
        if self._stack.currentIndex() == SUMMARIES:
            return self.make
        return self.cards["parents"].button if not self.lacks.leads_to else self.lacks.button

    def show_args(self, *args: object) -> None:
        """A pupil's id chooses just that pupil."""
        if args and isinstance(args[0], UUID):
            self._asked_pupil = args[0]
            self._stack.setCurrentIndex(SUMMARIES)
            self.renew()

    def go_back(self) -> bool:
        """Esc leaves the choices for one kind."""
        if self._stack.currentIndex() == CHOICES:
            return False
        self.show_choices()
        return True

    def show_choices(self) -> None:
        """Back to the cards."""
        self._stack.setCurrentIndex(CHOICES)
        self.cards["parents"].button.setFocus()

    def show_summaries(self) -> None:
        """Whose summaries, in which language, and how."""
        self._stack.setCurrentIndex(SUMMARIES)
        self.make.setFocus()

    def set_folder(self, folder: Path) -> None:
        """Where files go from now on, until the program closes."""
        self.folder = folder
        self._show_buttons()

    def refresh(self) -> None:
        day = today()
        with self.app.reading() as session:
            self._round = chosen_round(session, self.app.round_id, day)
            on = self._round.starts_on if self._round else day
            pupils = pupil_list(session, school_year_of(on), on=on)
            groups = group_list(session, school_year_of(on))
        self.lacks.show_lack(has_pupils=bool(pupils), has_round=self._round is not None)
        self.options.show_school(pupils, groups)
        if self._asked_pupil is not None:
            self.options.choose_pupil(self._asked_pupil)
            self._asked_pupil = None
        self._show_buttons()

    # --- making ---

    def _make_summaries(self) -> None:
        this, chosen, options = self._round, self.options.chosen(), self.options
        if this is None or not chosen:
            return
        title = run_title(chosen, options.group_name())
        language, second = options.language.currentData(), options.second.currentData()
        content = self.app.content

        def load(session: Session, pupils: Collection[UUID]) -> LoadedSummaries:
            return load_parent_summaries(
                session, content, this, pupils=pupils, language=language, second_language=second
            )

        if options.how.value() == "print":
            print_summaries(self.app, self, chosen, load, title)
            return
        run = Run(
            title=title,
            pupils=chosen,
            load=load,
            folder=self.folder,
            language=language,
            paper=str(options.paper.value()),
            one_file=options.how.value() == "one",
            password=easy_password() if options.lock.isChecked() else "",
        )
        self._busy = True
        self._show_buttons()
        self.run = RunDialog(self.app, run, self)
        self.run.ended.connect(self._at_rest)
        self.run.finished.connect(self._forget_run)
        self.run.open()

    def _forget_run(self) -> None:
        self.run = None

    def _make_plan(self) -> None:
        if self._round is not None:
            work = export_books.plan_book(self.app, self._round, self.folder)
            self._make_book(work, _("The Excel plan is ready."), _("The Excel plan"))

    def _make_scores(self) -> None:
        if self._round is not None:
            work = export_books.scores_book(self.app, self._round, self.folder)
            self._make_book(work, _("The scores workbook is ready."), _("Scores workbook"))

    def _ask_group(self) -> None:
        ask_group(self.cards["group"].button, self.options.group_names(), self._make_group)

    def _make_group(self, group: str | None) -> None:
        """``None``: the whole school."""
        if self._round is not None:
            work = export_books.group_book(self.app, self._round, self.folder, group)
            self._make_book(work, _("The group workbook is ready."), _("Group workbook"))

    def _make_book(self, work: export_books.Making, ready: str, label: str) -> None:
        """A workbook; what came of it stands above the cards."""

        def show(written: Written) -> None:
            self.file_note.show_file(ready, written)
            self.file_note.open_file.setFocus()
            self.made.emit(written)

        self._busy = True
        self.file_note.hide()
        self._show_buttons()
        self.app.jobs.start(work, show, label=label, after=self._at_rest)

    def _at_rest(self) -> None:
        self._busy = False
        self._show_buttons()

    # --- going elsewhere ---

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the files"), str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _go_to_evening(self) -> None:
        self.app.open("evening")

    def _choose_parts(self) -> None:
        SummaryPartsDialog(self.app, self).open()

    def _write_letterhead(self) -> None:
        from ui.export.letterhead import LetterheadDialog  # pictures: not at the start

        LetterheadDialog(self.app, self).open()

    def _fill_template(self) -> None:
        from ui.export.fill_template import FillTemplateDialog  # workbooks: not at the start

        FillTemplateDialog(self.app, self).open()

    def _print_paper(self) -> None:
        dialog = PaperPrintDialog(self.app, None, Informant.TEACHER.value, self)
        dialog.open()

    def _show_buttons(self) -> None:
        n, ready = len(self.options.pupils()), not self.lacks.leads_to and not self._busy
        words = ngettext("Make {n} summary", "Make {n} summaries", n)
        if self.options.how.value() == "print":
            words = ngettext("Show and print {n} summary", "Show and print {n} summaries", n)
        self.make.setText(words.format(n=n) if n else _("Make summaries"))
        self.make.setEnabled(ready and n > 0)
        self.options.setEnabled(ready)
        for kind, card in self.cards.items():
            card.button.setEnabled(ready or (kind in ROUNDLESS and not self._busy))
        self._where.setText(str(self.folder))

    # --- furniture ---

    def _cards(self) -> dict[str, DocumentCard]:
        acts = {
            "parents": self.show_summaries,
            "evening": self._go_to_evening,
            "plan": self._make_plan,
            "group": self._ask_group,
            "scores": self._make_scores,
            "template": self._fill_template,
            "paper": self._print_paper,
            "letterhead": self._write_letterhead,
        }
        return {kind: document_card(kind, act) for kind, act in acts.items()}

    def _build(self) -> None:
        choices, summaries = QWidget(), QWidget()
        first, second = QVBoxLayout(choices), QVBoxLayout(summaries)
        for layout in (first, second):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(16)
        first.addWidget(self.lacks)
        first.addWidget(self.file_note)
        first.addWidget(CardGrid(list(self.cards.values())))
        first.addWidget(folder_card(self._where, self.other_folder))
        first.addStretch()
        second.addWidget(summaries_card(self.options, self.parts, self.back, self.make))
        second.addStretch()
        for view in (choices, summaries):
            self._stack.addWidget(view)
        self.column().addWidget(self._stack)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
