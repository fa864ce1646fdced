"""The school's answers to the questions on the catalogue cards."""

from sqlmodel import Session, select

from npo_desktop.store.tables import Feasibility


def feasibility_answers(session: Session) -> dict[str, dict[str, bool]]:
    """By intervention and factor; what is not there has not been answered."""
    found: dict[str, dict[str, bool]] = {}
    for answer in session.exec(select(Feasibility)):
        found.setdefault(answer.intervention, {})[answer.factor] = answer.holds
    return found


def answer_feasibility(session: Session, intervention: str, factor: str, holds: bool) -> None:
    """Say whether this can be done here."""
    session.merge(Feasibility(intervention=intervention, factor=factor, holds=holds))
