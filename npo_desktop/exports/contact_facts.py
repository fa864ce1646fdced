"""What the contact sheet on the wall says."""

from dataclasses import dataclass

from npo_desktop.exports.paper_head import PaperHead


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

    head: PaperHead
    lines: tuple[ContactLine, ...]
