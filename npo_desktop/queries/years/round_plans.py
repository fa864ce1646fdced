"""Rounds planned ahead, for several years at once; and a round changed afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.content.load import load_content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.rounds import add_round, check_round, round_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Round, Scan

MOST_YEARS, MOST_A_YEAR = 6, 3
WEEKS = 4  # long enough to scan a school between other work
_MONDAY = 0

# Month and earliest day of the Monday on which a round begins: after the start of the year and
# before Regatta week; after the first tests; between Easter and the island care plan of 15 May.
# Source: ISLANDS.md, sections 1 and 2.
_SEPTEMBER, _FEBRUARY, _APRIL = (9, 1), (1, 15), (4, 8)
_BEGINNINGS = {1: (_SEPTEMBER,), 2: (_SEPTEMBER, _APRIL), 3: (_SEPTEMBER, _FEBRUARY, _APRIL)}


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round that is not there yet, or as it would become."""

    name: str
    starts_on: date
    ends_on: date
    form: str = "full"
    deadline: date | None = None
    questionnaires: tuple[str, ...] = ()


def draft_of(this: RoundFacts) -> RoundDraft:
    """A round as it is now."""
    return RoundDraft(
        this.name, this.starts_on, this.ends_on, this.form, this.deadline, this.questionnaires
    )


def proposed_rounds(
    known: Sequence[RoundFacts], day: date, *, years: int, a_year: int
) -> tuple[RoundDraft, ...]:
    """So many rounds a year from the first that can still begin after this day. Pure.

    Where a round is planned already around the same time, none is proposed beside it. Names are
    the school year and a number that is free; the very first round asks the full list anyway.
    """
    found: list[RoundDraft] = []
    names = {this.name for this in known}
    first = int(school_year_of(day)[:4])
    for year in range(first, first + years):
        for month, earliest in _BEGINNINGS[a_year]:
            starts_on = _monday(date(year if month >= 8 else year + 1, month, earliest))
            ends_on = starts_on + timedelta(days=7 * WEEKS - 3)
            if starts_on < day or any(_is_near(this, starts_on, ends_on) for this in known):
                continue
            name = _free_name(year, names)
            names.add(name)
            found.append(RoundDraft(name, starts_on, ends_on, deadline=ends_on - timedelta(days=7)))
    return tuple(found)


def make_rounds(session: Session, drafts: Sequence[RoundDraft]) -> tuple[UUID, ...]:
    """All of them or none. A ``UserError`` names the round it is about. The caller commits."""
    made = []
    for draft in sorted(drafts, key=lambda draft: draft.starts_on):  # the first one asks all
        try:
            this = add_round(
                session,
                draft.name,
                draft.starts_on,
                draft.ends_on,
                form=draft.form,
                deadline=draft.deadline,
                questionnaires=draft.questionnaires,
            )
        except UserError as error:
            where = draft.name.strip() or draft.starts_on.isoformat()
            raise UserError(f"{where}: {error.message}", error.hint) from error
        made.append(this.id)
    return tuple(made)


def unplan_rounds(session: Session, round_ids: Collection[UUID]) -> None:
    """Take planned rounds back, as long as nobody filled anything in. The caller commits."""
    if any(begun_lists(session, round_id) for round_id in round_ids):
        raise UserError(
            _("A list was begun in one of these rounds, so they stay."),
            _("Move a single round to the bin instead."),
        )
    for found in session.exec(select(Round).where(col(Round.id).in_(round_ids))).all():
        session.delete(found)
    session.flush()


def change_round(session: Session, round_id: UUID, draft: RoundDraft) -> RoundDraft:
    """Make a round like this; returns how it was, to undo it with. The caller commits.

    Raises ``UserError`` for what would change lists that were filled in: the first day fixes how
    old pupils are, and a list with answers stays asked.
    """
    before = round_facts(session, round_id)
    draft = replace(draft, name=draft.name.strip())
    check_round(
        session,
        draft.name,
        draft.starts_on,
        draft.ends_on,
        form=draft.form,
        deadline=draft.deadline,
        but=round_id,
    )
    begun = begun_lists(session, round_id)
    if begun and draft.starts_on != before.starts_on:
        raise UserError(
            _("The first day cannot change any more: lists were filled in."),
            _("It decides how old pupils are in this round, and so what they are asked."),
        )
    asked = set(draft.questionnaires or load_content().questionnaires)
    if dropped := sorted(set(begun) - asked):
        raise UserError(
            _("The list {code} was filled in already in this round.").format(code=dropped[0]),
            _("Leave it among the lists that are asked."),
        )
    kept = session.get_one(Round, round_id)
    kept.name, kept.form, kept.deadline = draft.name, draft.form, draft.deadline
    kept.starts_on, kept.ends_on = draft.starts_on, draft.ends_on
    kept.school_year = school_year_of(draft.starts_on)
    kept.questionnaires = list(draft.questionnaires) or None
    session.flush()
    return draft_of(before)


def begun_lists(session: Session, round_id: UUID) -> dict[str, int]:
    """How many lists were begun in a round, by questionnaire."""
    query = select(Scan.questionnaire, func.count()).where(Scan.round_id == round_id)
    return dict(session.exec(query.group_by(Scan.questionnaire)).all())


def _monday(day: date) -> date:
    """This day, or the Monday after it."""
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _is_near(this: RoundFacts, starts_on: date, ends_on: date) -> bool:
    """Whether a round runs within four weeks of these days."""
    room = timedelta(weeks=WEEKS)
    return this.starts_on <= ends_on + room and starts_on <= this.ends_on + room


def _free_name(year: int, names: Collection[str]) -> str:
    return next(name for n in range(1, 99) if (name := f"{year}-{n}") not in names)
