"""What a sheet with cards of the menukaart said, before it is compared with the store."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row as written; a field whose column is not there is not in ``texts``."""

    line: int
    texts: Mapping[str, str]  # field of a card -> cell


@dataclass(frozen=True, slots=True)
class MenukaartFile:
    """A whole sheet of cards."""

    file_name: str
    sha256: str
    rows: tuple[CardRow, ...]
    unknown: tuple[str, ...]  # headings that mean nothing here
