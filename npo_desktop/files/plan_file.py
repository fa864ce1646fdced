"""What a plan workbook that somebody worked on said, before it is compared with the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

STATUS, GIVEN, REVIEW = "status", "sessions_given", "review_on"
EDITABLE = (STATUS, GIVEN, REVIEW)  # what may be changed in the workbook, and comes back

CellValue = str | int | date  # a state of the store, a count, a day


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell that may be edited, as it was understood; with a fault when it was not."""

    place: str  # K7
    heading: str  # of its column
    value: CellValue | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PlanWas:
    """What the three cells of a plan said when the workbook was made."""

    status: str
    sessions_given: int
    review_on: date

    def value(self, key: str) -> CellValue:
        """One of the three."""
        if key == REVIEW:
            return self.review_on
        return self.status if key == STATUS else self.sessions_given


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row; a column that is not in the sheet any more is not in ``cells``."""

    line: int
    id: UUID | None  # of the plan; ``None``: a row that was added, or is damaged
    cells: Mapping[str, PlanCell]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole workbook."""

    file_name: str
    sha256: str
    sheet: str
    round: str
    made_on: date | None
    rows: tuple[PlanLine, ...]
    was: Mapping[UUID, PlanWas] = field(default_factory=dict)
    lost: tuple[str, ...] = ()  # headings of columns that may be edited and are gone
