"""Add the sentences that the source has and a catalogue lacks, at its end; nothing else changes."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TRANSLATIONS = Path("resources/translations")


def sentences() -> Catalog:
    """Every sentence of the source, with the files it stands in."""
    found = Catalog()
    for package in ("npo_desktop", "ui"):
        for file, line, message, comments, _context in extract_from_dir(package):
            found.add(message, locations=[(f"{package}/{file}", line)], auto_comments=comments)
    return found


def add_missing(source: Catalog, path: Path) -> tuple[int, int]:
    """How many were added, and how many in the file the source no longer asks for."""
    with path.open("rb") as file:
        held = read_po(file, locale=path.stem)
    lacking = Catalog(locale=path.stem)
    for message in filter(_asked, source):
        if message.id not in held:
            lacking.add(message.id, locations=message.locations, flags=message.flags)
    if len(lacking):
        text = io.BytesIO()
        write_po(
            text, lacking, width=100, omit_header=True, sort_by_file=True, include_lineno=False
        )
        path.write_bytes(
            path.read_bytes().rstrip(b"\n") + b"\n\n" + text.getvalue().strip() + b"\n"
        )
    return len(lacking), sum(message.id not in source for message in filter(_asked, held))


def _asked(message: Message) -> bool:
    return bool(message.id)  # the empty one is the header


def main() -> int:
    """One line a catalogue."""
    source = sentences()
    for path in sorted(TRANSLATIONS.glob("*.po")):
        added, unused = add_missing(source, path)
        print(f"{path}: {added} added, {unused} not in the source")
    return 0


if __name__ == "__main__":
    sys.exit(main())
