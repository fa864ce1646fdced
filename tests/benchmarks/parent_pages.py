"""1,000 parent summaries of two pages: their time beside a bare canvas, and what memory does."""

import gc
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measure import Finding, in_turn
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.pdf.parent_summary import marks_of, parent_summary
from npo_desktop.exports.pdf.pen import CanvasPen, Mark, replay
from npo_desktop.exports.pdf.style import REGULAR, Paper, register_faces
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.parents.parent_summaries import load_parent_summaries
from npo_desktop.queries.rounds import current_round
from npo_desktop.store.engine import Store

SUMMARIES, A_TURN = 1000, 100
TWO_PAGES = 2


def summaries(store: Store) -> list[Finding]:
    """From finished facts to bytes, a hundred at a time by turns."""
    facts = _facts(store)
    marks = [marks_of(fact) for fact in facts]
    _check_same(facts[0], marks[0])
    mine, theirs = iter(facts * 20), iter(marks * 20)

    def ours() -> None:
        for _n in range(A_TURN):
            parent_summary(next(mine))

    def bare() -> None:
        for _n in range(A_TURN):
            _bare_summary(next(theirs))

    times = in_turn(ours, bare, runs=SUMMARIES // A_TURN)
    name = f"{A_TURN} of {SUMMARIES} tagged parent summaries / bare canvas"
    return [Finding(name, *times, 2.5, "x"), _memory(facts)]


def _memory(facts: Sequence[ParentSummary]) -> Finding:
    """What the process holds after 1,000 summaries, and after the first hundred of them."""
    held = []
    for first in range(0, SUMMARIES, A_TURN):
        for number in range(first, first + A_TURN):
            parent_summary(facts[number % len(facts)])
        gc.collect()
        held.append(_megabytes())
    name = f"memory after {SUMMARIES} summaries / after {A_TURN} (MB)"
    return Finding(name, held[-1], held[0], 1.05, "x", "MB")


def _megabytes() -> float:
    """What this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _facts(store: Store) -> list[ParentSummary]:
    """Of everybody in the practice school whose summary is two pages."""
    content = load_content()
    with store.reading() as session:
        this = current_round(session, today())
        assert this is not None
        norms = round_norms(session, content.questionnaires, this)
        found = load_parent_summaries(session, content, norms, made_on=today(), language="nl")
    two = [fact for fact in found if len(_words(parent_summary(fact))) == TWO_PAGES]
    assert len(two) >= A_TURN, "too few summaries of two pages"
    return two


def _check_same(facts: ParentSummary, marks: list[Mark]) -> None:
    """Both sides print the same words; only ours says what they are."""
    ours, bare = parent_summary(facts), _bare_summary(marks)
    assert [page.split() for page in _words(ours)] == [page.split() for page in _words(bare)]
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(ours)).root_object


def _bare_summary(marks: list[Mark]) -> bytes:
    """The library alone: no words, no measuring, no structure."""
    register_faces()
    held = io.BytesIO()
    first: Any = REGULAR  # the stub has its type wrong
    canvas = Canvas(held, pagesize=Paper.A4.size, invariant=1, initialFontName=first)
    replay(marks, CanvasPen(canvas))
    canvas.save()
    return held.getvalue()


def _words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
