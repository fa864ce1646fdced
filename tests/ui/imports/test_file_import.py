"""The import view on every kind of file: recognised, named, put right, asked, written."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App
from ui.imports.file_import import FileImport
from ui.imports.grade_choices import GradeChoicesDialog
from ui.imports.import_kinds import KINDS
from ui.widgets.note import Note
from ui.widgets.tag import Tag

FILES = Path(__file__).parents[2] / "files" / "exchange"
MADE = FILES / "made-here"
QUIRKS = MADE / "edexml-2.1-bes-quirks.xml"

Opening = Callable[[Path], None]


@pytest.fixture
def app(qapp: object, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(QUIRKS)))
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def view(qtbot: QtBot, app: App) -> FileImport:
    made = FileImport(app, KINDS, "Choose", "Anything.")
    qtbot.addWidget(made)
    made.resize(1134, 520)
    made.show()
    return made


@pytest.fixture
def opened(qtbot: QtBot, view: FileImport) -> Opening:
    def open_now(path: Path) -> None:
        view.open_file(path)
        at_rest(qtbot, view)

    return open_now


def at_rest(qtbot: QtBot, view: FileImport) -> None:
    qtbot.waitUntil(lambda: not view.is_busy)


def read_in(qtbot: QtBot, view: FileImport) -> ImportSummary:
    with qtbot.waitSignal(view.applied) as done:
        view.apply()
    at_rest(qtbot, view)
    summary = done.args[0] if done.args else None
    assert isinstance(summary, ImportSummary)
    return summary


def choose(combo: Any, data: object) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def a_list(folder: Path, *lines: str) -> Path:
    path = folder / "lijst.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def grades_of(view: FileImport) -> dict[str, int | None]:
    assert view.read is not None and isinstance(view.read.file, PupilFile)
    return {row.text: row.grade for row in view.read.file.grades}


def results_in(store: Store) -> list[dict[str, Any]]:
    with store.reading() as session:
        return canonical_dump(session)["test_result"]


@pytest.mark.parametrize(
    ("path", "kind", "included"),
    [
        (MADE / "leerlingen-puntkomma-cp1252.csv", "pupils", 0),
        (MADE / "toetsresultaten-lang-utf8bom.csv", "results", 5),
        (MADE / "groepsoverzicht-breed.xlsx", "results", 3),
        (MADE / "uwlr-2.2-leerresultaten.xml", "results", 5),
        (MADE / "verzuim-puntkomma-utf8bom.csv", "attendance", 3),
        (MADE / "sds-1" / "Student.csv", "pupils", 0),
        (FILES / "sds-csv" / "v2.1" / "orgs.csv", "pupils", 4),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_a_file_is_recognised_by_what_is_in_it(
    view: FileImport, opened: Opening, path: Path, kind: str, included: int
) -> None:
    opened(path)

    assert view.kind.key == kind == view.head.kinds.value()
    assert not included or view.included == included


def test_of_a_roster_one_chooses_pupils_or_results(
    qtbot: QtBot, view: FileImport, opened: Opening
) -> None:
    opened(MADE / "oneroster-1.1-bulk.zip")
    assert view.kind.key == "pupils"
    view.head.kinds.group.button(1).click()
    at_rest(qtbot, view)

    assert view.kind.key == "results"


def test_a_choice_that_cannot_be_is_told_and_the_file_stays_open(
    qtbot: QtBot, view: FileImport, opened: Opening
) -> None:
    opened(MADE / "toetsresultaten-lang-utf8bom.csv")
    view.head.kinds.group.button(0).click()
    at_rest(qtbot, view)

    assert view.problem.isVisible()
    assert view.kind.key == "results" == view.head.kinds.value()


def test_the_number_on_the_button_is_what_is_written(
    qtbot: QtBot, view: FileImport, opened: Opening, store: Store
) -> None:
    opened(MADE / "toetsresultaten-lang-utf8bom.csv")
    assert view.kind.read_words(view.included) == "Read 5 results in"
    assert view.sum_words() == "6 results − 1 not read = 5 results"
    read_in(qtbot, view)

    assert len(results_in(store)) == view.applied_rows == 5


def test_an_unticked_row_of_an_overview_keeps_all_its_results_out(
    qtbot: QtBot, view: FileImport, opened: Opening, store: Store
) -> None:
    opened(MADE / "groepsoverzicht-breed.xlsx")
    assert view.table is not None
    view.table.ticked.emit(view.table.table.rows[0])
    assert view.included == 1
    read_in(qtbot, view)

    assert len(results_in(store)) == 1


def test_an_overview_of_unknown_columns_is_named_block_by_block_and_remembered(
    qtbot: QtBot, view: FileImport, opened: Opening, tmp_path: Path, store: Store
) -> None:
    path = a_list(
        tmp_path,
        "Nr;Rek M5 Afn;Rek M5 Pnt;Spel M5 Afn;Spel M5 Pnt",
        "1001;20-01-2026;98,5;21-01-2026;77",
        "1002;20-01-2026;88;21-01-2026;-",
    )
    opened(path)
    view.head.kinds.group.button(1).click()
    at_rest(qtbot, view)
    assert not view.can_apply and view.sum_words() == "Name the columns first."
    assert view.table is not None and view.table.mapping is not None
    choose(view.table.mapping.combos[2], "score")
    at_rest(qtbot, view)
    choose(view.table.mapping.combos[1], "held_on")
    at_rest(qtbot, view)
    mapping = view.table.mapping
    assert mapping is not None and [field.text() for _a, _b, field in mapping.blocks] == [
        *("Rek M5", "Spel M5"),
    ]
    mapping.blocks[0][2].setText("Rekenen M5")
    mapping.blocks[0][2].editingFinished.emit()
    at_rest(qtbot, view)
    read_in(qtbot, view)
    assert {(row["test"], row["moment"]) for row in results_in(store)} == {
        *(("Rekenen", "M5"), ("Spel", "M5")),
    }
    opened(path)

    assert view.kind.key == "results" and view.included == 0
    assert view.sum_words() == "Nothing in this file is new."


def test_a_list_that_names_no_test_and_no_day_asks_for_both(
    qtbot: QtBot, view: FileImport, opened: Opening, tmp_path: Path, store: Store
) -> None:
    opened(a_list(tmp_path, "llnr;naam;vs;niveau", "1001;Jaïr de Windt;98,5;II"))
    assert view.kind.key == "results"
    asks = view.head.asks
    assert asks.test.isVisible() and view.sum_words() == "Say first which test it is."
    asks.test.setText("Spelling M5")
    asks.test.editingFinished.emit()
    at_rest(qtbot, view)
    assert view.included == 0 and asks.take_day.isVisible()
    asks.day.setDate(asks.day.date().fromString("2026-01-20", "yyyy-MM-dd"))
    asks.take_day.click()
    at_rest(qtbot, view)
    assert view.included == 1
    read_in(qtbot, view)

    (row,) = results_in(store)
    assert (row["test"], row["moment"], row["held_on"]) == ("Spelling", "M5", "2026-01-20")


def test_attendance_without_a_period_asks_for_it(
    qtbot: QtBot, view: FileImport, opened: Opening, tmp_path: Path
) -> None:
    opened(a_list(tmp_path, "llnr;lessen;verzuim", "1001;160;12"))
    assert view.kind.key == "attendance" and not view.can_apply
    asks = view.head.asks
    assert asks.begins.isVisible()
    asks.begins.setDate(asks.begins.date().fromString("2026-08-17", "yyyy-MM-dd"))
    asks.take_period.click()
    at_rest(qtbot, view)

    assert view.included == 1
    assert view.read is not None and view.read.draft.period == (
        date(2026, 8, 17),
        date(2026, 11, 24),
    )


def test_a_cell_of_a_result_is_put_right_in_place(
    qtbot: QtBot, view: FileImport, opened: Opening, tmp_path: Path
) -> None:
    opened(
        a_list(
            tmp_path,
            "llnr;toets;datum;vs",
            "1001;Spelling;31-02-2026;98",
            "1002;Spelling;20-01-2026;77",
        )
    )
    assert view.included == 1
    assert view.table is not None
    row = view.table.current_row()
    assert row is not None and row.state is State.FAULTY and row.faulty_cell == 2
    assert view.note.edit.text() == "31-02-2026"
    view.note.edit.setText("28-01-2026")
    view.note.save.click()
    at_rest(qtbot, view)

    assert view.included == 2


def test_a_doubtful_pupil_is_decided_once_for_all_of_its_results(
    qtbot: QtBot, view: FileImport, opened: Opening, tmp_path: Path, store: Store
) -> None:
    opened(
        a_list(
            tmp_path,
            "naam;toets;datum;vs",
            "Jaïr de Windt;Spelling;20-01-2026;98",
            "Jaïr de Windt;Rekenen;21-01-2026;77",
        )
    )
    assert view.included == 0 and view.note.who.isVisible()
    view.note.who.setCurrentIndex(1)
    view.note.who.activated.emit(1)
    at_rest(qtbot, view)

    assert view.included == 2


def test_grades_of_another_system_are_named_once_and_remembered(
    qtbot: QtBot, app: App, view: FileImport, opened: Opening
) -> None:
    opened(MADE / "oneroster-1.1-bulk.zip")
    view.head.grades.click()
    dialog = view.findChild(GradeChoicesDialog)
    assert dialog is not None
    grade = next(iter(dialog.boxes))
    choose(dialog.boxes[grade], 5)
    dialog._keep()
    at_rest(qtbot, view)
    assert grades_of(view)[grade] == 5
    read_in(qtbot, view)
    opened(MADE / "oneroster-1.1-bulk.zip")

    assert grades_of(view)[grade] == 5


def test_a_file_in_which_every_row_is_refused_says_so(
    view: FileImport, opened: Opening, tmp_path: Path
) -> None:
    opened(
        a_list(
            tmp_path,
            "Nummer;Naam;Toets;Datum;Niveau",
            ";;Rekenen;31-02-2026;QQ",
            ";;Rekenen;32-02-2026;XX",
        )
    )

    assert not view.can_apply
    assert view.sum_words() == "No row can be read in: look at the messages."
    told = [tag.accessibleName() for tag in view.head.findChildren(Tag) if tag.isVisible()]
    assert told == ["2 results", "2 not read"]
    assert view.note.isVisible() and view.note.edit.isVisible()
    (said,) = [note.accessibleName() for note in view.note.findChildren(Note)]
    assert said.startswith("Row 2 is not read in yet.") and "Correct it here" in said


def test_the_counts_of_an_overview_are_all_of_results_and_add_up(
    view: FileImport, opened: Opening, tmp_path: Path
) -> None:
    opened(
        a_list(
            tmp_path,
            "llnr;Afnamedatum;Spelling M4 VS;Spelling M4 niveau;DMT M4 score",
            "1001;20-01-2026;98,5;II;31",
            "1002;31-02-2026;-;QQ;28",
            "1002;20-01-2026;abs;-;28",
        )
    )

    told = [tag.accessibleName() for tag in view.head.findChildren(Tag) if tag.isVisible()]
    assert told == ["6 results", "3 new", "2 not read", "1 empty"]
    assert view.sum_words() == "6 results − 1 empty − 2 not read = 3 results"
