"""On the start page: with whom to talk this week, and quietly with whom was talked already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.content.informant_words import informant_name
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.talks import PupilTalks, TalkThisWeek, by_pupil
from ui.concern.contact_sheet import ContactSheetDialog
from ui.concern.talk import TalkDialog
from ui.tables.record_table import BoldRole, Column, IconRole, ToneRole
from ui.widgets.key_button import KeyButton
from ui.widgets.list_card import ListCard

if TYPE_CHECKING:
    from ui.app import App

LARGEST = 210  # pixels
_GROUP, _ANSWER = 84, 124


class TalksCard(ListCard[PupilTalks]):
    """A row a pupil, opening it shows the answers; none of them stands in the card itself."""

    def __init__(self, app: App, groups: Mapping[UUID, str], parent: QWidget) -> None:
        super().__init__(
            _("Talk this week"),
            talk_columns(groups),
            _("No answer in this round asks for a talk."),
            key=lambda row: row.pupil_id,
            whole_elsewhere=True,
            parent=parent,
        )
        self._app = app
        self._talks: Sequence[PupilTalks] = ()
        self.held = KeyButton("", kind="link")
        self.held.setCheckable(True)
        self.sheet = KeyButton(_("Contact sheet..."), kind="link", icon="heart-handshake")
        self.add_action(self.held)
        self.add_action(self.sheet)
        self.held.toggled.connect(self._show)
        self.sheet.clicked.connect(self.open_sheet)
        self.opened.connect(self.open_talk)

    def show_talks(self, talks: Sequence[TalkThisWeek]) -> None:
        """All talks of a round; those that were held wait behind a quiet link."""
        self._talks = by_pupil(talks) if self._app.may("talk") else ()
        if not any(one.is_held for one in self._talks):
            self.held.setChecked(False)
        self._show()

    def open_talk(self, found: PupilTalks) -> None:
        """What was answered, beside the contact sheet."""
        TalkDialog(self._app, found, self.window()).open()

    def open_sheet(self) -> None:
        """Whom to call."""
        ContactSheetDialog(self._app, self.window()).open()

    def _show(self) -> None:
        waiting = [one for one in self._talks if not one.is_held]
        held = [one for one in self._talks if one.is_held]
        if self.held.isChecked():
            self.held.setText(_("Only who waits"))
        else:
            words = ngettext("already talked ({n})", "already talked ({n})", len(held))
            self.held.setText(words.format(n=len(held)))
        self.held.setVisible(bool(held))
        self.nothing.setText(
            _("Everybody was talked with.")
            if held
            else _("No answer in this round asks for a talk.")
        )
        self.set_rows([*waiting, *held] if self.held.isChecked() else waiting)
        self.set_density("dense" if self.table.rowCount() > 3 else "normal")
        self.setFixedHeight(min(self.height_for_rows(), LARGEST))
        self._unfold_quietly()

    def _unfold_quietly(self) -> None:
        """A pupil to talk with is never folded away: rather scroll."""
        self._unfolded = True
        self._fold()


def talk_columns(groups: Mapping[UUID, str]) -> tuple[Column[PupilTalks], ...]:
    """Whom to talk with; the answer itself is not shown where others look on."""
    return (
        Column(_("Pupil"), lambda row: row.pupil, roles={BoldRole: lambda row: not row.is_held}),
        Column(_("Group"), lambda row: groups.get(row.pupil_id, ""), width=_GROUP),
        Column(
            _("Answer of"),
            _answer_text,
            width=_ANSWER,
            roles={
                IconRole: lambda row: ("check", "ink2") if row.is_held else None,
                ToneRole: lambda row: "ink2" if row.is_held else "ink",
            },
        ),
    )


def _answer_text(row: PupilTalks) -> str:
    """Who answered it; once it was talked about, when."""
    if row.is_held and row.held_at is not None:
        return date_text(row.held_at.astimezone().date())
    who = list(dict.fromkeys(informant_name(talk.informant) for talk in row.waiting))
    return (
        who[0]
        if len(who) == 1
        else ngettext("{n} person", "{n} people", len(who)).format(n=len(who))
    )
