"""One test of a group: written a cell at a time, and put back as it was to the last column."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.results import read_results
from npo_desktop.importers.records.typed_result import typed_result
from npo_desktop.queries.class_results import (
    Entry,
    TestMoment,
    class_results,
    held_tests,
    known_tests,
    put_back,
    write_entries,
)
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.imports.result_imports import apply_results, preview_results
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
AT = TestMoment("Rekenen-Wiskunde", "M5", date(2026, 1, 20))


@pytest.fixture
def pupils(store: Store) -> dict[str, UUID]:
    """Ids by number, with the results of the long list."""
    with store.writing() as session:
        path = FILES / "edexml-2.1-bes-quirks.xml"
        apply_pupils(session, preview_pupils(session, read_pupils(path)))
        file = read_results(FILES / "toetsresultaten-lang-utf8bom.csv")
        apply_results(session, preview_results(session, file))
        return {row.number: row.id for row in session.exec(select(Pupil)).all()}


def entry(pupil: UUID, **cells: str) -> Entry:
    row, _notes = typed_result(
        cells, line=1, pupil=0, test=AT.test, held_on=AT.held_on, moment=AT.moment, scale="I-V"
    )
    return Entry(pupil, row, frozenset(cells))


def results(session: Session) -> list[dict[str, Any]]:
    return canonical_dump(session)["test_result"]


def test_a_grid_is_read_by_pupil_and_a_test_is_the_same_however_it_is_spelled(
    store: Store, pupils: dict[str, UUID]
) -> None:
    with store.reading() as session:
        found = class_results(session, pupils.values(), AT)
        other = TestMoment("REKENEN-wiskunde", "M5", AT.held_on)

        assert class_results(session, pupils.values(), other) == found
        kept = found[pupils["1001"]]
        assert kept.cells["score"] == 214.5 and kept.cells["level"] == "II"
        assert kept.level_scale == "I-V" and not kept.is_checked
        assert "Rekenen-Wiskunde" in known_tests(session)
        held = next(one for one in held_tests(session, pupils.values()) if one.at == AT)
        assert (held.results, held.unchecked) == (len(found), len(found))


def test_a_cell_changes_alone_and_counts_as_looked_at(
    store: Store, pupils: dict[str, UUID]
) -> None:
    with store.writing() as session:
        before = class_results(session, pupils.values(), AT)[pupils["1001"]]
        write_entries(session, AT, [entry(pupils["1001"], level="III")])
        after = class_results(session, pupils.values(), AT)[pupils["1001"]]

    assert after.cells == {**before.cells, "level": "III"}
    assert after.is_checked


def test_an_emptied_cell_is_empty_and_a_result_without_cells_is_gone(
    store: Store, pupils: dict[str, UUID]
) -> None:
    one = pupils["1001"]
    with store.writing() as session:
        cells = class_results(session, [one], AT)[one].cells
        write_entries(session, AT, [entry(one, score="")])
        assert "score" not in class_results(session, [one], AT)[one].cells
        write_entries(session, AT, [entry(one, **dict.fromkeys(cells, ""))])

        assert class_results(session, [one], AT) == {}


def test_a_bound_takes_the_place_of_a_number_and_back(
    store: Store, pupils: dict[str, UUID]
) -> None:
    one = pupils["1001"]
    with store.writing() as session:
        write_entries(session, AT, [entry(one, dle="<60")])
        assert class_results(session, [one], AT)[one].cells["dle"] == "<60"
        write_entries(session, AT, [entry(one, dle="27")])

        assert class_results(session, [one], AT)[one].cells["dle"] == 27


def test_what_was_written_is_put_back_whole_and_done_again(
    store: Store, pupils: dict[str, UUID]
) -> None:
    every = list(pupils.values())
    with store.writing() as session:
        before = results(session)
        changes = [entry(pupil, score="99", level="I") for pupil in every]
        kept = write_entries(session, AT, changes)
        after = results(session)
        again = put_back(session, kept)
        assert results(session) == before
        put_back(session, again)

        assert results(session) == after != before


def test_taking_a_typed_result_away_can_be_taken_back_with_all_a_file_said(
    store: Store, pupils: dict[str, UUID]
) -> None:
    one = pupils["1001"]
    with store.writing() as session:
        before = results(session)
        cells = class_results(session, [one], AT)[one].cells
        kept = write_entries(session, AT, [entry(one, **dict.fromkeys(cells, ""))])
        assert len(results(session)) == len(before) - 1
        put_back(session, kept)

        assert results(session) == before
