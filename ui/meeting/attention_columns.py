"""The columns of the list to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from npo_desktop.dossiers.attention import AttentionRow
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from ui.tables.record_table import BoldRole, Column, IconRole, LinkRole, ToneRole
from ui.tables.signals_delegate import SignalsRole
from ui.widgets.signal_chips import signals_text

SIGNALS_COLUMN = 2


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One pupil with everything that stands beside the name."""

    row: AttentionRow
    why: str
    next_step: str
    agreed: int = 0
    concepts: int = 0
    talked_on: date | None = None
    is_on_agenda: bool = False

    @property
    def plans(self) -> str:
        """What runs, or waits for a decision."""
        if self.agreed:
            return ngettext("{n} plan running", "{n} plans running", self.agreed).format(
                n=self.agreed
            )
        return _("concept") if self.concepts else _("none")


def attention_columns() -> tuple[Column[TalkRow], ...]:
    """Who, how it stands, why, what runs, and what comes next."""
    return (
        Column(
            _("Pupil"),
            lambda row: row.row.dossier.pupil.list_name,
            width=168,
            roles={
                BoldRole: lambda row: True,
                IconRole: lambda row: ("clipboard-list", "accent") if row.is_on_agenda else None,
            },
            tip=lambda row: _("On the agenda") if row.is_on_agenda else "",
        ),
        Column(_("Group"), lambda row: row.row.dossier.pupil.group, width=84),
        Column(
            _("Signals"),
            lambda row: "",
            sort=lambda row: row.row.signals.order,
            width=118,
            roles={SignalsRole: lambda row: row.row.signals},
            tip=lambda row: signals_text(row.row.signals),
            accessible=lambda row: signals_text(row.row.signals),
        ),
        Column(_("Why"), lambda row: row.why, tip=lambda row: row.why),
        Column(
            _("Plans"),
            lambda row: row.plans,
            width=96,
            roles={ToneRole: lambda row: "ink" if row.agreed else "ink2"},
        ),
        Column(
            _("Talked about"),
            lambda row: date_text(row.talked_on) if row.talked_on else _("not yet"),
            sort=lambda row: row.talked_on,
            width=104,
            roles={ToneRole: lambda row: "ink2"},
        ),
        Column(
            _("Next step"),
            lambda row: row.next_step,
            width=176,
            roles={LinkRole: lambda row: True},
        ),
    )
