"""What leaves the page of the questionnaires: Excel forms, the template, an example on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.exports.paper_example import example_forms
from npo_desktop.exports.paper_facts import PaperSet
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import Written, check_folder, note_export
from npo_desktop.progress import Progress
from npo_desktop.safe_file import write_bytes
from ui.preview import open_preview

if TYPE_CHECKING:
    from ui.app import App


class QuestionnaireFiles(QObject):
    """Made on the worker, written whole or not at all, and noted in the log as every export."""

    made = Signal(object, str)  # Path, what it is in words

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = Path(QStandardPaths.writableLocation(place)) / "NPO Desktop"

    def save_form(self, questionnaire: Questionnaire) -> None:
        """As an Excel form that reads back the same."""
        from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook

        name = f"{form_file_name(questionnaire)}.xlsx"
        self._save(name, lambda: questionnaire_workbook(questionnaire), _("The Excel form is made"))

    def save_template(self) -> None:
        """A ready workbook to write one's own questions in."""
        from npo_desktop.exports.xlsx.forms.form_template import template_workbook

        name = _("my-questionnaire") + ".xlsx"
        self._save(name, template_workbook, _("The template is made"))

    def show_example(
        self, questionnaire: Questionnaire, languages: Sequence[str], age: int, parent: QWidget
    ) -> None:
        """Paper forms about nobody, one in each language."""
        open_preview(
            self._app,
            parent,
            title=_("Example of a paper form"),
            load=lambda _session: example_forms(questionnaire, languages, age),
            render=_render_example,
            kind="example",
        )

    def _save(self, name: str, make: Callable[[], bytes], words: str) -> None:
        path = self.folder / name

        def work(_progress: Progress) -> Path:
            check_folder(path.parent)
            write_bytes(path, make())
            self._note(Written((path,)))
            return path

        self._start(work, words)

    def _note(self, written: Written) -> None:
        """No pupil's data is in it; the folder counts as one that exports went to."""
        with self._app.lend() as store, store.writing() as session:
            note_export(session, Written(written.paths))

    def _start(self, work: Callable[[Progress], Path], words: str) -> None:
        self._app.jobs.start(work, lambda path: self.made.emit(path, words), label=words)


def _render_example(facts: PaperSet, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.paper_jobs import render_paper_forms  # reportlab: not at the start

    made = render_paper_forms(facts, paper, progress)
    return replace(made, file_name=f"{form_file_name(facts.questionnaire)}-example.pdf")


def form_file_name(questionnaire: Questionnaire) -> str:
    """Code and edition, as they may stand in a file name on every system."""
    name = f"{questionnaire.code}-{questionnaire.edition}"
    plain = (c if c.isascii() and (c.isalnum() or c in "-_") else f"~{ord(c):x}" for c in name)
    return "".join(plain)
