"""Everything for one talk with parents, read in one go: the summary, the note, what is missing."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.parent_facts import ParentSummary, language_note
from npo_desktop.exports.speaking_note_facts import EarlierAgreement, SpeakingNote
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.answering.scan_progress import ListProgress, round_progress
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.papers.letterheads import letterhead
from npo_desktop.queries.parents.parent_summaries import load_parent_summary
from npo_desktop.queries.parents.parent_talks import TalkFacts, open_talk, talks_of, who_text
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.questionnaires import answered_in, asked_in
from npo_desktop.queries.school import school_facts
from npo_desktop.queries.strengths import strengths_of
from npo_desktop.queries.talks import talks_of as answers_to_talk_about
from npo_desktop.store.tables import Guardian

OPEN = ("concept", "agreed")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet, and the page where it is put right."""

    text: str
    page: str = ""
    args: tuple[object, ...] = ()
    is_urgent: bool = False  # before the talk; it is on no paper


@dataclass(frozen=True, slots=True)
class TalkPreparation:
    """What one pupil's talk is prepared with."""

    summary: ParentSummary
    note: SpeakingNote
    talk: TalkFacts | None  # the one to come in this round, if it was planned
    held: tuple[TalkFacts, ...]  # whose form was filled in, the newest first
    missing: tuple[Missing, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read beside the summary."""

    plans: tuple[PlanFacts, ...]  # still going on
    lists: tuple[ListProgress, ...]  # that are asked of this pupil
    guardians: tuple[tuple[str, str, str], ...]  # name, relation, language
    waiting: int  # answers that ask for a talk with the child


def load_talk(
    session: Session,
    content: Content,
    pupil_id: UUID,
    this: RoundFacts,
    *,
    language: str | None = None,
) -> TalkPreparation:
    """``content`` with the school's own menukaart; ``language``: not the one the parents talk in.

    The note is in the language spoken, whatever that of the summary.
    """
    talk, talks = open_talk(session, pupil_id, this.id), talks_of(session, pupil_id)
    norms = round_norms(session, content.questionnaires, this)
    asked = language or (talk.language if talk else "") or None
    summary = load_parent_summary(
        session, content, pupil_id, norms, made_on=today(), language=asked
    )
    known = _known(session, content, summary)
    missing = _missing(summary, known, content)
    held = tuple(one for one in talks if one.is_done)
    note = _note(session, content, summary, known, talk, held, missing)
    return TalkPreparation(summary, note, talk, held, missing)


def _known(session: Session, content: Content, summary: ParentSummary) -> _Known:
    this, group_id = summary.dossier.round, summary.dossier.pupil.group_id
    pupil_id = summary.dossier.pupil.id
    asked = asked_in(session, content, this)
    progress = round_progress(session, asked, this, group_id=group_id)
    guardians = session.exec(
        select(Guardian).where(Guardian.pupil_id == pupil_id).order_by(col(Guardian.id))
    )
    waiting = answers_to_talk_about(
        session, answered_in(session, content, this), this, pupil_id=pupil_id
    )
    return _Known(
        tuple(one for one in plan_list(session, pupil_id=pupil_id) if one.state in OPEN),
        tuple(one for one in progress if one.pupil.id == pupil_id and one.is_asked),
        tuple((one.name, one.relation, one.language or "") for one in guardians),
        sum(one.talked_at is None for one in waiting),
    )


def _note(
    session: Session,
    content: Content,
    summary: ParentSummary,
    known: _Known,
    talk: TalkFacts | None,
    held: tuple[TalkFacts, ...],
    missing: tuple[Missing, ...],
) -> SpeakingNote:
    pupil, school = summary.dossier.pupil, school_facts(session)
    last = next((one for one in held if one.agreements), None)
    return SpeakingNote(
        head=PaperHead(letterhead(session), school.is_practice, today(), current()),
        summary=replace(summary, language=current(), second_language=""),
        parents=tuple(_parent(name, relation) for name, relation, _said in known.guardians if name),
        talk_language=pupil.talk_language or "",
        starts_at=talk.starts_at if talk else "",
        held_on=talk.held_on if talk else None,
        known_strengths=tuple(one.words for one in strengths_of(session, pupil.id)),
        earlier_on=last.held_on if last else None,
        earlier=tuple(
            EarlierAgreement(one.text, who_text(one.who), one.by_on)
            for one in (last.agreements if last else ())
        ),
        left_out_plans=tuple(
            _approach(content, one) for one in known.plans if not one.in_parent_summary
        ),
        missing=tuple(one.text for one in missing if not one.is_urgent),
    )


def _missing(summary: ParentSummary, known: _Known, content: Content) -> tuple[Missing, ...]:
    found = [*_waiting(summary, known), *_lists(summary, known), *_plans(summary, known, content)]
    return (*found, *_language(summary, known))


def _waiting(summary: ParentSummary, known: _Known) -> list[Missing]:
    if not known.waiting:
        return []
    words = ngettext(
        "{n} answer asks for a talk with {name} itself first.",
        "{n} answers ask for a talk with {name} itself first.",
        known.waiting,
    )
    pupil = summary.dossier.pupil
    text = words.format(n=known.waiting, name=summary.name)
    return [Missing(text, "pupil", (pupil.id,), is_urgent=True)]


def _lists(summary: ParentSummary, known: _Known) -> list[Missing]:
    """Lists of this round that are not complete."""
    words = {
        "teacher": _("The scan of the teacher is not finished."),
        "pupil": _("{name}'s own list is not finished.").format(name=summary.name),
        "parent": _("The parents' own list is not finished."),
    }
    pupil = summary.dossier.pupil
    return [
        Missing(words[one.questionnaire], "scan", (pupil.id, one.questionnaire, pupil.group_id))
        for one in known.lists
        if not one.is_complete and one.questionnaire in words
    ]


def _plans(summary: ParentSummary, known: _Known, content: Content) -> list[Missing]:
    pupil = summary.dossier.pupil
    found = []
    if not known.plans:
        words = _("Nothing was chosen for {name} yet: what the school does stays empty.")
        found.append(Missing(words.format(name=summary.name), "proposal", (pupil.id,)))
    for one in known.plans:
        if one.state == "concept" and one.in_parent_summary:
            words = _("Still a concept, and on the parents' page: {approach}.")
            found.append(Missing(words.format(approach=_approach(content, one)), "plans"))
        if one.review_on < today():
            words = _("Not looked back on since {date}: {approach}.")
            text = words.format(date=date_text(one.review_on), approach=_approach(content, one))
            found.append(Missing(text, "review", (one.id,)))
    return found


def _language(summary: ParentSummary, known: _Known) -> list[Missing]:
    pupil, found = summary.dossier.pupil, []
    if not any(name for name, _relation, _language in known.guardians):
        words = _("No parent or carer is written down.")
        found.append(Missing(words, "pupil", (pupil.id,)))
    language = language_text(summary.language)
    if not pupil.talk_language and not summary.language_is_chosen:
        words = _("It is not known in which language the parents talk; the page is in: {language}.")
        found.append(Missing(words.format(language=language), "pupil", (pupil.id,)))
    elif summary.asked_language != summary.language:
        found.append(Missing(language_note(summary)))
    return found


def _approach(content: Content, plan: PlanFacts) -> str:
    if plan.intervention == NOTHING_EXTRA:
        return _("Nothing extra now")
    card = content.catalogue.get(plan.intervention)
    return card.name if card else plan.intervention


def _parent(name: str, relation: str) -> str:
    return f"{name} ({relation})" if relation else name
