"""The import view on files as schools have them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.pupil_files import list_imports
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.engine import Store
from ui.app import App
from ui.imports.absent_pupils import AbsentPupilsDialog
from ui.imports.pupil_import import PupilImport

FILES = Path(__file__).parents[2] / "files" / "exchange"
CSV = FILES / "made-here" / "leerlingen-puntkomma-cp1252.csv"
QUIRKS = FILES / "made-here" / "edexml-2.1-bes-quirks.xml"


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def view(qtbot: QtBot, app: App) -> PupilImport:
    made = PupilImport(app)
    qtbot.addWidget(made)
    made.resize(1134, 520)
    made.show()
    return made


Opening = Callable[[Path], None]


@pytest.fixture
def opened(qtbot: QtBot, view: PupilImport) -> Opening:
    def open_now(path: Path) -> None:
        view.open_file(path)
        at_rest(qtbot, view)

    return open_now


def at_rest(qtbot: QtBot, view: PupilImport) -> None:
    qtbot.waitUntil(lambda: not view.is_busy)


def read_in(qtbot: QtBot, view: PupilImport) -> ImportSummary:
    with qtbot.waitSignal(view.applied) as done:
        view.apply()
    at_rest(qtbot, view)
    summary = done.args[0] if done.args else None
    assert isinstance(summary, ImportSummary)
    return summary


def states(view: PupilImport) -> list[State | None]:
    assert view.table is not None
    return [row.state for row in view.table.table.rows]


def test_a_list_shows_its_own_columns_and_what_they_are_read_as(
    view: PupilImport, opened: Opening
) -> None:
    opened(CSV)
    assert view.table is not None and view.table.mapping is not None
    assert [combo.currentData() for combo in view.table.mapping.combos] == [
        *("number", "call_name", "infix", "last_name", "sex", "birth_date", "group", "grade")
    ]
    assert view.included == 5
    assert view.sum_words() == "7 rows − 1 duplicate − 1 not read = 5 pupils"


def test_a_faulty_cell_is_put_right_in_place(
    qtbot: QtBot, view: PupilImport, opened: Opening
) -> None:
    opened(CSV)
    view.head.only.setChecked(True)
    view.next_message()
    view.next_message()
    assert view.table is not None
    row = view.table.current_row()
    assert row is not None and row.line == 11
    assert view.note.isVisible() and view.note.save.text() == "Save in row 11"
    assert view.note.edit.text() == "29-02-2015"
    view.note.edit.setText("28-02-2015")
    view.note.save.click()
    at_rest(qtbot, view)

    assert State.FAULTY not in states(view)
    assert view.included == 6


def test_a_column_named_by_hand_is_remembered_for_the_next_file(
    qtbot: QtBot, view: PupilImport, opened: Opening, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Nr;Wie;Klas;Vroeger\n1;Zoë Anthony;Groep 5;2015\n", encoding="utf-8")
    opened(path)
    assert view.table is not None and view.table.mapping is not None
    if view.preview is None:
        assert not view.can_apply
    place = view.table.mapping.combos[1].findData("full_name")
    view.table.mapping.combos[1].setCurrentIndex(place)
    view.table.mapping.combos[1].activated.emit(place)
    at_rest(qtbot, view)
    assert view.included == 1
    read_in(qtbot, view)
    opened(path)

    assert view.table is not None and view.table.mapping is not None
    assert view.table.mapping.combos[1].currentData() == "full_name"


def test_an_unticked_row_is_not_read_in(
    qtbot: QtBot, view: PupilImport, opened: Opening, store: Store
) -> None:
    opened(QUIRKS)
    assert view.table is not None
    before = view.included
    view.table.ticked.emit(view.table.table.rows[0])
    assert view.included == before - 1
    read_in(qtbot, view)

    with store.reading() as session:
        assert len(list_imports(session)) == 1
        year = list_imports(session)[0].made_at.year
        years = [f"{first}-{first + 1}" for first in range(year - 3, year + 2)]
        assert max(len(pupil_list(session, each)) for each in years) == before - 1


def test_reading_the_same_file_again_has_nothing_to_do(
    qtbot: QtBot, view: PupilImport, opened: Opening
) -> None:
    opened(QUIRKS)
    summary = read_in(qtbot, view)
    assert summary.counts["pupils"]["new"] == 5
    assert not view.is_open
    opened(QUIRKS)

    assert State.NEW not in states(view) and State.CHANGED not in states(view)


@pytest.mark.parametrize(
    "name", ["toetsresultaten-lang-utf8bom.csv", "uwlr-2.2-leerresultaten.xml", "no-such-file.csv"]
)
def test_a_file_of_another_kind_gives_one_sentence_and_opens_nothing(
    view: PupilImport, opened: Opening, name: str
) -> None:
    opened(FILES / "made-here" / name)
    assert view.problem.isVisible() and view.problem.accessibleName()
    assert not view.is_open and not view.can_apply


def test_a_good_file_takes_the_sentence_about_the_bad_one_away(
    view: PupilImport, opened: Opening
) -> None:
    opened(FILES / "made-here" / "uwlr-2.2-leerresultaten.xml")
    opened(QUIRKS)
    assert not view.problem.isVisible()
    assert view.is_open


def test_a_doubtful_row_is_decided_by_who_it_is(
    qtbot: QtBot, view: PupilImport, opened: Opening, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    head = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep\n"
    first.write_text(head + "1001;Zoë;Anthony;01-02-2015;Groep 5\n", encoding="utf-8")
    second.write_text(head + ";Zoë;Anthony;;Groep 5\n", encoding="utf-8")
    opened(first)
    read_in(qtbot, view)
    opened(second)
    assert states(view) == [State.DOUBTFUL]
    assert view.included == 0 and view.note.who.isVisible()
    view.note.who.setCurrentIndex(1)
    view.note.who.activated.emit(1)
    at_rest(qtbot, view)

    assert states(view)[0] in (State.UNCHANGED, State.CHANGED)


def test_pupils_missing_from_the_file_are_offered_as_left_and_never_ticked(
    qtbot: QtBot, view: PupilImport, opened: Opening, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "group.csv"
    head = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep\n"
    both = "1;Zoë;Anthony;01-02-2015;5\n2;Luis;Vries;03-04-2015;5\n"
    path.write_text(head + both, encoding="utf-8")
    opened(path)
    read_in(qtbot, view)
    path.write_text(head + both.splitlines()[0] + "\n", encoding="utf-8")
    opened(path)
    assert view.foot.absent.text() == "1 pupil is not in this file"
    view.foot.absent.click()
    dialog = view.findChild(AbsentPupilsDialog)
    assert dialog is not None
    (box,) = dialog.boxes.values()
    assert not box.isChecked()
    dialog.reject()
    could = view.can_apply
    assert view.preview is not None
    view.mark_left({view.preview.absent[0].pupil_id})
    assert (could, view.can_apply) == (False, True)
    read_in(qtbot, view)
    opened(path)

    assert view.preview is not None and view.preview.absent == ()


def test_what_is_left_out_on_purpose_is_named(view: PupilImport, opened: Opening) -> None:
    opened(QUIRKS)
    assert view.preview is not None and "bsn_ondwnr-4" in view.preview.file.skipped_fields
    assert any("bsn_ondwnr-4" in label for label in texts_of(view))


def texts_of(view: PupilImport) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in view.foot.findChildren(QLabel)]
