"""What the practice sheet of a card is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from npo_desktop.content.catalogue import Intervention
from npo_desktop.content.questionnaire import SubscaleNames


@dataclass(frozen=True, slots=True)
class PracticeSheet:
    """One card for who is going to do it; about no pupil."""

    card: Intervention
    shipped: Intervention | None  # the card under the school's own figures
    subscales: Mapping[str, SubscaleNames]
    school: str
    place: str
    made_on: date
    is_practice: bool
