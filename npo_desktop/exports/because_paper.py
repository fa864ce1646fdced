"""What the because-card says on paper."""

from dataclasses import dataclass

from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.proposals.because import Because


@dataclass(frozen=True, slots=True)
class BecausePaper:
    """One proposal for one pupil, for staff."""

    card: Because
    names: dict[str, str]  # of the subscales, for staff
    head: PaperHead
