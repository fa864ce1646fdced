"""What a printed plan says: complete, in the language that is spoken."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.exports.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class PaperGoal:
    """One goal; the measure in words, empty when it has none."""

    text: str
    observe: str
    measured: str


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One plan on paper."""

    pupil: str
    call_name: str
    group: str
    approach: str
    goals: tuple[PaperGoal, ...]
    dose: str
    who: str
    starts_on: date
    review_on: date
    first_step: str
    pupil_words: str
    why_no_words: str
    version: int
    signed_on: date | None
    signed_by: str
    code: str  # empty: not signed yet


@dataclass(frozen=True, slots=True)
class PlanPapers:
    """Sheets of several plans in one file."""

    school: str
    is_practice: bool
    made_on: date
    plans: tuple[PlanPaper, ...]
    letterhead: Letterhead | None = None  # None: the school's name alone
