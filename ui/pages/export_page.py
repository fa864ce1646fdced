"""Everything that leaves the program on paper or as a file."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.pdf.locked import easy_password
from npo_desktop.exports.xlsx.plan_workbook import plan_file_name
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import (
    Written,
    load_parent_summaries,
    load_plan,
    note_export,
    render_parent_summaries,
    render_plan,
)
from npo_desktop.progress import Progress
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import current_round, round_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from ui.app import App, Topic
from ui.pages.page import Page
from ui.paper.paper_print import PaperCard
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.export_results import ExportResults
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.parent_options import ParentOptions
from ui.widgets.picture import Picture
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

SIDE = 440  # pixels


class ExportPage(Page):
    """Choices above, what came of them below."""

    watches = Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._round: RoundFacts | None = None
        self._asked_pupil: UUID | None = None
        self._busy = False
        self._password = ""  # of what is being made now
        self.folder = _documents() / "NPO Desktop"
        self.options = ParentOptions()
        self.make = KeyButton("", kind="primary", icon="printer")
        self.make_plan = KeyButton(_("Make the Excel plan"), icon="file-spreadsheet")
        self._where = ElidedLabel("", "body", "ink2")
        self._no_round = Note("info", _("There is no scan round yet."), _("Plan one under Scans."))
        self._to_scans = KeyButton(_("To the scans"), size="row")
        self._no_round.add_action(self._to_scans)
        self.other_folder = KeyButton(_("Another folder..."), size="row")
        self.results = ExportResults()
        self.paper = PaperCard(app)
        self._stack = QStackedWidget()
        self._build()
        self.options.changed.connect(self._show_buttons)
        self.make.clicked.connect(self._make_summaries)
        self.make_plan.clicked.connect(self._make_plan)
        self.other_folder.clicked.connect(self._ask_folder)
        self._to_scans.clicked.connect(self._go_to_scans)
        self.results.pupil_asked.connect(self._open_pupil)
        self.results.opened.connect(self._note_print)
        self.results.left.connect(self.show_choices)
        app.jobs.progressed.connect(self._show_progress)

    def title(self) -> str:
        return _("Export and print")

    def crumb(self) -> str:
        return _("Everything you can share or print")

    def first_focus(self) -> QWidget:
        return self.make if self._round is not None else self._to_scans

    def show_args(self, *args: object) -> None:
        """A pupil's id chooses just that pupil."""
        if args and isinstance(args[0], UUID):
            self._asked_pupil = args[0]
            if not self._busy:
                self.show_choices()
            self.renew()

    def go_back(self) -> bool:
        """Esc leaves the results."""
        if self._busy or self._stack.currentIndex() == 0:
            return False
        self.show_choices()
        return True

    def show_choices(self) -> None:
        """Back to what can be made."""
        self._stack.setCurrentIndex(0)
        self.results.password.show_password("")
        self.make.setFocus()

    def set_folder(self, folder: Path) -> None:
        """Where files go from now on, until the program closes."""
        self.folder = self.paper.printing.folder = folder
        self._show_buttons()

    def refresh(self) -> None:
        day = today()
        with self.app.reading() as session:
            if self.app.round_id is not None:
                self._round = round_facts(session, self.app.round_id)
            else:
                self._round = current_round(session, day)
            year = school_year_of(self._round.starts_on if self._round else day)
            on = self._round.starts_on if self._round else day
            pupils = pupil_list(session, year, on=on)
            groups = group_list(session, year)
        self.options.show_school(pupils, groups)
        self.paper.printing.refresh()
        if self._asked_pupil is not None:
            self.options.choose_pupil(self._asked_pupil)
            self._asked_pupil = None
        self._show_buttons()

    # --- making ---

    def _make_summaries(self) -> None:
        this, chosen, folder = self._round, self.options.pupils(), self.folder
        if this is None or not chosen:
            return
        language = self.options.language.currentData()
        paper, one_file = str(self.options.paper.value()), bool(self.options.files.value())
        password = easy_password() if self.options.lock.isChecked() else ""
        app = self.app

        def work(progress: Progress) -> Written:
            with app.lend() as store, store.reading() as session:
                loaded = load_parent_summaries(
                    session, app.content, this, pupils=chosen, language=language
                )
            written = render_parent_summaries(
                loaded,
                folder,
                paper=paper,
                one_file=one_file,
                password=password or None,
                progress=progress,
            )
            return _noted(app, written)

        self._begin(len(chosen))
        self._password = password
        app.jobs.start(work, self._show_written, label=_("Parent summaries"), after=self._at_rest)

    def _make_plan(self) -> None:
        this, app = self._round, self.app
        if this is None:
            return
        file = self.folder / plan_file_name(this.name, today())

        def work(progress: Progress) -> Written:
            with app.lend() as store, store.reading() as session:
                facts = load_plan(session, app.content, this)
            return _noted(app, render_plan(facts, file, progress=progress))

        self._begin(0)
        self._password = ""
        app.jobs.start(work, self._show_written, label=_("The Excel plan"), after=self._at_rest)

    def _begin(self, pupils: int) -> None:
        self._busy = True
        if pupils:
            self.results.show_progress(0, pupils)
            self._stack.setCurrentIndex(1)
        self._show_buttons()

    def _show_written(self, written: Written) -> None:
        folder = written.paths[0].parent if written.paths else self.folder
        self.results.show_written(written, folder, self._password)
        self._password = ""
        self._stack.setCurrentIndex(1)
        self.results.open_folder.setFocus()
        self._busy = False

    def _at_rest(self) -> None:
        """Also when it failed or was stopped: then there is nothing to show."""
        if self._busy:
            self.show_choices()
        self._busy = False
        self._show_buttons()

    def _show_progress(self, done: int, total: int, _label: str) -> None:
        if self._busy and self._stack.currentIndex() == 1:
            self.results.show_progress(done, total)

    def _note_print(self, pupil_id: object) -> None:
        """Opened is as good as printed: in the log, as soon as the store is free."""

        def work(store: Store, _progress: Progress) -> None:
            with store.writing() as session:
                audit.note(session, "print", str(pupil_id))

        self.app.start_with_store(work, lambda _nothing: None)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the files"), str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _go_to_scans(self) -> None:
        self.app.open("scans")

    def _open_pupil(self, pupil_id: object) -> None:
        self.app.open("pupil", pupil_id)

    def _show_buttons(self) -> None:
        n, ready = len(self.options.pupils()), self._round is not None and not self._busy
        words = ngettext("Make {n} summary", "Make {n} summaries", n).format(n=n)
        self.make.setText(words if n else _("Make summaries"))
        self.make.setEnabled(ready and n > 0)
        self.make_plan.setEnabled(ready)
        self.options.setEnabled(ready)
        self._no_round.setVisible(self._round is None)
        self._where.setText(str(self.folder))

    # --- furniture ---

    def _build(self) -> None:
        choices = QWidget()
        inner = QVBoxLayout(choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(16)
        right.addWidget(self._plan_card())
        right.addWidget(self._folder_card())
        right.addStretch(1)
        inner.addWidget(self._no_round)
        inner.addWidget(TwoColumns(_under_each_other(self._parents_card(), self.paper), side, SIDE))
        inner.addStretch()
        for view in (choices, self.results):
            self._stack.addWidget(view)
        self.column().addWidget(self._stack)

    def _parents_card(self) -> Card:
        card = Card(_("Parent summaries"), _("PDF, strengths first"))
        card.body.setSpacing(16)
        card.body.addWidget(self.options, 1)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.make)
        card.body.addLayout(line)
        return card

    def _plan_card(self) -> Card:
        card = Card(_("The Excel plan"))
        words = _("Overview per group, each chosen approach with goal, dose, who and dates,")
        words += " " + _("and the scores behind it.")
        card.body.addWidget(text(words, "body", "ink2", wrap=True))
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.make_plan)
        card.body.addLayout(line)
        return card

    def _folder_card(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Picture("folder", "ink2", 16))
        line.addWidget(self._where, 1)
        line.addWidget(self.other_folder)
        card.body.addLayout(line)
        card.body.setContentsMargins(16, 12, 16, 12)
        return card


def _under_each_other(*cards: Card) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for card in cards:
        layout.addWidget(card)
    layout.addStretch(1)
    return column


def _noted(app: App, written: Written) -> Written:
    with app.lend() as store, store.writing() as session:
        note_export(session, written)
    return written


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
