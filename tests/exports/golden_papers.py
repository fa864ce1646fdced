"""What the golden text of each document is made from: invented, few, and always the same.

What the store puts in words (a note for a talk, a referral, an agenda) comes from the practice
school; what is handed over finished is written down here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.charts.heat_map import HeatChoice
from npo_desktop.content.entry_keys import TypedAnswer
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.attention import attention_list
from npo_desktop.dossiers.dossier import Dossier, RoundFacts
from npo_desktop.dossiers.form_code import form_code
from npo_desktop.exports.access_facts import AccessFile
from npo_desktop.exports.agenda_facts import Agenda
from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.exports.contact_facts import ContactLine, ContactSheet
from npo_desktop.exports.evening_facts import EveningLine, EveningList
from npo_desktop.exports.group_facts import GroupView
from npo_desktop.exports.group_plan_facts import (
    ClassSheet,
    ClassStep,
    GroupPlanPaper,
    GroupPlanPapers,
    MemberGoal,
)
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_facts import Layout, NumberedItem, PaperForm, PaperSet
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.parent_facts import AgreedPoint, ParentSummary
from npo_desktop.exports.pdf import access_file as access_pdf
from npo_desktop.exports.pdf.picture_codes import picture_codes
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip
from npo_desktop.exports.plan_paper_facts import PaperGoal, PlanPaper, PlanPapers
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.exports.record_facts import BLOCKS, Handover, ReferralChoice, ReferralSlip
from npo_desktop.exports.reminder_facts import OpenGroup, OpenList, ReminderPage, Reminders
from npo_desktop.exports.speaking_note_facts import SpeakingNote
from npo_desktop.exports.summary_gaps import Gap
from npo_desktop.i18n import current
from npo_desktop.jobs.agenda_jobs import render_agenda
from npo_desktop.jobs.because_jobs import render_because
from npo_desktop.jobs.class_jobs import render_class_sheet, render_group_plans
from npo_desktop.jobs.contact_jobs import render_contact_sheet
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.evening_jobs import LoadedList, render_evening_list
from npo_desktop.jobs.export_jobs import LoadedSummaries
from npo_desktop.jobs.filled_jobs import render_filled_list
from npo_desktop.jobs.group_jobs import load_group_view, render_group_pdf
from npo_desktop.jobs.menukaart_jobs import render_practice_sheet
from npo_desktop.jobs.paper_jobs import render_paper_forms, render_paper_names
from npo_desktop.jobs.plan_jobs import render_plan_papers
from npo_desktop.jobs.record_jobs import render_handover, render_referral
from npo_desktop.jobs.reminder_jobs import render_reminders
from npo_desktop.jobs.summary_document import render_summaries
from npo_desktop.jobs.talk_jobs import render_speaking_note, render_talk_summary
from npo_desktop.queries.meetings.meeting_agenda import load_agenda
from npo_desktop.queries.meetings.meetings import add_meeting, set_minutes
from npo_desktop.queries.papers.referrals import load_handover, load_referral
from npo_desktop.queries.parents.speaking_notes import TalkPreparation, load_talk
from npo_desktop.queries.planning.because_facts import load_because, load_because_paper
from npo_desktop.queries.privacy.access_file import access_facts

DAY, REVIEW, RETURN = date(2026, 11, 24), date(2027, 3, 5), date(2026, 12, 4)
SCHOOL, PLACE, GROUP = "Basisschool Kaya Korá", "Kralendijk, Bonaire", "Groep 5"
COORDINATOR, TEACHER = "Dianira Ortela", "juf Ilvienne"
HEAD = Letterhead(SCHOOL, PLACE, ("+599 717 0000",))
PUPIL = UUID(int=7)
JEANDRO, DYLLAN, RAYSHELO = "Jeandro Evertsz", "Dyllan Clarenda", "Rayshelo Domacassé"
NATHAIRA, EMELY = "Nathaira Coffie", "Emely Pourier"
NAMES = (JEANDRO, DYLLAN, RAYSHELO, NATHAIRA, EMELY)  # of the practice school
AGREED = (
    AgreedPoint("Jeandro leest elke dag tien minuten hardop.", "home", date(2027, 1, 12)),
    AgreedPoint("Juf Ilvienne belt elke vrijdag.", "school"),
    AgreedPoint("Wij kijken samen in de klas."),
)


@dataclass(frozen=True, slots=True)
class School:
    """The practice school, and ``summary``: the parents' page of one invented pupil."""

    session: Session
    content: Content
    round: RoundFacts
    dossiers: Mapping[str, Dossier]  # of NAMES
    talk: TalkPreparation  # of NATHAIRA
    summary: Callable[..., ParentSummary]

    def id_of(self, name: str) -> UUID:
        return self.dossiers[name].pupil.id


