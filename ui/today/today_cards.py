"""The lists on the start page: groups in this round, reviews, and choices to make."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from npo_desktop.clock import today
from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.scan_progress import GroupProgress, ListProgress
from npo_desktop.queries.attention import DueReview
from ui.rounds.scan_counts import NOBODY, done_bar, done_text, done_tone, is_done
from ui.tables.record_table import (
    BoldRole,
    Column,
    LinkRole,
    ProgressRole,
    TagRole,
    ToneRole,
)

_LIST_WIDTH, _LINK_WIDTH, _DAY_WIDTH = 160, 84, 216  # pixels


def group_columns() -> tuple[Column[GroupProgress], ...]:
    """A group, how far it is with each of the lists, and a link."""
    return (
        Column(_("Group"), lambda row: row.group or _("No group"), roles={BoldRole: _always}),
        *(_list_column(informant) for informant in Informant),
        Column(
            "",
            lambda row: _("See") if is_done(row) else _("Go on"),
            number=True,
            width=_LINK_WIDTH,
            roles={LinkRole: _always},
        ),
    )


def review_columns(approach: Callable[[str], str]) -> tuple[Column[DueReview], ...]:
    """Whose plan, what it was to reach, who helps, and when to look back."""
    return (
        Column(_("Pupil"), lambda row: row.pupil, width=160),
        Column(_("Goal"), lambda row: row.goal or approach(row.intervention), tip=_goal),
        Column(_("Who"), lambda row: row.who, width=120, tip=lambda row: row.who),
        Column(
            _("Review"),
            lambda row: review_text(row, today()),
            sort=lambda row: row.review_on,
            width=_DAY_WIDTH,
            roles={TagRole: lambda row: ("warn", "clock") if row.days_late(today()) > 0 else None},
        ),
    )


def choice_columns() -> tuple[Column[ListProgress], ...]:
    """Whose list is complete, while nothing was chosen yet."""
    return (
        Column(_("Pupil"), lambda row: row.pupil.full_name),
        Column(_("Group"), lambda row: row.pupil.group, width=90),
        Column(
            _("List done"),
            lambda row: date_text(row.touched_at.date()) if row.touched_at else "",
            width=104,
            roles={ToneRole: lambda _row: "ink2"},
        ),
    )


def review_text(row: DueReview, day: date) -> str:
    """The day of a review, and how late that is."""
    late = row.days_late(day)
    said = date_text(row.review_on)
    if late <= 0:
        return said
    return f"{said} · " + ngettext("{n} day late", "{n} days late", late).format(n=late)


def _goal(row: DueReview) -> str:
    return row.goal


def _list_column(informant: Informant) -> Column[GroupProgress]:
    roles: Mapping[int, Callable[[GroupProgress], Any]] = {
        ProgressRole: lambda row: done_bar(row.lists.get(informant.value, NOBODY)),
        ToneRole: lambda row: done_tone(row.lists.get(informant.value, NOBODY)),
    }
    return Column(
        informant_name(informant),
        lambda row: done_text(row.lists.get(informant.value, NOBODY)),
        width=_LIST_WIDTH,
        roles=roles,
    )


def _always(_row: object) -> bool:
    return True
