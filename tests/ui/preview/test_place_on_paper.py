"""Whatever paper lies in the printer, and whatever it cannot reach: nothing drawn is clipped."""

from random import Random

import pytest
from PySide6.QtCore import QRectF, QSizeF

from ui.preview.printing import place_on_paper

A4, LETTER = QSizeF(595.3, 841.9), QSizeF(612, 792)
BOX = QRectF(42, 73, 510, 694.5)  # 180 x 245 mm in the middle of A4


def ink_at(page: QSizeF, ink: QRectF, target: QRectF) -> QRectF:
    """Where what is drawn comes on the paper."""
    scale = target.width() / page.width()
    assert target.height() / page.height() == pytest.approx(scale)
    return QRectF(
        target.left() + ink.left() * scale,
        target.top() + ink.top() * scale,
        ink.width() * scale,
        ink.height() * scale,
    )


def reach(paper: QSizeF, edge: float) -> QRectF:
    return QRectF(edge, edge, paper.width() - 2 * edge, paper.height() - 2 * edge)


def test_on_its_own_paper_a_page_comes_out_as_it_is() -> None:
    assert place_on_paper(A4, BOX, A4, reach(A4, 12)) == QRectF(0, 0, A4.width(), A4.height())


def test_our_box_fits_letter_paper_in_its_own_size() -> None:
    target = place_on_paper(A4, BOX, LETTER, reach(LETTER, 12))
    assert target.size() == A4
    assert reach(LETTER, 12).contains(ink_at(A4, BOX, target))


def test_what_is_too_large_is_made_smaller_and_never_larger() -> None:
    wide = QRectF(2, 2, 590, 838)
    target = place_on_paper(A4, wide, LETTER, reach(LETTER, 18))
    assert target.width() < A4.width()
    small = QSizeF(300, 400)
    assert place_on_paper(small, QRectF(0, 0, 300, 400), A4, reach(A4, 12)).size() == small


def test_nothing_is_ever_clipped(chance: Random) -> None:
    for _case in range(500):
        page = QSizeF(chance.uniform(200, 900), chance.uniform(200, 900))
        paper = QSizeF(chance.uniform(200, 900), chance.uniform(200, 900))
        left, top = chance.uniform(0, page.width() - 9), chance.uniform(0, page.height() - 9)
        ink = QRectF(
            left,
            top,
            chance.uniform(1, page.width() - left),
            chance.uniform(1, page.height() - top),
        )
        room = QRectF(
            chance.uniform(0, 40),
            chance.uniform(0, 40),
            paper.width() - chance.uniform(80, 120),
            paper.height() - chance.uniform(80, 120),
        )
        drawn = ink_at(page, ink, place_on_paper(page, ink, paper, room))
        assert room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(drawn)
