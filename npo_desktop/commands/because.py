"""``npo export because``: why an approach is proposed to a pupil, on one page."""

import argparse
from pathlib import Path

from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.i18n import _
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.planning.because_facts import load_because, load_because_paper
from npo_desktop.queries.pupils import pupil_by_number
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.school import school_facts, school_year_of


def add_words(parser: argparse.ArgumentParser) -> None:
    """What the command takes, and what it does."""
    parser.add_argument("--pupil", required=True, metavar="NUMBER")
    parser.add_argument("--round", required=True, metavar="NAME")
    parser.add_argument("--intervention", required=True, metavar="ID")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.set_defaults(run=_run, writes=True)  # the log says what left


def _run(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    own = school_facts(session).language
    with i18n.speaking(chosen.document_language or chosen.language or own):
        return export_because(
            session,
            content,
            chosen.round,
            chosen.pupil,
            chosen.intervention,
            chosen.out,
            paper=chosen.paper,
        )


def export_because(
    session: Session,
    content: Content,
    round_name: str,
    pupil: str,
    intervention: str,
    file: Path,
    *,
    paper: str = "a4",
) -> Result:
    """One page for the team; refuses what is not proposed to this pupil, and says why not."""
    from npo_desktop.jobs.because_jobs import render_because  # reportlab loads when used
    from npo_desktop.jobs.document import note_document, save_document
    from npo_desktop.jobs.export_jobs import check_folder

    this = round_by_name(session, round_name)
    facts = pupil_by_number(session, pupil, school_year_of(this.starts_on))
    norms = round_norms(session, content.questionnaires, this)
    dossier = load_dossier(session, content.questionnaires, facts.id, norms)
    card = load_because(session, content, dossier, intervention)
    check_folder(file.parent)
    document = render_because(load_because_paper(session, content, card), paper)
    save_document(document, file)
    note_document(session, "export", document, "because", file.parent)
    return Result({"written": str(file)}, [_("The card is at {file}.").format(file=file)])