@dataclass(frozen=True, slots=True)
class Golden:
    """One document: how it is rendered, and from what, in the language spoken."""

    render: Callable[..., Document]  # facts, paper and progress come first
    facts: Callable[[School], Any]
    more: Mapping[str, Any] = field(default_factory=dict)


# --- for parents ---


def summaries(*shown: ParentSummary) -> LoadedSummaries:
    return LoadedSummaries(shown[0].dossier.round, shown)


def summary(school: School) -> LoadedSummaries:
    return summaries(school.summary(plan_count=2, language=current(), is_practice=True))


def after_the_talk(school: School) -> LoadedSummaries:
    held = {"talk_on": DAY, "talk_at": "13:30", "agreements": AGREED}
    return summaries(school.summary(language=current(), **held))


def two_languages(school: School) -> LoadedSummaries:
    """Beside Dutch; Dutch itself beside Papiamentu."""
    second = "nl" if current() != "nl" else "pap"
    both = {"language": current(), "second_language": second}
    return summaries(school.summary(**both, plan_count=2, agreements=AGREED))


def before_a_scan(school: School) -> TalkPreparation:
    empty = school.summary(answers={}, plan_count=0, language=current())
    return replace(school.talk, summary=empty)


def plan_paper(school: School) -> PlanPapers:
    plan = PlanPaper(
        pupil="Jeandro Evertsz",
        call_name="Jeandro",
        group=GROUP,
        approach="Metacognitie",
        goals=(PaperGoal("Jeandro begint zelf.", "Binnen twee minuten.", ""),),
        dose="3 x 15",
        who=TEACHER,
        starts_on=date(2026, 11, 30),
        review_on=REVIEW,
        first_step="Zandloper op tafel.",
        pupil_words="Alleen beginnen is moeilijk.",
        why_no_words="",
        version=1,
        signed_on=None,
        signed_by="",
        code="",
    )
    unasked = replace(plan, pupil_words="", signed_on=DAY, signed_by="mama", code="K7Q2XD")
    return PlanPapers(SCHOOL, False, DAY, (plan, unasked), letterhead=HEAD)


def handed_over(school: School) -> Handover:
    return load_handover(
        *(school.session, school.content, school.id_of(DYLLAN)),
        to="Scholengemeenschap Bonaire",
        advice="Zet hem naast een rustig kind.",
    )


def access(school: School) -> AccessFile:
    """The first row of each table: all that a column can be called."""
    facts = access_facts(school.session, school.id_of(JEANDRO))
    tables = (replace(one, rows=one.rows[:1]) for one in facts.tables)
    return replace(facts, made_on=DAY, tables=tuple(tables))


def render_access(facts: AccessFile, _paper: str, _progress: object) -> Document:
    return Document(access_pdf.render(facts), "", "")


# --- for the team ---


def note(school: School) -> SpeakingNote:
    facts = load_talk(school.session, school.content, school.id_of(NATHAIRA), school.round)
    return replace(facts.note, held_on=date(2026, 11, 25), starts_at="08:00")


