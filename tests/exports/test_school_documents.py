"""Documents of the school: what they say and never say; nothing is cut and nothing overlaps."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from npo_desktop.errors import UserError
from npo_desktop.exports.access_facts import (
    THIRD_PARTY,
    AccessCell,
    AccessFile,
    AccessRow,
    AccessTable,
)
from npo_desktop.exports.group_plan_facts import (
    ClassSheet,
    ClassStep,
    GroupPlanPaper,
    GroupPlanPapers,
    MemberGoal,
)
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf import access_file
from npo_desktop.exports.pdf.class_sheet_paper import class_page, class_sheet
from npo_desktop.exports.pdf.document_frame import Sheet, draw_sheet
from npo_desktop.exports.pdf.group_plan_paper import group_plan_papers, group_plan_sheets
from npo_desktop.exports.pdf.handover import handover, handover_sheet
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.plan_paper import plan_papers, plan_sheets
from npo_desktop.exports.pdf.referral_slip import referral_sheet, referral_slip
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper
from npo_desktop.exports.plan_paper_facts import PaperGoal, PlanPaper, PlanPapers
from npo_desktop.exports.record_facts import (
    NEEDED,
    Handover,
    RecordBlock,
    ReferralChoice,
    ReferralSlip,
    Whose,
)
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.jobs.class_jobs import render_class_sheet, render_group_plans
from npo_desktop.jobs.record_jobs import render_handover, render_referral
from npo_desktop.progress import silent

DAY = date(2026, 11, 24)
HEAD = Letterhead("Basisschool Kaya Korá", "Kralendijk, Bonaire", ("+599 717 0000",))
PUPIL = UUID(int=7)
JEANDRO = Whose("Jeandro Evertsz", "Jeandro", date(2018, 2, 3), 8, "groep 5")
NOBODY = Whose("", "de leerling", None, 8, "groep 5")


def head(language: str) -> PaperHead:
    return PaperHead(HEAD, is_practice=False, made_on=DAY, language=language)


def slip(language: str = "en") -> ReferralSlip:
    choice = ReferralChoice(
        kind="expertise",
        to="EOZ",
        question="Hoe helpen wij Jeandro om zelf te beginnen?",
        consent="given",
        asked_who="moeder",
        said_on=date(2026, 11, 20),
        since="groep 4",
        blocks=NEEDED["expertise"],
    )
    blocks = (
        RecordBlock("strengths", ("Jeandro helpt anderen.", "Hij tekent graag.")),
        RecordBlock("now", ("Hier helpen wij bij: Starten.",)),
        RecordBlock("tried", ()),
        RecordBlock("results", ("DMT M5, niveau IV.",)),
        RecordBlock("language", ("Spreekt thuis: Papiamentu.",)),
    )
    left_out = ("plans", "attendance", "child")
    return ReferralSlip(head(language), JEANDRO, choice, blocks, left_out, "Dianira Ortela")


def passed_on(language: str = "en") -> Handover:
    return Handover(
        head(language),
        JEANDRO,
        "Scholengemeenschap Bonaire",
        slip().blocks,
        ("child",),
        "Zet hem naast een rustig kind.",
        "Dianira Ortela",
    )


def group_plans(language: str = "en") -> GroupPlanPapers:
    plan = GroupPlanPaper(
        name="Groep 5: begrijpend lezen",
        group="Groep 5",
        approach="Leesstrategieën",
        goal="Alle kinderen lezen M5 met begrip.",
        needs=("Begr. lezen", "Woordenschat"),
        dose="3 keer per week",
        who="juf Ilvienne",
        starts_on=date(2026, 11, 30),
        review_on=date(2027, 3, 5),
        first_step="Maandag de eerste les.",
        reason="Zeven van de tien hebben hulp nodig.",
        members=(MemberGoal("Jeandro Evertsz", ("Jeandro vertelt een tekst na.",)),),
        is_agreed=True,
        outcome="",
    )
    return GroupPlanPapers(head(language), (plan,))


def sheet_of_class(language: str = "en") -> ClassSheet:
    every = ClassStep("Begin met de dagplanning.", "Routines", (), "5 keer", "juf", DAY)
    some = ClassStep("Zet de zandloper neer.", "Metacognitie", ("Emely", "Jeandro"), "", "", DAY)
    return ClassSheet(
        head(language), "Groep 5", ("Ilvienne Martis",), (every,), (some,), ("Kiara",), "Dianira"
    )


def plans(language: str = "en") -> PlanPapers:
    plan = PlanPaper(
        pupil="Jeandro Evertsz",
        call_name="Jeandro",
        group="Groep 5",
        approach="Metacognitie",
        goals=(PaperGoal("Jeandro begint zelf.", "Binnen twee minuten.", ""),),
        dose="3 keer per week",
        who="juf Ilvienne",
        starts_on=date(2026, 11, 30),
        review_on=date(2027, 3, 5),
        first_step="Zandloper op tafel.",
        pupil_words="Alleen beginnen is moeilijk.",
        why_no_words="",
        version=1,
        signed_on=None,
        signed_by="",
        code="",
    )
    return PlanPapers("Kaya Korá", is_practice=False, made_on=DAY, plans=(plan,), letterhead=HEAD)


def plan_pdf(language: str) -> bytes:
    with speaking(language):
        return plan_papers(plans()).pdf


def access(language: str = "en") -> AccessFile:
    pupil = AccessRow("7", (AccessCell("call_name", "J", "Jeandro"),))
    answer = AccessRow(
        "s/1",
        (
            AccessCell("value", 2),
            AccessCell("question", "", "Werkt door."),
            AccessCell("answer", "", "vaak"),
        ),
        under="2026-1, leerkracht",
    )
    parent = AccessRow("1", (AccessCell("name", "M", "Mercedes", THIRD_PARTY),))
    tables = (
        AccessTable("pupil", (pupil,)),
        AccessTable("guardian", (parent,)),
        AccessTable("answer", (answer,)),
    )
    return AccessFile(
        *(PUPIL, "B0417", "Jeandro Evertsz", "Kaya Korá", "Kralendijk", False, DAY, language),
        tables=tables,
        letterhead=HEAD,
    )


STAFF, FOR_PARENTS = ("nl", "en"), LANGUAGES
PAPERS: dict[str, tuple[Callable[[str], bytes], Sequence[str]]] = {
    "referral": (lambda language: referral_slip(slip(language)), STAFF),
    "handover": (lambda language: handover(passed_on(language)), FOR_PARENTS),
    "group-plan": (lambda language: group_plan_papers(group_plans(language)).pdf, STAFF),
    "class-sheet": (lambda language: class_sheet(sheet_of_class(language)), STAFF),
    "access-file": (lambda language: access_file.render(access(language)), STAFF),
    "plan-paper": (plan_pdf, FOR_PARENTS),
}
EACH = [(name, language) for name, (_make, spoken) in PAPERS.items() for language in spoken]


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(("name", "language"), EACH)
def test_title_language_and_structure_stand_in_the_file(name: str, language: str) -> None:
    pdf = PdfReader(io.BytesIO(PAPERS[name][0](language)))
    root: Any = pdf.root_object
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert pdf.metadata and pdf.metadata.title and pdf.metadata.author


def test_a_draft_language_says_so_on_the_page() -> None:
    for language in ("pap", "es"):
        with speaking(language):
            assert words(handover(passed_on(language))).count("Jeandro") > 2
    marked = [line for line in words(handover(passed_on("es"))).splitlines() if "borrador" in line]
    assert marked


# --- least data ---


def test_a_page_that_comes_loose_says_whom_it_is_about_unless_nobody_may_be_named() -> None:
    long = "Wat helpt Jeandro bij het lezen? " * 120
    given = slip()
    asked = replace(given, choice=replace(given.choice, question=long))
    unnamed = replace(asked, whose=NOBODY, choice=replace(asked.choice, consent="refused"))
    pages = [
        PdfReader(io.BytesIO(pdf)).pages[-1].extract_text()
        for pdf in (
            referral_slip(asked),
            referral_slip(unnamed),
            handover(replace(passed_on(), advice=long)),
        )
    ]
    assert "Question about Jeandro Evertsz" in pages[0]
    assert "Question, without a name" in pages[1] and "Jeandro Evertsz" not in pages[1]
    assert "Jeandro Evertsz" in pages[2]


def test_without_consent_no_name_date_of_birth_or_number_stands_on_the_slip() -> None:
    given = slip()
    choice = replace(given.choice, consent="not-asked", question="Hoe helpen wij?")
    blocks = tuple(one for one in given.blocks if one.key != "strengths")
    said = words(referral_slip(replace(given, whose=NOBODY, choice=choice, blocks=blocks)))
    for word in ("Jeandro", "Evertsz", "2018"):
        assert word not in said
    assert "have not been asked" in said and "no name, date of birth" in said.replace("\n", " ")
    refused = replace(choice, consent="refused")
    assert "do not agree" in words(referral_slip(replace(given, whose=NOBODY, choice=refused)))


def test_the_slip_says_who_agreed_what_was_left_out_and_what_never_goes_along() -> None:
    said = words(referral_slip(slip())).replace("\n", " ")
    assert "Said by moeder, 20 November 2026, for this question and for EOZ" in said
    assert "Left out because it is not needed for this: plans that run, attendance" in said
    assert "Not known, or not written down: what was tried before" in said
    assert "Never on this paper: answers to questionnaires" in said
    assert "Confidential: for EOZ only." in said


def test_missing_things_are_told_beside_the_preview_too() -> None:
    with speaking("en"):
        document = render_referral(slip(), "a4", silent, pupil_id=PUPIL)
    assert document.pupils == (PUPIL,) and "Jeandro" not in document.file_name + document.title
    assert any("tried" in words for words in document.missing)
    nothing = replace(passed_on(), blocks=(RecordBlock("now", ()),), advice="", to="")
    document = render_handover(nothing, "letter", silent, pupil_id=PUPIL)
    assert len(document.missing) == 2
    assert "We have not written advice down" in words(document.pdf)


def test_a_class_sheet_holds_steps_and_call_names_and_says_when_there_is_nothing() -> None:
    said = words(class_sheet(sheet_of_class()))
    assert "Emely, Jeandro" in said and "Ask Dianira about: Kiara." in said
    assert "Evertsz" not in said
    empty = replace(sheet_of_class(), for_all=(), for_some=(), ask_about=(), teachers=())
    document = render_class_sheet(empty, "a4", silent)
    assert "nothing agreed for this class yet" in words(document.pdf)
    assert len(document.missing) == 2


def test_a_group_plan_with_holes_says_which_and_none_is_refused() -> None:
    full = group_plans()
    bare = replace(full.plans[0], goal="", members=(), who="", dose="", first_step="", reason="")
    document = render_group_plans(replace(full, plans=(bare, full.plans[0])), "a4", silent)
    assert len(document.missing) == 5
    assert "Still to fill in" in words(document.pdf)
    outline: list[Any] = PdfReader(io.BytesIO(document.pdf)).outline
    assert [entry.title for entry in outline] == [
        bare.name,
        bare.name,
    ]
    with pytest.raises(UserError):
        render_group_plans(replace(full, plans=()), "a4", silent)


# --- extreme texts ---

EXTREME = (
    "N" * 200,
    "Señora Ñandú-van der Maria Antonia " * 6,
    "😀👩‍👧‍👦🏫" * 20,
    "ירושלים مدرسة " * 12,
    "<b>Piet & <img src='/etc/hostname'>",
    "regel\n" * 30,
    "woord " * 900,
    "",
    "x",
)


def boxes(sheet: Sheet, paper: Paper, letterhead: Letterhead) -> list[list[tuple[float, ...]]]:
    """Left, bottom, right and top of every text, by page."""
    pen, made_on = RecordingPen(), PaperHead(letterhead, False, DAY, "en")
    with speaking("en"):
        draw_sheet(pen, made_on, sheet, paper)
    pages: list[list[tuple[float, ...]]] = [[]]
    for method, given in pen.marks:
        if method == "next_page":
            pages.append([])
        elif method == "text":
            x, y, string, face, size, _colour = given
            if string.strip():
                right = x + width_of(string, face, size)
                pages[-1].append((x, y - 0.2 * size, right, y + 0.7 * size))
    return pages[:-1]


def sheets_of(rng: Random) -> list[Sheet]:
    """Every document with texts from the extremes."""

    def odd() -> str:
        return rng.choice(EXTREME)

    def many(most: int = 12) -> tuple[str, ...]:
        return tuple(odd() for _n in range(rng.randrange(most)))

    whose = Whose(odd(), odd(), rng.choice((None, DAY)), rng.choice((None, 8)), odd())
    blocks = tuple(replace(one, lines=many()) for one in slip().blocks)
    choice = replace(slip().choice, to=odd(), question=odd(), asked_who=odd(), since=odd())
    step = ClassStep(odd(), odd(), many(), odd(), odd(), DAY)
    of_plan: dict[str, Any] = {
        name: odd() for name in ("name", "group", "approach", "goal", "dose", "who", "reason")
    }
    plan = replace(
        group_plans().plans[0],
        **of_plan,
        members=tuple(MemberGoal(odd(), many(4)) for _n in range(rng.randrange(6))),
        needs=many(),
        outcome=odd(),
    )
    of_paper: dict[str, Any] = {
        name: odd() for name in ("pupil", "call_name", "group", "approach", "first_step")
    }
    paper = replace(
        plans().plans[0],
        **of_paper,
        goals=tuple(PaperGoal(odd(), odd(), odd()) for _n in range(rng.randrange(4))),
        pupil_words=odd(),
        signed_on=rng.choice((None, DAY)),
        signed_by=odd(),
    )
    with speaking("en"):
        return [
            referral_sheet(replace(slip(), whose=whose, choice=choice, blocks=blocks)),
            handover_sheet(replace(passed_on(), whose=whose, blocks=blocks, advice=odd())),
            class_page(replace(sheet_of_class(), for_all=(step,), for_some=(step, step),
                               ask_about=many(), teachers=many(), group=odd())),
            *group_plan_sheets(GroupPlanPapers(head("en"), (plan,))),
            *plan_sheets(replace(plans(), plans=(paper,))),
        ]  # fmt: skip


def test_extreme_texts_neither_leave_the_box_nor_overlap(chance: Random) -> None:
    for _case in range(100):  # of five documents each
        letterhead = Letterhead(
            chance.choice(EXTREME), chance.choice(EXTREME), (chance.choice(EXTREME),) * 3
        )
        paper = chance.choice((Paper.A4, Paper.LETTER))
        left, top = paper.corner
        for sheet in sheets_of(chance):
            for page in boxes(sheet, paper, letterhead):
                for x0, y0, x1, y1 in page:
                    assert x0 >= left - 0.1 and x1 <= left + BOX_WIDTH + 0.1
                    assert y0 >= top - BOX_HEIGHT - 1 and y1 <= top + 1
                ordered = sorted(page, key=lambda box: -box[3])
                for one, other in combinations(ordered, 2):
                    if other[3] <= one[1]:
                        continue
                    is_apart = other[0] >= one[2] - 0.1 or other[2] <= one[0] + 0.1
                    is_below = other[3] <= one[1] + 0.1 or other[1] >= one[3] - 0.1
                    assert is_apart or is_below, (one, other)


def test_nothing_that_was_written_is_cut_off() -> None:
    long = " ".join(f"woord{n}" for n in range(900))
    step = ClassStep(long, "", ("Ana",), "", "", DAY)
    papers = (
        referral_slip(replace(slip(), choice=replace(slip().choice, question=long))),
        handover(replace(passed_on(), advice=long)),
        class_sheet(replace(sheet_of_class(), for_some=(step,))),
    )
    for pdf in papers:
        found = set(words(pdf).split())
        assert not [n for n in range(900) if f"woord{n}" not in found]
