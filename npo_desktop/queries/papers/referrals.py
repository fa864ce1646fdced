"""What a referral slip and a handover to the next school need, read in one go."""

import re
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.grade_names import grade_name
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.exports.record_facts import (
    BLOCKS,
    Handover,
    RecordBlock,
    ReferralChoice,
    ReferralSlip,
    Whose,
)
from npo_desktop.i18n import _, current, speaking
from npo_desktop.queries.events import NewEvent, add_event
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.queries.papers.record_blocks import Known, load_known, record_blocks
from npo_desktop.queries.school import school_facts


def check_referral(choice: ReferralChoice) -> None:
    """``UserError`` while the slip cannot be made."""
    if not choice.question.strip():
        raise UserError(
            _("The slip has no question yet."),
            _("Write in a sentence or two what the school wants to know."),
        )
    if not choice.to.strip():
        raise UserError(
            _("The slip says not whom it is for."), _("Write who will read it, and where.")
        )


def load_referral(
    session: Session, content: Content, pupil_id: UUID, choice: ReferralChoice
) -> ReferralSlip:
    """Holds no more than what will be printed. ``content`` with the school's own menukaart."""
    check_referral(choice)
    known = load_known(session, content, pupil_id)
    blocks = record_blocks(known, choice.blocks)
    if not choice.has_name:
        names = _names(known.dossier.pupil)
        blocks = tuple(
            RecordBlock(one.key, tuple(without_names(line, names) for line in one.lines))
            for one in blocks
        )
        choice = replace(
            choice,
            question=without_names(choice.question, names),
            since=without_names(choice.since, names),
        )
    return ReferralSlip(
        head=paper_head(session),
        whose=_whose(session, known, with_name=choice.has_name),
        choice=choice,
        blocks=blocks,
        left_out=tuple(key for key in BLOCKS if key not in choice.blocks),
        coordinator=school_facts(session).coordinator,
    )


def load_handover(
    session: Session,
    content: Content,
    pupil_id: UUID,
    *,
    to: str,
    blocks: Collection[str] = BLOCKS,
    advice: str = "",
    language: str = "",
) -> Handover:
    """In the language of who reads it along: the parents."""
    with speaking(language or current()):
        known = load_known(session, content, pupil_id, for_parents=True)
        return Handover(
            head=paper_head(session),
            whose=_whose(session, known, with_name=True),
            to=to.strip(),
            blocks=record_blocks(known, tuple(blocks)),
            left_out=tuple(key for key in BLOCKS if key not in blocks),
            advice=advice.strip(),
            coordinator=school_facts(session).coordinator,
        )


def note_consent(session: Session, pupil_id: UUID, choice: ReferralChoice) -> UUID | None:
    """Write on the pupil's timeline what parents said to this slip; nothing when nobody asked.

    The caller commits.
    """
    if choice.consent == "not-asked":
        return None
    day = choice.said_on or today()
    said = {
        "given": _("Parents agree with a referral slip to {to}: {who}."),
        "refused": _("Parents do not agree with a referral slip to {to}: {who}."),
    }[choice.consent]
    words = said.format(to=choice.to, who=choice.asked_who or _("not written down who"))
    return add_event(session, NewEvent("other", day, day, words, pupil_id))


def without_names(text: str, names: Collection[str]) -> str:
    """The same with "the pupil" in the place of the pupil's names."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _("the pupil"), text, flags=re.IGNORECASE)
    return text


def _names(pupil: PupilFacts) -> tuple[str, ...]:
    return (pupil.full_name, pupil.call_name, pupil.last_name, pupil.number)


def _whose(session: Session, known: Known, *, with_name: bool) -> Whose:
    pupil = known.dossier.pupil
    grade = grade_name(pupil.grade, grade_style(session))
    has_age = pupil.birth_date is not None
    age = pupil.age_on(today()) if has_age else None
    if not with_name:
        return Whose("", _("the pupil"), None, age, grade)
    named = pupil.call_name or pupil.last_name or pupil.number
    return Whose(pupil.full_name or pupil.number, named, pupil.birth_date, age, grade)