def evening(_school: School) -> LoadedList:
    lines = (
        EveningLine("19:00", "Emely Pourier", GROUP, "pap", (Gap.NO_SCAN, Gap.NO_LANGUAGE)),
        EveningLine("19:15"),
        EveningLine("19:25", "Jaïr de Windt", GROUP, "nl", (Gap.NO_SCAN,)),
    )
    shown = EveningList(head(), GROUP, RETURN, "20:10", lines)
    return LoadedList(shown, (PUPIL,))


def group_plan(_school: School) -> GroupPlanPapers:
    plan = GroupPlanPaper(
        name="Groep 5: begrijpend lezen",
        group=GROUP,
        approach="Leesstrategieën",
        goal="Alle kinderen lezen M5 met begrip.",
        needs=("Begr. lezen", "Woordenschat"),
        dose="3 x 15",
        who=TEACHER,
        starts_on=date(2026, 11, 30),
        review_on=REVIEW,
        first_step="Maandag de eerste les.",
        reason="Zeven van de tien hebben hulp nodig.",
        members=(MemberGoal("Jeandro Evertsz", ("Jeandro vertelt een tekst na.",)),),
        is_agreed=True,
        outcome="",
    )
    bare = replace(plan, name=GROUP, goal="", members=(), who="", dose="", is_agreed=False)
    return GroupPlanPapers(head(), (plan, bare))


def class_sheet(_school: School) -> ClassSheet:
    every = ClassStep("Begin met de dagplanning.", "Routines", (), "5 x", "juf", DAY)
    some = ClassStep("Zet de zandloper neer.", "Metacognitie", ("Emely", "Jeandro"), "", "", DAY)
    asked = ("Ilvienne Martis",)
    return ClassSheet(head(), GROUP, asked, (every,), (some,), ("Kiara",), COORDINATOR)


def head() -> PaperHead:
    return PaperHead(HEAD, is_practice=False, made_on=DAY, language=current())


def because(school: School) -> BecausePaper:
    dossier = school.dossiers[JEANDRO]
    card = load_because(school.session, school.content, dossier, "metacognition-self-regulation")
    return load_because_paper(school.session, school.content, card)


def referral(school: School) -> ReferralSlip:
    choice = ReferralChoice(
        kind="expertise",
        to="EOZ",
        question="Hoe helpen wij om zelf te beginnen?",
        consent="given",
        asked_who="mama",
        said_on=date(2026, 11, 20),
        since="groep 4",
        blocks=tuple(one for one in BLOCKS if one not in ("child", "attendance")),
    )
    return load_referral(school.session, school.content, school.id_of(RAYSHELO), choice)


def agenda(school: School) -> Agenda:
    """Two that the rules name and one that the team named; one of them was talked about."""
    rows = attention_list(school.dossiers.values(), {}, (), 0).on
    pupils = [rows[0].dossier.pupil.id, rows[1].dossier.pupil.id, school.id_of(EMELY)]
    meeting = add_meeting(school.session, school.round.id, DAY, pupils)
    set_minutes(school.session, meeting, pupils[1], "Look again in May.")
    why = {one.dossier.pupil.id: one for one in rows[:2]}
    return load_agenda(school.session, meeting, why, school.content.subscales)


def practice_sheet(school: School) -> PracticeSheet:
    card = school.content.catalogue.get("mentoring")
    assert card is not None
    return PracticeSheet(card, card, school.content.subscales, SCHOOL, PLACE, DAY, False)


def reminding(_school: School) -> Reminders:
    lists = (OpenList("NPO", 2, 3, ("20001",)), OpenList("NPO 2", 0, 2, ("20001", "20002")))
    pages = (
        ReminderPage(TEACHER, (OpenGroup(GROUP, lists),)),
        ReminderPage("", (OpenGroup("Groep 6", lists[1:]),)),
    )
    return Reminders(SCHOOL, PLACE, COORDINATOR, False, "2026-1", RETURN, DAY, pages)


def contacts(_school: School) -> ContactSheet:
    lines = (
        ContactLine(COORDINATOR, "IB", "717 0001", "kamer 4", for_pupils=True),
        ContactLine("Rudmar de Lanoy", "Directeur", "717 0002", "", for_pupils=False),
    )
    return ContactSheet(head(), lines)


