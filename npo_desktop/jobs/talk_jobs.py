"""The documents of one talk with parents, in memory: the summary and the speaking note."""

from npo_desktop.exports.parent_facts import summary_file_name
from npo_desktop.exports.speaking_note_facts import SpeakingNote, note_title
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.parents.speaking_notes import TalkPreparation

NOTE_FILE = ("parents-", "note-")  # what the name of the summary begins with, and of the note


def render_talk_summary(facts: TalkPreparation, paper: str, progress: Progress) -> Document:
    """The parents' page as it is now; without a scan it asks and leaves room to write."""
    from npo_desktop.exports.pdf.parent_summary import parent_summary
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Parent summary"))
    pdf = parent_summary(facts.summary, paper=Paper(paper))
    progress(1, 1, _("Parent summary"))
    return Document(
        pdf,
        summary_file_name(facts.summary),
        _("Parent summary"),
        pupils=(facts.summary.dossier.pupil.id,),
        missing=tuple(one.text for one in facts.missing),
    )


def render_speaking_note(facts: SpeakingNote, paper: str, progress: Progress) -> Document:
    """For the coordinator's own eyes; what is missing stands in it."""
    from npo_desktop.exports.pdf.speaking_note import speaking_note
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Speaking note"))
    pdf = speaking_note(facts, paper=Paper(paper))
    progress(1, 1, _("Speaking note"))
    return Document(
        pdf,
        summary_file_name(facts.summary).replace(*NOTE_FILE, 1),
        note_title(facts),
        pupils=(facts.summary.dossier.pupil.id,),
    )
