"""Colleagues and their hours for support: listed, and set."""

import argparse
from typing import Any

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.formats import WEEKDAYS
from npo_desktop.i18n import _
from npo_desktop.queries.support.hours import (
    colleague_hours,
    colleague_named,
    set_hours,
    set_skills,
)
from npo_desktop.queries.support.periods import period_list
from npo_desktop.queries.support.typed_amounts import hours_text


def hours_rows(session: Session, _content: Content) -> list[dict[str, Any]]:
    """One row a colleague; periods as "Tuesday 9:00-9:30", in English in every language."""
    names = {
        one.id: f"{WEEKDAYS['en'].split()[one.weekday - 1]} {one.starts:%H:%M}-{one.ends:%H:%M}"
        for one in period_list(session)
    }
    return [
        {
            "staff": one.name,
            "weekly_minutes": one.weekly_minutes,
            "skills": sorted(one.skills),
            "periods": [name for id, name in names.items() if id in one.periods],
        }
        for one in colleague_hours(session)
    ]


def add_words(parser: argparse.ArgumentParser) -> None:
    """What is typed after ``npo hours set``."""
    parser.add_argument("--staff", required=True, metavar="NAME")
    parser.add_argument("--minutes", required=True, type=int, metavar="N", help="a week")
    parser.add_argument(
        "--skill", action="append", metavar="ID", help="a card this colleague can carry out"
    )


def set_one(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    """Hours of one colleague; skills stay as they are unless some are given."""
    found = colleague_named(session, chosen.staff)
    known = {card.id for card in content.catalogue.interventions}
    for card in chosen.skill or ():
        if card not in known:
            raise UserError(
                _("There is no card called {id}.").format(id=card),
                _("See them with: npo list interventions."),
            )
    set_hours(session, found.staff_id, chosen.minutes)
    if chosen.skill:
        set_skills(session, found.staff_id, set(chosen.skill))
    row = next(one for one in hours_rows(session, content) if one["staff"] == found.name)
    words = _("{name} has {hours} hours a week for support.")
    return Result(row, [words.format(name=found.name, hours=hours_text(chosen.minutes))])
