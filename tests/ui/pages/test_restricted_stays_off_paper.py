"""What is said in confidence stands on no paper for parents, class or next school."""

import io
from datetime import date
from types import SimpleNamespace
from uuid import UUID

from pypdf import PdfReader

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.exports.record_facts import BLOCKS, ReferralChoice
from npo_desktop.jobs.class_jobs import render_class_sheet
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import LoadedSummaries
from npo_desktop.jobs.record_jobs import render_handover, render_referral
from npo_desktop.jobs.summary_document import render_summaries
from npo_desktop.jobs.talk_jobs import render_speaking_note, render_talk_summary
from npo_desktop.progress import silent
from npo_desktop.queries.papers.class_papers import load_class_sheet
from npo_desktop.queries.papers.referrals import load_handover, load_referral
from npo_desktop.queries.parents.parent_talks import TalkNotes, add_talk, talks_of, write_talk
from npo_desktop.queries.parents.speaking_notes import load_talk
from npo_desktop.queries.privacy.restricted_notes import add_note, read_notes
from npo_desktop.queries.rounds import chosen_round
from ui.app import App

SEALED, SAID = "Zwaluwstaart", "Kwikzilver"


def words_of(document: Document) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(document.pdf)).pages]
    return " ".join((*pages, *document.missing, document.title, document.file_name))


def test_neither_a_restricted_note_nor_what_parents_told_is_on_any_paper(
    app: App,
    content: Content,
    school: SimpleNamespace,
    emely: UUID,
    three_plans: dict[str, UUID],
) -> None:
    with app.store.writing() as session:
        for kind in ("home", "protection"):
            add_note(session, emely, kind, f"Tante {SEALED} zorgt.")
        talk = add_talk(session, emely, round_id=school.round)
        write_talk(session, talk, TalkNotes(date(2026, 11, 24), words=f"Vader noemt {SAID}."))
    choice = ReferralChoice(
        "expertise", "EOZ", "Wat helpt?", "given", asked_who="moeder", blocks=BLOCKS
    )
    with app.reading() as session:
        assert all(SEALED in one.text for one in read_notes(session, emely))  # so it is there
        assert SAID in talks_of(session, emely)[0].words
        this = chosen_round(session, school.round, today())
        assert this is not None
        facts = load_talk(session, content, emely, this)
        sheet = load_class_sheet(session, content, school.groups["Groep 5"])
        handover = load_handover(session, content, emely, to="SGB")
        slip = load_referral(session, content, emely, choice)
    papers = {
        "parents": render_talk_summary(facts, "a4", silent),
        "evening": render_summaries(LoadedSummaries(this, (facts.summary,)), "a4", silent),
        "class": render_class_sheet(sheet, "a4", silent),
        "handover": render_handover(handover, "a4", silent, pupil_id=emely),
        "referral": render_referral(slip, "a4", silent, pupil_id=emely),
    }
    for name, paper in papers.items():
        assert words_of(paper).strip(), name
        assert SEALED not in words_of(paper) and SAID not in words_of(paper), name
    assert SEALED not in words_of(render_speaking_note(facts.note, "a4", silent))
