"""The columns of the list of colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from ui.roles import role_name
from ui.tables.record_table import BoldRole, Column, ToneRole

if TYPE_CHECKING:
    from npo_desktop.store.colleagues import ColleagueFacts


def colleague_columns(staff: Mapping[object, str]) -> tuple[Column[ColleagueFacts], ...]:
    """``staff``: the names in the list of the school; looked at when a cell is drawn."""

    def who(row: ColleagueFacts) -> str:
        if row.role != "teacher":
            return "–"
        return staff.get(row.staff_id) or _("sees no group yet")

    return (
        Column(
            _("Name"),
            lambda row: row.name,
            roles={BoldRole: lambda _row: True},
            tip=lambda row: row.name,
        ),
        Column(_("Role"), lambda row: role_name(row.role), width=150),
        Column(
            _("In the school's list"),
            who,
            width=200,
            roles={ToneRole: lambda row: "ink2" if row.staff_id else "ink3"},
        ),
        Column(_("Since"), lambda row: date_text(row.made_at.astimezone().date()), width=100),
    )
