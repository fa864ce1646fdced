"""On the start page: talks with parents this week, and whether there is paper for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.formats import clock, minutes_of
from npo_desktop.i18n import NAMES, _, ngettext
from npo_desktop.proposals.support.board_words import weekday
from npo_desktop.queries.parents.coming_talks import ComingTalk, Paper
from ui.tables.record_table import BoldRole, Column, TagRole
from ui.widgets.list_card import ListCard

LARGEST = 210  # pixels
_WHEN, _PAPER = 118, 122


class ParentTalksCard(ListCard[ComingTalk]):
    """Soonest first; opening a row goes to that talk. Without any the card is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Talks with parents this week"),
            talk_columns(),
            _("No talk was planned for this week."),
            key=lambda row: row.talk_id,
            whole_elsewhere=True,
            parent=parent,
        )

    def show_talks(self, talks: Sequence[ComingTalk]) -> None:
        """What the start page read."""
        self.setVisible(bool(talks))
        self.set_rows(talks)
        self.set_density("dense")
        self.setFixedHeight(min(self.height_for_rows(), LARGEST))
        waiting = sum(row.paper is Paper.TO_PRINT for row in talks)
        words = ngettext("{n} to print", "{n} to print", waiting).format(n=waiting)
        self.say_beside_title(words if waiting else "")


def talk_columns() -> tuple[Column[ComingTalk], ...]:
    """When, who, and how far the summary is."""
    return (
        Column(_("When"), _when, width=_WHEN),
        Column(_("Pupil"), lambda row: row.name, roles={BoldRole: lambda row: True}, tip=_whole),
        Column(_("Summary"), _paper, width=_PAPER, roles={TagRole: _tone}),
    )


def _when(row: ComingTalk) -> str:
    day = _("today") if row.on == today() else f"{weekday(row.on.isoweekday())} {row.on.day}"
    return f"{day} {clock(minutes_of(row.at))}" if row.at else day


def _paper(row: ComingTalk) -> str:
    return {
        Paper.NO_SCAN: _("scan not finished"),
        Paper.TO_PRINT: _("to print"),
        Paper.PRINTED: _("printed"),
    }[row.paper]


def _tone(row: ComingTalk) -> tuple[str, str]:
    return {
        Paper.NO_SCAN: ("neutral", "hourglass"),
        Paper.TO_PRINT: ("warn", "printer"),
        Paper.PRINTED: ("ok", "check"),
    }[row.paper]


def _whole(row: ComingTalk) -> str:
    return " · ".join(filter(None, (row.name, row.group, NAMES.get(row.language, ""))))
