"""What the printed picture codes of a group say."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.content.pictures import Code


@dataclass(frozen=True, slots=True)
class PictureStrip:
    """One pupil's card."""

    name: str
    code: Code


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """The cards of one group, in list order."""

    school: str
    place: str
    group: str
    made_on: date
    is_practice: bool
    strips: tuple[PictureStrip, ...]


def picture_file_name(made_on: date) -> str:
    """Without a name: file names stay behind in lists of recent files."""
    return f"picture-codes-{made_on.isoformat()}.pdf"
