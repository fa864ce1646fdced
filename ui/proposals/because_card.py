"""Why this: which answers, which rule, what research says, what it costs, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.i18n import _, pick
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.proposals.because import Because
from npo_desktop.proposals.criteria import Criterion, Said, criterion_text
from npo_desktop.proposals.propose import Proposals
from npo_desktop.proposals.words.because import Section, because_sections, because_title
from npo_desktop.queries.planning.because_facts import load_because, load_because_paper
from npo_desktop.queries.planning.criteria import put_criteria, say_criterion
from ui.app import Topic
from ui.dialogs.kept_dialog import KeptDialog
from ui.preview import open_preview
from ui.proposals.because_criteria import BecauseCriteria
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import rule, text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (860, 620)  # pixels
TITLES, DEEPER = 168, 12  # pixels


class BecauseDialog(KeptDialog):
    """Reads, prints, and takes what the team says; the rest is decided on the page."""

    def __init__(
        self,
        app: App,
        card: Because,
        proposals: Proposals,
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self.card, self._proposals = app, card, proposals
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Why this is proposed"))
        self.resize(*SIZE)
        self.criteria = BecauseCriteria(card.criteria)
        self.print = KeyButton(_("Print"), "Ctrl+P", icon="printer", shortcut=True)
        self.leave = KeyButton(_("Close"), "Esc")
        # The last section stands here as what can be answered.
        self.sections = because_sections(card, names)[:-1]
        self._build()
        self._connect()

    def keep_draft(self) -> None:
        """The window locks: a reason that was being typed is kept."""
        self.criteria.keep_typed()

    def _say(self, criterion: Criterion, said: Said) -> None:
        app, id = self._app, self.card.intervention.id
        with app.writing(Topic.SCHOOL) as session:
            before = say_criterion(session, id, criterion, said)

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                put_criteria(session, id, before)

        name = criterion_text(criterion)
        app.say(_("Kept for the school: {criterion}.").format(criterion=name), undo=undo)
        self._read_again()

    def _read_again(self) -> None:
        with self._app.reading() as session:
            content, dossier = self._app.content, self.card.dossier
            id = self.card.intervention.id
            self.card = load_because(session, content, dossier, id, self._proposals)
        self.criteria.show_criteria(self.card.criteria)

    def _print(self) -> None:
        """What is on paper is what is kept."""
        self.criteria.keep_typed()
        app, card = self._app, self.card
        open_preview(
            app,
            self,
            title=_("Why this is proposed"),
            load=lambda session: load_because_paper(session, app.content, card),
            render=_render,
            kind="because",
        )

    def _connect(self) -> None:
        self.criteria.said.connect(self._say)
        self.print.clicked.connect(self._print)
        self.leave.clicked.connect(self.accept)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(10)
        for section in self.sections:
            column.addLayout(_section(section))
            column.addWidget(rule())
        column.addWidget(self.criteria)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(24, 14, 24, 10)
        head.setSpacing(2)
        name = pick(self.card.intervention.names)
        head.addWidget(text(name, "dialogTitle", wrap=True))
        head.addWidget(text(because_title(self.card), "help", "ink2", wrap=True))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(8)
        foot.addStretch()
        for widget in (self.print, self.leave):
            foot.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)


def _render(facts: BecausePaper, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.because_jobs import render_because  # reportlab: not at the start

    return render_because(facts, paper, progress)


def _section(section: Section) -> QGridLayout:
    """Icon, heading, and the sentences under each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    is_warning = section.icon == "alert-triangle"
    grid.addWidget(Picture(section.icon, "warn" if is_warning else "accent"), 0, 0, top)
    title = text(section.title, "control", wrap=True)
    title.setFixedWidth(TITLES)
    grid.addWidget(title, 0, 1, top)
    for row, line in enumerate(section.lines):
        tone = "ink2" if line.deep else "ink"
        label = text(line.words, "body", tone, wrap=True, selectable=True)
        label.setIndent(DEEPER if line.deep else 0)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what can be answered
        grid.addWidget(label, row, 2)
    return grid
