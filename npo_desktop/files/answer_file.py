"""What a file with answers said, before anything is checked against the store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row as written; nothing is checked yet."""

    line: int
    pupil: str  # the school's own number
    round: str
    questionnaire: str
    informant: str
    item: str
    answer: str  # "3", "?" for "don't know", empty to leave alone
    language: str = ""  # in which it was asked; empty: the file does not say
    is_too_long: bool = False  # more cells than the first line: nobody knows which is which


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A whole file of answers."""

    file_name: str
    sha256: str
    rows: tuple[AnswerRow, ...]
