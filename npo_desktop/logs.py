"""The log: what happened and where, with ids only; never a person, never an answer."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILES, FILE_BYTES = 5, 1_000_000


def set_up(folder: Path) -> None:
    """Write to a ring of five files of one megabyte. A folder that cannot be written: no log."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / "npo-desktop.log", maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
