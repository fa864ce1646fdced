"""The head of a school's paper: its name, where it is, how to reach it, and its logo."""

from dataclasses import dataclass, field

MOST_LINES = 3
LONGEST_LINE = 80


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the top of a document. ``logo``: as ``prepared_logo`` made it."""

    school: str
    place: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = field(default=None, repr=False)  # PNG or JPEG

    @property
    def reach(self) -> str:
        """Address, telephone and so on, on one line."""
        return " · ".join(line.strip() for line in self.lines if line.strip())
