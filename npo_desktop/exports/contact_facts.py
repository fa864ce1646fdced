"""What the contact sheet on the wall says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody to call."""

    name: str
    role: str
    phone: str
    reach: str  # when and where
    for_pupils: bool


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The whole sheet, in its order."""

    school: str
    place: str
    is_practice: bool
    made_on: date
    lines: tuple[ContactLine, ...]
