"""``npo-desktop``: the window."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; returns when it is closed."""
    parser = argparse.ArgumentParser(prog="npo-desktop", description="NPO Desktop")
    parser.add_argument("--store", type=Path, metavar="FILE", help="default: your own store")
    parser.add_argument("--practice", action="store_true", help="open the practice school")
    parser.add_argument("--locked", action="store_true", help="wait for the passphrase")
    parser.add_argument("--blank", action="store_true", help="show nothing before a key is pressed")
    parser.add_argument("--at-desk", action="store_true", help="name nobody before the passphrase")
    parser.add_argument("--restore", action="store_true", help="begin with putting a backup back")
    chosen = parser.parse_args(arguments)
    from ui.start import run  # after the arguments: --help needs no Qt

    return run(
        chosen.store,
        practice=chosen.practice,
        locked=chosen.locked,
        blank=chosen.blank,
        restore=chosen.restore,
        at_desk=chosen.at_desk,
    )


if __name__ == "__main__":
    sys.exit(main())
