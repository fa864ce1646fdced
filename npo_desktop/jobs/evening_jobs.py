"""The papers of an evening of talks, in memory: its list, and all summaries in one print job."""

from dataclasses import dataclass, field
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.exports.evening_facts import EveningList
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress


@dataclass(frozen=True, slots=True)
class LoadedList:
    """The list, and whose names stand on it."""

    facts: EveningList
    pupils: tuple[UUID, ...] = field(default=())


def render_evening_list(loaded: LoadedList, paper: str, progress: Progress) -> Document:
    """One or two pages for the one who talks."""
    from npo_desktop.exports.pdf.evening_list import evening_list
    from npo_desktop.exports.pdf.style import Paper

    if not loaded.pupils:
        raise UserError(
            _("Nobody comes on this evening yet."), _("Put at least one pupil on it first.")
        )
    progress(0, 1, _("List of the evening"))
    pdf = evening_list(loaded.facts, paper=Paper(paper))
    progress(1, 1, _("List of the evening"))
    name = f"evening-{loaded.facts.held_on.isoformat()}.pdf"
    return Document(pdf, name, _("List of the evening"), pupils=loaded.pupils)
