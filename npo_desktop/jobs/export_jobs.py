"""Load, render and write: what the export page and ``npo export`` both do.

Loading needs the store, rendering does not: the window gives the store back in between.
"""

import errno
import io
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import Cancelled, UserError
from npo_desktop.exports.parent_facts import ParentSummary, language_note
from npo_desktop.exports.pdf.locked import locked
from npo_desktop.exports.summary_gaps import has_scan
from npo_desktop.exports.undrawn import noting_undrawn
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.i18n import _
from npo_desktop.jobs.summary_results import (
    Outcome,
    PupilResult,
    Watch,
    file_names,
    not_scanned,
    summary_result,
    unseen,
)
from npo_desktop.progress import Progress, silent
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.parents.parent_summaries import load_parent_summaries as load_summaries
from npo_desktop.queries.planning.plan_workbook import load_plan_workbook
from npo_desktop.safe_file import cannot_write, clear_leftovers, write_bytes
from npo_desktop.store import audit
from npo_desktop.store.export_folders import remember_folder

_HOPELESS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ENOENT, errno.ENOTDIR)
PAPERS = ("a4", "letter")  # as ``Paper`` names them, without loading what draws


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
    second_language: str = "",
) -> LoadedSummaries:
    """What the summaries need. ``language``: instead of the one each pupil's parents talk in.

    ``second_language``: beside it on the same page.
    """
    norms = round_norms(session, content.questionnaires, this)
    found = load_summaries(
        session,
        content,
        norms,
        made_on=today(),
        pupil_ids=pupils,
        language=language,
        second_language=second_language,
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
    only: Collection[UUID] | None = None,
    watch: Watch = unseen,
) -> Written:
    """The files. Who has no finished scan is skipped; one that fails does not hold up the rest.

    With a password they are encrypted before they reach the disk. ``only``: those of the loaded
    pupils, under the names they would have among all.
    Raises ``UserError`` before anything is made when the folder cannot be written. Stopped
    half-way, what was written stays; of one file with everything, nothing stays. When the disk
    is full, or the folder has gone, the rest is not tried.
    """
    check_folder(folder)
    asked = [one for one in loaded.summaries if only is None or one.dossier.pupil.id in only]
    ready = [facts for facts in asked if has_scan(facts)]
    skipped = [not_scanned(facts) for facts in asked if not has_scan(facts)]
    for result in skipped:
        watch(result)
    form = _Form(paper, password)
    if one_file:
        made = _in_one(loaded.round, ready, folder, form, progress)
    else:
        names = file_names(loaded.summaries)
        made = _one_each(ready, folder, names, form, progress, watch)
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
    paper: str = "a4",
    progress: Progress = silent,
) -> Written:
    """The Excel plan of a round, everything at once."""
    return render_plan(load_plan(session, content, this), file, paper=paper, progress=progress)


def load_plan(session: Session, content: Content, this: RoundFacts) -> PlanWorkbook:
    """What the Excel plan needs."""
    norms = round_norms(session, content.questionnaires, this)
    return load_plan_workbook(session, content, norms, made_on=today())


def render_plan(
    facts: PlanWorkbook, file: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """The workbook, in the language being spoken."""
    from npo_desktop.exports.xlsx.plan_workbook import plan_sheets, plan_workbook
    from npo_desktop.exports.xlsx.printing import Paper

    check_folder(file.parent)
    made = plan_workbook(facts, progress=progress, paper=Paper[paper.upper()])
    write_bytes(file, made)
    sheets = tuple(sheet.name for sheet in plan_sheets(facts))
    return Written((file,), sheets=sheets, pupils=len(facts.dossiers))


@dataclass(frozen=True, slots=True, repr=False)
class _Form:
    """On which paper, and behind which password."""

    paper: str
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
    ready: Sequence[ParentSummary],
    folder: Path,
    names: Mapping[UUID, str],
    form: _Form,
    progress: Progress,
    watch: Watch,
) -> list[PupilResult]:
    results: list[PupilResult] = []
    why = _("Stopped before this one.")
    with suppress(Cancelled):  # what was written stays, the rest is told below
        for done, facts in enumerate(ready):
            progress(done, len(ready), _("Parent summaries"))
            watch(summary_result(facts, Outcome.BUSY))
            try:
                results.append(_one(facts, folder / names[facts.dossier.pupil.id], form))
            except UserError as error:
                results.append(
                    summary_result(facts, Outcome.FAILED, error.message, hint=error.hint)
                )
                if _ends_all(error):
                    why = _("Not tried: the file before it could not be written.")
                    break
            finally:
                for result in results[done:]:
                    watch(result)
        else:
            progress(len(ready), len(ready), _("Parent summaries"))
    left = [summary_result(facts, Outcome.SKIPPED, why) for facts in ready[len(results) :]]
    for result in left:
        watch(result)
    return results + left


def _one(facts: ParentSummary, path: Path, form: _Form) -> PupilResult:
    from npo_desktop.exports.pdf.parent_summary import parent_summary
    from npo_desktop.exports.pdf.style import Paper

    with noting_undrawn() as undrawn:
        pdf = parent_summary(facts, paper=Paper(form.paper))
    write_bytes(path, form.finished(pdf))
    note = f"{language_note(facts)} {undrawn.sentence()}"
    return summary_result(facts, Outcome.WRITTEN, note, path, pages=_page_count(pdf))


def _page_count(pdf: bytes) -> int:
    from pypdf import PdfReader  # not before something is made

    return len(PdfReader(io.BytesIO(pdf)).pages)


def _ends_all(error: UserError) -> bool:
    """Whether the next file would fail for the same reason: no room, or no folder any more."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _HOPELESS


def _in_one(
    this: RoundFacts,
    ready: Sequence[ParentSummary],
    folder: Path,
    form: _Form,
    progress: Progress,
) -> list[PupilResult]:
    from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one
    from npo_desktop.exports.pdf.style import Paper

    if not ready:
        return []
    path = folder / f"parents-{_plain(this.name)}.pdf"  # the round stands in it, no pupil does
    with noting_undrawn() as undrawn:
        made = parent_summaries_in_one(ready, paper=Paper(form.paper), progress=progress)
    write_bytes(path, form.finished(made.pdf))
    results = []
    for facts, start, end in zip(ready, made.starts, (*made.starts[1:], made.pages), strict=True):
        note = f"{language_note(facts)} {undrawn.sentence(start + 1, end)}"
        results.append(summary_result(facts, Outcome.WRITTEN, note, path))
    return results


def _plain(name: str) -> str:
    """As it may stand in a file name on every system, and no two alike."""
    plain = (c if c.isascii() and (c.isalnum() or c in "-_") else f"~{ord(c):x}" for c in name)
    return "".join(plain)


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
