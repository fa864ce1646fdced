"""What became of each pupil's summary, and under which name its file goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from npo_desktop.exports.parent_facts import ParentSummary, summary_file_name
from npo_desktop.i18n import _


class Outcome(StrEnum):
    """What became of one pupil's summary; in the order in which they are told."""

    FAILED = "failed"
    SKIPPED = "skipped"
    BUSY = "busy"  # told while it lasts
    WRITTEN = "written"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class PupilResult:
    """One pupil's summary, and why it is not there when it is not."""

    pupil_id: UUID
    number: str
    name: str  # as it stands in lists
    language: str  # of the file
    outcome: Outcome
    text: str = ""  # why not, or what to know about the file
    path: Path | None = None
    pages: int = 0  # of the file
    hint: str = ""  # what to do, when it failed
    has_no_scan: bool = False  # skipped: only a scan that is finished helps

    @property
    def why(self) -> str:
        """What is told in one line."""
        return f"{self.text} {self.hint}".strip()


Watch = Callable[[PupilResult], None]  # called as each begins and ends


def unseen(_result: PupilResult) -> None:
    """Nobody watches."""


def not_scanned(facts: ParentSummary) -> PupilResult:
    """Of who has no finished scan."""
    why = _("There is no scan in this round.")
    if facts.dossier.scores:
        why = _("The scan is not finished.")
    return summary_result(facts, Outcome.SKIPPED, why, has_no_scan=True)


def summary_result(
    facts: ParentSummary,
    outcome: Outcome,
    text: str = "",
    path: Path | None = None,
    *,
    pages: int = 0,
    hint: str = "",
    has_no_scan: bool = False,
) -> PupilResult:
    """What is told of this pupil."""
    pupil = facts.dossier.pupil
    return PupilResult(
        pupil.id,
        pupil.number,
        pupil.list_name,
        facts.language,
        outcome,
        text.strip(),
        path,
        pages,
        hint,
        has_no_scan,
    )


def file_names(summaries: Sequence[ParentSummary]) -> dict[UUID, str]:
    """One each, the same for the same pupils, whoever of them has a scan already."""
    taken: set[str] = set()
    return {
        facts.dossier.pupil.id: _free_name(summary_file_name(facts), taken) for facts in summaries
    }


def _free_name(name: str, taken: set[str]) -> str:
    """Some systems take a1 and A1 for the same file: two pupils never share one."""
    stem, number = name.removesuffix(".pdf"), 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}~{number}.pdf"
    taken.add(name.casefold())
    return name
