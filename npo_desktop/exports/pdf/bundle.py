"""Pieces for several people in one PDF, and where each begins."""

import io
from dataclasses import dataclass

from npo_desktop.exports.pdf.tags import TaggedCanvas


@dataclass(frozen=True, slots=True, repr=False)
class Bundle:
    """Whole; on paper no piece may begin on the back of the one before."""

    pdf: bytes
    pages: int
    starts: tuple[int, ...]  # the first page of each piece, from 0


def bundled(canvas: TaggedCanvas, held: io.BytesIO) -> Bundle:
    """Save what was drawn on ``canvas`` into ``held``."""
    canvas.save()
    return Bundle(held.getvalue(), canvas.page_count, tuple(canvas.starts))
