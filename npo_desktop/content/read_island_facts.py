"""What holds on one island only: ``islands.csv`` beside the catalogue."""

from collections.abc import Collection
from pathlib import Path

from npo_desktop.content.catalogue import ISLAND_FIELDS, ISLANDS, IslandFact
from npo_desktop.content.rows import once, read_rows

STAFF = ("nl", "en")


def island_facts(folder: Path, interventions: Collection[str]) -> tuple[IslandFact, ...]:
    """The facts in the order of the file; every island and every card must exist."""
    rows = once(read_rows(folder / "islands.csv"), "island", "intervention", "field")
    return tuple(
        IslandFact(
            island=row.one_of("island", ISLANDS),
            intervention=row.one_of("intervention", interventions),
            field=row.one_of("field", ISLAND_FIELDS),
            value=row.text("value"),
            texts=row.texts("*", STAFF),
        )
        for row in rows
    )
