"""What leaves the school about one pupil: chosen block by block, and what was left out told."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from npo_desktop.exports.paper_head import PaperHead

BLOCKS = (
    *("strengths", "now", "tried", "plans", "results", "language", "attendance", "child"),
)  # in the order of the paper

Kind = Literal["expertise", "youth-care", "health", "other"]
Consent = Literal["given", "not-asked", "refused"]

# Least data: what each kind of receiver needs for a first question. More is ticked by a person.
NEEDED: dict[str, tuple[str, ...]] = {
    "expertise": ("strengths", "now", "tried", "results", "language"),
    "youth-care": ("strengths", "attendance"),
    "health": ("attendance", "language"),
    "other": (),
}
CENTRES = {"bonaire": "EOZ", "saba": "EC2", "sint-eustatius": "ECE"}


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """One block in words; without lines the paper says that it is not known."""

    key: str  # one of BLOCKS
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferralChoice:
    """What was decided before the slip is made."""

    kind: Kind
    to: str  # as the receiver is called
    question: str
    consent: Consent
    asked_who: str = ""  # who said it
    said_on: date | None = None
    since: str = ""  # how long the school has seen it
    blocks: tuple[str, ...] = ()

    @property
    def has_name(self) -> bool:
        """Without consent the question is asked without a name."""
        return self.consent == "given"


@dataclass(frozen=True, slots=True)
class Whose:
    """Who it is about: as much as may be told."""

    name: str  # empty: without a name
    call_name: str  # or what stands in its place
    born_on: date | None
    age: int | None
    grade: str


@dataclass(frozen=True, slots=True)
class ReferralSlip:
    """A question to somebody outside the school, with no more than the question needs."""

    head: PaperHead
    whose: Whose
    choice: ReferralChoice
    blocks: tuple[RecordBlock, ...]
    left_out: tuple[str, ...]  # of BLOCKS
    coordinator: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What the next school gets to know, as parents and child may read it."""

    head: PaperHead
    whose: Whose
    to: str
    blocks: tuple[RecordBlock, ...]
    left_out: tuple[str, ...]
    advice: str  # what the school would carry on with, in its own words
    coordinator: str
