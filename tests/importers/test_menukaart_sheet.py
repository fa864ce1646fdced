"""The menukaart as a spreadsheet: what goes out comes back the same; each fault has its place."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select

from npo_desktop import i18n
from npo_desktop.content.card_fields import field_name, values_of
from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.load import Content
from npo_desktop.content.school_catalogue import SchoolCard, all_cards, overlay
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.menukaart import menukaart_workbook
from npo_desktop.importers.menukaart.read import read_menukaart
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.queries.menukaart.menukaart_changes import (
    choose_card,
    keep_own,
    overrule,
    undo_cards,
)
from npo_desktop.queries.menukaart.menukaart_imports import (
    MenukaartPreview,
    apply_menukaart,
    fault_text,
    preview_menukaart,
)
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import InterventionVersion, SchoolIntervention

OWN = {
    "names": {"nl": "=Leesmaatje", "en": "Reading buddy"},
    "parent_names": {"pap": "Kompañero di lesa"},
    "goal_area": 2,
    "level": "pupil",
    "grades": [3, 6],
    "months": 1.5,
    "evidence": 0,
    "cost": None,
    "material_usd": 12.25,
    "figure_year": None,
    "dose": {"sessions_per_week": 2, "minutes_per_session": 20, "weeks": 10, "group_size": 1},
    "targets": {"COG-TEC": 1.0, "COG-COM": 0.5},
    "contraindications": [
        {"effect": "stop", "texts": {"nl": "Niet bij: ziek", "en": "Not when: ill"}},
        {"effect": "warn", "texts": {"nl": "Rustig", "en": "Quiet"}},
    ],
    "source": "own experience",
    "caution": "Twee regels\nmag ook",
}


@pytest.fixture
def school(store: Store) -> Store:
    """A school with something of everything."""
    with store.writing() as session:
        choose_card(session, "mentoring", "hidden")
        choose_card(session, "feedback", "chosen")
        dose = {"sessions_per_week": 4, "minutes_per_session": 15, "weeks": 8, "group_size": 3}
        overrule(
            session,
            "small-group-tuition",
            {"months": None, "material_usd": 80, "dose": dose, "grades": [4, 8]},
            note="Boeken komen met de boot",
        )
        keep_own(session, "own-leesmaatje", OWN, note="Sinds 2024")
        choose_card(session, "own-leesmaatje", "chosen")
    return store


def _export(store: Store, content: Content, path: Path) -> None:
    with store.reading() as session:
        catalogue = school_catalogue(session, content)
    path.write_bytes(menukaart_workbook(catalogue, content.subscales))


def _changed(
    path: Path, cells: Mapping[tuple[str, str], Any], *, new: Mapping[str, Any] | None = None
) -> None:
    """Write into the exported file: (card, field) -> value; ``new``: a row more."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns: dict[Any, Any] = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for (card, field), value in cells.items():
        sheet.cell(rows[card], columns[field_name(field)]).value = value
    if new is not None:
        at = sheet.max_row + 1
        for field, value in new.items():
            sheet.cell(at, columns[field_name(field)]).value = value
    book.save(path)


def _preview(store: Store, content: Content, path: Path) -> MenukaartPreview:
    with store.reading() as session:
        return preview_menukaart(session, content, read_menukaart(path))


@pytest.mark.parametrize("languages", [("nl", "nl"), ("en", "en"), ("nl", "en"), ("en", "nl")])
def test_what_goes_out_comes_back_the_same_whoever_speaks_what(
    school: Store, content: Content, tmp_path: Path, languages: tuple[str, str]
) -> None:
    i18n.use(languages[0])
    _export(school, content, tmp_path / "m.xlsx")
    i18n.use(languages[1])
    found = _preview(school, content, tmp_path / "m.xlsx")
    assert found.count(State.UNCHANGED) == len(found.changes) == 54
    assert not found.to_do


def test_an_empty_school_takes_over_what_another_made(
    school: Store, content: Content, tmp_path: Path
) -> None:
    _export(school, content, tmp_path / "m.xlsx")
    with school.reading() as session:
        theirs = school_catalogue(session, content)
    _forget_everything(school)
    found = _preview(school, content, tmp_path / "m.xlsx")
    assert (found.count(State.NEW), found.count(State.CHANGED)) == (1, 3)
    with school.writing() as session:
        done = apply_menukaart(session, found)
        ours = school_catalogue(session, content)
        assert _said(ours) == _said(theirs)
        undo_cards(session, done)
        assert list(session.exec(select(SchoolIntervention))) == []


