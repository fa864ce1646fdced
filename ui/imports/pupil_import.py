"""Reading pupils in, and nothing else: for whoever begins."""

from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import PupilPreview
from ui.app import App
from ui.imports.file_import import FileImport
from ui.imports.import_kinds import PUPILS


class PupilImport(FileImport):
    """A file of another kind is refused here, with what it is."""

    def __init__(self, app: App) -> None:
        super().__init__(
            app,
            (PUPILS,),
            _("Choose the file with your pupils"),
            _(
                "EDEXML or UWLR from your administration, OneRoster or School Data Sync, or a list"
                " in Excel or CSV."
            ),
        )

    @property
    def preview(self) -> PupilPreview | None:
        """What the file would do; nothing before one was read."""
        preview = super().preview
        return preview if isinstance(preview, PupilPreview) else None

    def mark_left(self, pupils: set[UUID]) -> None:
        """These, whom the file does not mention, have left the school."""
        self.answers.mark_left(pupils)
