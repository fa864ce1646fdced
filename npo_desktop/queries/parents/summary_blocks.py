"""Which parts of the parent summary this school prints."""

from collections.abc import Iterable

from sqlmodel import Session

from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.queries.school import set_setting, setting

KEY = "summary-blocks-off"  # what is left out: a part that comes later is on


def summary_blocks(session: Session) -> frozenset[str]:
    """Those that are on; all of them until somebody chose."""
    return frozenset(BLOCKS) - set(setting(session, KEY).split())


def set_summary_blocks(session: Session, on: Iterable[str]) -> None:
    """Leave out every part that is not among these. The caller commits."""
    wanted = set(on)
    if unknown := wanted - set(BLOCKS):
        raise ValueError(f"unknown part of the parent summary: {sorted(unknown)}")
    set_setting(session, KEY, " ".join(block for block in BLOCKS if block not in wanted))
