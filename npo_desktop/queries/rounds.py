"""Rounds: when pupils are scanned."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Round


def add_round(
    session: Session,
    name: str,
    starts_on: date,
    ends_on: date,
    *,
    form: str = "full",
    deadline: date | None = None,
    questionnaires: Sequence[str] = (),
) -> RoundFacts:
    """Plan a round. ``questionnaires``: their codes; none: the three that ship with the program."""
    name = name.strip()
    check_round(session, name, starts_on, ends_on, form=form, deadline=deadline)
    made = Round(
        name=name,
        school_year=school_year_of(starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
        form=form,
        deadline=deadline,
        questionnaires=list(questionnaires) or None,
    )
    session.add(made)
    session.flush()
    return _facts(made)


def check_round(
    session: Session,
    name: str,
    starts_on: date,
    ends_on: date,
    *,
    form: str = "full",
    deadline: date | None = None,
    but: UUID | None = None,
) -> None:
    """Raises ``UserError`` when a round cannot be like this. ``but``: the round that it is now."""
    if not name:
        raise UserError(_("The round has no name."), _("Give it one, for example 2026-1."))
    if ends_on < starts_on:
        raise UserError(
            _("The round ends before it starts."), _("Choose an end date after the start date.")
        )
    if deadline is not None and not starts_on <= deadline <= ends_on:
        raise UserError(
            _("The deadline is not within the round."),
            _("Choose a day from the first to the last day of the round."),
        )
    others = [found for found in session.exec(select(Round)) if found.id != but]
    if any(found.name == name for found in others):
        raise UserError(
            _("There is already a round called {name}.").format(name=name),
            _("Choose another name."),
        )
    if form != "full" and all(found.starts_on >= starts_on for found in others):
        raise UserError(
            _("The first round asks the full list."),
            _("Choose the full list: later rounds are compared with it."),
        )


def round_list(session: Session) -> list[RoundFacts]:
    """All rounds, oldest first."""
    query = select(Round).order_by(col(Round.starts_on), col(Round.name))
    return [_facts(found) for found in session.exec(query)]


def round_by_name(session: Session, name: str) -> RoundFacts:
    """The round with this name."""
    found = session.exec(select(Round).where(Round.name == name)).first()
    if not found:
        raise UserError(
            _("There is no round called {name}.").format(name=name),
            _("See the rounds with: npo list rounds."),
        )
    return _facts(found)


def round_facts(session: Session, round_id: UUID) -> RoundFacts:
    """The round with this id."""
    return _facts(session.get_one(Round, round_id))


def current_round(session: Session, day: date) -> RoundFacts | None:
    """The round that runs on this day, else the newest begun, else the first to come."""
    rounds = round_list(session)
    begun = [found for found in rounds if found.starts_on <= day]
    return begun[-1] if begun else rounds[0] if rounds else None


def chosen_round(session: Session, round_id: UUID | None, day: date) -> RoundFacts | None:
    """The round that was chosen, else the one of this day, if there is any."""
    return current_round(session, day) if round_id is None else round_facts(session, round_id)


def round_before(session: Session, this: RoundFacts) -> RoundFacts | None:
    """The round before this one."""
    query = select(Round).where(Round.starts_on < this.starts_on)
    found = session.exec(query.order_by(col(Round.starts_on).desc())).first()
    return _facts(found) if found else None


def _facts(found: Round) -> RoundFacts:
    return RoundFacts(
        found.id,
        found.name,
        found.starts_on,
        found.ends_on,
        found.form,
        found.deadline,
        tuple(found.questionnaires or ()),
    )
