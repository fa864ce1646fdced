"""What leaves the page of the questionnaires as a file: Excel forms, the template, an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.exports.paper_example import example_forms
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder, note_export
from npo_desktop.jobs.paper_jobs import render_paper_lists
from npo_desktop.progress import Progress
from npo_desktop.safe_file import write_bytes

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

    def save_example(
        self, questionnaire: Questionnaire, languages: Sequence[str], age: int
    ) -> None:
        """Paper forms about nobody, one in each language."""
        facts = example_forms(questionnaire, languages, age)
        path = self.folder / f"{form_file_name(questionnaire)}-example.pdf"

        def work(progress: Progress) -> Path:
            written, _pages = render_paper_lists(facts, path, progress=progress)
            self._note(written)
            return path

        self._start(work, _("The paper form is made"))

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


def form_file_name(questionnaire: Questionnaire) -> str:
    """Code and edition, as they may stand in a file name on every system."""
    name = f"{questionnaire.code}-{questionnaire.edition}"
    plain = (c if c.isascii() and (c.isalnum() or c in "-_") else f"~{ord(c):x}" for c in name)
    return "".join(plain)
