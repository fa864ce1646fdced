"""What every document of the school carries: whose it is, when it was made, its language."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.exports.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The same on all pages of a document."""

    letterhead: Letterhead
    is_practice: bool
    made_on: date
    language: str  # of the document
