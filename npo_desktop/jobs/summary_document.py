"""Parent summaries as one document in memory, to look at and to print; nothing reaches the disk."""

from npo_desktop.errors import UserError
from npo_desktop.exports.parent_facts import ParentSummary, language_note, summary_file_name
from npo_desktop.exports.summary_gaps import has_scan
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import LoadedSummaries
from npo_desktop.jobs.summary_results import not_scanned
from npo_desktop.progress import Progress


def render_summaries(loaded: LoadedSummaries, paper: str, progress: Progress) -> Document:
    """One print job in the order of what was loaded; who has no scan is told beside it."""
    from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one
    from npo_desktop.exports.pdf.style import Paper

    ready = [facts for facts in loaded.summaries if has_scan(facts)]
    if not ready:
        raise UserError(
            _("Nobody you chose has a finished scan in this round."),
            _("Fill in the rest of a scan first, or choose somebody else."),
        )
    made = parent_summaries_in_one(ready, paper=Paper(paper), progress=progress)
    return Document(
        made.pdf,
        summary_file_name(ready[0]) if len(ready) == 1 else "parents.pdf",
        summaries_title(len(ready)),
        pupils=tuple(facts.dossier.pupil.id for facts in ready),
        missing=tuple(sentence for facts in loaded.summaries for sentence in _missing(facts)),
        starts=made.starts,
    )


def summaries_title(n: int) -> str:
    """What the window above them says."""
    return ngettext("Parent summary", "{n} parent summaries", n).format(n=n)


def _missing(facts: ParentSummary) -> list[str]:
    name = facts.dossier.pupil.list_name
    if not has_scan(facts):
        return [f"{name}: {not_scanned(facts).text}"]
    note = language_note(facts)
    return [f"{name}: {note}"] if note else []