def group_view(school: School) -> GroupView:
    facts = load_group_view(school.session, school.content, school.round, GROUP, HeatChoice())
    return replace(facts, shown=replace(facts.shown, rows=facts.shown.rows[:2]))


def codes(_school: School) -> PictureSheet:
    strips = (
        PictureStrip("Evertsz, Jeandro", ("star", "fish", "tree")),
        PictureStrip("Pourier, Emely", ("sun", "home", "sailboat")),
    )
    return PictureSheet(SCHOOL, PLACE, GROUP, DAY, False, strips)


def render_codes(facts: PictureSheet, _paper: str, _progress: object) -> Document:
    return Document(picture_codes(facts).pdf, "", "")


# --- lists to fill in ---

LISTS = ("teacher", "pupil", "parent")
ONE = ("Evertsz, Jeandro",)
TWO = (*ONE, "Pourier, Emely")


def forms(
    code: str,
    *,
    most: int = 99,
    pupils: Sequence[str] = ONE,
    filled: bool = False,
) -> Callable[[School], PaperSet]:
    def make(school: School) -> PaperSet:
        asked = school.content.questionnaires[code]
        items = tuple(
            NumberedItem(place, item) for place, item in enumerate(asked.for_age(10)[:most], 1)
        )
        made = tuple(
            PaperForm(
                code=form_code(UUID(int=number), UUID(int=99), code),
                items=items,
                language=current(),
                group="Groep 7",
                filled_by="Ilvienne Martis" if code == "teacher" else "",
                name=name,
                answers=some_answers(asked) if filled else None,
                filled_on=DAY if filled else None,
            )
            for number, name in enumerate(pupils, 1)
        )
        return PaperSet(asked, SCHOOL, not filled, "2026-1", RETURN, (COORDINATOR, TEACHER), made)

    return make


def some_answers(asked: Questionnaire) -> dict[str, TypedAnswer]:
    """The first, the second, ... option in turn; the last statement is left open."""
    return {
        item.id: TypedAnswer(place % len(asked.options_of(item)))
        for place, item in enumerate(asked.for_age(10)[:-1])
    }


GOLDEN: Mapping[str, Golden] = {
    "parent-summary": Golden(render_summaries, summary),
    "parent-summary-talk": Golden(render_summaries, after_the_talk),
    "parent-summary-two": Golden(render_summaries, two_languages),
    "parent-summary-empty": Golden(render_talk_summary, before_a_scan),
    "plan-paper": Golden(render_plan_papers, plan_paper),
    "handover": Golden(render_handover, handed_over, {"pupil_id": PUPIL}),
    "access-file": Golden(render_access, access),
    "speaking-note": Golden(render_speaking_note, note),
    "evening-list": Golden(render_evening_list, evening),
    "group-plan": Golden(render_group_plans, group_plan),
    "class-sheet": Golden(render_class_sheet, class_sheet),
    "because-card": Golden(render_because, because),
    "referral": Golden(render_referral, referral, {"pupil_id": PUPIL}),
    "meeting-agenda": Golden(render_agenda, agenda),
    "practice-sheet": Golden(render_practice_sheet, practice_sheet),
    "reminder": Golden(render_reminders, reminding),
    "contact-sheet": Golden(render_contact_sheet, contacts),
    "group-view": Golden(render_group_pdf, group_view),
    "picture-codes": Golden(render_codes, codes),
    **{f"paper-{code}": Golden(render_paper_forms, forms(code)) for code in LISTS},
    "paper-class": Golden(
        render_paper_forms, forms("teacher", most=6, pupils=TWO), {"layout": Layout.CLASS_SHEET}
    ),
    "paper-names": Golden(render_paper_names, forms("parent", pupils=TWO)),
    **{
        f"filled-{code}": Golden(render_filled_list, forms(code, filled=True), {"pupil_id": PUPIL})
        for code in LISTS
    },
}
