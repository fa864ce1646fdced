"""How children marked their life in published surveys: ``islands/life_marks.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from npo_desktop.content.rows import fault, toml_entries
from npo_desktop.i18n import _
from npo_desktop.paths import resources

PLACES = ("bonaire", "saba", "sint-eustatius", "mainland")
YEARS = (1990, 2100)
HIGHEST = 10  # of the mark; the lowest is 0
KEYS = {"place", "year", "mark", "source"}


@dataclass(frozen=True, slots=True)
class PublishedMark:
    """The mean mark of the children of one place, on 0 to 10."""

    place: str  # an island, or "mainland": the European Netherlands
    year: int
    mark: float
    source: str


@cache
def load_life_marks() -> tuple[PublishedMark, ...]:
    """What ships with the program, in the order of the file; a fault in it is a ``UserError``."""
    return read_life_marks(resources() / "islands" / "life_marks.toml")


def read_life_marks(path: Path) -> tuple[PublishedMark, ...]:
    """The marks of a file, read anew each time."""
    return tuple(_mark(path, line, one) for line, one in toml_entries(path, "marks"))


def _mark(path: Path, line: int, told: Mapping[str, object]) -> PublishedMark:
    for key in sorted(KEYS):
        if not told.get(key):
            raise fault(path.name, line, _('"{column}" is missing').format(column=key))
    place, year, mark = told["place"], told["year"], told["mark"]
    if place not in PLACES:
        words = _('unknown {kind} "{value}"').format(kind="place", value=place)
        raise fault(path.name, line, words)
    for key, value, (lowest, highest) in (("year", year, YEARS), ("mark", mark, (0, HIGHEST))):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not lowest <= float(str(value)) <= highest:
            words = _('"{value}" in "{column}" is not a number from {lowest} to {highest}')
            said = words.format(value=value, column=key, lowest=lowest, highest=highest)
            raise fault(path.name, line, said)
    return PublishedMark(str(place), int(str(year)), float(str(mark)), str(told["source"]))