def test_each_fault_is_one_sentence_with_row_and_column_and_the_rest_goes_on(
    school: Store, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "m.xlsx"
    _export(school, content, path)
    _changed(
        path,
        {
            ("feedback", "months"): "veel",
            ("mentoring", "name_nl"): "Maatje",
            ("homework", "id"): "no-such-card",
            ("summer-school", "id"): "feedback",
            ("peer-tutoring", "cost"): 3,
        },
        new={"name_nl": "Zwemles", "name_en": "Swimming"},
    )
    found = _preview(school, content, path)
    assert (found.count(State.FAULTY), found.count(State.CHANGED)) == (5, 1)
    told = [fault_text(one.line, fault) for one in found.changes for fault in one.faults]
    for words in told:
        assert words.startswith("Rij ") or words.startswith("Row "), words
        assert words.endswith(".") and ": " in words
    (change,) = found.to_do
    assert (change.id, change.fields) == ("peer-tutoring", ("cost",))
    assert dict(change.document or {}) == {"cost": 3}


def test_a_new_row_becomes_an_own_card_and_a_missing_column_changes_nothing(
    school: Store, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "m.xlsx"
    _export(school, content, path)
    new = {
        "name_nl": "Zwemles",
        "name_en": "Swimming",
        "goal_area": 3,
        "level": "group",
        "grade_from": 1,
        "grade_to": 8,
        "targets": "SE-SAF 0,5",
        "choice": "chosen",
    }
    _changed(path, {}, new=new)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for field in ("months", "contraindications", "note"):
        at = next(cell.column for cell in sheet[1] if cell.value == field_name(field))
        sheet.delete_cols(at)
    book.save(path)
    found = _preview(school, content, path)
    assert (found.count(State.NEW), found.count(State.UNCHANGED)) == (1, 54)
    with school.writing() as session:
        apply_menukaart(session, found)
        made = school_catalogue(session, content).get("own-zwemles")
    assert made and made.choice == "chosen" and made.targets == {"SE-SAF": 0.5}
    assert made.dose is None and made.months is None


def test_another_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Naam", "Groep"])
    book.save(tmp_path / "pupils.xlsx")
    (tmp_path / "empty.xlsx").write_bytes(b"")
    for name in ("pupils.xlsx", "empty.xlsx"):
        with pytest.raises(UserError) as refused:
            read_menukaart(tmp_path / name)
        assert refused.value.hint


def _forget_everything(store: Store) -> None:
    with store.writing() as session:
        for table in (SchoolIntervention, InterventionVersion):
            for row in list(session.exec(select(table))):
                session.delete(row)


def _said(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [values_of(card) for card in all_cards(catalogue)]


NEW = {
    "name_nl": "Huiswerkclub",
    "name_en": "Homework club",
    "goal_area": 2,
    "level": "kleine groep",
    "grade_from": 3,
    "grade_to": 6,
    "targets": "EF-PLA 1",
}


def test_a_formula_that_was_never_computed_is_a_fault_and_wipes_nothing(
    store: Store, content: Content, tmp_path: Path
) -> None:
    _export(store, content, tmp_path / "m.xlsx")
    _changed(tmp_path / "m.xlsx", {("feedback", "months"): "=1+2"})
    found = _preview(store, content, tmp_path / "m.xlsx")
    assert not found.to_do
    (fault,) = [fault for one in found.changes for fault in one.faults]
    assert fault.field == "months"


def test_the_headings_may_stand_below_a_title_and_a_missing_one_is_named(
    store: Store, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "m.xlsx"
    _export(store, content, path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].insert_rows(1)
    book.worksheets[0].cell(1, 1).value = "Menukaart 2026"
    book.save(path)
    assert _preview(store, content, path).count(State.UNCHANGED) == 53
    book.worksheets[0].delete_cols(1)
    book.save(path)
    with pytest.raises(UserError, match=field_name("id")):
        _preview(store, content, path)


def test_a_row_that_lost_its_id_does_not_become_a_second_card(
    store: Store, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "m.xlsx"
    _export(store, content, path)
    _changed(path, {("feedback", "id"): None}, new=NEW)
    found = _preview(store, content, path)
    assert (found.count(State.NEW), found.count(State.FAULTY)) == (1, 1)
    (fault,) = [fault for one in found.changes for fault in one.faults]
    assert fault.field == "id" and "feedback" in fault.text
    with store.writing() as session:
        apply_menukaart(session, found)
    again = _preview(store, content, path)
    assert (again.count(State.NEW), again.count(State.UNCHANGED)) == (0, 53)
    _changed(path, {}, new=NEW)
    twice = _preview(store, content, path)
    assert (twice.count(State.NEW), twice.count(State.FAULTY)) == (0, 2)


def test_an_own_card_stays_its_own_when_the_program_ships_its_id_later(content: Content) -> None:
    shipped = content.catalogue
    later = replace(
        shipped,
        interventions=(
            *shipped.interventions,
            replace(shipped.interventions[0], id="own-leesmaatje"),
        ),
    )
    said = SchoolCard("own-leesmaatje", document=OWN, is_own=True)
    (card,) = [one for one in overlay(later, "", [said]).interventions if one.id == said.id]
    assert card.names["en"] == "Reading buddy"
