"""Every document on paper: titled, in a language, tagged, its letters inside, on A4 and Letter.

Looked at with poppler, as any other reader would. Whatever a module under ``exports/pdf`` draws
stands in ``DOCUMENTS``; the last test sees to that.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, cached_property, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination
from sqlmodel import Session, select

from npo_desktop.charts.heat_map import HeatChoice
from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.exports import pdf as pdf_package
from npo_desktop.exports.evening_facts import EveningTimes
from npo_desktop.exports.paper_example import example_forms
from npo_desktop.exports.paper_facts import Layout
from npo_desktop.exports.pdf import access_file as access
from npo_desktop.exports.pdf.locked import locked
from npo_desktop.exports.pdf.picture_codes import picture_codes
from npo_desktop.exports.pdf.style import MM, Paper
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.exports.record_facts import BLOCKS, ReferralChoice
from npo_desktop.i18n import current, speaking
from npo_desktop.jobs.agenda_jobs import render_agenda
from npo_desktop.jobs.because_jobs import render_because
from npo_desktop.jobs.class_jobs import render_class_sheet, render_group_plans
from npo_desktop.jobs.contact_jobs import render_contact_sheet
from npo_desktop.jobs.document import Document, with_undrawn
from npo_desktop.jobs.evening_jobs import LoadedList, render_evening_list
from npo_desktop.jobs.export_jobs import LoadedSummaries
from npo_desktop.jobs.group_jobs import load_group_view, render_group_pdf
from npo_desktop.jobs.menukaart_jobs import render_practice_sheet
from npo_desktop.jobs.paper_jobs import render_paper_forms, render_paper_names
from npo_desktop.jobs.plan_jobs import render_plan_papers
from npo_desktop.jobs.record_jobs import render_handover, render_referral
from npo_desktop.jobs.reminder_jobs import render_reminders
from npo_desktop.jobs.summary_document import render_summaries
from npo_desktop.jobs.talk_jobs import render_speaking_note
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import silent
from npo_desktop.proposals.propose import propose
from npo_desktop.queries.answering.desk import desk_lists, picture_cards
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.contacts import load_contact_sheet
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.meetings.meeting_agenda import load_agenda
from npo_desktop.queries.meetings.meetings import add_meeting
from npo_desktop.queries.papers.class_papers import load_class_sheet, load_group_plan_papers
from npo_desktop.queries.papers.referrals import load_handover, load_referral
from npo_desktop.queries.papers.reminders import By, load_reminders
from npo_desktop.queries.parents.evening_papers import list_of_evening
from npo_desktop.queries.parents.parent_evenings import EveningDraft, add_evening, load_evening
from npo_desktop.queries.parents.parent_summaries import load_parent_summaries
from npo_desktop.queries.parents.speaking_notes import load_talk
from npo_desktop.queries.planning.because_facts import load_because, load_because_paper
from npo_desktop.queries.planning.group_plans import group_plan_list
from npo_desktop.queries.planning.plan_papers import load_plan_papers
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.privacy.access_file import access_facts
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil

MARGIN = 4.2 * MM  # what a common printer cannot reach
WORD = "een lang wachtwoord"
Draw = Callable[[str], Document]  # on which paper


class Read:
    """One PDF, and what poppler says of it; each is asked once, when a test wants it."""

    def __init__(self, document: Document, file: Path) -> None:
        self.document, self.pdf, self.file = document, document.pdf, file
        file.write_bytes(document.pdf)

    @cached_property
    def info(self) -> str:
        return asked("pdfinfo", str(self.file))

    @cached_property
    def structure(self) -> str:
        return asked("pdfinfo", "-struct-text", str(self.file))

    @cached_property
    def fonts(self) -> str:
        return asked("pdffonts", str(self.file))

    @cached_property
    def words(self) -> str:
        return asked("pdftotext", "-raw", str(self.file), "-")

    @cached_property
    def boxes(self) -> str:
        return asked("pdftotext", "-bbox", str(self.file), "-")


Made = Callable[..., Read]  # document, language, paper; drawn when it is asked for first


def summaries(session: Session, known: Any, second: str = "") -> Draw:
    found = load_parent_summaries(
        session,
        known.content,
        known.norms,
        made_on=today(),
        pupil_ids=known.pupils[:3],
        language=current(),
        second_language=second,
    )
    loaded = LoadedSummaries(known.round, tuple(found))
    return lambda paper: render_summaries(loaded, paper, silent)


def two_languages(session: Session, known: Any) -> Draw:
    return summaries(session, known, "pap" if current() != "pap" else "nl")


def because(session: Session, known: Any) -> Draw:
    for dossier in known.dossiers:
        found = propose(dossier, known.content.catalogue, {}, None)
        if found.ranked:
            card = load_because(session, known.content, dossier, found.ranked[0].intervention.id)
            facts = load_because_paper(session, known.content, card)
            return lambda paper: render_because(facts, paper)
    raise AssertionError("nothing is proposed to anybody")


def agenda(session: Session, known: Any) -> Draw:
    meeting = add_meeting(session, known.round.id, today(), known.pupils[:9])
    facts = load_agenda(session, meeting, {}, known.content.subscales)
    return lambda paper: render_agenda(facts, paper)


def contacts(session: Session, known: Any) -> Draw:
    facts = load_contact_sheet(session)
    return lambda paper: render_contact_sheet(facts, paper)


def plans(session: Session, known: Any) -> Draw:
    ids = [plan.id for plan in plan_list(session)][:6]
    facts = load_plan_papers(session, known.content, ids)
    return lambda paper: render_plan_papers(facts, paper)


def reminding(session: Session, known: Any) -> Draw:
    facts = load_reminders(session, known.content, known.round, by=By.TEACHER)
    return lambda paper: render_reminders(facts, paper)


def practice(session: Session, known: Any) -> Draw:
    catalogue, school = known.content.catalogue, school_facts(session)
    shipped = (catalogue.shipped or catalogue).get("mentoring")
    facts = PracticeSheet(
        catalogue.get("mentoring"),
        shipped,
        known.content.subscales,
        school.name,
        school.place,
        today(),
        school.is_practice,
    )
    return lambda paper: render_practice_sheet(facts, paper)


def group_view(session: Session, known: Any, most: int = 99) -> Draw:
    choice = HeatChoice()
    facts = load_group_view(session, known.content, known.round, known.group.name, choice)
    shown = replace(facts.shown, rows=facts.shown.rows[:most])
    return lambda paper: render_group_pdf(replace(facts, shown=shown), paper)


def forms(code: str, layout: str = Layout.FORMS) -> Callable[[Session, Any], Draw]:
    def load(session: Session, known: Any) -> Draw:
        facts = load_paper_set(
            session,
            known.content.questionnaires[code],
            known.round,
            known.pupils_of_5[:4],
            language=current(),
        )
        return lambda paper: render_paper_forms(facts, paper, layout=layout)

    return load


def names(session: Session, known: Any) -> Draw:
    asked = known.content.questionnaires["teacher"]
    facts = load_paper_set(session, asked, known.round, known.pupils_of_5)
    return lambda paper: render_paper_names(facts, paper)


def example(session: Session, known: Any) -> Draw:
    facts = example_forms(known.content.questionnaires["pupil"], (current(),), 10)
    return lambda paper: render_paper_forms(facts, paper)


def codes(session: Session, known: Any) -> Draw:
    lists = desk_lists(session, known.content.questionnaires["pupil"], known.round)[:20]
    strips = tuple(PictureStrip(one.name, one.code) for one in picture_cards(session, lists))
    school = school_facts(session)
    sheet = PictureSheet(school.name, school.place, "", today(), school.is_practice, strips)
    return lambda paper: Document(picture_codes(sheet, paper=Paper(paper)).pdf, "", "")


def access_file(session: Session, known: Any) -> Draw:
    facts = access_facts(session, known.pupils[0])
    return lambda paper: Document(access.render(facts, paper=Paper(paper)), "", "")


def note(session: Session, known: Any) -> Draw:
    facts = load_talk(session, known.content, known.pupils[0], known.round).note
    return lambda paper: render_speaking_note(facts, paper, silent)


def evening(session: Session, known: Any) -> Draw:
    draft = EveningDraft("Groep 5", today() + timedelta(days=3), EveningTimes("19:00", 15, 5))
    here = [one.pupil for one in known.dossiers[:12]]
    made = load_evening(session, add_evening(session, draft, known.round.id, here))
    facts = list_of_evening(session, made, {})
    loaded = LoadedList(facts, tuple(one.id for one in here))
    return lambda paper: render_evening_list(loaded, paper, silent)


def group_plan(session: Session, known: Any) -> Draw:
    ids = [plan.id for plan in group_plan_list(session)]
    facts = load_group_plan_papers(session, known.content, ids)
    return lambda paper: render_group_plans(facts, paper, silent)


def class_page(session: Session, known: Any) -> Draw:
    facts = load_class_sheet(session, known.content, known.group.id)
    return lambda paper: render_class_sheet(facts, paper, silent)


def referral(session: Session, known: Any) -> Draw:
    choice = ReferralChoice(
        "expertise", "EC2", "What helps with reading?", "given", "mother", today(), blocks=BLOCKS
    )
    pupil = known.pupils[0]
    slip = load_referral(session, known.content, pupil, choice)
    return lambda paper: render_referral(slip, paper, silent, pupil_id=pupil)


def handing_over(session: Session, known: Any) -> Draw:
    pupil = known.pupils[0]
    facts = load_handover(session, known.content, pupil, to="Next", advice="Go on reading.")
    return lambda paper: render_handover(facts, paper, silent, pupil_id=pupil)


Load = Callable[[Session, Any], Draw]
DOCUMENTS: dict[str, Load] = {  # by what it is; see ``DRAWN_BY``
    "parent_summary": summaries,
    "two_languages": two_languages,
    "because_card": because,
    "meeting_agenda": agenda,
    "contact_sheet": contacts,
    "plan_paper": plans,
    "reminder": reminding,
    "practice_sheet": practice,
    "group_view": group_view,
    "paper_list": forms("pupil"),
    "paper_list of parents": forms("parent"),
    "paper_list example": example,
    "sheet": forms("teacher", Layout.CLASS_SHEET),
    "names": names,
    "picture_codes": codes,
    "access_file": access_file,
    "speaking_note": note,
    "evening_list": evening,
    "group_plan_paper": group_plan,
    "class_sheet_paper": class_page,
    "referral_slip": referral,
    "handover": handing_over,
}
FEW: dict[str, Load] = {  # poppler draws the page again for every cell of a table
    "group_view of a few": partial(group_view, most=4),
}
NOOR = "Noor 🙂 نور"
NAMELESS = {  # of a list of statements, or of a card
    "contact_sheet",
    "paper_list",
    "paper_list of parents",
    "paper_list example",
    "practice_sheet",
    "reminder",
    "sheet",
}
SEVERAL = {"parent_summary": 3, "two_languages": 3, "plan_paper": 6, "paper_list": 4}
FOR_PARENTS = {"parent_summary", "two_languages", "paper_list of parents", "plan_paper", "handover"}
ALL = [
    (name, language)
    for name in DOCUMENTS
    for language in (("nl", "en", "pap", "es") if name in FOR_PARENTS else ("nl", "en"))
]


@pytest.fixture(scope="module")
def made(practice_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Anything, of the practice school; nothing is drawn or read twice."""
    with made_in(practice_made_once, tmp_path_factory.mktemp("every") / "copied") as read:
        yield read


