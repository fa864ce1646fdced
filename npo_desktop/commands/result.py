"""What a command gives back: one JSON document, and the same for people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """``data`` is printed with --json, ``lines`` without; ``warnings`` always, on stderr."""

    data: Any
    lines: Sequence[str] = field(default=())
    warnings: Sequence[str] = field(default=())


def table(rows: Sequence[Sequence[object]]) -> list[str]:
    """Rows as aligned columns, two spaces apart."""
    texts = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = (
        [max(len(row[place]) for row in texts) for place in range(len(texts[0]))] if texts else []
    )
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in texts
    ]
