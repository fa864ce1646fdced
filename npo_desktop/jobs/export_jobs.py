"""Load, render and write: what the export page and ``npo export`` both do.

Loading needs the store, rendering does not: the window gives the store back in between.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import Cancelled, UserError
from npo_desktop.exports.parent_facts import ParentSummary, language_note, summary_file_name
from npo_desktop.exports.pdf.locked import locked
from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one, parent_summary
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_sheets, plan_workbook
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.parent_summaries import load_parent_summaries as load_summaries
from npo_desktop.queries.plan_workbook import load_plan_workbook
from npo_desktop.safe_file import cannot_write, clear_leftovers, write_bytes
from npo_desktop.store import audit
from npo_desktop.store.export_folders import remember_folder

PAPERS = tuple(paper.value for paper in Paper)


class Outcome(StrEnum):
    """What became of one pupil's summary; in the order in which they are told."""

    FAILED = "failed"
    SKIPPED = "skipped"
    WRITTEN = "written"


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


@dataclass(frozen=True, slots=True)
class Written:
    """What an export left on disk, and what it could not."""

    paths: tuple[Path, ...]
    results: tuple[PupilResult, ...] = ()  # parents only: problems first, then list order
    sheets: tuple[str, ...] = ()  # plan only
    pupils: int = 0  # whose data the files hold

    @property
    def failed(self) -> tuple[PupilResult, ...]:
        """Those whose file could not be written."""
        return tuple(result for result in self.results if result.outcome is Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class LoadedSummaries:
    """Everything for the summaries of one round; no store needed any more."""

    round: RoundFacts
    summaries: tuple[ParentSummary, ...]  # in list order


def write_parent_summaries(
    session: Session,
    content: Content,
    this: RoundFacts,
    folder: Path,
    *,
    pupils: Collection[UUID] | None = None,
    language: str | None = None,
    paper: str = "a4",
    one_file: bool = False,
    password: str | None = None,
    progress: Progress = silent,
) -> Written:
    """Everything at once, for who keeps the store. ``pupils``: all of the round when not given."""
    loaded = load_parent_summaries(session, content, this, pupils=pupils, language=language)
    return render_parent_summaries(
        loaded, folder, paper=paper, one_file=one_file, password=password, progress=progress
    )


def load_parent_summaries(
    session: Session,
    content: Content,
    this: RoundFacts,
    *,
    pupils: Collection[UUID] | None = None,
    language: str | None = None,
) -> LoadedSummaries:
    """What the summaries need. ``language``: instead of the one each pupil's parents talk in."""
    norms = round_norms(session, content.questionnaires, this)
    found = load_summaries(
        session, content, norms, made_on=today(), pupil_ids=pupils, language=language
    )
    return LoadedSummaries(this, tuple(found))


def render_parent_summaries(
    loaded: LoadedSummaries,
    folder: Path,
    *,
    paper: str = "a4",
    one_file: bool = False,
    password: str | None = None,
    progress: Progress = silent,
) -> Written:
    """The files. Who has no finished scan is skipped; one that fails does not hold up the rest.

    With a password they are encrypted before they reach the disk.
    Raises ``UserError`` before anything is made when the folder cannot be written. Stopped
    half-way, what was written stays; of one file with everything, nothing stays.
    """
    check_folder(folder)
    ready = [facts for facts in loaded.summaries if _is_scanned(facts)]
    skipped = [
        _result(facts, Outcome.SKIPPED, _why_skipped(facts))
        for facts in loaded.summaries
        if not _is_scanned(facts)
    ]
    form = _Form(Paper(paper), password)
    if one_file:
        made = _in_one(loaded.round, ready, folder, form, progress)
    else:
        made = _one_each(ready, folder, form, progress)
    results = sorted([*made, *skipped], key=lambda result: list(Outcome).index(result.outcome))
    paths = dict.fromkeys(result.path for result in made if result.path is not None)
    written = sum(result.outcome is Outcome.WRITTEN for result in made)
    return Written(tuple(paths), tuple(results), pupils=written)


def write_plan(
    session: Session,
    content: Content,
    this: RoundFacts,
    file: Path,
    *,
    progress: Progress = silent,
) -> Written:
    """The Excel plan of a round, everything at once."""
    return render_plan(load_plan(session, content, this), file, progress=progress)


def load_plan(session: Session, content: Content, this: RoundFacts) -> PlanWorkbook:
    """What the Excel plan needs."""
    norms = round_norms(session, content.questionnaires, this)
    return load_plan_workbook(session, content, norms, made_on=today())


def render_plan(facts: PlanWorkbook, file: Path, *, progress: Progress = silent) -> Written:
    """The workbook, in the language being spoken."""
    check_folder(file.parent)
    write_bytes(file, plan_workbook(facts, progress=progress))
    sheets = tuple(sheet.name for sheet in plan_sheets(facts))
    return Written((file,), sheets=sheets, pupils=len(facts.dossiers))


@dataclass(frozen=True, slots=True, repr=False)
class _Form:
    """On which paper, and behind which password."""

    paper: Paper
    password: str | None

    def finished(self, pdf: bytes) -> bytes:
        return pdf if self.password is None else locked(pdf, self.password)


def note_export(session: Session, written: Written) -> None:
    """Write down in the log that this left the store. The caller commits."""
    whose = {result.pupil_id for result in written.results if result.path is not None}
    if written.paths:
        audit.note(session, "export", whose.pop() if len(whose) == 1 else written.pupils)
        remember_folder(session, written.paths[0].parent)


def _one_each(
    ready: Sequence[ParentSummary], folder: Path, form: _Form, progress: Progress
) -> list[PupilResult]:
    results: list[PupilResult] = []
    taken: set[str] = set()
    with suppress(Cancelled):  # what was written stays, the rest is told below
        for done, facts in enumerate(ready):
            progress(done, len(ready), _("Parent summaries"))
            path = folder / _free_name(summary_file_name(facts), taken)
            try:
                write_bytes(path, form.finished(parent_summary(facts, paper=form.paper)))
            except UserError as error:
                results.append(_result(facts, Outcome.FAILED, f"{error.message} {error.hint}"))
            else:
                results.append(_result(facts, Outcome.WRITTEN, language_note(facts), path))
        progress(len(ready), len(ready), _("Parent summaries"))
    stopped = _("Stopped before this one.")
    return results + [_result(facts, Outcome.SKIPPED, stopped) for facts in ready[len(results) :]]


def _in_one(
    this: RoundFacts,
    ready: Sequence[ParentSummary],
    folder: Path,
    form: _Form,
    progress: Progress,
) -> list[PupilResult]:
    if not ready:
        return []
    path = folder / f"parents-{_plain(this.name)}.pdf"  # the round stands in it, no pupil does
    pdf = parent_summaries_in_one(ready, paper=form.paper, progress=progress)
    write_bytes(path, form.finished(pdf))
    return [_result(facts, Outcome.WRITTEN, language_note(facts), path) for facts in ready]


def _plain(name: str) -> str:
    """As it may stand in a file name on every system, and no two alike."""
    plain = (c if c.isascii() and (c.isalnum() or c in "-_") else f"~{ord(c):x}" for c in name)
    return "".join(plain)


def _free_name(name: str, taken: set[str]) -> str:
    """Some systems take a1 and A1 for the same file: two pupils never share one."""
    stem, number = name.removesuffix(".pdf"), 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}~{number}.pdf"
    taken.add(name.casefold())
    return name


def check_folder(folder: Path) -> None:
    """Make it, and see that it can be written: one sentence before a hundred pages are made."""
    probe = folder / ".npo-export"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    clear_leftovers(folder)  # of an export that was killed
    write_bytes(probe, b"")
    probe.unlink(missing_ok=True)


def _is_scanned(facts: ParentSummary) -> bool:
    return any(scored.score.mean is not None for scored in facts.dossier.scores)


def _why_skipped(facts: ParentSummary) -> str:
    if facts.dossier.scores:
        return _("The scan is not finished.")
    return _("There is no scan in this round.")


def _result(
    facts: ParentSummary, outcome: Outcome, text: str = "", path: Path | None = None
) -> PupilResult:
    pupil = facts.dossier.pupil
    return PupilResult(
        pupil.id, pupil.number, pupil.list_name, facts.language, outcome, text.strip(), path
    )
