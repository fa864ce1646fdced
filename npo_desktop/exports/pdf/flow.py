"""Blocks under one another; a page breaks between two blocks and never within one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from npo_desktop.exports.pdf.pen import Pen

SECTION_GAP = 6.0  # a smaller gap belongs to what stands above it
MOST_EXTRA = 10.0
ABOVE_FOOTER = 12.0
MOST_ALONE = 2  # blocks on a page, of which none is taken along to the next

Draw = Callable[[Pen, float, float], None]  # pen, left, top


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height, in points, with the space it wants above it."""

    height: float
    draw: Draw
    above: float = 0.0


def paginate(blocks: Sequence[Block], height: float) -> list[list[Block]]:
    """Fill pages of this height; no space above the first block of a page.

    What is left for the last page takes along the block before it: nobody signs a page on which
    nothing else stands.
    """
    pages: list[list[Block]] = []
    used = 0.0
    for block in blocks:
        if pages and used + block.above + block.height <= height:
            pages[-1].append(block)
            used += block.above + block.height
        else:
            pages.append([block])
            used = block.height
    if len(pages) > 1 and len(pages[-1]) == 1 and len(pages[-2]) > MOST_ALONE:
        before, (last,) = pages[-2][-1], pages[-1]
        if before.height + last.above + last.height <= height:
            pages[-1].insert(0, pages[-2].pop())
    return pages


def spread(blocks: Sequence[Block], height: float) -> list[Block]:
    """The blocks of one page with a little of its empty space between the sections."""
    gaps = sum(block.above >= SECTION_GAP for block in blocks[1:])
    used = sum(block.height + block.above for block in blocks) - blocks[0].above
    extra = min(MOST_EXTRA, max(0.0, height - used - ABOVE_FOOTER) / gaps) if gaps else 0.0
    return [
        replace(block, above=block.above + extra) if block.above >= SECTION_GAP else block
        for block in blocks
    ]


def draw_page(pen: Pen, blocks: Sequence[Block], left: float, top: float) -> None:
    """One page of blocks, from the top down."""
    for number, block in enumerate(blocks):
        if number:
            top -= block.above
        block.draw(pen, left, top)
        top -= block.height
