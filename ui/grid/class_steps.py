"""Where an answer or a key leads in the class grid: another pupil, another statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from npo_desktop.content.questionnaire import Item

if TYPE_CHECKING:
    from npo_desktop.queries.answering.class_entry import ClassEntry
    from ui.pages.grid_page import GridPage


class ClassSteps:
    """Pupils who are not asked the statement in front are passed by."""

    def __init__(self, page: GridPage) -> None:
        self._page = page

    def go_on(self, row: int) -> None:
        """After an answer: to the next row; behind the last to the next open statement."""
        if (shown := self._shown()) is None:
            return
        group, item = shown
        if not self._to_asked(range(row + 1, len(group.rows))):
            place = group.next_open(group.place_of(item.id))
            if place is not None:
                self._page.go(place)
            else:
                self._page.stand(row)

    def to_open(self) -> None:
        """To the next pupil without an answer, from here.

        Whoever types a number and Enter, as in a spreadsheet, skips nobody.
        """
        if (shown := self._shown()) is None:
            return
        group, item = shown
        rows = range(max(self._page.grid.row, 0), len(group.rows))
        here = next((row for row in rows if group.rows[row].is_open(item.id)), None)
        place = group.next_open(group.place_of(item.id))
        if here is not None:
            self._page.stand(here)
        elif place is not None:
            self._page.go(place)

    def step(self, by: int) -> None:
        """A row up or down."""
        ends = len(self._page.grid.table.rows) if by > 0 else -1
        self._to_asked(range(self._page.grid.row + by, ends, by))

    def to_first(self) -> None:
        """To the first row."""
        self._to_asked(range(len(self._page.grid.table.rows)))

    def to_last(self) -> None:
        """To the last row."""
        self._to_asked(reversed(range(len(self._page.grid.table.rows))))

    def turn(self, by: int) -> None:
        """To the statement before or after this one."""
        if (shown := self._shown()) is not None:
            group, item = shown
            self._page.go(group.place_of(item.id) + by)
            self._page.focus_grid()

    def _shown(self) -> tuple[ClassEntry, Item] | None:
        group, item = self._page.visit.group, self._page.item
        return None if group is None or item is None else (group, item)

    def _to_asked(self, rows: Iterable[int]) -> bool:
        """To the first of these rows that is asked the statement in front; whether there is one."""
        found = next((row for row in rows if self._page.grid.table.rows[row].is_asked), None)
        if found is not None:
            self._page.stand(found)
        return found is not None