@pytest.fixture(scope="module")
def made_of_noor(
    practice_made_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """Anything, of a school where every child is called something that no font of ours has."""
    folder = tmp_path_factory.mktemp("noor") / "copied"
    with made_in(practice_made_once, folder, call_name=NOOR) as read:
        yield read


@contextmanager
def made_in(practice: Path, folder: Path, call_name: str = "") -> Iterator[Made]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NPO_TODAY", "2026-11-24")
        store = open_store(shutil.copytree(practice.parent, folder) / practice.name, PASSPHRASE)
        with store.writing() as session:
            if call_name:
                for pupil in session.exec(select(Pupil)):
                    pupil.call_name = call_name
                session.flush()
            known = knowledge(session)

            @cache
            def loaded(name: str, language: str) -> Draw:
                with speaking(language):
                    return (DOCUMENTS | FEW)[name](session, known)

            @cache
            def read(name: str, language: str, paper: str = "a4") -> Read:
                draw = loaded(name, language)
                with speaking(language):
                    document = with_undrawn(lambda: draw(paper))
                    return Read(document, folder / f"{name}-{language}-{paper}.pdf")

            yield read
        store.close()


def knowledge(session: Session) -> SimpleNamespace:
    content, this = load_content(), current_round(session, today())
    assert this is not None
    norms = round_norms(session, content.questionnaires, this)
    dossiers = [one for one in load_dossiers(session, content.questionnaires, norms) if one.scores]
    groups = group_list(session, school_year_of(date(2026, 11, 24)))
    group = next(one for one in groups if one.name == "Groep 5")
    return SimpleNamespace(
        content=content,
        round=this,
        norms=norms,
        dossiers=dossiers,
        pupils=[one.pupil.id for one in dossiers],
        group=group,
        pupils_of_5=[one.pupil.id for one in dossiers if one.pupil.group_id == group.id],
    )


def asked(*command: str) -> str:
    """What poppler says."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Syntax Error" not in done.stderr, done.stderr
    return done.stdout


def sentences(structure: str) -> Iterator[tuple[str, str]]:
    """Kind and words of each piece, in the order in which it is read."""
    kind = ""
    for line in structure.splitlines():
        if found := re.match(r'\s*"(.*)"$', line):
            yield kind, found[1].strip()
        elif found := re.match(r"\s*([A-Za-z0-9]+)(?: \(| \"|:|$)", line):
            kind = found[1]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_title_language_and_tags(made: Made, name: str, language: str) -> None:
    found = made(name, language)
    facts = dict(line.split(":", 1) for line in found.info.splitlines() if ":" in line)
    assert facts["Title"].strip() and not facts["Title"].strip().endswith(".pdf")
    assert facts["Tagged"].strip() == "yes"
    assert facts["JavaScript"].strip() == "no" and facts["Encrypted"].strip() == "no"
    catalog: Any = PdfReader(io.BytesIO(found.pdf)).trailer["/Root"]
    assert str(catalog["/Lang"]) == language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalog["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_it_begins_with_a_heading_and_all_that_is_seen_is_read(
    made: Made, name: str, language: str
) -> None:
    found = made(f"{name} of a few" if f"{name} of a few" in FEW else name, language)
    read = list(sentences(found.structure))
    kinds = [kind for kind, _words in read]
    assert "H1" in kinds, kinds[:8]
    first = kinds.index("H1")
    assert not any(kind.startswith("H") for kind in kinds[:first])
    said = words_of(" ".join(words for _kind, words in read))
    seen = set(words_of(found.words))
    assert len(said) > 20
    # what stands on later pages again, and the watermark, is not read aloud twice
    unheard = seen - set(said)
    assert len(unheard) <= 0.15 * len(seen), sorted(unheard)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_letters_are_inside_and_none_are_drawn_as_programs(
    made: Made, name: str, language: str
) -> None:
    lines = made(name, language).fonts.splitlines()[2:]
    assert lines
    for line in lines:
        embedded, subset, to_unicode = line.split()[-5:-2]
        assert "Type 3" not in line and embedded == subset == to_unicode == "yes", line


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("name", "language"), ALL)
def test_nothing_lies_where_a_printer_cannot_reach(
    made: Made, name: str, language: str, paper: str
) -> None:
    told = made(name, language, paper).boxes
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', told, re.S)
    assert pages
    for across, down, words in pages:
        size = (float(across), float(down))
        assert sorted(size) == pytest.approx(sorted(Paper(paper).size), abs=0.5)
        for box in re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', words
        ):
            left, top, right, bottom = map(float, box)
            assert left >= MARGIN and right <= size[0] - MARGIN, words[:200]
            assert top >= MARGIN and bottom <= size[1] - MARGIN, words[:200]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_behind_a_password_it_opens_with_that_word_only(
    made: Made, name: str, tmp_path: Path
) -> None:
    pdf, file = made(name, "nl").pdf, tmp_path / "locked.pdf"
    file.write_bytes(locked(pdf, WORD))
    title = PdfReader(io.BytesIO(pdf)).metadata
    told = asked("pdfinfo", "-upw", WORD, str(file))
    assert "AES-256" in told and title and str(title.title) in told
    shut = PdfReader(file)
    assert shut.is_encrypted and not shut.decrypt("") and not shut.decrypt("other")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_about_several_has_a_bookmark_for_each_and_says_where_each_begins(
    made: Made, name: str
) -> None:
    document = made(name, "nl").document
    reader = PdfReader(io.BytesIO(document.pdf))
    marked = [
        reader.get_destination_page_number(one)
        for one in reader.outline
        if isinstance(one, Destination)
    ]
    if name in SEVERAL:
        assert len(marked) == SEVERAL[name]
    else:
        assert len(reader.pages) < 8 or marked, "so many pages need bookmarks"
    if marked:  # printed on both sides, each of them begins on a sheet of its own
        assert document.starts == tuple(marked) and marked[0] == 0


@pytest.mark.parametrize("name", DOCUMENTS)
def test_letters_that_cannot_be_drawn_are_boxes_and_told_beside_the_document(
    made_of_noor: Made, name: str
) -> None:
    found = made_of_noor(name, "en")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(found.pdf)).pages]
    boxed = [str(number) for number, words in enumerate(pages, 1) if "□" in words]
    told = [said for said in found.document.missing if "□" in said]
    if name in NAMELESS:
        assert (boxed, told) == ([], [])
        return
    assert boxed, "the name stands on it, in boxes"
    assert "Noor □ □□□" in " ".join(" ".join(pages).split()), "with what can be read of it"
    assert not any(letter in "".join(pages) for letter in "🙂نور")
    (said,) = told
    shown = ", ".join(boxed[:8]) + (", …" if len(boxed) > 8 else "")
    assert re.match(rf"On pages? {shown} □ stands for .*\(ر ن و 🙂\): write it", said)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w{2,}", text)


def test_every_module_that_draws_a_document_stands_in_the_list() -> None:
    folder = Path(str(pdf_package.__file__)).parent
    drawing = {
        file.stem
        for file in folder.rglob("*.py")
        if re.search(r"\b(new_canvas|new_document|document_(?:pdf|bundle)|Canvas)\(", _calls(file))
    }
    known = {name.partition(" ")[0] for name in DOCUMENTS} | {"document_frame"}
    assert drawing - known == set()


def _calls(file: Path) -> str:
    """The source without its definitions of those names."""
    return re.sub(r"^(def|class) .*$", "", file.read_text(encoding="utf-8"), flags=re.M)
