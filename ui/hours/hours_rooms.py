"""Rooms in which support groups can sit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.support.rooms import (
    LONGEST_NAME,
    MOST_PLACES,
    RoomFacts,
    add_room,
    change_room,
    remove_room,
    room_list,
)
from ui.hours.hours_list import ListPart, ListWords
from ui.tables.record_table import BoldRole, Column, ToneRole
from ui.widgets.field import Field

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session
    from ui.hours.hours_part import Change


class HoursRooms(ListPart[RoomFacts]):
    """A room without places holds any group."""

    def __init__(self, app: App) -> None:
        self._name, self._places = QLineEdit(), QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._fields = (
            Field(_("Name of the room"), self._name),
            Field(_("Places for pupils"), self._places, _("Empty: nobody counted them.")),
        )
        super().__init__(app, _words(), _columns())

    def key_of(self, row: RoomFacts) -> UUID:
        return row.id

    def name_of(self, row: RoomFacts) -> str:
        return row.name

    def rows_of(self, session: Session) -> Sequence[RoomFacts]:
        return room_list(session)

    def fields(self) -> Sequence[QWidget]:
        return self._fields

    def fill(self, row: RoomFacts | None) -> None:
        self._name.setText(row.name if row else "")
        self._places.setText(str(row.places) if row and row.places else "")

    def typed_name(self) -> str:
        return self._name.text()

    def typed(self, row: RoomFacts | None) -> Change:
        name, places = self._name.text(), _read_places(self._places.text())
        if row is None:
            return lambda session: add_room(session, name, places)
        return lambda session: change_room(session, row.id, name, places)

    def remove(self, session: Session, row: RoomFacts) -> RowsBefore:
        return remove_room(session, row.id)


def _read_places(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise UserError(
            _('"{value}" is not a number of places.').format(value=text),
            _("Type 1 to {most}, or leave it empty.").format(most=MOST_PLACES),
        )
    return int(text)


def _words() -> ListWords:
    return ListWords(
        name="hours-rooms",
        icon="building",
        title=_("Rooms"),
        new=_("New room"),
        add=_("Add the room"),
        empty=(
            _("No rooms yet"),
            _("Type the rooms where a small group can sit. Without rooms the timetable asks none."),
        ),
        added=_("{name} was added."),
        changed=_("{name} was changed."),
        removed=_("{name} was removed."),
    )


def _columns() -> tuple[Column[RoomFacts], ...]:
    return (
        Column(_("Room"), lambda row: row.name, roles={BoldRole: lambda _row: True}),
        Column(
            _("Places"),
            lambda row: str(row.places) if row.places else _("not counted"),
            sort=lambda row: row.places,
            number=True,
            width=120,
            roles={ToneRole: lambda row: "ink" if row.places else "ink3"},
        ),
        Column(
            _("Groups that meet here"),
            lambda row: str(row.groups) if row.groups else "–",
            sort=lambda row: row.groups,
            number=True,
            width=170,
        ),
    )
