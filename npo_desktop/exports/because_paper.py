"""What the because-card says on paper."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.proposals.because import Because


@dataclass(frozen=True, slots=True)
class BecausePaper:
    """One proposal for one pupil, for staff."""

    card: Because
    names: dict[str, str]  # of the subscales, for staff
    school: str
    place: str
    is_practice: bool
    made_on: date
    language: str
