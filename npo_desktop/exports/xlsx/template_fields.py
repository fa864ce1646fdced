"""What a school's own workbook can ask for, by the names that it gives to its cells.

``npo_school`` is one value; ``npo_list_pupil`` is filled downwards, one row a plan. A name may be
written in any of our languages: npo_lijst_leerling is the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from npo_desktop.i18n import LANGUAGES, _, speaking
from npo_desktop.names import folded

MARK = "npo_"  # only names that begin so are ours: a school's other names are left alone
LIST = "list"

Value = str | int | float | date | None
Fields = Mapping[str, Callable[[], str]]  # key -> what it is called

SCHOOL_FIELDS: Fields = {
    "school": lambda: _("School"),
    "place": lambda: _("Place"),
    "school_year": lambda: _("School year"),
    "round": lambda: _("Round"),
    "made_on": lambda: _("Date"),
    "coordinator": lambda: _("Care Coordinator"),
    "pupils": lambda: _("Pupils"),
    "plans": lambda: _("Plans"),
    "concept": lambda: _of_plans(_("Concept")),
    "agreed": lambda: _of_plans(_("Agreed")),
    "stopped": lambda: _of_plans(_("Stopped")),
    "done": lambda: _of_plans(_("Done")),
    "sessions_given": lambda: _("Sessions given"),
}
PUPIL_FIELDS: Fields = {  # of one chosen pupil
    "pupil": lambda: _("Pupil"),
    "call_name": lambda: _("Call name"),
    "number": lambda: _("Number"),
    "group": lambda: _("Group"),
    "year_group": lambda: _("Year group"),
    "teacher": lambda: _("Teacher"),
}
SINGLE_FIELDS: Fields = {**SCHOOL_FIELDS, **PUPIL_FIELDS}
LIST_FIELDS: Fields = {  # of each plan
    "pupil": lambda: _("Pupil"),
    "number": lambda: _("Number"),
    "group": lambda: _("Group"),
    "approach": lambda: _("Approach"),
    "goal": lambda: _("Goal"),
    "start_value": lambda: _("Start value"),
    "target": lambda: _("Target value"),
    "per_week": lambda: _("Sessions per week"),
    "minutes": lambda: _("Minutes per session"),
    "weeks": lambda: _("Weeks"),
    "group_size": lambda: _("Group size"),
    "who": lambda: _("Who"),
    "first_step": lambda: _("First step"),
    "start": lambda: _("Start"),
    "review": lambda: _("Review"),
    "state": lambda: _("State"),
    "planned": lambda: _("Planned until now"),
    "given": lambda: _("Sessions given"),
    "reason": lambda: _("Reason"),
}


@dataclass(frozen=True, slots=True, repr=False)
class TemplateValues:
    """What there is to fill in; no session needed."""

    single: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[Mapping[str, Value], ...] = ()  # one a plan, by key of LIST_FIELDS
    is_of_pupil: bool = False  # else the fields of one pupil are not known
    pupils: int = 0  # whose data stands in it


def _of_plans(state: str) -> str:
    return ": ".join((_("Plans"), state.casefold()))


def single_name(key: str) -> str:
    """The name of a cell for one value, in the language being spoken."""
    return MARK + _slug(SINGLE_FIELDS[key]())


def list_name(key: str) -> str:
    """The name of the first cell of a column, in the language being spoken."""
    return f"{MARK}{_list_word()}_{_slug(LIST_FIELDS[key]())}"


@cache
def known_names() -> Mapping[str, tuple[str, bool]]:
    """Every name that is understood -> key, and whether it is a column."""
    found = {MARK + key: (key, False) for key in SINGLE_FIELDS}
    found |= {f"{MARK}{LIST}_{key}": (key, True) for key in LIST_FIELDS}
    for language in LANGUAGES:
        with speaking(language):
            for key in SINGLE_FIELDS:
                found.setdefault(single_name(key), (key, False))
            for key in LIST_FIELDS:
                found.setdefault(list_name(key), (key, True))
    return found


def _list_word() -> str:
    return _slug(_("List"))


def _slug(label: str) -> str:
    """As Excel allows it in a name: letters, figures and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")
