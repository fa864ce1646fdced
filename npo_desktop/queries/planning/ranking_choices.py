"""The constants of the ranking as this school turned them, and what it has and has not."""

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.constants import (
    DIALS,
    STANDARD,
    Constants,
    Here,
    dial_of,
    value_of,
    with_value,
)
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.queries.support.hours import colleague_hours, staffing
from npo_desktop.store.tables import Setting

PREFIX = "ranking."
INTERNET = "school.internet"  # "no": nothing that needs internet is proposed


def ranking_choices(session: Session) -> Constants:
    """The constants of this school; what nobody turned, or is not a number, stands as it was."""
    kept = session.exec(select(Setting).where(col(Setting.key).startswith(PREFIX)))
    said = {row.key.removeprefix(PREFIX): row.value for row in kept}
    constants = STANDARD
    for dial in DIALS:
        value = _number(said.get(dial.key, ""))
        if value is not None and dial.low <= value <= dial.high:
            constants = with_value(constants, dial.key, value)
    return constants


def choose_constants(session: Session, constants: Constants) -> Constants:
    """Keep these; what stands as it was at first is not kept. Returns those before."""
    before = ranking_choices(session)
    for dial in DIALS:
        value, key = value_of(constants, dial.key), PREFIX + dial.key
        if not dial.low <= value <= dial.high:
            raise UserError(
                _("{value} is outside the range of this number.").format(value=value),
                _("Choose {low} to {high}.").format(low=dial.low, high=dial.high),
            )
        if value == value_of(STANDARD, dial.key):
            if kept := session.get(Setting, key):
                session.delete(kept)
        else:
            set_setting(session, key, repr(value))
    session.flush()
    return before


def choose_constant(session: Session, key: str, value: float) -> Constants:
    """Turn one of them; returns those before."""
    dial_of(key)
    return choose_constants(session, with_value(ranking_choices(session), key, value))


def has_internet(session: Session) -> bool:
    """Whether what needs internet can be done here; yes as long as nobody said no."""
    return setting(session, INTERNET) != "no"


def set_internet(session: Session, *, holds: bool) -> None:
    """Say whether the school has internet for lessons."""
    set_setting(session, INTERNET, "" if holds else "no")


def school_here(session: Session) -> Here:
    """Everything of the school that its proposals rest on."""
    minutes = sum(one.weekly_minutes for one in colleague_hours(session))
    by_card = staffing(session)
    return Here(
        ranking_choices(session),
        has_internet(session),
        minutes / 60 if minutes else None,  # nobody with any time: nobody filled it in
        None if by_card is None else {id: one.weekly_minutes / 60 for id, one in by_card.items()},
    )


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
