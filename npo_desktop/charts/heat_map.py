"""The heat map of a group: pupils by subscales, a band a cell. Pure.

Screen, print and workbook all show this one, so that they can not differ. A cell says what is known
and never guesses: too few answers, not asked and not filled in yet are three different things, and
a change stands there only when it is larger than the measurement error.
Sources: VISUAL.md, sections 3 and 7; SCORING.md, sections 3 and 4.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from npo_desktop.charts.heat_cells import (
    NOT_ASKED,
    OPEN,
    Asked,
    HeatCell,
    Lists,
    ListState,
    cells_for,
)
from npo_desktop.content.questionnaire import Informant, Questionnaire, SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, PupilFacts
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import pick
from npo_desktop.scoring.norms import Band

DOMAINS = ("COG", "EF", "SE")
_LOW, _WATCH, _FINE = Band.LOW, Band.WATCH, Band.FINE  # members of an Enum are slow to look up


class Sort(StrEnum):
    """In which order the pupils stand."""

    ATTENTION = "attention"  # most signals first
    NAME = "name"
    COLUMN = "column"  # help needed first, in one column


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One subscale, and how many of the group stand in each band, shown or not."""

    subscale: str
    name: str
    domain: str
    low: int
    watch: int
    fine: int
    strong: int
    open: int  # asked, and not filled in yet

    @property
    def scored(self) -> int:
        """How many pupils have a band here."""
        return self.low + self.watch + self.fine + self.strong


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One pupil."""

    pupil: PupilFacts
    cells: tuple[HeatCell, ...]
    low: int
    watch: int

    @property
    def signals(self) -> int:
        """Help needed and watch together, over the columns that are shown."""
        return self.low + self.watch


@dataclass(frozen=True, slots=True)
class HeatChoice:
    """What one wants to see. No informant: the bands that all lists start from."""

    informant: Informant | None = None
    domain: str = ""  # "": all of them
    sort: Sort = Sort.ATTENTION
    column: str = ""  # the subscale that ``Sort.COLUMN`` is about
    only_signals: bool = False  # leave out who has none


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows in the order chosen; ``bars`` are domains with their first column and their width."""

    choice: HeatChoice
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    pupils: int  # of the group, shown or not
    asked: int  # how many of them this list is about
    complete: int  # of how many of those it is filled in

    @property
    def bars(self) -> tuple[tuple[str, int, int], ...]:
        """Domain, first column, how many columns."""
        found: list[tuple[str, int, int]] = []
        for place, column in enumerate(self.columns):
            if found and found[-1][0] == column.domain:
                found[-1] = (column.domain, found[-1][1], found[-1][2] + 1)
            else:
                found.append((column.domain, place, 1))
        return tuple(found)

    @property
    def says_something(self) -> bool:
        """Whether anything was filled in of anybody."""
        return any(
            cell is not OPEN and cell is not NOT_ASKED for row in self.rows for cell in row.cells
        )

    def place_of(self, subscale: str) -> int:
        """In which column it stands; -1 for nowhere."""
        return next((n for n, one in enumerate(self.columns) if one.subscale == subscale), -1)


def heat_map(
    scored: ScoredRound,
    subscales: Mapping[str, SubscaleNames],
    questionnaires: Mapping[str, Questionnaire],
    choice: HeatChoice,
    *,
    groups: Collection[UUID | None] | None = None,
    lists: Lists | None = None,
) -> HeatMap:
    """The pupils of these groups, or of the whole school, as one informant or all lists see them.

    ``lists`` tells who is not asked, and which lists are complete; without it only the age does.
    """
    names = [one for one in subscales.values() if one.domain in DOMAINS]
    names = [one for one in names if choice.domain in ("", one.domain)]
    codes = [one.code for one in names]
    asked = Asked(scored.round, questionnaires, lists or {})
    cells_of = cells_for(choice.informant)
    mine = [
        dossier
        for dossier in scored.dossiers.values()
        if groups is None or dossier.pupil.group_id in groups
    ]
    every = [_row(dossier, cells_of(dossier, codes, asked)) for dossier in mine]
    rows = [row for row in every if row.signals] if choice.only_signals else every
    place = codes.index(choice.column) if choice.column in codes else -1
    states = [_state(row, choice.informant or Informant.TEACHER, lists or {}) for row in every]
    return HeatMap(
        choice,
        tuple(_column(one, place, every) for place, one in enumerate(names)),
        tuple(_sorted(rows, choice, place)),
        len(every),
        sum(state is not ListState.NOT_ASKED for state in states),
        sum(state is ListState.COMPLETE for state in states),
    )


def _state(row: HeatRow, informant: Informant, lists: Lists) -> ListState:
    """How far the list is that this row rests on; when nobody says, as the cells show."""
    if state := lists.get((row.pupil.id, informant.value)):
        return state
    if all(cell is NOT_ASKED for cell in row.cells):
        return ListState.NOT_ASKED
    return ListState.OPEN if any(cell is OPEN for cell in row.cells) else ListState.COMPLETE


def _row(dossier: Dossier, cells: tuple[HeatCell, ...]) -> HeatRow:
    low = watch = 0
    for cell in cells:
        if cell.band is _LOW:
            low += 1
        elif cell.band is _WATCH:
            watch += 1
    return HeatRow(dossier.pupil, cells, low, watch)


def _column(names: SubscaleNames, place: int, rows: Sequence[HeatRow]) -> HeatColumn:
    low = watch = fine = strong = open_ = 0
    for row in rows:
        cell = row.cells[place]
        if cell.band is _LOW:
            low += 1
        elif cell.band is _WATCH:
            watch += 1
        elif cell.band is _FINE:
            strong += cell.strong
            fine += not cell.strong
        elif cell is OPEN:
            open_ += 1
    name = pick(names.staff)
    return HeatColumn(names.code, name, names.domain, low, watch, fine, strong, open_)


def _sorted(rows: Iterable[HeatRow], choice: HeatChoice, place: int) -> list[HeatRow]:
    """The list order decides among equals."""
    if choice.sort is Sort.COLUMN and place >= 0:
        return sorted(rows, key=lambda row: (row.cells[place].order, -row.signals))
    if choice.sort is Sort.NAME:
        return list(rows)
    return sorted(rows, key=lambda row: (-row.signals, -row.low))
